import { DeskError } from '@app/domain';
import { LANGUAGES, words } from '@app/service';
import { LineError } from '@app/telegram';
import { TelegramError } from 'telegraf';
import { verdictOf } from './verdict.js';

const refused = (error_code: number, description: string, parameters = {}) => new TelegramError({ error_code, description, parameters });
const line = (code: string, isUnsent: boolean) => new LineError('network', code, isUnsent, new Error('broken'));

/** What there is to tell of it: the kind, and the reason's code or the way. */
function told(thrown: unknown): string {
  const verdict = verdictOf(thrown);
  const reason = 'reason' in verdict ? verdict.reason.code : '';
  return [verdict.kind, 'way' in verdict ? verdict.way : reason].filter(Boolean).join(' ');
}

describe('what a refusal means', () => {
  test.each([
    [403, 'Forbidden: bot was blocked by the user', 'refused telegram-blocked'],
    [403, 'Forbidden: user is deactivated', 'refused telegram-deactivated'],
    [403, 'Forbidden: bot was kicked from the group chat', 'refused telegram-kicked'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'refused telegram-kicked'],
    [403, 'Forbidden: bot is not a member of the supergroup chat', 'refused telegram-kicked'],
    [403, 'Forbidden: the group chat was deleted', 'refused telegram-kicked'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'refused telegram-not-started'],
    [403, 'Forbidden: something new', 'refused telegram-no-rights'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'refused telegram-no-rights'],
    [400, 'Bad Request: have no rights to send a message', 'refused telegram-no-rights'],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', 'refused telegram-no-rights'],
    [400, 'Bad Request: CHAT_RESTRICTED', 'refused telegram-no-rights'],
    [400, 'Bad Request: chat not found', 'refused telegram-chat-missing'],
    [400, 'Bad Request: message is too long', 'refused telegram-too-long'],
    [400, 'Bad Request: message caption is too long', 'refused telegram-too-long'],
    [400, 'Bad Request: TOPIC_CLOSED', 'refused telegram-topic-closed'],
    [400, 'Bad Request: TOPIC_DELETED', 'refused telegram-topic-gone'],
    [400, 'Bad Request: message thread not found', 'refused telegram-topic-gone'],
    [400, 'Bad Request: business connection not found', 'refused telegram-business-gone'],
    [400, 'Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED', 'refused telegram-business-no-reply'],
    [400, 'Bad Request: BUSINESS_PEER_USAGE_MISSING', 'refused telegram-business-no-reply'],
    [400, 'Bad Request: message to edit not found', 'refused telegram-message-gone'],
    [400, "Bad Request: message can't be edited", 'refused telegram-message-fixed'],
    [400, "Bad Request: message can't be deleted for everyone", 'refused telegram-message-fixed'],
    [400, 'Bad Request: file must be non-empty', 'refused telegram-file-not-taken'],
    [400, 'Bad Request: WEBPAGE_MEDIA_EMPTY', 'refused telegram-file-not-taken'],
    [413, 'Request Entity Too Large', 'refused telegram-file-not-taken'],
    [400, 'Bad Request: something new', 'refused telegram-refused'],
    [400, "Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 3", 'other-way plain'],
    [400, 'Bad Request: ENTITY_BOUNDS_INVALID', 'other-way plain'],
    [400, 'Bad Request: entity begins after the end of the text at UTF-16 offset 9', 'other-way plain'],
    [400, 'Bad Request: message to be replied not found', 'other-way unanswering'],
    [400, 'Bad Request: replied message not found', 'other-way unanswering'],
    [400, 'Bad Request: PHOTO_INVALID_DIMENSIONS', 'other-way documents'],
    [400, 'Bad Request: IMAGE_PROCESS_FAILED', 'other-way documents'],
    [400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'other-way documents'],
    [400, 'Bad Request: there is no text in the message to edit', 'other-way caption'],
    [400, 'Bad Request: message is not modified: specified new message content is exactly the same', 'done'],
    [400, 'Bad Request: message to delete not found', 'done'],
    [401, 'Unauthorized', 'bot-refused telegram-token-refused'],
    [404, 'Not Found', 'bot-refused telegram-token-refused'],
    [500, 'Internal Server Error', 'uncertain telegram-trouble'],
    [502, 'Bad Gateway', 'uncertain telegram-trouble'],
  ])('%i %s: %s', (code, description, expected) => {
    expect(told(refused(code, description))).toBe(expected);
    const verdict = verdictOf(refused(code, description));
    for (const language of LANGUAGES) expect('reason' in verdict ? words(language).knows(verdict.reason.code) : true).toBe(true);
  });

  test('fail:G12 a pause is as long as Telegram says, hours too', () => {
    expect(verdictOf(refused(429, 'Too Many Requests: retry after 18000', { retry_after: 18_000 }))).toEqual({
      kind: 'too-many',
      reason: { code: 'telegram-too-many', params: { seconds: 18_000 } },
      ms: 18_000_000,
    });
  });

  test('fail:G14 a group that became a supergroup says where it goes on', () => {
    const moved = refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1001 });
    expect(verdictOf(moved)).toEqual({ kind: 'moved', chatId: '-1001' });
  });

  test('a line that broke before anything was written is tried again, one that broke later may have arrived', () => {
    expect(told(line('ECONNREFUSED', true))).toBe('away telegram-away');
    expect(told(line('ECONNRESET', false))).toBe('uncertain telegram-cut');
    expect(told(new Error('anything else'))).toBe('uncertain telegram-cut');
  });

  test('a file that is gone fails, one that cannot be read for now waits', () => {
    expect(told(new DeskError('missing', 'blob-missing', 'Gone.'))).toBe('refused blob-missing');
    expect(told(new DeskError('unavailable', 'disk-full', 'Later.'))).toBe('away disk-full');
  });
});
