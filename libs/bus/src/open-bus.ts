import { Logger } from '@nestjs/common';
import type { Bus } from './bus.js';
import type { ConsumerLedger } from './consumer-ledger.js';
import { PATIENCE, type Patience } from './handler-calls.js';
import { PostgresBus } from './postgres-bus.js';

export type BusOptions = {
  /** `host:port` of brokers, or null: the log in PostgreSQL is the bus. */
  readonly kafkaBrokers: readonly string[] | null;
  readonly databaseUrl: string;
  readonly ledger: ConsumerLedger;
  /** Names this process in logs, leases and group members, e.g. `router`. Need not be unique. */
  readonly instance: string;
  /** When a handler that does not answer makes the service unready, and when it ends it (default 60 s and 180 s). */
  readonly patience?: Patience;
  /** What to do when consuming cannot go on in this process (default: log, exit code 1, so that a supervisor starts it again). */
  readonly onFatal?: (error: Error) => void;
};

/** Opens the bus of this installation. Connects in the background: `health` tells whether it is there. */
export async function openBus(options: BusOptions): Promise<Bus> {
  const { kafkaBrokers, databaseUrl, ledger, instance, patience = PATIENCE, onFatal = endProcess } = options;
  if (kafkaBrokers === null) return new PostgresBus({ databaseUrl, ledger, instance, patience, onFatal });
  // Loaded where it is used: the small size does without kafkajs.
  const { KafkaBus } = await import('./kafka-bus.js');
  return new KafkaBus({ brokers: kafkaBrokers, ledger, instance, patience, onFatal });
}

function endProcess(error: Error): void {
  new Logger('Bus').fatal(error.message);
  process.exit(1);
}
