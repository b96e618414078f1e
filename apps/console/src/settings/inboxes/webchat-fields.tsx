import { ColorInput, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-form.js';
import { FIRST_COLOUR } from './inbox-values.js';

const SWATCHES = [FIRST_COLOUR, '#1864ab', '#5f3dc4', '#a61e4d', '#c2410c', '#8a5a00', '#2b3a33', '#111827'];

/** A site's chat: where it may stand, and how it looks. */
export function WebchatFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  const below = { inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const] };
  return (
    <fieldset className={classes.card}>
      <legend>{t('channel.webchat')}</legend>
      <TagsInput
        label={t('inboxes.origins')}
        description={t('inboxes.originsHint')}
        placeholder="https://shop.example"
        splitChars={[',', ' ']}
        {...below}
        {...form.getInputProps('origins')}
      />
      <div className={classes.pair}>
        <TextInput
          label={t('inboxes.chatTitle')}
          description={t('inboxes.chatTitleHint')}
          maxLength={60}
          {...below}
          {...form.getInputProps('title')}
        />
        <ColorInput
          label={t('inboxes.colour')}
          format="hex"
          swatches={SWATCHES}
          swatchesPerRow={8}
          withEyeDropper={false}
          {...form.getInputProps('colour')}
        />
      </div>
      <Textarea
        label={t('inboxes.greeting')}
        description={t('inboxes.greetingHint')}
        maxLength={300}
        autosize
        minRows={2}
        {...below}
        {...form.getInputProps('greeting')}
      />
    </fieldset>
  );
}
