import type { BusEvent, Contract, EventOf, Topic } from '@app/contracts';

/**
 * Carries events between services: durable, at least once, in order per key, to every consumer group.
 *
 * Two implementations keep the same promises (`bus.suite.ts`): `PostgresBus` and `KafkaBus`.
 */
export abstract class Bus {
  /**
   * Publishes a batch; resolves when every event is durable and will be delivered.
   *
   * May be called again with the same events after an error: they are then delivered more than once.
   *
   * @throws DeskError unavailable/bus-away, invalid/event-too-large (64 kB encoded)
   */
  abstract publish(events: readonly BusEvent[]): Promise<void>;

  /** Joins a consumer group. Used by the Nest strategy (`bus-strategy.ts`); apps declare handlers with `@OnEvents`. */
  abstract consume(subscription: Subscription): Promise<Consumption>;

  /**
   * Gives this instance everything from now on, without offsets and best effort: to wake what waits, never as the only way
   * a fact is learnt.
   */
  abstract tail<C extends Contract>(contracts: readonly C[], onEvents: (events: readonly EventOf<C>[]) => void): Promise<Tail>;

  /** Whether it can be reached and its consumers move, for readiness. */
  abstract health(): Promise<BusHealth>;

  abstract close(): Promise<void>;
}

export type Tail = { close(): Promise<void> };
export type Consumption = { close(): Promise<void> };

export type Subscription = {
  /** One for each service, e.g. `normalizer`. Its partitions are shared by all processes that join it. */
  readonly group: string;
  readonly topics: readonly Topic[];
  /** Most records handed over at once. */
  readonly maxBatch: number;
  /** Handles records of one partition, in order; resolves when they may be committed. */
  onRecords(records: readonly BusRecord[], source: RecordSource): Promise<void>;
};

/** An event as it was read, its header not yet checked. */
export type BusRecord = Omit<BusEvent, 'data' | 'topic'> & {
  readonly topic: string;
  /** JSON text as it was published. */
  readonly data: string;
  /** Where it stands in its partition; grows. */
  readonly offset: bigint;
};

export type RecordSource = {
  /** Names the partition in the ledger, e.g. `3` or `ticket/3`. */
  readonly name: string;
  /** Fires when the partition is taken away or the consumer stops. */
  readonly signal: AbortSignal;
  /** To be called at least every few seconds by long work, so that the group does not give the partition away. */
  heartbeat(): Promise<void>;
};

export type BusHealth = {
  readonly ok: boolean;
  readonly consumers: readonly { group: string; state: 'moving' | 'idle' | 'waiting' | 'stuck'; lag: number; reason: string | null }[];
};
