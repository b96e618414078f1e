import { randomBytes } from 'node:crypto';
import type { TelegramSecrets, WebchatSecrets } from '@app/contracts';

const BYTES = 32;

/** The secrets of a bot, with those of our own making where none were given. */
export function withTelegramKeys(secrets: TelegramSecrets): TelegramSecrets {
  return { ...secrets, webhookSecret: secrets.webhookSecret ?? makeKey(), identityKey: secrets.identityKey ?? makeKey() };
}

/** The secrets of a web chat, with a key for identities where none was given. */
export function withWebchatKeys(secrets: WebchatSecrets): WebchatSecrets {
  return { ...secrets, identityKey: secrets.identityKey ?? makeKey() };
}

/** For so long sites may go on with the key before, ms. */
const CHANGEOVER_MS = 24 * 60 * 60 * 1000;

/** A new key for identities; the present one is good for a day more. */
export function renewedWebchatKeys({ identityKey }: WebchatSecrets, now: Date): WebchatSecrets {
  const until = new Date(now.getTime() + CHANGEOVER_MS).toISOString();
  return { identityKey: makeKey(), ...(identityKey !== undefined && { previousIdentityKey: { key: identityKey, until } }) };
}

/** In letters that Telegram takes in a header. */
export function makeKey(): string {
  return randomBytes(BYTES).toString('base64url');
}
