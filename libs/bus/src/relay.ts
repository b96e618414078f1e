import { randomUUID } from 'node:crypto';
import type { Topic } from '@app/contracts';
import type pg from 'pg';
import { Backoff } from './backoff.js';
import type { BusHealth, BusRecord } from './bus.js';
import { commitPoint } from './commit-point.js';
import { codeFor, faultOf } from './fault-of.js';
import { MEMBER_TIMING, type MemberTiming } from './group-members.js';
import type { KafkaBus } from './kafka-bus.js';
import type { OutgoingEvent } from './kafka-record.js';
import { PostgresGroups } from './postgres-groups.js';
import { answers, openPool } from './postgres-pool.js';
import type { RecordConsumer, Standing } from './record-consumer.js';
import { Interrupted, type RecordSource } from './record-source.js';
import { Waits } from './waits.js';
import { WakeUps } from './wake-ups.js';

export type RelayOptions = {
  readonly databaseUrl: string;
  /** Where the events go. */
  readonly bus: Pick<KafkaBus, 'publish'>;
  readonly instance: string;
  readonly timing?: MemberTiming;
};

/**
 * Carries the log in PostgreSQL (the outbox) to Kafka, in order. Normalizer, router and desk each run one where the bus is
 * Kafka; they share the partitions of the log as the group `relay`, one lease each. `PostgresBus` reads the log itself and
 * needs none.
 *
 * What was published and not yet marked when a process died is published again: consumers meet it twice.
 */
export class Relay {
  private readonly pool: pg.Pool;
  private readonly groups: PostgresGroups;
  private wakeUps: WakeUps | null = null;

  constructor(private readonly options: RelayOptions) {
    const { databaseUrl, instance } = options;
    this.pool = openPool(databaseUrl, `${instance} relay`, 3, false);
    const member = `${instance}-${randomUUID().slice(0, 8)}`;
    this.groups = new PostgresGroups({ pool: this.pool, member, timing: options.timing ?? MEMBER_TIMING });
  }

  /** Begins in the background; waits where database or bus are away. */
  start(): void {
    if (this.wakeUps) return;
    this.wakeUps = new WakeUps(this.options.databaseUrl, `${this.options.instance} relay`);
    this.wakeUps.on((wakeUp) => this.groups.wake(wakeUp));
    this.groups.join(new RelayConsumer(this.options.bus));
  }

  /** Whether it moves; the lag is what waits in the outbox. */
  async health(): Promise<BusHealth> {
    return this.groups.health(await answers(this.pool));
  }

  async close(): Promise<void> {
    await this.groups.close();
    await this.wakeUps?.close();
    await this.pool.end();
  }
}

class RelayConsumer implements RecordConsumer {
  readonly group = 'relay';
  // Also topics of a newer version, whose events this one does not know.
  readonly topics = null;
  readonly maxBatch = 500;
  readonly concurrency = 8;
  readonly restMs = 20;
  private readonly waits = new Waits();
  private atWork = 0;

  constructor(private readonly bus: RelayOptions['bus']) {}

  async onRecords(records: readonly BusRecord[], source: RecordSource): Promise<void> {
    const last = records.at(-1);
    if (!last) return;
    this.atWork++;
    try {
      await this.publish(
        records.map((record) => toEvent(record, Number(source.name))),
        source,
      );
    } finally {
      this.atWork--;
    }
    commitPoint('W4:before');
    await source.progress(last.offset);
    commitPoint('W4:after');
  }

  async released(): Promise<void> {}

  retryNow(): void {
    this.waits.cutShort();
  }

  standing(): Standing {
    return { stuck: false, atWork: this.atWork > 0, wait: this.waits.longest() };
  }

  close(): void {}

  /** In order: what cannot be published now holds back what follows it in its partition. */
  private async publish(events: readonly OutgoingEvent[], source: RecordSource): Promise<void> {
    const backoff = new Backoff(200, 5_000);
    for (;;) {
      try {
        await this.bus.publish(events);
        return this.waits.over(source, true);
      } catch (error) {
        if (faultOf(error) !== 'unavailable') throw error;
        await this.waits.wait(source, backoff.nextMs(), codeFor(error));
        if (source.signal.aborted) throw new Interrupted();
      }
    }
  }
}

/** A topic of a newer version is carried as it is: its migration has made it on Kafka too. */
function toEvent({ id, type, topic, key, at, data, payload }: BusRecord, partition: number): OutgoingEvent {
  return { id, type, topic: topic as Topic, key, at, data: JSON.parse(data), payload, partition };
}
