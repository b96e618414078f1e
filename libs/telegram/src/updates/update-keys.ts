import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jsonText } from './json-text.js';
import { chatKeyOf, messageName } from './names.js';
import { openUpdate } from './open-update.js';

/** What is odd is left out, and the rest still counts: `readUpdate` reads as much. */
function maybe<S extends z.ZodType>(shape: S): z.ZodCatch<z.ZodOptional<S>> {
  return z.optional(shape).catch(undefined);
}

/** What names an update and says where it belongs; the rest is the normalizer's to read. @see https://core.telegram.org/bots/api#update */
const Placed = z.object({
  message_id: maybe(z.int()),
  message_thread_id: maybe(z.int()),
  is_topic_message: maybe(z.boolean()),
  edit_date: maybe(z.int()),
  business_connection_id: maybe(z.string()),
  chat: maybe(z.object({ id: z.int() })),
});
/** A callback query holds the message that its button stands below, and has an id of its own. */
const Body = Placed.extend({ id: z.unknown().optional(), message: maybe(Placed) });
type Body = z.infer<typeof Body>;

export type UpdateKeys = {
  /** Null where what came is no update. */
  readonly updateId: number | null;
  /** Unique in the inbox for ever (`model.md` 2). */
  readonly externalId: string;
  /** `account:chat:topic`; '' for an update without a chat. */
  readonly chatKey: string;
};

/**
 * Names an update: a message by its chat and id, an edit by its date and content too, a pressed button by its own id, all else by the
 * update's id (which restarts at random, so messages never go by it). Whatever JSON it is, it has a name.
 *
 * @param account of the chat: `0`, or the user id of the business account whose connection `connectionOf` names
 */
export function updateKeys(botId: string, update: unknown, account = '0'): UpdateKeys {
  const { updateId, kind, raw, body } = open(update);
  const other = updateId === null ? `${botId}:body:${digest(update)}` : `${botId}:update:${updateId}`;
  const { chat, message_id: messageId, ...placed } = placeOf(body);
  const chatKey = chat ? chatKeyOf(account, chat.id, placed.is_topic_message ? (placed.message_thread_id ?? null) : null) : '';
  if (kind === 'callback_query' && isId(body?.id)) return { updateId, externalId: `${botId}:choice:${body.id}`, chatKey };
  // All ephemeral messages of a chat have the number 0 (https://core.telegram.org/bots/api#message).
  if (!chat || messageId === undefined || messageId === 0 || !MESSAGES.has(kind)) return { updateId, externalId: other, chatKey };
  const name = messageName(botId, account, chat.id, messageId);
  const externalId = kind.startsWith('edited') ? `${name}:${placed.edit_date ?? 0}:${digest(raw)}` : name;
  return { updateId, externalId, chatKey };
}

/** The business connection that an update came by; null for a chat of the bot's own. */
export function connectionOf(update: unknown): string | null {
  const id = placeOf(open(update).body).business_connection_id;
  return isId(id) ? id : null;
}

/** Such as Telegram gives, and PostgreSQL can store and index: anything else names nothing. */
function isId(id: unknown): id is string {
  return typeof id === 'string' && /^[\x21-\x7e]{1,256}$/.test(id);
}

const MESSAGES = new Set([
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_message',
  'edited_business_message',
]);

function open(update: unknown): { updateId: number | null; kind: string; raw: unknown; body: Body | null } {
  const { updateId, updateType: kind, body: raw } = openUpdate(update) ?? { updateId: null, updateType: '', body: null };
  const parsed = Body.safeParse(raw);
  return { updateId, kind, raw, body: parsed.success ? parsed.data : null };
}

function placeOf(body: Body | null): z.infer<typeof Placed> {
  if (body === null) return {};
  return body.chat ? body : (body.message ?? body);
}

function digest(value: unknown): string {
  return createHash('sha256').update(jsonText(value)).digest('hex').slice(0, 16);
}
