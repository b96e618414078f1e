import { OfficeHours } from '@app/contracts';
import { type Office, officeOf } from '@app/domain';
import { chatOffice } from './visitor-views.js';

const DAY = [['09:00', '18:00']];
const week = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY };
const hours = (over: object = {}) => OfficeHours.parse({ week, ...over });
const organisation: Office = { hours: hours(), timeZone: 'Europe/Berlin' };
const told = (at: string, own: OfficeHours | null = null, common = organisation) => chatOffice(officeOf(own, common), new Date(at));

describe('what visitors are told of office hours', () => {
  test.each([
    ['a minute before it opens', '2026-11-23T07:59:00Z', '2026-11-23T08:00:00.000Z'],
    ['the moment it closes', '2026-11-23T17:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['the night before the clocks go forward: Monday is an hour earlier', '2026-03-28T20:00:00Z', '2026-03-30T07:00:00.000Z'],
    ['the night before the clocks go back: Monday is an hour later', '2026-10-24T20:00:00Z', '2026-10-26T08:00:00.000Z'],
    ['the hour that there is twice', '2026-10-25T00:30:00Z', '2026-10-26T08:00:00.000Z'],
  ])('%s: closed until then', (_when, at, nextOpenAt) => {
    expect(told(at)).toEqual({ open: false, nextOpenAt });
  });

  test('the moment it opens, and a moment before it closes: open', () => {
    expect([told('2026-11-23T08:00:00Z'), told('2026-11-23T16:59:59Z')]).toEqual([
      { open: true, nextOpenAt: null },
      { open: true, nextOpenAt: null },
    ]);
  });

  test('holidays are passed over, with the weekend behind them', () => {
    const closed = ['2026-12-24', '2026-12-25', '2026-12-28'];
    expect(told('2026-12-24T10:00:00Z', null, { ...organisation, hours: hours({ closed }) })).toEqual({
      open: false,
      nextOpenAt: '2026-12-29T08:00:00.000Z',
    });
  });

  test('an inbox’s own hours hold instead of the organisation’s, by its own clock', () => {
    const own = hours({ timeZone: 'Asia/Vladivostok', week: { sun: [['10:00', '24:00']] } });
    expect(told('2026-11-23T10:00:00Z', own)).toEqual({ open: false, nextOpenAt: '2026-11-29T00:00:00.000Z' });
    expect(told('2026-11-29T13:59:00Z', own)).toEqual({ open: true, nextOpenAt: null });
  });

  test('without hours somebody is always there; on days that are all closed, nobody ever, and no hour is promised', () => {
    expect(told('2026-11-23T23:00:00Z', null, { ...organisation, hours: null })).toEqual({ open: true, nextOpenAt: null });
    const closed = Array.from({ length: 500 }, (_, n) => new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10));
    expect(told('2026-11-23T10:00:00Z', hours({ closed }))).toEqual({ open: false, nextOpenAt: null });
  });
});
