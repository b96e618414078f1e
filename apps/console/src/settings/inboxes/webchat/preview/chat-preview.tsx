import { SegmentedControl } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../../session/session.js';
import settingsClasses from '../../../settings-page.module.css';
import type { InboxForm } from '../../inbox-values.js';
import { isColour, textOn } from '../contrast.js';
import { FIRST_COLOUR } from '../webchat-values.js';
import { chatOf } from './chat-of.js';
import classes from './preview.module.css';
import { usePreviewFrame } from './use-preview-frame.js';

type Scene = 'empty' | 'form' | 'chat' | 'closed';

const THEMES = ['light', 'dark'] as const;
/** By their own names, as everywhere. */
const LANGUAGES = { ru: 'Русский', en: 'English' } as const;
const SIZES = ['desktop', 'phone'] as const;

/** The panel as visitors will see it: the real one, in its own frame, with what stands in the form at this moment. */
export function ChatPreview({ form }: { form: InboxForm }) {
  const { t, i18n } = useTranslation();
  const { publicSiteUrl, organisation } = useSession();
  const [scene, setScene] = useState<Scene>('empty');
  const [theme, setTheme] = useState<(typeof THEMES)[number]>('light');
  const [locale, setLocale] = useState<keyof typeof LANGUAGES>(i18n.language === 'ru' ? 'ru' : 'en');
  const [size, setSize] = useState<(typeof SIZES)[number]>('desktop');
  const { position, colour, forms } = form.values;
  // What a new visitor meets first: topics where there are some, else the chat.
  const beginning = forms.length > 0 ? 'form' : 'empty';
  const scenes = [beginning, 'chat', 'closed'] as const;
  const shown = scenes.find((one) => one === scene) ?? beginning;
  const { frame, state } = usePreviewFrame(publicSiteUrl, {
    inbox: chatOf(form.values, organisation.name, shown === 'closed'),
    scene: shown,
    locale,
    theme,
  });
  const brand = isColour(colour) ? colour : FIRST_COLOUR;
  return (
    <section className={classes.preview} aria-label={t('webchat.preview')}>
      <h2 className={settingsClasses.legend}>{t('webchat.preview')}</h2>
      <Choice label={t('webchat.scene')} words="scenes" values={scenes} value={shown} onChange={setScene} />
      <div className={classes.choices}>
        <SegmentedControl
          size="xs"
          aria-label={t('webchat.previewLanguage')}
          data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          value={locale}
          onChange={(value) => setLocale(value === 'ru' ? 'ru' : 'en')}
        />
        <Choice label={t('webchat.theme')} words="themes" values={THEMES} value={theme} onChange={setTheme} />
        <Choice label={t('webchat.size')} words="sizes" values={SIZES} value={size} onChange={setSize} />
      </div>
      <div className={classes.page} data-size={size} data-position={position} data-theme={theme}>
        {/* Nothing in it can be pressed: it is no stop of the keyboard. */}
        <iframe
          ref={frame}
          className={classes.panel}
          src={`${publicSiteUrl}/widget-preview`}
          title={t('webchat.previewFrame')}
          tabIndex={-1}
          data-state={state}
        />
        {state === 'silent' && <p className={classes.silent}>{t('webchat.previewSilent', { address: publicSiteUrl })}</p>}
        {size === 'desktop' && (
          <span className={classes.launcher} aria-hidden="true" style={{ background: brand, color: textOn(brand) }}>
            <IconMessageCircle size={26} stroke={1.8} />
          </span>
        )}
      </div>
    </section>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  /** Where the words of the values are. */
  words: 'scenes' | 'themes' | 'sizes';
  values: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, words, values, value, onChange }: ChoiceProps<Value>) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      data={values.map((one) => ({ value: one, label: t(`webchat.${words}.${one}` as 'webchat.preview') }))}
      value={value}
      onChange={(chosen) => onChange(values.find((one) => one === chosen) ?? value)}
    />
  );
}
