import { Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../described-below.js';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-values.js';

const AFTER_TAKING = ['leave', 'mark-seen', 'move'] as const;

/** Which folders of a mailbox are read, and what becomes of a mail on the server. */
export function ReadingFields({ form }: { form: InboxForm }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.reading')}</legend>
      <TagsInput
        label={t('inboxes.folders')}
        description={t('inboxes.foldersHint')}
        {...BELOW}
        placeholder="Shop/Orders"
        maxTags={20}
        {...form.getInputProps('folders')}
      />
      <Switch label={t('inboxes.junk')} description={t('inboxes.junkHint')} {...form.getInputProps('junk', { type: 'checkbox' })} />
      <div className={classes.pair}>
        <Select
          label={t('inboxes.afterTaking')}
          data={AFTER_TAKING.map((value) => ({ value, label: t(`inboxes.afterTakingMode.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('afterTaking')}
        />
        {form.values.afterTaking === 'move' && (
          <TextInput label={t('inboxes.moveTo')} required withAsterisk={false} maxLength={500} {...form.getInputProps('moveTo')} />
        )}
      </div>
    </fieldset>
  );
}
