import type pg from 'pg';
import type { Taken } from './partition-reader.js';

/** With the defaults the partitions of a dead process are taken over within 9 s. */
export type MemberTiming = {
  /** How often a member renews its membership, and looks for what is free (default 2 s). */
  readonly renewMs: number;
  /** A member that has not renewed for so long is dead: its partitions are free (default 7 s). */
  readonly deadAfterMs: number;
};
export const MEMBER_TIMING: MemberTiming = { renewMs: 2_000, deadAfterMs: 7_000 };

/** Who belongs to each group and who holds which partition, as the database has it. Clocks of processes decide nothing. */
export type GroupState = {
  /** Members alive that do not leave, in a fixed order. */
  readonly members: readonly string[];
  readonly partitions: readonly PartitionState[];
};

export type PartitionState = {
  readonly partition: number;
  readonly holder: string | null;
  readonly holderAlive: boolean;
  readonly epoch: bigint;
};

/** The statements of group membership: rows of `bus_members` and `positions`. */
export class GroupMembers {
  constructor(
    private readonly pool: pg.Pool,
    private readonly member: string,
    private readonly deadAfterMs: number,
  ) {}

  async join(group: string): Promise<void> {
    await this.pool.query(
      `insert into positions (group_name, partition) select $1, n from generate_series(0, bus_partitions() - 1) n on conflict do nothing`,
      [group],
    );
    await this.pool.query(
      `insert into bus_members (group_name, member, expires_at) values ($1, $2, now() + $3 * interval '1 millisecond')
       on conflict (group_name, member) do update set expires_at = excluded.expires_at`,
      [group, this.member, this.deadAfterMs],
    );
    await this.tell(group);
  }

  /**
   * Says that this member lives. It never brings a membership back that is gone, since it may run beside its end.
   *
   * @returns the groups that it is still a member of
   */
  async renew(groups: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ group_name: string }>({
      name: 'bus_renew',
      text: `update bus_members set expires_at = now() + $3 * interval '1 millisecond'
             where group_name = any($1) and member = $2 returning group_name`,
      values: [groups, this.member, this.deadAfterMs],
    });
    return rows.map((row) => row.group_name);
  }

  async read(groups: readonly string[]): Promise<ReadonlyMap<string, GroupState>> {
    const { rows } = await this.pool.query<StateRow>({
      name: 'bus_group_state',
      text: `
        select p.group_name, p.partition, p.holder, p.epoch, coalesce(m.expires_at > now(), false) as holder_alive,
               (select coalesce(array_agg(a.member order by a.member), '{}') from bus_members a
                where a.group_name = p.group_name and a.expires_at > now() and not a.leaving and p.partition = 0) as members
        from positions p left join bus_members m on m.group_name = p.group_name and m.member = p.holder
        where p.group_name = any($1) order by p.group_name, p.partition`,
      values: [groups],
    });
    return new Map(groups.map((group) => [group, toState(rows.filter((row) => row.group_name === group))]));
  }

  /** Takes partitions that nobody alive holds. Of several that try, one gets each. */
  async take(group: string, partitions: readonly number[]): Promise<Taken[]> {
    const { rows } = await this.pool.query<{ partition: number; epoch: string; id: string }>(
      `update positions p set holder = $3, epoch = epoch + 1
       where p.group_name = $1 and p.partition = any($2::smallint[])
         and (p.holder is null or p.holder = $3 or not exists (
           select from bus_members m where m.group_name = p.group_name and m.member = p.holder and m.expires_at > now()))
       returning p.partition, p.epoch, p.id`,
      [group, partitions, this.member],
    );
    return rows.map((row) => ({ partition: row.partition, epoch: BigInt(row.epoch), id: BigInt(row.id) }));
  }

  /** Counts no more for the shares, and keeps what it holds until it gives it back. */
  async leave(group: string): Promise<void> {
    await this.pool.query(`update bus_members set leaving = true where group_name = $1 and member = $2`, [group, this.member]);
    await this.tell(group);
  }

  async left(group: string): Promise<void> {
    await this.pool.query(`delete from bus_members where group_name = $1 and (member = $2 or expires_at < now() - interval '1 hour')`, [
      group,
      this.member,
    ]);
    await this.tell(group);
  }

  private async tell(group: string): Promise<void> {
    await this.pool.query(`select pg_notify('otklik_bus', 'group ' || $1)`, [group]);
  }
}

type StateRow = {
  group_name: string;
  partition: number;
  holder: string | null;
  epoch: string;
  holder_alive: boolean;
  members: string[];
};

function toState(rows: readonly StateRow[]): GroupState {
  return {
    members: rows[0]?.members ?? [],
    partitions: rows.map((row) => ({
      partition: row.partition,
      holder: row.holder,
      holderAlive: row.holder_alive,
      epoch: BigInt(row.epoch),
    })),
  };
}
