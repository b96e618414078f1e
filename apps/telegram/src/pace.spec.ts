import { Pace } from './pace.js';

describe('pace', () => {
  test('a chat gets one message a second, others go on meanwhile', () => {
    const pace = new Pace(() => 0);
    expect(pace.reserve('1')).toBe(0);
    expect(pace.reserve('1')).toBe(1000);
    expect(pace.reserve('2')).toBeLessThan(100);
  });

  test('a bot sends no more than thirty in any second', () => {
    const pace = new Pace(() => 0);
    const moments = Array.from({ length: 60 }, (_, i) => pace.reserve(String(i)));
    expect(moments.filter((at) => at < 999)).toHaveLength(30);
  });

  test('a group gets twenty a minute', () => {
    const pace = new Pace(() => 0);
    const moments = Array.from({ length: 21 }, () => pace.reserve('-100'));
    expect(moments[20]).toBe(60_000);
  });

  test('a chat rests until its gap is over', () => {
    let now = 0;
    const pace = new Pace(() => now);
    pace.reserve('1');
    pace.reserve('-100');
    expect(['1', '-100', '2'].filter((chat) => pace.rests(chat))).toEqual(['1', '-100']);
    now = 1000;
    expect(['1', '-100', '2'].filter((chat) => pace.rests(chat))).toEqual(['-100']);
  });
});
