import type { Dns, Outside } from '@app/outside';

/** With what servers are looked for, and until when. */
export type Search = {
  readonly dns: Dns;
  /** What may be reached of what others name. */
  readonly outside: Outside;
  /** What may be reached of what an administrator typed, or our table names. */
  readonly typed: Outside;
  readonly ca: string | undefined;
  /** When it is too late for another answer of DNS or a file. */
  readonly lookups: AbortSignal;
  /** When it is too late for a greeting. */
  readonly greetings: AbortSignal;
  /** When all has to be over, on the clock of `performance.now()`. */
  readonly endsAt: number;
};
