import type { OfficeHours } from '../../api/shapes.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What is offered first: the usual week of an office. */
export const USUAL_HOURS: OfficeHours = {
  timeZone: null,
  week: {
    mon: [['09:00', '18:00']],
    tue: [['09:00', '18:00']],
    wed: [['09:00', '18:00']],
    thu: [['09:00', '18:00']],
    fri: [['09:00', '18:00']],
    sat: [],
    sun: [],
  },
  closed: [],
};

/** A day's hours as people write them: `09:00-13:00, 14:00-18:00`; '' is closed. */
export function hoursText(periods: readonly (readonly string[])[]): string {
  return periods.map(([from = '', until = '']) => `${from}–${until}`).join(', ');
}

/** The hours that a text means; null where it means none: `9-18`, `9:00 – 13:30, 14-18` and `` (closed) do. */
export function hoursOf(text: string): string[][] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const periods = parts.map(periodOf);
  return periods.every((period) => period !== null) ? periods : null;
}

/** The day that a text means, as `2027-01-01`; null where it means none. `1.1.2027` does, too. */
export function dayOf(text: string): string | null {
  const [year = '', month = '', day = ''] = text.includes('.') ? text.trim().split('.').reverse() : text.trim().split('-');
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  // The 30th of February is read as a day of March.
  return /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written) ? written : null;
}

function periodOf(text: string): string[] | null {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$/.exec(text);
  if (!found) return null;
  const [, fromHour = '', fromMinute = '00', untilHour = '', untilMinute = '00'] = found;
  const from = `${fromHour.padStart(2, '0')}:${fromMinute}`;
  const until = `${untilHour.padStart(2, '0')}:${untilMinute}`;
  return isClock(from) && isClock(until) && from < until ? [from, until] : null;
}

function isClock(text: string): boolean {
  return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
}
