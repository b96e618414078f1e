import type { BusEvent, Contract, EventOf } from '@app/contracts';

/**
 * Carries events between services: durable, at least once, in order per key, to every consumer group.
 *
 * Two implementations keep the same promises (`bus.suite.ts`): `PostgresBus` and `KafkaBus`.
 */
export abstract class Bus {
  /**
   * Publishes a batch; resolves when every event is durable and will be delivered.
   *
   * Calls of one process leave in the order they were made; those that wait leave together, so many small ones are cheap.
   * May be called again with the same events after an error: they are then delivered more than once.
   *
   * @throws DeskError unavailable/bus-away, invalid/event-too-large (64 kB encoded)
   */
  abstract publish(events: readonly BusEvent[]): Promise<void>;

  /**
   * Joins a consumer group, which starts at the oldest event kept. Resolves at once: the group is joined when the bus can
   * be reached, and `health` tells. Apps declare handlers with `@OnEvents` instead.
   */
  abstract consume<C extends Contract>(subscription: Subscription<C>): Promise<Consumption>;

  /**
   * Gives this instance everything from now on, without offsets and best effort: to wake what waits, never as the only way
   * a fact is learnt. Resolves when it listens; what it listens to may go away and come back later. On Kafka it also resolves
   * after 10 s without a broker, and listens when one comes.
   *
   * @throws DeskError unavailable/bus-away on PostgreSQL, when the database cannot be reached at the start
   */
  abstract tail<C extends Contract>(contracts: readonly C[], onEvents: (events: readonly EventOf<C>[]) => void): Promise<Tail>;

  /** Whether it can be reached and its consumers move, for readiness. */
  abstract health(): Promise<BusHealth>;

  /** Finishes what is in hand, commits it, leaves the groups. */
  abstract close(): Promise<void>;
}

export type Tail = { close(): Promise<void> };

/** `close` stops fetching, finishes what is in hand, commits it and leaves the group. */
export type Consumption = { close(): Promise<void> };

export type Subscription<C extends Contract = Contract> = {
  /** One for each service and set of contracts, e.g. `normalizer`. Its partitions are shared by all processes that join it. */
  readonly group: string;
  readonly contracts: readonly C[];
  /** Most events handed over at once (default 500). */
  readonly maxBatch?: number;
  /** Most batches in hand at once in this process, each of another partition (default 4). Fewer means larger batches. */
  readonly concurrency?: number;
  /**
   * Handles events of one partition, in order; they are committed after it resolved. May see an event again.
   *
   * What it throws decides (`architecture.md` 4): `unavailable` waits and tries again; anything else is redone one at a time,
   * and what still fails is parked.
   */
  onEvents(events: readonly EventOf<C>[]): Promise<void>;
};

/** An event as it was read, its header not yet checked. */
export type BusRecord = Omit<BusEvent, 'data' | 'topic'> & {
  readonly topic: string;
  /** JSON text as it was published. */
  readonly data: string;
  /** Where it stands in its partition; grows. */
  readonly offset: bigint;
};

/**
 * How a consumer stands. `moving`: has work in hand or waiting. `idle`: has read everything. `waiting`: its handler, or what it
 * reads from, is unavailable, and is tried again. `stuck`: a handler has not answered for a minute.
 */
export type ConsumerState = 'moving' | 'idle' | 'waiting' | 'stuck';

export type ConsumerHealth = {
  readonly group: string;
  readonly state: ConsumerState;
  /** Events published and not yet handled, over the partitions that this process holds. */
  readonly lag: number;
  /** Partitions that this process holds. */
  readonly partitions: number;
  /** Why it waits or is stuck: a code. */
  readonly reason: string | null;
};

export type BusHealth = {
  /** The bus can be reached, no consumer is stuck, and none has waited for more than a few seconds. */
  readonly ok: boolean;
  readonly consumers: readonly ConsumerHealth[];
};
