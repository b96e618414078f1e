import { List, PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../settings-page.module.css';
import type { InboxForm } from './inbox-form.js';
import { BOT_API } from './inbox-values.js';

/** A bot: how to get one, and its token. */
export function TelegramFields({ form, isNew }: { form: InboxForm; isNew: boolean }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('channel.telegram')}</legend>
      {isNew && (
        <List type="ordered" size="sm" spacing={4}>
          <List.Item>{t('inboxes.botFather')}</List.Item>
          <List.Item>{t('inboxes.botNew')}</List.Item>
          <List.Item>{t('inboxes.botToken')}</List.Item>
        </List>
      )}
      <PasswordInput
        label={t('inboxes.token')}
        placeholder={isNew ? '123456789:AA…' : t('inboxes.keepToken')}
        autoComplete="off"
        required={isNew}
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...form.getInputProps('token')}
      />
      <TextInput
        label={t('inboxes.apiRoot')}
        description={t('inboxes.apiRootHint', { address: BOT_API })}
        inputWrapperOrder={['label', 'input', 'description']}
        type="url"
        required
        withAsterisk={false}
        {...form.getInputProps('apiRoot')}
      />
    </fieldset>
  );
}
