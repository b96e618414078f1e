import { unfold } from './header-block.js';
import { MONTHS, ZONES } from './date-words.js';

const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * The instant a Date header means, or null when it means none.
 *
 * Read as RFC 5322 4.3 has it, obsolete years and zones included, and as it is found: ISO 8601, `asctime`, months in other
 * languages, numbers with dots. Without a time it is midnight, without a zone UTC. Never "now" instead of an unusable one: a made-up time looks like a
 * fact (`fail:F6`).
 */
export function readDate(value: string | null): Date | null {
  if (value === null) return null;
  const text = Buffer.from(unfold(value).slice(0, 200), 'latin1').toString('utf8').toLowerCase();
  const plain = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s*:\s*/g, ':')
    .trim();
  const day = dayOf(plain);
  if (day === null) return null;
  const at = instantOf(day, plain.replace(day.written, ' '));
  return at === null || at < EARLIEST || at > LATEST ? null : new Date(at);
}

type Day = { readonly year: number; readonly month: number; readonly day: number; readonly written: string };

const NAME = String.raw`(\p{L}[\p{L}\p{M}]*)\.?`;
/** `5 Jan 2026`, `5-Jan-26`, `5. Januar 2026`, `5 января 2026 г.`, `5 de enero de 2026` */
const DAY_FIRST = new RegExp(
  String.raw`(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|º|er)?[\s.,-]*(?:de\s+)?${NAME}[\s.,-]*(?:de\s+)?(\d{2,4})(?![\d:])`,
  'u',
);
/** `Jan 5, 2026`, and asctime's `Jan  5 10:12:00 2026` and `Jan 5 10:12:00 GMT 2026` */
const MONTH_FIRST = new RegExp(
  String.raw`${NAME}[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:\d{2}(?::\d{2})?\s+(?:[a-z]{1,5}\s+)?)?(\d{4})(?![\d:])`,
  'u',
);
const ISO = /(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/;
const NUMBERS = /(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/;
const EAST_ASIAN = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/;

function dayOf(text: string): Day | null {
  const iso = ISO.exec(text) ?? EAST_ASIAN.exec(text);
  if (iso) return madeDay(iso[0], iso[1], Number(iso[2]) - 1, iso[3]);
  const numbers = NUMBERS.exec(text);
  if (numbers) return madeDay(numbers[0], numbers[3], Number(numbers[2]) - 1, numbers[1]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return madeDay(dayFirst[0], dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(text);
  if (!monthFirst) return null;
  // The time stands between the day and the year: only the outer words are taken away.
  return madeDay(monthFirst[0].replace(/\d{1,2}:\d{2}.*$/, ''), monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
}

function madeDay(written: string, year = '', month: number, day = ''): Day | null {
  const made = { year: fullYear(year), month, day: Number(day), written };
  const check = new Date(Date.UTC(made.year, made.month, made.day));
  // A 30th of February is no day.
  return month >= 0 && month < 12 && check.getUTCMonth() === month && check.getUTCDate() === made.day && made.day > 0 ? made : null;
}

/** RFC 5322 4.3: two digits from 50 on, and three, count from 1900. */
function fullYear(written: string): number {
  const year = Number(written);
  if (written.length === 2) return year + (year < 50 ? 2000 : 1900);
  return written.length === 3 ? year + 1900 : year;
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((beginnings) => beginnings.some((beginning) => name.startsWith(beginning)));
}

const TIME = /(?<!\d)(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?\s*([ap]\.?m\b)?/;

function instantOf({ year, month, day }: Day, rest: string): number | null {
  const found = TIME.exec(rest);
  if (!found) return /\d/.test(rest) ? null : Date.UTC(year, month, day);
  const [written, hours = '', minutes = '', seconds = '0', half = ''] = found;
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (half.startsWith('p') ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const zone = zoneMinutes(rest.slice(found.index + written.length));
  return zone === null ? null : Date.UTC(year, month, day, hour, Number(minutes) - zone, Number(seconds));
}

/** Minutes east of Greenwich; null for an offset that is nowhere on earth. Unknown names are UTC (RFC 5322 4.3). */
function zoneMinutes(text: string): number | null {
  const offset = /(?:^|[\s:a-z])([+\u2212-])\s?(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes > 24 * 60 || Number(offset[3] ?? 0) > 59) return null;
    return offset[1] === '+' ? minutes : -minutes;
  }
  const name = /[a-z]{1,5}/.exec(text)?.[0] ?? '';
  return ZONES[name] ?? 0;
}
