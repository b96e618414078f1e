const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the shortest words: `now`, `5m`, `3h`, `2d`; from a week on the date. */
export function shortAge(iso: string, now: number, locale: string): string {
  const ms = Math.max(0, now - Date.parse(iso));
  if (ms < MINUTE) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  if (ms < HOUR) return inUnit(Math.floor(ms / MINUTE), 'minute', locale);
  if (ms < DAY) return inUnit(Math.floor(ms / HOUR), 'hour', locale);
  if (ms < 7 * DAY) return inUnit(Math.floor(ms / DAY), 'day', locale);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(Date.parse(iso));
}

function inUnit(value: number, unit: 'minute' | 'hour' | 'day', locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
}

/** The clock time of today, the day and time of this year, else the whole date. */
export function moment(iso: string, now: number, locale: string): string {
  const at = new Date(iso);
  const today = new Date(now);
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  if (at.toDateString() === today.toDateString()) return format(at, locale, time);
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...time };
  return format(at, locale, at.getFullYear() === today.getFullYear() ? day : { ...day, year: 'numeric' });
}

/** The whole date and time, for tooltips. */
export function fullMoment(iso: string, locale: string): string {
  return format(new Date(iso), locale, { dateStyle: 'full', timeStyle: 'short' });
}

function format(at: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, options).format(at);
}

/** A size of a file in the units that people read: `812 B`, `10 kB`, `2.4 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const digits = value < 10 && unit !== 'byte' ? 1 : 0;
  const unitDisplay = unit === 'byte' ? 'narrow' : 'short';
  const text = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }).format(value);
  // English writes `812B` where all else has a space.
  return text.replace(/\d(?=B$)/, '$&\u00a0');
}
