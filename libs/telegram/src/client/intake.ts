import { z } from 'zod';
import type { BotApi, CallOptions } from './bot-api.js';
import { LineError } from './line.js';

/** How updates are asked for. */
export type Asked = {
  /** Of the first update wanted, which confirms all before it; null gives whatever is unconfirmed. */
  readonly offset: number | null;
  /** How long Telegram holds an unanswered poll open, seconds. */
  readonly waitS: number;
  /** How much longer the answer may be under way, ms: a poll that takes longer hangs. */
  readonly graceMs: number;
  readonly kinds: readonly string[];
  readonly signal?: AbortSignal;
};

/**
 * Waits for updates, at most 100 at a time.
 *
 * @returns as they came: nothing about them is checked
 * @see https://core.telegram.org/bots/api#getupdates
 */
export async function getUpdates(api: BotApi, { offset, waitS, graceMs, kinds, signal }: Asked): Promise<readonly unknown[]> {
  const payload = { timeout: waitS, limit: 100, allowed_updates: [...kinds], ...(offset === null ? {} : { offset }) };
  const options = { timeoutMs: waitS * 1000 + graceMs, ...(signal ? { signal } : {}) };
  const answer = await api.call('getUpdates', payload, options);
  if (!Array.isArray(answer)) throw new LineError('unreadable', 'no list', false, new Error('getUpdates answered with no list.'));
  return answer;
}

/**
 * Kinds of updates that are asked for; the rest never come.
 *
 * @see https://core.telegram.org/bots/api#update
 */
export function updateKinds({ channelPosts }: { readonly channelPosts: boolean }): readonly string[] {
  return [...KINDS, ...(channelPosts ? ['channel_post', 'edited_channel_post'] : [])];
}

const KINDS = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
] as const;

export type WantedWebhook = { readonly url: string; readonly secret: string; readonly kinds: readonly string[]; readonly atOnce: number };

/** What waits is kept, and comes by the webhook. @see https://core.telegram.org/bots/api#setwebhook */
export async function setWebhook(api: BotApi, { url, secret, kinds, atOnce }: WantedWebhook, options: CallOptions = {}): Promise<void> {
  const payload = {
    url,
    secret_token: secret,
    allowed_updates: [...kinds],
    max_connections: atOnce,
    drop_pending_updates: false,
  };
  await api.call('setWebhook', payload, options);
}

/** What waits is kept, and comes by polling. @see https://core.telegram.org/bots/api#deletewebhook */
export async function deleteWebhook(api: BotApi, options: CallOptions = {}): Promise<void> {
  await api.call('deleteWebhook', { drop_pending_updates: false }, options);
}

const WebhookInfo = z.object({
  url: z.string().default(''),
  pending_update_count: z.int().default(0),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
  allowed_updates: z.array(z.string()).optional(),
});

export type Webhook = {
  /** '': none is set. */
  readonly url: string;
  readonly waiting: number;
  readonly kinds: readonly string[] | null;
  /** The last delivery that failed; seconds since 1970. */
  readonly lastError: { readonly at: number; readonly message: string } | null;
};

/** @see https://core.telegram.org/bots/api#getwebhookinfo */
export async function getWebhookInfo(api: BotApi, options: CallOptions = {}): Promise<Webhook> {
  const info = WebhookInfo.parse(await api.call('getWebhookInfo', {}, options));
  return {
    url: info.url,
    waiting: info.pending_update_count,
    kinds: info.allowed_updates ?? null,
    lastError: info.last_error_date === undefined ? null : { at: info.last_error_date, message: info.last_error_message ?? '' },
  };
}

/** Ends the waiting of who pressed a button. @see https://core.telegram.org/bots/api#answercallbackquery */
export async function answerCallbackQuery(api: BotApi, id: string): Promise<void> {
  await api.call('answerCallbackQuery', { callback_query_id: id });
}
