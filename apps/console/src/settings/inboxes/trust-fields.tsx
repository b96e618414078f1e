import { TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-form.js';

/** Whose word is taken about a mail's sender, beside the mail's own signatures. */
export function TrustFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.trust')}</legend>
      <TextInput
        label={t('inboxes.authServ')}
        description={t('inboxes.authServHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder="mx.example.com"
        maxLength={255}
        {...form.getInputProps('authServ')}
      />
      <TagsInput
        label={t('inboxes.sealers')}
        description={t('inboxes.sealersHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder="lists.example.com"
        maxTags={100}
        {...form.getInputProps('sealers')}
      />
    </fieldset>
  );
}
