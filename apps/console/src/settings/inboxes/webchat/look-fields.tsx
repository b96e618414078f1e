import { ColorInput, Input, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../words/use-locale.js';
import { BELOW } from '../../described-below.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { contrast, isColour, textOn } from './contrast.js';
import webchatClasses from './webchat.module.css';
import { FIRST_COLOUR } from './webchat-values.js';

const SWATCHES = [FIRST_COLOUR, '#1864ab', '#5f3dc4', '#a61e4d', '#c2410c', '#8a5a00', '#2b3a33', '#111827'];

/** How the chat looks on the site, and what it says first. */
export function LookFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('webchat.look')}</legend>
      <div className={classes.pair}>
        <ColourField form={form} />
        <Input.Wrapper label={t('webchat.position')} labelElement="div" id="chat-position">
          <SegmentedControl
            fullWidth
            aria-labelledby="chat-position-label"
            data={(['left', 'right'] as const).map((value) => ({ value, label: t(`webchat.positions.${value}`) }))}
            {...form.getInputProps('position')}
          />
        </Input.Wrapper>
      </div>
      <Words form={form} />
    </fieldset>
  );
}

/** The text on it is chosen by the widget: any colour can be read. */
function ColourField({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { colour } = form.values;
  const known = isColour(colour) ? colour : FIRST_COLOUR;
  const text = textOn(known);
  const ratio = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).format(Math.floor(contrast(known, text) * 10) / 10);
  return (
    <div>
      <ColorInput
        label={t('inboxes.colour')}
        format="hex"
        fixOnBlur={false}
        swatches={SWATCHES}
        swatchesPerRow={8}
        withEyeDropper={false}
        {...form.getInputProps('colour')}
        error={form.errors['colour'] ?? (isColour(colour) ? null : t('webchat.notAColour'))}
      />
      <p className={webchatClasses.contrast}>
        <span aria-hidden="true" className={webchatClasses.sample} style={{ background: known, color: text }}>
          Aa
        </span>
        {t(`webchat.contrast.${text === '#ffffff' ? 'white' : 'black'}`, { ratio })}
      </p>
    </div>
  );
}

function Words({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <div className={classes.pair}>
      {(['ru', 'en'] as const).map((language) => (
        <div key={language} className={classes.form} role="group" aria-label={t(`webchat.in.${language}`)}>
          <TextInput
            label={`${t('inboxes.chatTitle')} · ${t(`webchat.in.${language}`)}`}
            description={t('inboxes.chatTitleHint')}
            lang={language}
            maxLength={60}
            {...BELOW}
            {...form.getInputProps(`webchatTexts.${language}.title`)}
          />
          <Textarea
            label={`${t('inboxes.greeting')} · ${t(`webchat.in.${language}`)}`}
            description={t('inboxes.greetingHint')}
            lang={language}
            maxLength={300}
            autosize
            minRows={2}
            {...BELOW}
            {...form.getInputProps(`webchatTexts.${language}.greeting`)}
          />
        </div>
      ))}
    </div>
  );
}
