import { List, PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BotProfile } from '../../../api/shapes.js';
import classes from '../../settings-page.module.css';
import type { InboxForm } from '../inbox-values.js';
import { BotCard } from './bot-card.js';
import { CheckBot } from './check-bot.js';
import { HowMessagesCome } from './how-messages-come.js';

type Props = { form: InboxForm; isNew: boolean; profile: BotProfile | null };

/** A bot: how to get one, its token and whose it is, and how its messages come. */
export function TelegramFields({ form, isNew, profile }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <fieldset className={classes.card}>
        <legend>{t('channel.telegram')}</legend>
        {isNew && (
          <List type="ordered" size="sm" spacing={4}>
            <List.Item>{t('bot.first')}</List.Item>
            <List.Item>{t('bot.second')}</List.Item>
            <List.Item>{t('bot.third')}</List.Item>
          </List>
        )}
        {profile && <BotCard bot={profile} />}
        <PasswordInput
          label={t('bot.token')}
          placeholder={isNew ? '123456789:AA…' : t('bot.keepToken')}
          autoComplete="off"
          required={isNew}
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('token')}
        />
        <CheckBot form={form} />
      </fieldset>
      <HowMessagesCome form={form} />
    </>
  );
}
