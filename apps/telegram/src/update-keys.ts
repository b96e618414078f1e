import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What names an update; the rest is the normalizer's to read. @see https://core.telegram.org/bots/api#update */
const Chat = z.looseObject({ id: z.number() });
const Placed = z.looseObject({
  message_id: z.number().optional(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  edit_date: z.number().optional(),
  business_connection_id: z.string().optional(),
  chat: Chat.optional(),
  message: z.looseObject({ chat: Chat }).optional(),
});

export type UpdateKeys = {
  /** Unique in the inbox for ever (`model.md` 2). */
  readonly externalId: string;
  /** `account:chat:topic`; '' for an update without a chat. Account is 0, or the business connection. */
  readonly chatKey: string;
};

/**
 * Names an update: a message by its chat and id, an edit by its date and content, all else by the update's own id (which
 * restarts at random, so messages never go by it).
 */
export function updateKeys(botId: string, update: { readonly update_id: number }): UpdateKeys {
  const [kind, body] = Object.entries(update).find(([key]) => key !== 'update_id') ?? ['', null];
  const parsed = Placed.safeParse(body);
  const byUpdate = `${botId}:update:${update.update_id}`;
  if (!parsed.success) return { externalId: byUpdate, chatKey: '' };
  const { chat = parsed.data.message?.chat, message_id: messageId, ...placed } = parsed.data;
  if (!chat) return { externalId: byUpdate, chatKey: '' };
  const topic = placed.is_topic_message ? (placed.message_thread_id ?? 0) : 0;
  const chatKey = `${placed.business_connection_id ?? 0}:${chat.id}:${topic}`;
  if (messageId === undefined || !kind.endsWith('message')) return { externalId: byUpdate, chatKey };
  const name = `${botId}:${kind}:${chat.id}:${messageId}`;
  return { externalId: kind.startsWith('edited') ? `${name}:${placed.edit_date ?? 0}:${digest(body)}` : name, chatKey };
}

/** Where an answer goes: the chat and, in a group with topics, the topic. */
export function chatOf(chatKey: string): { chatId: string; threadId: number | null } {
  const [, chatId = '', topic = '0'] = chatKey.split(':');
  return { chatId, threadId: topic === '0' ? null : Number(topic) };
}

function digest(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}
