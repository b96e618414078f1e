import { z } from 'zod';

/** A name of the IANA database, such as `Europe/Moscow`. */
export const TimeZone = z.string().refine(isTimeZone, 'input-not-time-zone');

/** Hours and minutes by the clock on the wall; `24:00` is the end of a day. */
const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'input-not-clock-time', abort: true });

/** From and until, within one day: what goes on past midnight is two. */
const Period = z
  .array(ClockTime)
  .length(2)
  .refine(([from = '', until = '']) => from < until, 'input-ends-before-start');

const Day = z.array(Period).max(10).default([]);

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When somebody is there to answer. */
export const OfficeHours = z.strictObject({
  /** Null: the organisation's. */
  timeZone: TimeZone.nullable().default(null),
  /** Which hours of each day, such as `[["09:00", "13:00"], ["14:00", "18:00"]]`; none: closed. */
  week: z
    .strictObject({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day })
    .refine((week) => Object.values(week).some((periods) => periods.length > 0), 'input-never-open'),
  /** Days that are closed whatever their hours, such as `2026-01-01`. */
  closed: z.array(z.iso.date()).max(1_000).default([]),
});
export type OfficeHours = z.infer<typeof OfficeHours>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
