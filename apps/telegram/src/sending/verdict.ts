import { asError, DeskError, type Reason } from '@app/domain';
import { LineError } from '@app/telegram';
import { TelegramError } from 'telegraf';

/** What a call that threw says. What Telegram refuses is certain: it was not performed. */
export type Verdict =
  /** Not now, by the limits: after so long. */
  | { readonly kind: 'too-many'; readonly reason: Reason; readonly ms: number }
  /** The bot's token is refused. */
  | { readonly kind: 'bot-refused'; readonly reason: Reason }
  /** Nobody was asked. */
  | { readonly kind: 'away'; readonly reason: Reason }
  /** For good. */
  | { readonly kind: 'refused'; readonly reason: Reason }
  /** What was asked for is so already. */
  | { readonly kind: 'done' }
  /** The group goes on as a supergroup under this number. */
  | { readonly kind: 'moved'; readonly chatId: string }
  /** It would be taken in another way. */
  | { readonly kind: 'other-way'; readonly way: OtherWay; readonly reason: Reason }
  /** It may have been performed, or not: nobody can recognise a bot's second message. */
  | { readonly kind: 'uncertain'; readonly reason: Reason };

/** Without formatting; not as an answer; as mere files; what stands below a file, and not a text. */
export type OtherWay = 'plain' | 'unanswering' | 'documents' | 'caption';

/**
 * What became of a call that threw.
 *
 * The documentation lists no descriptions: they are those of the open server (https://github.com/tdlib/telegram-bot-api, `Client.cpp`)
 * and of the errors that Telegram's own API hands through (https://core.telegram.org/method/messages.sendMessage#possible-errors).
 *
 * @see https://core.telegram.org/bots/api#making-requests
 */
export function verdictOf(thrown: unknown): Verdict {
  if (thrown instanceof DeskError) return { kind: thrown.fault === 'unavailable' ? 'away' : 'refused', reason: thrown.reason };
  if (!(thrown instanceof TelegramError)) return brokenLine(thrown);
  const { code, description, parameters } = thrown;
  const reason = (name: string): Reason => ({ code: name, params: { description } });
  if (code === 429) {
    const seconds = parameters?.retry_after ?? 1;
    return { kind: 'too-many', reason: { code: 'telegram-too-many', params: { seconds } }, ms: seconds * 1000 };
  }
  if (code === 401 || code === 404) return { kind: 'bot-refused', reason: reason('telegram-token-refused') };
  if (code >= 500) return { kind: 'uncertain', reason: reason('telegram-trouble') };
  if (parameters?.migrate_to_chat_id !== undefined) return { kind: 'moved', chatId: String(parameters.migrate_to_chat_id) };
  if (code === 413) return { kind: 'refused', reason: reason('telegram-file-not-taken') };
  if (DONE.test(description)) return { kind: 'done' };
  const way = OTHER_WAYS.find(([words]) => words.test(description))?.[1];
  if (way !== undefined) return { kind: 'other-way', way, reason: reason(REFUSED_WAYS[way]) };
  return { kind: 'refused', reason: reason(refusalOf(code, description)) };
}

/** Nobody can write there any more, until the customer lets the bot in again. */
export const CLOSED_CHAT: ReadonlySet<string> = new Set(['telegram-blocked', 'telegram-deactivated', 'telegram-kicked']);

/** A change that changes nothing, a deletion of what is gone. */
const DONE = /message is not modified|message to delete not found/i;

const OTHER_WAYS: readonly (readonly [RegExp, OtherWay])[] = [
  [/entit(?:y|ies)\b|\bENTIT(?:Y|IES)_|can't parse/i, 'plain'],
  [/repl(?:ied|y) (?:message )?not found|message to be replied not found|REPLY_MESSAGE_ID_INVALID|REPLY_TO_INVALID/i, 'unanswering'],
  [/PHOTO_|IMAGE_PROCESS|VOICE_MESSAGES_FORBIDDEN|too big for a photo|wrong type of the web page|MEDIA_INVALID|VIDEO_|GIF_/i, 'documents'],
  [/there is no text in the message to edit/i, 'caption'],
];

/** What it is called when there was no other way left. */
const REFUSED_WAYS: Readonly<Record<OtherWay, string>> = {
  plain: 'telegram-refused',
  unanswering: 'telegram-refused',
  documents: 'telegram-file-not-taken',
  caption: 'telegram-message-gone',
};

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/bot was blocked|USER_IS_BLOCKED/i, 'telegram-blocked'],
  [/user is deactivated|INPUT_USER_DEACTIVATED/i, 'telegram-deactivated'],
  [/bot was kicked|not a member|group chat was deleted|CHANNEL_PRIVATE/i, 'telegram-kicked'],
  [/can't initiate conversation/i, 'telegram-not-started'],
  [/can't send messages to bots/i, 'telegram-refused'],
  [/TOPIC_CLOSED/i, 'telegram-topic-closed'],
  [/TOPIC_DELETED|TOPIC_ID_INVALID|message thread not found/i, 'telegram-topic-gone'],
  [/rights|WRITE_FORBIDDEN|CHAT_ADMIN_REQUIRED|CHAT_RESTRICTED|CHAT_SEND_|have no write access/i, 'telegram-no-rights'],
  [/BUSINESS_(?:CONNECTION_NOT_ALLOWED|PEER_INVALID|PEER_USAGE_MISSING)/i, 'telegram-business-no-reply'],
  [/business connection|BUSINESS_CONNECTION/i, 'telegram-business-gone'],
  [/chat not found|PEER_ID_INVALID|user not found/i, 'telegram-chat-missing'],
  [/(?:message|caption) is too long|MESSAGE_TOO_LONG|MEDIA_CAPTION_TOO_LONG/i, 'telegram-too-long'],
  [/message to edit not found|MESSAGE_ID_INVALID/i, 'telegram-message-gone'],
  [/can't be (?:edited|deleted)|MESSAGE_EDIT_TIME_EXPIRED|MESSAGE_AUTHOR_REQUIRED|MESSAGE_DELETE_FORBIDDEN/i, 'telegram-message-fixed'],
  [/file|MEDIA_EMPTY|WEBPAGE_|too big/i, 'telegram-file-not-taken'],
];

function refusalOf(code: number, description: string): string {
  const known = REFUSALS.find(([words]) => words.test(description))?.[1];
  return known ?? (code === 403 ? 'telegram-no-rights' : 'telegram-refused');
}

function brokenLine(thrown: unknown): Verdict {
  const error = networkErrorOf(thrown);
  if (thrown instanceof LineError && thrown.isUnsent) return { kind: 'away', reason: { code: 'telegram-away', params: { error } } };
  return { kind: 'uncertain', reason: { code: 'telegram-cut', params: { error } } };
}

/** What people are told of a call that broke: the system's name for it, such as ECONNREFUSED, or the API's number. */
export function networkErrorOf(thrown: unknown): string {
  const error = asError(thrown);
  if (error.name === 'AbortError') return 'stopped';
  return 'code' in error ? String(error.code) : 'cut';
}
