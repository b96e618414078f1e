import { asError, DeskError } from '@app/domain';
import { within } from '../backoff.js';

/** Longer than kafkajs takes for its own retries where a broker does not answer. */
const CALL_MS = 30_000;

/**
 * Gives every call of kafkajs an end: some promises of calls under way when a broker dies never settle (found with brokers killed
 * under load; fail:K4).
 *
 * @throws DeskError unavailable/bus-away
 */
export async function reached<T>(call: Promise<T>, withinMs = CALL_MS): Promise<T> {
  try {
    if (await within(withinMs, call)) return await call;
  } catch (error) {
    throw away(error);
  }
  throw away(new Unanswered(`no answer within ${withinMs / 1000} s`));
}

class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export function isUnanswered(error: unknown): boolean {
  return error instanceof DeskError && error.cause instanceof Unanswered;
}

/** Whatever kafkajs fails with after its retries: the events are fine (their size was checked), so that waiting is right. */
export function away(thrown: unknown): Error {
  const error = asError(thrown);
  if (error instanceof DeskError) return error;
  return new DeskError('unavailable', 'bus-away', `Kafka cannot be used now: ${error.message}`, { cause: error });
}
