import type { Language } from '@app/contracts';
import { DateTime } from 'luxon';

/** Minutes as people name them. */
const STEPS = [15, 30, 60, 120, 180, 240, 360, 480, 720, 1_440, 2_880, 4_320] as const;

/** The next longer time that people have a name for; null: too long to promise anything. */
export function roundedUp(minutes: number): number | null {
  return STEPS.find((step) => minutes <= step) ?? null;
}

/**
 * `within 2 hours`, `в течение двух часов`: fits behind "we answer".
 *
 * @param minutes whole; rounded up to what people say
 */
export function expectedPhrase(minutes: number, language: Language): string | null {
  const step = roundedUp(minutes);
  if (step === null) return null;
  const [unit, count] =
    step < 60 ? (['minute', step] as const) : step < 1_440 ? (['hour', step / 60] as const) : (['day', step / 1_440] as const);
  if (language === 'en') return count === 1 ? `within ${unit === 'hour' ? 'an' : 'a'} ${unit}` : `within ${count} ${unit}s`;
  const [one, many] = IN_RUSSIAN[unit];
  return count === 1 ? `в течение ${one}` : `в течение ${count} ${many}`;
}

const IN_RUSSIAN = { minute: ['минуты', 'минут'], hour: ['часа', 'часов'], day: ['суток', 'суток'] } as const;

/** `on Monday, 24 November, at 09:00 (UTC+3)`: names the day, since nobody knows when the mail is read, and the zone. */
export function openingPhrase(at: Date, timeZone: string, language: Language): string {
  const time = DateTime.fromJSDate(at, { zone: timeZone }).setLocale(language);
  const [clock, offset] = [time.toFormat('HH:mm'), `UTC${time.offset === 0 ? '' : time.toFormat('Z')}`];
  const date = time.toFormat('d MMMM');
  if (language === 'en') return `on ${time.toFormat('cccc')}, ${date}, at ${clock} (${offset})`;
  return `${ON_RUSSIAN_DAY[time.weekday - 1] ?? ''}, ${date}, в ${clock} (${offset})`;
}

const ON_RUSSIAN_DAY = ['в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу', 'в воскресенье'];
