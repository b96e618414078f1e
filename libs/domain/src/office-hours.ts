import type { OfficeHours, Weekday } from '@app/contracts';
import { DateTime } from 'luxon';

/** The hours of an inbox, as they hold: its own, or the organisation's; null: always open. */
export type Office = { readonly hours: OfficeHours | null; readonly timeZone: string };

/** Which hours an inbox has. */
export function officeOf(inbox: OfficeHours | null, organisation: Office): Office {
  const hours = inbox ?? organisation.hours;
  return { hours, timeZone: hours?.timeZone ?? organisation.timeZone };
}

/** Whether somebody is there to answer at an instant. */
export function isOpen(office: Office, at: Date): boolean {
  return office.hours === null || [...periodsFrom(office, at, 1)].some(({ from, until }) => from <= at && at < until);
}

/**
 * When an office that is closed opens next.
 *
 * Hours are those of the clock on the wall: at a DST change a day has 23 or 25 hours, and an hour that is left out begins when the clock
 * goes on.
 *
 * @returns null when it is open, or closed for more than a year
 */
export function nextOpening(office: Office, at: Date): Date | null {
  if (isOpen(office, at)) return null;
  for (const { from } of periodsFrom(office, at, LOOK_AHEAD_DAYS)) if (from > at) return from;
  return null;
}

/**
 * When an office that is open closes.
 *
 * @returns null when it is closed, or open without an end
 */
export function closingAt(office: Office, at: Date): Date | null {
  if (office.hours === null || !isOpen(office, at)) return null;
  let end: Date | null = null;
  for (const { from, until } of periodsFrom(office, at, LOOK_AHEAD_DAYS)) {
    if (until <= at) continue;
    // 24:00 and the next day's 00:00 are one instant.
    if (end !== null && from > end) return end;
    if (end === null || until > end) end = until;
  }
  return isEndless(office.hours) ? null : end;
}

/** A year and a leap day: what is closed on one day of the year is open on another. */
const LOOK_AHEAD_DAYS = 367;

type Period = { readonly from: Date; readonly until: Date };

/** In order; from the day of an instant on. Days are looked at one by one: every page of a chat asks, and a year of them takes long. */
function* periodsFrom({ hours, timeZone }: Office, at: Date, days: number): Generator<Period> {
  if (hours === null) return;
  const first = DateTime.fromJSDate(at, { zone: timeZone }).startOf('day');
  for (let n = 0; n < days; n++) yield* periodsOn(hours, first.plus({ days: n }));
}

function periodsOn(hours: OfficeHours, day: DateTime): Period[] {
  if (hours.closed.includes(day.toFormat('yyyy-MM-dd'))) return [];
  const periods = hours.week[DAYS[day.weekday - 1] ?? 'mon'].map(([from = '', until = '']) => ({
    from: on(day, from),
    until: on(day, until),
  }));
  return periods.sort((a, b) => a.from.getTime() - b.from.getTime());
}

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function on(day: DateTime, time: string): Date {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour === 24 ? day.plus({ days: 1 }).startOf('day') : day.set({ hour, minute })).toJSDate();
}

function isEndless({ week, closed }: OfficeHours): boolean {
  return closed.length === 0 && DAYS.every((day) => week[day].some(([from, until]) => from === '00:00' && until === '24:00'));
}
