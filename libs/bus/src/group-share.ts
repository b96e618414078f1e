import { Logger } from '@nestjs/common';
import { asError } from '@app/domain';
import type { GroupMembers, GroupState } from './group-members.js';
import { PartitionReader, type ReaderOptions, type Taken } from './partition-reader.js';

/** This process's share of one group's partitions: takes what is free up to its share, gives back what is above it. */
export class GroupShare {
  private readonly readers = new Map<number, PartitionReader>();
  private readonly releasing = new Map<number, Promise<void>>();
  private closing = false;

  constructor(
    private readonly members: GroupMembers,
    private readonly reading: Omit<ReaderOptions, 'onLost'>,
  ) {}

  get group(): string {
    return this.reading.consumer.group;
  }

  get held(): readonly PartitionReader[] {
    return [...this.readers.values()];
  }

  /** Brings what this process holds in line with what the database says. */
  async settle(state: GroupState): Promise<void> {
    this.dropLost(state);
    if (this.closing) return;
    const share = shareOf(this.reading.member, state.members, state.partitions.length);
    const surplus = this.readers.size - share;
    if (surplus > 0) this.held.slice(-surplus).forEach((reader) => void this.giveBack(reader));
    if (surplus < 0) await this.takeFree(state, -surplus);
  }

  /** Finishes what is in hand and leaves the group. */
  async close(): Promise<void> {
    this.closing = true;
    await this.members.leave(this.group).catch(() => undefined);
    await Promise.all([...this.held.map((reader) => this.giveBack(reader)), ...this.releasing.values()]);
    // Unreachable: the membership ends by itself.
    await this.members.left(this.group).catch(() => undefined);
  }

  private dropLost(state: GroupState): void {
    const ours = new Map(
      state.partitions.filter((each) => each.holder === this.reading.member).map((each) => [each.partition, each.epoch]),
    );
    for (const reader of this.held) {
      const epoch = ours.get(reader.partition);
      // A state read before the taking has an older epoch, one that was taken from us a newer or none.
      if (epoch !== undefined && epoch <= reader.taken.epoch) continue;
      reader.abandon();
      this.readers.delete(reader.partition);
    }
  }

  private async takeFree(state: GroupState, most: number): Promise<void> {
    const free = state.partitions
      .filter(({ partition, holder, holderAlive }) => {
        if (this.readers.has(partition) || this.releasing.has(partition)) return false;
        return holder === null || holder === this.reading.member || !holderAlive;
      })
      .map((each) => each.partition)
      .slice(0, most);
    if (free.length === 0) return;
    for (const taken of await this.members.take(this.group, free)) this.startReading(taken);
  }

  private startReading(taken: Taken): void {
    const reader = new PartitionReader(taken, {
      ...this.reading,
      onLost: (lost) => {
        if (this.readers.get(lost.partition) === lost) this.readers.delete(lost.partition);
      },
    });
    this.readers.set(taken.partition, reader);
    if (this.closing) void this.giveBack(reader);
    else reader.wake();
  }

  private giveBack(reader: PartitionReader): Promise<void> {
    this.readers.delete(reader.partition);
    const released = reader
      .release()
      .catch((error: unknown) => new Logger('Bus').warn(`Partition ${reader.partition} could not be given back: ${asError(error).message}`))
      .finally(() => this.releasing.delete(reader.partition));
    this.releasing.set(reader.partition, released);
    return released;
  }
}

/** Partitions are shared evenly; the first members in order take what does not divide. */
function shareOf(member: string, members: readonly string[], partitions: number): number {
  const place = members.indexOf(member);
  if (place === -1) return 0;
  const [even, rest] = [Math.floor(partitions / members.length), partitions % members.length];
  return even + (place < rest ? 1 : 0);
}
