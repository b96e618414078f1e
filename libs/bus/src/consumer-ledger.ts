import type { Reason } from '@app/domain';
import type { BusRecord } from './bus.js';

/** What a consumer group remembers of its work. Implemented by `libs/store`; it need only survive the death of a process. */
export abstract class ConsumerLedger {
  /** Notes that records of a source up to `last` are in hand, before the handler sees them. */
  abstract begin(group: string, source: string, last: bigint): Promise<void>;
  /** Up to where records were in hand when the last holder of the source stopped, or null. What was committed since does not count. */
  abstract leftInHand(group: string, source: string): Promise<bigint | null>;
  /** Forgets what was in hand: the holder stopped in order. */
  abstract done(group: string, source: string): Promise<void>;
  /** Stores one more attempt at an event alone, before it is made, and returns how many there were, this one included. */
  abstract attempt(group: string, eventId: string): Promise<number>;
  /** Forgets the attempts at an event: the process outlived the last one, whatever came of it. */
  abstract forget(group: string, eventId: string): Promise<void>;
  /** Sets an event aside with its payload and reason. Doing it again changes nothing. */
  abstract park(group: string, record: BusRecord, reason: Reason, attempts: number): Promise<void>;
}
