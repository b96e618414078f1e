import type { BusHealth, ConsumerHealth, ConsumerState } from './bus.js';
import type { RecordConsumer } from './record-consumer.js';
import type { Trouble } from './steady.js';

/** A wait shorter than this is not worth a readiness probe: rolling restarts and short cuts pass by themselves (`fail:K21`). */
const GRACE_MS = 10_000;

type Wait = { readonly ms: number; readonly reason: string } | null;

/** What one consumer says of itself, from its handler, its waits and its reading. */
export function consumerHealth(
  consumer: RecordConsumer,
  at: { readonly lag: number; readonly partitions: number; readonly troubles: readonly (Trouble | null)[] },
): { readonly health: ConsumerHealth; readonly ok: boolean } {
  const { stuck, atWork, wait: waiting } = consumer.standing();
  const wait = longest([waiting, ...at.troubles.map(sinceThen)]);
  const state: ConsumerState = stuck ? 'stuck' : wait ? 'waiting' : at.lag > 0 || atWork ? 'moving' : 'idle';
  const reason = stuck ? 'handler-does-not-answer' : (wait?.reason ?? null);
  return {
    health: { group: consumer.group, state, lag: at.lag, partitions: at.partitions, reason },
    ok: !stuck && (wait === null || wait.ms < GRACE_MS),
  };
}

export function busHealth(reachable: boolean, consumers: readonly ReturnType<typeof consumerHealth>[]): BusHealth {
  return { ok: reachable && consumers.every((each) => each.ok), consumers: consumers.map((each) => each.health) };
}

function sinceThen(trouble: Trouble | null): Wait {
  return trouble && { ms: performance.now() - trouble.since, reason: trouble.reason };
}

function longest(waits: readonly Wait[]): Wait {
  return waits.reduce((one, other) => (one === null || (other !== null && other.ms > one.ms) ? other : one), null);
}
