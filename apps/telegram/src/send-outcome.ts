import { asError, type Reason } from '@app/domain';
import type { DeliveryResult } from '@app/store';
import { TelegramError } from 'telegraf';

/** Network errors that come before anything was written: the request was certainly not performed. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Tries after which a message that cannot even be handed over has failed. */
const MAX_ATTEMPTS = 60;
const REFUSED_TOKEN_RETRY_MS = 60_000;

/** A delivery's outcome, and what it says of the bot. */
export type Outcome = { readonly result: DeliveryResult; readonly botRefused: boolean };

/**
 * What became of a call that threw.
 *
 * The API's own refusals are certain. A cut or a time-out after the request was written is not: nobody can recognise a second
 * message of a bot, so it stays `unknown`.
 *
 * @see https://core.telegram.org/bots/api#making-requests
 */
export function outcomeOf(thrown: unknown, delivery: { readonly id: string; readonly attempts: number }, now: Date): Outcome {
  const { id, attempts } = delivery;
  const again = (reason: Reason, ms: number): DeliveryResult =>
    attempts >= MAX_ATTEMPTS ? { id, state: 'failed', reason } : { id, state: 'queued', reason, notBefore: new Date(now.getTime() + ms) };
  const kept = (result: DeliveryResult): Outcome => ({ result, botRefused: false });
  if (thrown instanceof TelegramError) {
    const { code, description } = thrown;
    const reason = (name: string): Reason => ({ code: name, params: { description } });
    if (code === 429) return kept(again(reason('telegram-too-many'), (thrown.parameters?.retry_after ?? 1) * 1000));
    if (code === 401 || code === 404) return { result: again(reason('telegram-token-refused'), REFUSED_TOKEN_RETRY_MS), botRefused: true };
    if (code === 403) return kept({ id, state: 'failed', reason: reason('telegram-blocked') });
    if (code < 500) return kept({ id, state: 'failed', reason: reason('telegram-refused') });
    return kept({ id, state: 'unknown', reason: reason('telegram-trouble') });
  }
  const network = networkErrorOf(thrown);
  if (NOT_SENT.has(network)) return kept(again({ code: 'telegram-away', params: { error: network } }, backoffMs(attempts)));
  return kept({ id, state: 'unknown', reason: { code: 'telegram-cut', params: { error: network } } });
}

/** What people are told of a call that broke: the system's name for it, such as ECONNREFUSED, or the API's number. */
export function networkErrorOf(thrown: unknown): string {
  const error = asError(thrown);
  return 'code' in error ? String(error.code) : 'cut';
}

/** 2, 4, 8 ... at most 60 seconds. */
function backoffMs(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts, 10), 60_000);
}
