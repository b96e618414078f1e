import { TelegramError } from 'telegraf';
import { outcomeOf } from './send-outcome.js';

const NOW = new Date('2026-01-05T10:00:00Z');
const refused = (error_code: number, parameters = {}) => new TelegramError({ error_code, description: 'why', parameters });
const resultOf = (thrown: unknown, attempts = 1) => outcomeOf(thrown, { id: 'd', attempts }, NOW).result;

describe('what became of a call to the Bot API', () => {
  test('fault:M12 429 is obeyed to the second', () => {
    expect(resultOf(refused(429, { retry_after: 17 }))).toMatchObject({ state: 'queued', notBefore: new Date('2026-01-05T10:00:17Z') });
  });

  test('who blocked the bot is told, and nothing is tried again', () => {
    expect(resultOf(refused(403))).toMatchObject({ state: 'failed', reason: { code: 'telegram-blocked' } });
  });

  test('fault:M15 a cut after the request was written is uncertain', () => {
    expect(resultOf(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))).toMatchObject({ state: 'unknown' });
    expect(resultOf(refused(502))).toMatchObject({ state: 'unknown' });
  });

  test('a server that cannot be reached got nothing: tried again, later each time', () => {
    const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(resultOf(away)).toMatchObject({ state: 'queued', notBefore: new Date('2026-01-05T10:00:02Z') });
    expect(resultOf(away, 4)).toMatchObject({ notBefore: new Date('2026-01-05T10:00:16Z') });
    expect(resultOf(away, 60)).toMatchObject({ state: 'failed' });
  });

  test("a refused token is the bot's trouble, not the message's", () => {
    expect(outcomeOf(refused(401), { id: 'd', attempts: 1 }, NOW)).toMatchObject({ botRefused: true, result: { state: 'queued' } });
  });
});
