import type { DueDelivery } from '@app/store';
import { retryDelayMs } from './retry-schedule.js';
import { resultOf, shownAnswer, type SmtpOutcome } from './smtp-outcome.js';

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
      reason: { code: 'smtp-refused', params: { status: 550 } },
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

  test('stopped by ourselves: due again at once', () => {
    expect(resultOf({ kind: 'stopped', reason: { code: 'smtp-away', params: {} } }, aDelivery(), NOW)).toMatchObject({
      state: 'queued',
      reason: { code: 'smtp-away' },
      notBefore: NOW,
    });
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
    ['554 no kate@customer.test here', 'no here'],
  ])('%j', (response, shown) => {
    expect(shownAnswer(response)).toBe(shown);
  });
});
