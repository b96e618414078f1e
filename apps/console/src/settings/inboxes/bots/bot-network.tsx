import { PasswordInput, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BELOW } from '../../described-below.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { BOT_API } from './bot-values.js';

/** The way to Telegram, where it is not the usual one. */
export function BotNetwork({ form, isNew }: { form: InboxForm; isNew: boolean }) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.card}>
      <legend>{t('bot.advanced')}</legend>
      {/* It may hold a password. */}
      <PasswordInput
        label={t('bot.proxy')}
        description={t('bot.proxyHint')}
        placeholder={isNew ? 'socks5://proxy.example:1080' : t('bot.keepProxy')}
        autoComplete="off"
        disabled={form.values.noProxy}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...BELOW}
        {...form.getInputProps('proxy')}
      />
      {!isNew && (
        <Switch label={t('bot.noProxy')} description={t('bot.noProxyHint')} {...form.getInputProps('noProxy', { type: 'checkbox' })} />
      )}
      <TextInput
        label={t('bot.apiRoot')}
        description={t('bot.apiRootHint', { address: BOT_API })}
        type="url"
        required
        withAsterisk={false}
        {...BELOW}
        {...form.getInputProps('apiRoot')}
      />
      <TextInput
        label={t('bot.localFolder')}
        description={t('bot.localFolderHint')}
        placeholder="/var/lib/telegram-bot-api"
        {...BELOW}
        {...form.getInputProps('localFolder')}
      />
    </fieldset>
  );
}
