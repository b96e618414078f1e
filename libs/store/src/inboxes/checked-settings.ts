import { type Channel, INBOX_SCHEMAS, type SecretsOf, type SettingsOf } from '@app/contracts';
import { withDkimKey } from './dkim-key.js';
import { withTelegramKeys, withWebchatKeys } from './made-keys.js';

export type CheckedSettings<C extends Channel> = { readonly settings: SettingsOf<C>; readonly secrets: SecretsOf<C> };

/** @throws ZodError when they are not valid, or not together */
export function checkedSettings<C extends Channel>(channel: C, settings: unknown, secrets: unknown): CheckedSettings<C> {
  const schemas = INBOX_SCHEMAS[channel];
  return { settings: schemas.settings.parse(settings) as SettingsOf<C>, secrets: schemas.secrets.parse(secrets) as SecretsOf<C> };
}

/**
 * As they are written: with the secrets that we make by ourselves.
 *
 * @throws ZodError when they are not valid, or not together; DeskError invalid/dkim-key-unusable
 */
export async function wholeSettings(channel: Channel, settings: unknown, secrets: unknown): Promise<CheckedSettings<Channel>> {
  if (channel === 'telegram') {
    const bot = checkedSettings(channel, settings, secrets);
    return { settings: bot.settings, secrets: withTelegramKeys(bot.secrets) };
  }
  if (channel === 'webchat') {
    const chat = checkedSettings(channel, settings, secrets);
    return { settings: chat.settings, secrets: withWebchatKeys(chat.secrets) };
  }
  const mail = checkedSettings('email', settings, secrets);
  return { settings: mail.settings, secrets: await withDkimKey(mail.settings, mail.secrets) };
}
