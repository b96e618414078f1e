import type { Bus } from './bus.js';

export type RelayOptions = { readonly databaseUrl: string; readonly bus: Bus; readonly instance: string };

/**
 * Carries the log in PostgreSQL (the outbox) to Kafka, in order. Normalizer, router and desk each run one where the bus is
 * Kafka; they share the partitions, one lease each. `PostgresBus` reads the log itself and needs none.
 */
export class Relay {
  constructor(private readonly options: RelayOptions) {}

  /** Begins in the background; waits where database or bus are away. */
  start(): void {
    throw new Error(`not built yet ${this.options.instance}`);
  }

  async close(): Promise<void> {}
}
