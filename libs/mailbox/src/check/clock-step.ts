import { good, failed, type Step, warning } from './step.js';

/** From so much on people see wrong times; from so much on signatures, tokens and leases fail, seconds. */
const NOTICED_S = 120;
const TOO_MUCH_S = 600;

/** A clock of somebody else's: what it said, and what ours said meanwhile. */
export type ClockReading = {
  /** Of the database, or of a server outside: in a greeting by mail, or on the web. */
  readonly whose: 'database' | 'server';
  /** Theirs less ours, seconds. */
  readonly ahead: number;
};

/** Whether our clock goes as those of others that could be asked. */
export function clockStep(readings: readonly ClockReading[]): Step {
  const [worst] = readings.toSorted((a, b) => Math.abs(b.ahead) - Math.abs(a.ahead));
  if (worst === undefined) return good('clock', 'clock-not-compared');
  const seconds = Math.round(Math.abs(worst.ahead));
  if (seconds <= NOTICED_S) return good('clock', 'clock-right');
  const reason = { code: `clock-${worst.ahead > 0 ? 'behind' : 'ahead-of'}-${worst.whose}`, params: { seconds } };
  return seconds > TOO_MUCH_S ? failed('clock', reason) : warning('clock', reason);
}

/** When a server says in its greeting that it is, as Sendmail, Exchange and Yandex do. */
export function timeInGreeting(words: string): Date | null {
  const said =
    /\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}/.exec(words)?.[0] ??
    /\w{3} \w{3} +\d{1,2} \d{2}:\d{2}:\d{2} \d{4} GMT/.exec(words)?.[0];
  if (said === undefined) return null;
  const at = new Date(said);
  return Number.isNaN(at.getTime()) ? null : at;
}
