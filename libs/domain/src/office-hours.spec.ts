import type { OfficeHours } from '@app/contracts';
import { closingAt, isOpen, nextOpening, type Office, officeOf } from './office-hours.js';

const NEVER: OfficeHours['week'] = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const NINE_TO_SIX = [['09:00', '18:00']];
const WORKING_WEEK = { ...NEVER, mon: NINE_TO_SIX, tue: NINE_TO_SIX, wed: NINE_TO_SIX, thu: NINE_TO_SIX, fri: NINE_TO_SIX };
const ALL_DAY = [['00:00', '24:00']];

function anOffice(week: Partial<OfficeHours['week']>, { timeZone = 'Europe/Moscow', closed = [] as string[] } = {}): Office {
  return { hours: { timeZone, week: { ...NEVER, ...week }, closed }, timeZone };
}
const shop = anOffice(WORKING_WEEK);
const at = (iso: string): Date => new Date(iso);

describe('office hours', () => {
  // 2026-01-09 is a Friday; Moscow is UTC+3.
  test.each([
    ['2026-01-09T05:59:59Z', false],
    ['2026-01-09T06:00:00Z', true],
    ['2026-01-09T14:59:59Z', true],
    ['2026-01-09T15:00:00Z', false],
    ['2026-01-10T10:00:00Z', false],
  ])('at %s a shop that works nine to six is open: %s', (time, open) => {
    expect(isOpen(shop, at(time))).toBe(open);
  });

  test('who has no hours is always open, and never opens', () => {
    const always: Office = { hours: null, timeZone: 'UTC' };
    expect([isOpen(always, at('2026-01-10T03:00:00Z')), nextOpening(always, at('2026-01-10T03:00:00Z'))]).toEqual([true, null]);
    expect(closingAt(always, at('2026-01-10T03:00:00Z'))).toBeNull();
  });

  test.each([
    ['before the day begins: the same day', '2026-01-09T03:00:00Z', '2026-01-09T06:00:00Z'],
    ['in the evening: the next day', '2026-01-08T20:30:00Z', '2026-01-09T06:00:00Z'],
    ['over the week-end: on Monday', '2026-01-09T15:00:00Z', '2026-01-12T06:00:00Z'],
    ['late in the evening of another zone: by the day there', '2026-01-11T22:00:00Z', '2026-01-12T06:00:00Z'],
  ])('%s', (_, time, opens) => {
    expect(nextOpening(shop, at(time))).toEqual(at(opens));
  });

  test('an open shop opens next: not at all', () => {
    expect(nextOpening(shop, at('2026-01-09T10:00:00Z'))).toBeNull();
  });

  test('a closed day is passed over, whatever its hours', () => {
    const office = anOffice(WORKING_WEEK, { closed: ['2026-01-12', '2026-01-13'] });
    expect(nextOpening(office, at('2026-01-09T15:00:00Z'))).toEqual(at('2026-01-14T06:00:00Z'));
    expect(isOpen(office, at('2026-01-12T10:00:00Z'))).toBe(false);
  });

  test('a break at noon is closed until it ends, and periods may stand in any order', () => {
    const office = anOffice({
      fri: [
        ['14:00', '18:00'],
        ['09:00', '13:00'],
      ],
    });
    expect(isOpen(office, at('2026-01-09T10:30:00Z'))).toBe(false);
    expect(nextOpening(office, at('2026-01-09T10:30:00Z'))).toEqual(at('2026-01-09T11:00:00Z'));
    expect(nextOpening(office, at('2026-01-09T01:00:00Z'))).toEqual(at('2026-01-09T06:00:00Z'));
  });

  test('hours past midnight are two periods, and one opening', () => {
    const bar = anOffice({ fri: [['18:00', '24:00']], sat: [['00:00', '03:00']] });
    expect(isOpen(bar, at('2026-01-09T21:30:00Z'))).toBe(true);
    expect(closingAt(bar, at('2026-01-09T20:00:00Z'))).toEqual(at('2026-01-10T00:00:00Z'));
  });

  test('a shop that is open all week has no closing time', () => {
    const always = anOffice({ mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY });
    expect(closingAt(always, at('2026-01-09T20:00:00Z'))).toBeNull();
  });

  test('one that opens on one day of the week only is found a week later', () => {
    const office = anOffice({ wed: NINE_TO_SIX });
    expect(nextOpening(office, at('2026-01-07T15:00:00Z'))).toEqual(at('2026-01-14T06:00:00Z'));
  });

  test('one whose every day is closed never opens', () => {
    const days = Array.from({ length: 400 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    expect(nextOpening(anOffice(WORKING_WEEK, { closed: days }), at('2026-01-09T15:00:00Z'))).toBeNull();
  });
});

describe('when the clocks change', () => {
  // Berlin: 2026-03-29 02:00 -> 03:00, 2026-10-25 03:00 -> 02:00. Both are Sundays.
  const berlin = anOffice({ sat: NINE_TO_SIX, sun: NINE_TO_SIX, mon: NINE_TO_SIX }, { timeZone: 'Europe/Berlin' });

  test.each([
    ['the day before summer time', '2026-03-28T00:00:00Z', '2026-03-28T08:00:00Z'],
    ['on a day of 23 hours', '2026-03-28T18:00:00Z', '2026-03-29T07:00:00Z'],
    ['on a day of 25 hours', '2026-10-24T17:00:00Z', '2026-10-25T08:00:00Z'],
  ])('nine is nine: %s', (_, time, opens) => {
    expect(nextOpening(berlin, at(time))).toEqual(at(opens));
  });

  test('an hour that is left out begins when the clock goes on', () => {
    const office = anOffice({ sun: [['02:30', '05:00']] }, { timeZone: 'Europe/Berlin' });
    expect(nextOpening(office, at('2026-03-28T22:00:00Z'))).toEqual(at('2026-03-29T01:30:00Z'));
    expect(isOpen(office, at('2026-03-29T02:00:00Z'))).toBe(true);
  });

  test('a zone that changes at midnight has no 00:00 on that day', () => {
    // Cuba: 2026-03-08 00:00 -> 01:00, a Sunday.
    const office = anOffice({ sun: [['00:00', '02:00']] }, { timeZone: 'America/Havana' });
    expect(isOpen(office, at('2026-03-08T05:30:00Z'))).toBe(true);
  });
});

describe('whose hours hold', () => {
  const organisation: Office = { hours: shop.hours, timeZone: 'Europe/Moscow' };

  test("an inbox's own before the organisation's", () => {
    const own = { timeZone: 'Asia/Tokyo', week: { ...NEVER, sat: ALL_DAY }, closed: [] };
    expect(officeOf(own, organisation)).toEqual({ hours: own, timeZone: 'Asia/Tokyo' });
    expect(officeOf(null, organisation)).toEqual(organisation);
  });

  test("hours without a zone are by the organisation's clock", () => {
    const own = { timeZone: null, week: { ...NEVER, sat: ALL_DAY }, closed: [] };
    expect(officeOf(own, organisation).timeZone).toBe('Europe/Moscow');
  });
});
