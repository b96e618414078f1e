import { Pace } from './pace.js';

/** A pace, its clock, and what left when. */
function drive(wayMs: (nth: number) => number = () => 0) {
  let now = 0;
  let nth = 0;
  const pace = new Pace(() => now);
  const answers: { at: number; end: () => void }[] = [];
  const arrived: number[] = [];
  const waitMs = (chat: string, messages: number) => Math.max(pace.pauseMs, pace.chatWaitMs(chat, messages), pace.roomInMs(messages));
  return {
    pace,
    arrived,
    at: (ms: number) => (now = ms),
    /** Sends as soon as it may, in steps of a millisecond; arrives half of the way later. */
    send(chat: string, messages = 1): number {
      for (;;) {
        for (const answer of answers.filter((one) => one.at <= now)) answer.end();
        if (waitMs(chat, messages) <= 0) break;
        now += 1;
      }
      const passage = pace.begin(chat, messages);
      const way = wayMs(nth);
      nth += 1;
      arrived.push(now + way / 2);
      if (way === 0) passage.ended();
      else answers.push({ at: now + way, end: () => passage.ended() });
      return now;
    },
  };
}

/** The most messages in any window of so many ms. */
const mostWithin = (moments: readonly number[], ms: number) =>
  Math.max(...moments.map((at) => moments.filter((other) => other >= at && other < at + ms).length));

describe('pace', () => {
  test('a chat gets one message a second, others go on meanwhile', () => {
    const { send } = drive();
    expect([send('1'), send('2'), send('1')]).toEqual([0, 0, 1005]);
  });

  test('a bot sends thirty in any second, and no more', () => {
    const { send, arrived } = drive();
    for (let n = 0; n < 300; n += 1) send(String(n));
    expect(mostWithin(arrived, 1000)).toBe(30);
    expect(arrived.at(-1)).toBeLessThan(9_100);
  });

  test('however unsteady the line is, no more than thirty arrive in any second', () => {
    const { send, arrived } = drive((nth) => 20 + ((nth * 7919) % 180));
    for (let n = 0; n < 600; n += 1) send(String(n));
    expect(mostWithin(arrived, 1000)).toBeLessThanOrEqual(30);
  });

  test('a steady line, however long, costs nothing', () => {
    const { send, arrived } = drive(() => 300);
    for (let n = 0; n < 300; n += 1) send(String(n));
    expect(mostWithin(arrived, 1000)).toBe(30);
    expect((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)).toBeLessThan(9_700);
  });

  test('a group gets twenty in any minute', () => {
    const { send, arrived } = drive();
    for (let n = 0; n < 41; n += 1) send('-100');
    expect(mostWithin(arrived, 60_000)).toBe(20);
    expect(mostWithin(arrived, 1000)).toBe(1);
  });

  test('an album is as many messages as it has', () => {
    const { send } = drive();
    expect([send('-100', 10), send('-100', 10), send('-100', 1)]).toEqual([0, 10_005, 60_005]);
    const { send: sendToAll } = drive();
    expect([sendToAll('1', 10), sendToAll('2', 10), sendToAll('3', 10), sendToAll('4')]).toEqual([0, 0, 0, 1005]);
  });

  test("a place that was promised is nobody else's", () => {
    const { pace } = drive();
    pace.promise(25);
    expect(pace.roomInMs(5)).toBe(0);
    for (let n = 0; n < 5; n += 1) pace.begin(String(n), 1);
    expect(pace.roomInMs(1)).toBeGreaterThan(0);
  });

  test('fail:G12 a chat that Telegram asks to leave alone is left alone to the millisecond, others are not', () => {
    const { pace, at } = drive();
    pace.tooMany('1', 18_000_000);
    expect([pace.chatWaitMs('1'), pace.chatWaitMs('2'), pace.pauseMs]).toEqual([18_000_000, 0, 0]);
    at(17_999_999);
    expect(pace.chatWaitMs('1')).toBe(1);
    at(18_000_000);
    expect(pace.chatWaitMs('1')).toBe(0);
  });

  test("fail:G12 several chats refused in a row are the bot's own pause; one that is taken between says that it is not", () => {
    const { pace } = drive();
    for (const chat of ['1', '2']) pace.tooMany(chat, 5_000);
    pace.taken();
    for (const chat of ['3', '4']) pace.tooMany(chat, 5_000);
    expect(pace.pauseMs).toBe(0);
    pace.tooMany('5', 7_000);
    expect(pace.pauseMs).toBe(7_000);
  });

  test('fail:G12 who serves the bot anew need not rest for what hindered the last one, but for what Telegram asked for', () => {
    const { pace } = drive();
    pace.rest(60_000);
    for (const chat of ['1', '2', '3']) pace.tooMany(chat, 5_000);
    expect(pace.pauseMs).toBe(60_000);
    pace.resume();
    expect([pace.pauseMs, pace.chatWaitMs('1')]).toEqual([5_000, 5_000]);
  });
});
