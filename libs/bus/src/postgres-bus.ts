import { randomUUID } from 'node:crypto';
import type { BusEvent, Contract, EventOf } from '@app/contracts';
import type pg from 'pg';
import { appendEvents } from './append-events.js';
import { Bus, type BusHealth, type Consumption, type Subscription, type Tail } from './bus.js';
import type { ConsumerLedger } from './consumer-ledger.js';
import { EventConsumer } from './event-consumer.js';
import { PostgresGroups } from './postgres-groups.js';
import { answers, busError, openPool } from './postgres-pool.js';
import { PostgresTail } from './postgres-tail.js';
import { TailListener } from './tail-listener.js';
import { PublishQueue } from './publish-queue.js';
import type { Query } from './query.js';
import { concerns, type WakeUp, WakeUps } from './wake-ups.js';
import { MEMBER_TIMING, type MemberTiming } from './group-members.js';
import type { Patience } from './handler-calls.js';

export type PostgresBusOptions = {
  readonly databaseUrl: string;
  readonly ledger: ConsumerLedger;
  readonly instance: string;
  readonly patience: Patience;
  readonly onFatal: (error: Error) => void;
  readonly timing?: MemberTiming;
};

/**
 * The bus of one machine: the log in PostgreSQL, read by position in each partition.
 *
 * Its promises rest on `bus_append` (order) and on `positions` and `bus_members` (who reads what); notifications only save
 * waiting.
 */
export class PostgresBus extends Bus {
  private readonly publisher: pg.Pool;
  private readonly reader: pg.Pool;
  private readonly queue: PublishQueue;
  /** One for all who listen: a log that is read once costs a sixth of one that each reads. */
  private readonly listening: PostgresTail;
  private readonly groups: PostgresGroups;
  private readonly statements = new Map<string, string>();
  private wakeUps: WakeUps | null = null;

  constructor(private readonly options: PostgresBusOptions) {
    super();
    const { databaseUrl, instance } = options;
    this.publisher = openPool(databaseUrl, instance, 1, true);
    this.reader = openPool(databaseUrl, instance, 4, false);
    this.listening = new PostgresTail(this.query);
    this.queue = new PublishQueue((events) => this.append(events));
    const member = `${instance}-${randomUUID().slice(0, 8)}`;
    this.groups = new PostgresGroups({ pool: this.reader, member, timing: options.timing ?? MEMBER_TIMING });
  }

  async publish(events: readonly BusEvent[]): Promise<void> {
    await this.queue.publish(events);
  }

  async consume<C extends Contract>(subscription: Subscription<C>): Promise<Consumption> {
    const { ledger, patience, onFatal } = this.options;
    this.listen();
    return this.groups.join(new EventConsumer(subscription, ledger, patience, onFatal));
  }

  async tail<C extends Contract>(contracts: readonly C[], onEvents: (events: readonly EventOf<C>[]) => void): Promise<Tail> {
    // The one that serves all forgets which contracts each is for.
    const listener = new TailListener(contracts, onEvents) as TailListener<Contract>;
    await this.listening.add(listener).catch((error: unknown) => {
      throw busError(error);
    });
    this.listen();
    return { close: () => this.listening.remove(listener) };
  }

  async health(): Promise<BusHealth> {
    return this.groups.health(await answers(this.reader));
  }

  async close(): Promise<void> {
    await Promise.all([this.queue.drained(), this.groups.close(), this.listening.close()]);
    await this.wakeUps?.close();
    await Promise.all([this.publisher.end(), this.reader.end()]);
  }

  private readonly query: Query = async <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => {
    const { rows } = await this.reader.query({ text: sql, values: [...params], name: this.statementName(sql) });
    return rows as Row[];
  };

  /** Named, a statement is planned once for a connection: with many ranges of the log planning takes longer than reading. */
  private statementName(sql: string): string {
    const known = this.statements.get(sql);
    if (known) return known;
    const name = `bus_statement_${this.statements.size}`;
    this.statements.set(sql, name);
    return name;
  }

  private async append(events: readonly BusEvent[]): Promise<void> {
    try {
      await appendEvents((sql, params) => this.publisher.query(sql, [...params]), events);
    } catch (error) {
      throw busError(error);
    }
  }

  /** Only who reads needs to be woken. */
  private listen(): void {
    if (this.wakeUps) return;
    this.wakeUps = new WakeUps(this.options.databaseUrl, this.options.instance);
    this.wakeUps.on((wakeUp) => this.wake(wakeUp));
  }

  private wake(wakeUp: WakeUp): void {
    this.groups.wake(wakeUp);
    if (concerns(wakeUp, this.listening.topics)) this.listening.wake(wakeUp.kind === 'log' ? wakeUp.partitions : undefined);
  }
}
