import type { BusHealth, ConsumerHealth, ConsumerState } from './bus.js';
import type { EventConsumer } from './event-consumer.js';

/** A wait shorter than this is not worth a readiness probe: rolling restarts and short cuts pass by themselves (`fail:K21`). */
const GRACE_MS = 10_000;

type Trouble = { readonly ms: number; readonly reason: string } | null;

/** What one consumer says of itself, from its handler, its waits and its reading. */
export function consumerHealth(
  consumer: Pick<EventConsumer, 'group' | 'calls' | 'waits'>,
  at: { readonly lag: number; readonly partitions: number; readonly trouble: Trouble },
): { readonly health: ConsumerHealth; readonly ok: boolean } {
  const wait = longer(consumer.waits.longest(), at.trouble);
  const { stuck } = consumer.calls;
  const state: ConsumerState = stuck ? 'stuck' : wait ? 'waiting' : at.lag > 0 || consumer.calls.atWork ? 'moving' : 'idle';
  const reason = stuck ? 'handler-does-not-answer' : (wait?.reason ?? null);
  return {
    health: { group: consumer.group, state, lag: at.lag, partitions: at.partitions, reason },
    ok: !stuck && (wait === null || wait.ms < GRACE_MS),
  };
}

export function busHealth(reachable: boolean, consumers: readonly ReturnType<typeof consumerHealth>[]): BusHealth {
  return { ok: reachable && consumers.every((each) => each.ok), consumers: consumers.map((each) => each.health) };
}

function longer(one: Trouble, other: Trouble): Trouble {
  if (one === null || other === null) return one ?? other;
  return one.ms >= other.ms ? one : other;
}
