import type { DueDelivery } from '@app/store';
import { retryDelayMs } from './retry-schedule.js';
import { askForLess, leftOver, resultOf, shownAnswer, type SmtpOutcome } from './smtp-outcome.js';

const NOW = new Date('2026-01-05T07:12:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function aDelivery(change: Partial<DueDelivery> = {}): DueDelivery {
  return { id: 'd1', recipient: 'kate@customer.test', part: 1, content: null, attempts: 1, isAmbiguous: false, ...change };
}

const refusal = (status: number) => ({ status, answer: '5.1.1 no' });
const refused = (status: number): SmtpOutcome => ({ kind: 'refused', refusal: refusal(status), refused: new Map() });
const cut = (isAfterDot: boolean): SmtpOutcome => ({ kind: 'cut', isAfterDot, error: 'ECONNRESET' });

describe('resultOf', () => {
  test('taken: accepted, with what the server said', () => {
    const outcome: SmtpOutcome = { kind: 'taken', answer: '2.0.0 queued as A1', refused: new Map() };
    expect(resultOf(outcome, aDelivery(), NOW)).toEqual({ id: 'd1', state: 'accepted', externalId: '2.0.0 queued as A1' });
  });

  test('taken, but not for this one: its own answer counts', () => {
    const outcome: SmtpOutcome = { kind: 'taken', answer: 'ok', refused: new Map([['kate@customer.test', refusal(550)]]) };
    expect(resultOf(outcome, aDelivery(), NOW)).toMatchObject({
      state: 'failed',
      reason: { code: 'refused-recipient-unknown', params: { status: 550 } },
    });
    expect(resultOf(outcome, aDelivery({ recipient: 'other@customer.test' }), NOW)).toMatchObject({ state: 'accepted' });
  });

  test('5xx is final at once (fail:S2)', () => {
    expect(resultOf(refused(554), aDelivery(), NOW)).toMatchObject({ state: 'failed' });
  });

  test.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 60],
    [30, 60],
  ])('4xx at try %i is tried again in %i minutes', (attempts, minutes) => {
    expect(resultOf(refused(451), aDelivery({ attempts }), NOW)).toMatchObject({ state: 'queued', notBefore: inMinutes(minutes) });
  });

  test('4xx for two days is final', () => {
    expect(resultOf(refused(451), aDelivery({ attempts: 60 }), NOW)).toMatchObject({ state: 'failed' });
  });

  test('cut before the final dot: nothing is uncertain, tried again in a minute', () => {
    expect(resultOf(cut(false), aDelivery(), NOW)).toMatchObject({ state: 'queued', isAmbiguous: false, notBefore: inMinutes(1) });
  });

  test('cut after the final dot: uncertain, sent once more (fail:S3)', () => {
    expect(resultOf(cut(true), aDelivery(), NOW)).toMatchObject({ state: 'queued', isAmbiguous: true });
  });

  test('cut after the final dot a second time: uncertain for good', () => {
    expect(resultOf(cut(true), aDelivery({ isAmbiguous: true }), NOW)).toMatchObject({ state: 'unknown' });
  });

  test('a resend that is refused says nothing of the first try', () => {
    expect(resultOf(refused(554), aDelivery({ isAmbiguous: true }), NOW)).toMatchObject({ state: 'unknown' });
  });

  test('larger than the server takes: final, with both sizes (fail:S2)', () => {
    expect(resultOf({ kind: 'too-large', bytes: 36_800_000, mostBytes: 26_214_400 }, aDelivery(), NOW)).toEqual({
      id: 'd1',
      state: 'failed',
      reason: { code: 'mail-over-limit', params: { megabytes: 35.1, limit: 25 } },
    });
  });

  test('a server that asks for less costs no try, and others go first after the pause (fail:S5)', () => {
    const slowed: SmtpOutcome = {
      kind: 'slowed',
      refusal: { status: 450, answer: '4.7.1 too much mail' },
      pauseMs: 60_000,
      isCounted: false,
    };
    expect(resultOf(slowed, aDelivery(), NOW)).toMatchObject({
      state: 'queued',
      reason: { code: 'refused-rate' },
      notBefore: inMinutes(2),
      isUncounted: true,
    });
    expect(resultOf({ ...slowed, isCounted: true }, aDelivery({ attempts: 60 }), NOW)).toMatchObject({ state: 'failed' });
  });

  test('a day’s share that is used up comes back: 5xx is not final then', () => {
    const outcome: SmtpOutcome = {
      kind: 'refused',
      refusal: { status: 550, answer: '5.4.5 Daily user sending limit exceeded' },
      refused: new Map(),
    };
    expect(resultOf(outcome, aDelivery(), NOW)).toMatchObject({ state: 'queued', reason: { code: 'refused-rate' } });
  });

  test('stopped by ourselves: due again at once, and no try', () => {
    expect(resultOf({ kind: 'stopped', reason: { code: 'smtp-away', params: {} } }, aDelivery(), NOW)).toMatchObject({
      state: 'queued',
      reason: { code: 'smtp-away' },
      notBefore: NOW,
      isUncounted: true,
    });
  });
});

describe('recipients that one transaction has no room for', () => {
  const full = { status: 452, answer: '4.5.3 Error: too many recipients' };

  test('follow in another; those who were refused themselves do not', () => {
    const taken: SmtpOutcome = {
      kind: 'taken',
      answer: 'ok',
      refused: new Map([
        ['a', full],
        ['b', refusal(550)],
        ['c', full],
      ]),
    };
    expect([...leftOver(taken)]).toEqual(['a', 'c']);
  });

  test('where nobody was taken there is no following one', () => {
    expect(leftOver({ kind: 'refused', refusal: full, refused: new Map([['a', full]]) }).size).toBe(0);
  });
});

describe('a server that asks for less', () => {
  const rate = { status: 450, answer: '4.7.1 rate limit exceeded' };
  const outcome = (all: Record<string, typeof rate>, mail = rate): SmtpOutcome => ({
    kind: 'refused',
    refusal: mail,
    refused: new Map(Object.entries(all)),
  });

  test('says so of the mail, or of every recipient', () => {
    expect(askForLess(outcome({}))).toEqual(rate);
    expect(askForLess(outcome({ a: rate, b: rate }))).toEqual(rate);
    expect(askForLess(outcome({ a: rate, b: refusal(550) }))).toBeNull();
    expect(askForLess(outcome({}, refusal(451)))).toBeNull();
  });
});

describe('retryDelayMs', () => {
  test('all tries together last two days', () => {
    let total = 0;
    let attempts = 1;
    for (let delay = retryDelayMs(1); delay !== null; delay = retryDelayMs((attempts += 1))) total += delay;
    expect(total / 3_600_000).toBeGreaterThan(46.5);
    expect(total / 3_600_000).toBeLessThanOrEqual(48);
  });
});

describe('shownAnswer', () => {
  test.each([
    ['550 5.1.1 <kate@customer.test>: Recipient address rejected: User unknown', '5.1.1 Recipient address rejected: User unknown'],
    ['250-first\r\n250 second', 'first second'],
    [
      '550-5.7.26 This mail is not\r\n550-5.7.26 authenticated.\r\n550 5.7.26 Look at SPF',
      '5.7.26 This mail is not authenticated. Look at SPF',
    ],
    ['554 no kate@customer.test here', 'no here'],
  ])('%j', (response, shown) => {
    expect(shownAnswer(response)).toBe(shown);
  });
});
