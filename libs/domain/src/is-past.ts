/** Clocks of callers may be wrong by so much, in milliseconds; a request takes its time too. */
const TOLERANCE_MS = 60_000;

/** Whether a moment that should be to come has gone by, beyond what clocks and networks make of "now". */
export function isPast(moment: Date, now: Date): boolean {
  return moment.getTime() < now.getTime() - TOLERANCE_MS;
}
