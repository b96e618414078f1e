import { Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../described-below.js';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-values.js';

/** Whose word is taken about a mail's sender, beside the mail's own signatures. */
export function TrustFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.trust')}</legend>
      <TextInput
        label={t('inboxes.authServ')}
        description={t('inboxes.authServHint')}
        {...BELOW}
        placeholder="mx.example.com"
        maxLength={255}
        {...form.getInputProps('authServ')}
      />
      <TagsInput
        label={t('inboxes.sealers')}
        description={t('inboxes.sealersHint')}
        {...BELOW}
        placeholder="lists.example.com"
        maxTags={100}
        {...form.getInputProps('sealers')}
      />
      <Select
        label={t('inboxes.strangers')}
        description={t('inboxes.strangersHint')}
        {...BELOW}
        data={(['join', 'own-ticket'] as const).map((value) => ({ value, label: t(`inboxes.strangersMode.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('strangersWithToken')}
      />
    </fieldset>
  );
}
