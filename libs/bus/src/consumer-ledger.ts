import type { Reason } from '@app/domain';
import type { BusRecord } from './bus.js';

/** What a consumer group remembers of its work. Implemented by `libs/store`; it need only survive the death of a process. */
export abstract class ConsumerLedger {
  /** Notes which records of a source are in hand, before the handler sees them. */
  abstract begin(group: string, source: string, first: bigint, last: bigint): Promise<void>;
  /**
   * What the last holder of the source noted, when that was another process which did not stop in order; else null: this
   * process lives. What was committed since counts no more.
   */
  abstract leftInHand(group: string, source: string): Promise<{ first: bigint; last: bigint } | null>;
  /** Forgets what was in hand: the holder stopped in order. */
  abstract done(group: string, source: string): Promise<void>;
  /** Stores one more attempt at an event alone, before it is made, and returns how many there were, this one included. */
  abstract attempt(group: string, eventId: string): Promise<number>;
  /** Forgets the attempts at an event: the process outlived the last one, whatever came of it. */
  abstract forget(group: string, eventId: string): Promise<void>;
  /** Sets an event aside with its payload and reason. Doing it again changes nothing. */
  abstract park(group: string, record: BusRecord, reason: Reason, attempts: number): Promise<void>;
}
