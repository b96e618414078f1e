import type { Reason } from '@app/domain';
import { TelegramError } from 'telegraf';
import { z } from 'zod';
import { LineError } from './line.js';

/**
 * Why a bot cannot be served, of a call that threw: what its inbox's health, a test and `doctor` tell.
 *
 * @returns null where it is none of the Bot API's troubles
 */
export function botTrouble(thrown: unknown): Reason | null {
  if (thrown instanceof LineError) return lineTrouble(thrown);
  if (thrown instanceof z.ZodError) return { code: 'telegram-no-api', params: {} };
  if (!(thrown instanceof TelegramError)) return null;
  const { code, description } = thrown;
  // A token that is none is not found.
  if (code === 401 || code === 404) return { code: 'telegram-token-refused', params: {} };
  if (code === 409) return { code: /webhook/i.test(description) ? 'telegram-other-webhook' : 'telegram-other-poller', params: {} };
  if (code === 429) return { code: 'telegram-asked-too-often', params: { count: retryAfterOf(thrown) } };
  if (code >= 500) return { code: 'telegram-away', params: { error: String(code) } };
  return { code: 'telegram-call-refused', params: { description } };
}

/** How long the Bot API wants to be left alone, seconds; obeyed exactly. @see https://core.telegram.org/bots/api#responseparameters */
export function retryAfterOf(thrown: unknown): number {
  return thrown instanceof TelegramError && thrown.code === 429 ? (thrown.parameters?.retry_after ?? 1) : 0;
}

function lineTrouble({ kind, code }: LineError): Reason {
  if (kind === 'unreadable') return { code: 'telegram-no-api', params: {} };
  return { code: kind === 'proxy' ? 'telegram-proxy' : 'telegram-away', params: { error: code } };
}
