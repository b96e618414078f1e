import { sendingLimits } from '@app/mailbox';
import { SendingPace } from './sending-pace.js';

const MINUTE = 60_000;

function aPace(own: { connections?: number; perMinute?: number; perDay?: number } = {}) {
  let now = 1_000_000;
  const limits = sendingLimits('mail.shop.test', { connections: null, perMinute: null, perDay: null, ...own });
  const pace = new SendingPace(limits, () => now);
  return { pace, pass: (ms: number) => (now += ms) };
}

describe('how fast an inbox sends (fail:S5)', () => {
  test('without limits there is room for everything', () => {
    const { pace } = aPace();
    expect([pace.room, pace.waitMs, pace.lines]).toEqual([Number.POSITIVE_INFINITY, 0, 8]);
  });

  test('so many mails a minute, and the next when the first of them is a minute ago', () => {
    const { pace, pass } = aPace({ perMinute: 2 });
    pace.began(1);
    pass(20_000);
    pace.began(1);
    expect([pace.room, pace.waitMs]).toEqual([0, 40_000]);
    pass(40_000);
    expect([pace.room, pace.waitMs]).toEqual([1, 0]);
  });

  test('so many recipients a day; then it looks again every quarter of an hour', () => {
    const { pace } = aPace({ perDay: 100 });
    pace.countToday(95);
    pace.began(4);
    expect(pace.waitMs).toBe(0);
    pace.began(1);
    expect([pace.waitMs, pace.room, pace.isUsedUpToday]).toEqual([15 * MINUTE, 0, true]);
    pace.countToday(60);
    expect(pace.waitMs).toBe(0);
  });

  test('a server that asks for less gets nothing for a minute, then twice as long, at most half an hour, on one connection', () => {
    const { pace, pass } = aPace();
    for (const minutes of [1, 2, 4, 8, 16, 30, 30]) {
      expect(pace.slowDown()).toBe(minutes * MINUTE);
      expect([pace.lines, pace.room]).toEqual([1, 0]);
      pass(minutes * MINUTE);
      expect(pace.waitMs).toBe(0);
    }
    pace.went();
    expect(pace.lines).toBe(8);
    expect(pace.slowDown()).toBe(MINUTE);
  });

  test('several mails that were told so together count once', () => {
    const { pace } = aPace();
    expect([pace.slowDown(), pace.slowDown(), pace.slowDown()]).toEqual([MINUTE, MINUTE, MINUTE]);
  });

  test('a server that refuses one more connection gets no more than it took, for ten minutes', () => {
    const { pace, pass } = aPace();
    pace.keepTo(2);
    expect(pace.lines).toBe(2);
    pass(10 * MINUTE);
    expect(pace.lines).toBe(8);
  });
});
