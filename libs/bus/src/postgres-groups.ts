import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { BusHealth, Consumption } from './bus.js';
import { busHealth, consumerHealth } from './consumer-health.js';
import { codeFor, faultOf } from './fault-of.js';
import { Gate } from './gate.js';
import { GroupMembers, type MemberTiming } from './group-members.js';
import { GroupShare } from './group-share.js';
import { lagOf, readHeadsAfter } from './read-log.js';
import type { RecordConsumer } from './record-consumer.js';
import type { Trouble } from './steady.js';
import { Ticker } from './ticker.js';
import { concerns, type WakeUp } from './wake-ups.js';

/** Every so many ticks positions are stored that only passed over other groups' events. */
const STORE_EVERY_TICKS = 30;

export type PostgresGroupsOptions = {
  readonly pool: pg.Pool;
  /** Unique to this bus of this process. */
  readonly member: string;
  readonly timing: MemberTiming;
};

type Joined = {
  readonly share: GroupShare;
  readonly consumer: RecordConsumer;
  state: 'new' | 'member' | 'leaving';
  left: Promise<void> | null;
};

/** The groups of the log that this process has joined: one ticker serves them all. */
export class PostgresGroups {
  private readonly groups = new Map<string, Joined>();
  private readonly members: GroupMembers;
  private readonly log = new Logger('Bus');
  private ticker: Ticker | null = null;
  private ticks = 0;
  private trouble: Trouble | null = null;

  constructor(private readonly options: PostgresGroupsOptions) {
    this.members = new GroupMembers(options.pool, options.member, options.timing.deadAfterMs);
  }

  join(consumer: RecordConsumer): Consumption {
    const { group } = consumer;
    if (this.groups.has(group)) throw new Error(`Group ${group} is consumed twice in one process: give each consumer a group of its own.`);
    const share = new GroupShare(this.members, { ...this.options, consumer, gate: new Gate(consumer.concurrency) });
    this.groups.set(group, { share, consumer, state: 'new', left: null });
    this.ticker ??= new Ticker(this.options.timing.renewMs, () => this.tick());
    this.ticker.soon();
    return { close: () => this.leave(group) };
  }

  wake(wakeUp: WakeUp): void {
    if (wakeUp.kind === 'everything' || (wakeUp.kind === 'group' && this.groups.has(wakeUp.group))) this.ticker?.soon();
    for (const { share, consumer } of this.groups.values()) {
      // The connection is there again: what waits for the database need not wait longer.
      if (wakeUp.kind === 'everything') consumer.retryNow();
      if (!concerns(wakeUp, consumer.topics)) continue;
      for (const reader of share.held) {
        if (wakeUp.kind === 'everything' || (wakeUp.kind === 'log' && wakeUp.partitions.includes(reader.partition))) reader.wake();
      }
    }
  }

  async health(reachable: boolean): Promise<BusHealth> {
    const consumers = Array.from(this.groups.values(), async ({ share, consumer }) => {
      const lag = reachable ? await lagOf(this.options.pool, share.held, consumer.topics).catch(() => 0) : 0;
      const troubles = [this.trouble, ...share.held.map((reader) => reader.trouble)];
      return consumerHealth(consumer, { lag, partitions: share.held.length, troubles });
    });
    return busHealth(reachable, await Promise.all(consumers));
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.groups.keys(), (group) => this.leave(group)));
    await this.ticker?.close();
  }

  private async leave(group: string): Promise<void> {
    const joined = this.groups.get(group);
    if (joined) await (joined.left ??= this.endMembership(joined));
  }

  private async endMembership(joined: Joined): Promise<void> {
    joined.state = 'leaving';
    // A join that is under way comes first, or it would outlive the end.
    await this.ticker?.settled();
    await joined.share.close();
    this.groups.delete(joined.share.group);
    joined.consumer.close();
  }

  /** Renews memberships, settles shares and looks for what no notification told. */
  private async tick(): Promise<void> {
    try {
      await this.joinNew();
      const names = Array.from(this.groups.values()).flatMap((each) => (each.state === 'new' ? [] : [each.share.group]));
      if (names.length === 0) return;
      await this.renew(names);
      const states = await this.members.read(names);
      for (const { share } of this.groups.values()) {
        const state = states.get(share.group);
        if (state) await share.settle(state);
      }
      await this.lookForNews();
      this.trouble = null;
    } catch (error) {
      this.trouble = { since: this.trouble?.since ?? performance.now(), reason: codeFor(error) };
      if (faultOf(error) !== 'unavailable')
        this.log.error('The bus cannot renew its membership.', error instanceof Error ? error.stack : '');
    }
  }

  private async joinNew(): Promise<void> {
    for (const each of this.groups.values()) {
      if (each.state !== 'new') continue;
      await this.members.join(each.share.group);
      if (each.state === 'new') each.state = 'member';
    }
  }

  /** A membership that was forgotten (a process asleep for an hour) is begun anew. */
  private async renew(names: readonly string[]): Promise<void> {
    const renewed = new Set(await this.members.renew(names));
    for (const each of this.groups.values()) if (each.state === 'member' && !renewed.has(each.share.group)) each.state = 'new';
  }

  /** The safety net under the notifications, one statement for all groups; and positions that old events wait for. */
  private async lookForNews(): Promise<void> {
    const readers = Array.from(this.groups.values()).flatMap((each) => each.share.held);
    const heads = await readHeadsAfter(this.options.pool, readers);
    for (const reader of readers) {
      const head = heads.get(reader.partition);
      if (head === undefined || head <= reader.position) continue;
      reader.head = head;
      reader.wake();
    }
    if (this.ticks++ % STORE_EVERY_TICKS === STORE_EVERY_TICKS - 1) for (const reader of readers) await reader.storePosition();
  }
}
