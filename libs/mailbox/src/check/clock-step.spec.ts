import { clockStep, timeInGreeting } from './clock-step.js';

describe('the clock (fail:O1)', () => {
  test.each([
    ['nothing to compare with', [], 'ok', 'clock-not-compared'],
    ['the same, within two minutes', [{ whose: 'database', ahead: -119 }], 'ok', 'clock-right'],
    ['behind the database', [{ whose: 'database', ahead: 130 }], 'warning', 'clock-behind-database'],
    ['ahead of the database', [{ whose: 'database', ahead: -599 }], 'warning', 'clock-ahead-of-database'],
    ['too far from a server', [{ whose: 'server', ahead: 601 }], 'failed', 'clock-behind-server'],
    [
      'the worst counts',
      [
        { whose: 'server', ahead: 1 },
        { whose: 'database', ahead: -700 },
      ],
      'failed',
      'clock-ahead-of-database',
    ],
  ] as const)('%s', (_, readings, level, code) => {
    expect(clockStep(readings)).toMatchObject({ level, code });
  });

  test.each([
    [
      'Microsoft Exchange',
      'AM0PR01CA0001.outlook.office365.com Microsoft ESMTP MAIL Service ready at Mon, 23 Nov 2026 06:21:10 +0000',
      '2026-11-23T06:21:10.000Z',
    ],
    ['Sendmail', 'mail.test ESMTP Sendmail 8.17; Mon, 23 Nov 2026 09:21:10 +0300', '2026-11-23T06:21:10.000Z'],
    [
      'Yandex',
      'Yandex IMAP4rev1 at sas2-1.qloud-c.yandex.net:993 ready to talk with ::ffff:192.0.2.1:38922, 2026-Nov-23 09:21:10, cYXlpv732Cg1',
      null,
    ],
    ['one that tells no time', 'Dovecot ready.', null],
  ])('%s in its greeting', (_, words, time) => {
    expect(timeInGreeting(words)?.toISOString() ?? null).toBe(time);
  });
});
