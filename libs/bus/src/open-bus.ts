import type { Bus } from './bus.js';
import type { ConsumerLedger } from './consumer-ledger.js';

export type BusOptions = {
  /** `host:port` of brokers, or null: the log in PostgreSQL is the bus. */
  readonly kafkaBrokers: readonly string[] | null;
  readonly databaseUrl: string;
  readonly ledger: ConsumerLedger;
  /** Names this process in logs, leases and group members, e.g. `router`. Need not be unique. */
  readonly instance: string;
  /** What to do when consuming cannot go on in this process (default: log, exit code 1, so that a supervisor starts it again). */
  readonly onFatal?: (error: Error) => void;
};

/** Opens the bus of this installation. Connects in the background: `health` tells whether it is there. */
export async function openBus(options: BusOptions): Promise<Bus> {
  throw new Error(`not built yet ${options.instance}`);
}
