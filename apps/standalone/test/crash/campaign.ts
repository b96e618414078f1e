import { setTimeout as wait } from 'node:timers/promises';
import type { Supervisor } from './supervisor.js';
import type { Path, Watch } from './watch.js';

/** What can be killed, and what shows that it is back. */
export type Victim = {
  readonly name: string;
  readonly path: Path;
  /** `kill -9` and a new start; gives when it was started (`performance.now()`). */
  readonly kill9: () => Promise<number>;
};

/** A process that ends itself at a commit point, and what shows that it is back. */
export type PointKill = { readonly process: string; readonly fault: string; readonly path: Path };

/** Both sides of a commit point of `security.md` 5. */
export function around(point: string, process: string, path: Path): readonly PointKill[] {
  return ['before', 'after'].map((when) => ({ process, fault: `${point}:${when}`, path }));
}

export type Kill = { readonly what: string; readonly recoveredMs: number };

/** The longest pause between two random kills, ms. */
const PAUSE_MS = 1_500;

/** Kills, each when the one before in its lane was seen to have been overcome, with work in flight all the time. */
export class Campaign {
  readonly kills: Kill[] = [];

  constructor(
    private readonly supervisor: Supervisor,
    private readonly watch: Watch,
    /** From 0 to 1. */
    private readonly random: () => number,
    private readonly tell: (line: string) => void,
  ) {}

  /** Each of the first ones at least once, in an order by chance, at moments by chance. */
  async atRandom(count: number, victims: readonly Victim[], atLeastOnce: readonly string[]): Promise<void> {
    const chosen = victims.filter(({ name }) => atLeastOnce.includes(name));
    while (chosen.length < count) chosen.push(this.oneOf(victims));
    for (const victim of this.shuffled(chosen)) {
      await wait(this.random() * PAUSE_MS);
      const restartedAt = await victim.kill9();
      await this.overcome(victim.name, victim.path, restartedAt);
    }
  }

  /** Lanes side by side, so that several processes are dead at once; in a lane one kill after the other. */
  async atPoints(lanes: readonly (readonly PointKill[])[]): Promise<void> {
    const run = async (lane: readonly PointKill[]): Promise<void> => {
      for (const { process, fault, path } of lane) {
        const restartedAt = await this.supervisor.endAt(process, fault);
        await this.overcome(`${process} ${fault}`, path, restartedAt);
      }
    };
    await Promise.all(lanes.map(run));
  }

  private async overcome(what: string, path: Path, restartedAt: number): Promise<void> {
    const recoveredMs = await this.watch.recovered(path, restartedAt);
    this.kills.push({ what, recoveredMs });
    this.tell(`${what}: ${path} works again after ${(recoveredMs / 1000).toFixed(1)} s`);
  }

  private oneOf<T>(all: readonly T[]): T {
    const one = all[Math.floor(this.random() * all.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }

  private shuffled<T>(all: readonly T[]): T[] {
    const left = [...all];
    const shuffled: T[] = [];
    while (left.length > 0) shuffled.push(...left.splice(Math.floor(this.random() * left.length), 1));
    return shuffled;
  }
}
