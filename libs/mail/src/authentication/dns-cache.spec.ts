import { dnsCache } from './dns-cache.js';

describe('remembered answers of DNS', () => {
  let asked: string[];
  let time: number;
  let trouble: string | null;
  const resolve = async (name: string, type: string): Promise<string[]> => {
    asked.push(`${type} ${name}`);
    if (trouble !== null) throw Object.assign(new Error(trouble), { code: trouble });
    return [`${name}!`];
  };
  const cache = (size?: number) => dnsCache(resolve, { now: () => time, ...(size === undefined ? {} : { size }) });

  beforeEach(() => {
    asked = [];
    time = 0;
    trouble = null;
  });

  test('many who ask at once are one question; kinds and names are apart, their case is not', async () => {
    const ask = cache();
    await Promise.all([ask('a.test', 'TXT'), ask('A.test', 'TXT'), ask('a.test', 'MX'), ask('b.test', 'TXT')]);
    expect(asked).toEqual(['TXT a.test', 'MX a.test', 'TXT b.test']);
  });

  test.each([
    [null, 300_000],
    ['ENOTFOUND', 60_000],
    ['ENODATA', 60_000],
    ['ESERVFAIL', 5_000],
    ['ETIMEOUT', 5_000],
  ])('an answer (%s) is good for %d ms', async (code, ms) => {
    trouble = code;
    const ask = cache();
    await ask('a.test', 'TXT').catch(() => {});
    time = ms - 1;
    await ask('a.test', 'TXT').catch(() => {});
    expect(asked).toHaveLength(1);
    time = ms;
    await ask('a.test', 'TXT').catch(() => {});
    expect(asked).toHaveLength(2);
  });

  test('only so many are kept; the oldest go first', async () => {
    const ask = cache(2);
    for (const name of ['a', 'b', 'c', 'b', 'a']) await ask(name, 'TXT');
    expect(asked).toEqual(['TXT a', 'TXT b', 'TXT c', 'TXT a']);
  });
});
