import type { Texts } from './texts.js';
import { fill } from './fill.js';

/** How times are shown: `14:05`, and `today`, `yesterday` or `3 March` between days. */
export class Times {
  private readonly hour: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly year: Intl.DateTimeFormat;
  private readonly relative: Intl.RelativeTimeFormat;

  constructor(private readonly locale: string) {
    this.hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    this.day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
    this.year = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
    this.relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  }

  time(at: Date): string {
    return this.hour.format(at);
  }

  /** When somebody is there again, by the visitor's own clock: `today at 14:00`, `on Monday at 9:00`, `3 March at 9:00`. */
  opening(at: Date, now: Date, { today, tomorrow, other, date, weekdays }: Texts['office']): string {
    const days = daysBetween(now, at);
    const time = whole(this.time(at));
    if (days <= 0) return fill(today, { time });
    if (days === 1) return fill(tomorrow, { time });
    const weekday = days < 7 ? weekdays[at.getDay()] : undefined;
    return weekday === undefined ? fill(date, { time, day: this.day.format(at) }) : fill(other, { time, day: weekday });
  }

  /**
   * How long it may take: `5–15 min`, `30 min – 2 hr`.
   *
   * @param range minutes
   */
  span([typical, most]: readonly [number, number]): string {
    const [from, to] = [unitOf(typical), unitOf(most)];
    const isOne = from.unit === to.unit && from.value === to.value;
    if (isOne) return whole(this.format(from.unit).format(from.value));
    if (from.unit === to.unit) return whole(this.format(from.unit).formatRange(from.value, to.value));
    return whole(`${this.format(from.unit).format(from.value)} – ${this.format(to.unit).format(to.value)}`);
  }

  date(at: Date, now: Date): string {
    const days = daysBetween(now, at);
    if (days === 0 || days === -1) return this.relative.format(days, 'day');
    return (at.getFullYear() === now.getFullYear() ? this.day : this.year).format(at);
  }

  private format(unit: 'minute' | 'hour'): Intl.NumberFormat {
    return new Intl.NumberFormat(this.locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 });
  }
}

/** Minutes are told up to an hour and a half. */
function unitOf(minutes: number): { unit: 'minute' | 'hour'; value: number } {
  return minutes < 90 ? { unit: 'minute', value: Math.max(1, Math.round(minutes)) } : { unit: 'hour', value: Math.round(minutes / 60) };
}

/** Stays on one line. */
function whole(text: string): string {
  return text.replaceAll(/\s/g, '\u00a0').replaceAll('–', '\u2060–\u2060');
}

function daysBetween(one: Date, other: Date): number {
  return Math.round((midnight(other) - midnight(one)) / 86_400_000);
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
