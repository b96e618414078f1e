import { plainAddress, readAddresses } from './addresses.js';

describe('readAddresses', () => {
  test.each([
    ['a name', 'Anna <anna@Shop.TEST>', [{ name: 'Anna', address: 'anna@shop.test' }]],
    ['no name', 'anna@shop.test', [{ name: '', address: 'anna@shop.test' }]],
    ['an encoded name with a comma', '=?utf-8?Q?Petrov=2C_Ivan?= <i@x.test>', [{ name: 'Petrov, Ivan', address: 'i@x.test' }]],
    ['an encoded name in quotes', '"=?utf-8?B?0JjQstCw0L0=?=" <i@x.test>', [{ name: 'Иван', address: 'i@x.test' }]],
    ['a letter cut in two by words', '=?utf-8?B?0JjQstCw0A==?= =?utf-8?B?vQ==?= <i@x.test>', [{ name: 'Иван', address: 'i@x.test' }]],
    [
      'several',
      'a@x.test, "B, C" <b@x.test>',
      [
        { name: '', address: 'a@x.test' },
        { name: 'B, C', address: 'b@x.test' },
      ],
    ],
    [
      'a group',
      'Team: a@x.test, b@x.test;',
      [
        { name: '', address: 'a@x.test' },
        { name: '', address: 'b@x.test' },
      ],
    ],
    ['an IDN domain', 'i@почта.рф', [{ name: '', address: 'i@xn--80a1acny.xn--p1ai' }]],
    ['an IDN domain as A-labels', 'i@XN--e28h.test', [{ name: '', address: 'i@xn--e28h.test' }]],
    ['nobody', '<>', []],
    ['words only', 'undisclosed recipients', [{ name: 'undisclosed recipients', address: '' }]],
  ])('%s', (_, value, expected) => {
    expect(readAddresses([value])).toEqual(expected);
  });

  test('a name of 5,000 characters is shortened, its mail taken (fail:P22)', () => {
    const [entry] = readAddresses([`${'n'.repeat(5_000)} <a@x.test>`]);
    expect([entry?.name.length, entry?.address]).toEqual([1_000, 'a@x.test']);
  });

  test('of 100,000 recipients 500 are read, quickly (threat:D5)', () => {
    expect(readAddresses([Array.from({ length: 100_000 }, (_, i) => `a${i}@x.test`).join(',')]).length).toBeLessThanOrEqual(500 + 2_000);
  });
});

describe('plainAddress refuses what parsers disagree about (threat:A5, threat:A6)', () => {
  test.each([
    'agent@=?utf-8?q?corp.test?=',
    '=?utf-8?q?agent?=@corp.test',
    '"x@evil.test x"@internal.test',
    'victim@good.test(@evil.test)',
    '@evil.test:victim@good.test',
    'a b@x.test',
    'a@b@',
    'a@',
    '@x.test',
    'a@x..test',
    'a@xn--a.test',
    'a@shop.xn--',
    'a@x.test\r\nBcc: b@x.test',
    'a\0@x.test',
    `${'a'.repeat(400)}@x.test`,
  ])('%j', (written) => {
    expect(plainAddress(written)).toBe('');
  });
});
