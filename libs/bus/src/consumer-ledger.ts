import type { Reason } from '@app/domain';
import type { BusRecord } from './bus.js';

/** What a consumer group remembers of its work. Implemented by `libs/store`. */
export abstract class ConsumerLedger {
  /** Notes that a batch up to `last` is in hand; returns the `last` of a batch that a dead process left, or null. */
  abstract begin(group: string, source: string, last: bigint): Promise<void>;
  /** What a process that died had in hand, or null. */
  abstract leftInHand(group: string, source: string): Promise<bigint | null>;
  abstract done(group: string, source: string): Promise<void>;
  /** Stores one more attempt at an event alone and returns how many there were, this one included. */
  abstract attempt(group: string, eventId: string): Promise<number>;
  abstract forget(group: string, eventId: string): Promise<void>;
  /** Sets an event aside with its payload and reason. Doing it again changes nothing. */
  abstract park(group: string, record: BusRecord, reason: Reason, attempts: number): Promise<void>;
}
