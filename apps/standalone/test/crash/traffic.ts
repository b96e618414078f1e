import { setTimeout as wait } from 'node:timers/promises';
import type { Channel, Talk } from './talk.js';

/** A way in: conversations that are opened one after the other, so that new tickets come all the time. */
export type WayIn = {
  readonly channel: Channel;
  /** Messages of one conversation. */
  readonly length: number;
  readonly open: (n: number) => Talk;
};

/** Conversations of one channel that go on side by side. */
const AT_ONCE = 6;
const PREFIX: Readonly<Record<Channel, string>> = { email: 'm', telegram: 't', webchat: 'w' };

/** Customers who write at a steady pace, on all channels in turn, whatever dies meanwhile. */
export class Traffic {
  readonly talks: Talk[] = [];
  /** When each message was said, by its id (`performance.now()`). */
  readonly saidAt = new Map<string, number>();
  private readonly streams: readonly Stream[];
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    waysIn: readonly WayIn[],
    private readonly perSecond: number,
  ) {
    this.streams = waysIn.map((wayIn) => new Stream(wayIn, this.talks));
  }

  start(): void {
    this.running = this.run();
  }

  get sent(): number {
    return this.saidAt.size;
  }

  /** Goes on until at least so many messages are sent, and for as long as it is not asked. */
  async finish(atLeast: number): Promise<void> {
    while (this.sent < atLeast) await wait(50);
    this.stopped.abort();
    await this.running;
  }

  async close(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.talks.map((talk) => talk.close()));
  }

  /** The pace is kept over the whole: what a busy machine delays is made up for. */
  private async run(): Promise<void> {
    const begun = performance.now();
    for (let n = 0; !this.stopped.signal.aborted; n += 1) {
      const id = this.streams[n % this.streams.length]?.next() ?? '';
      this.saidAt.set(id, performance.now());
      await wait(Math.max(0, begun + ((n + 1) * 1000) / this.perSecond - performance.now()));
    }
  }
}

class Stream {
  private readonly open: { talk: Talk; number: number }[] = [];
  private opened = 0;
  private turn = 0;

  constructor(
    private readonly wayIn: WayIn,
    private readonly talks: Talk[],
  ) {}

  /** Says the next thing and gives its id, e.g. `t12-3`: the third message of the twelfth conversation. */
  next(): string {
    const slot = this.turn++ % AT_ONCE;
    const present = this.open[slot];
    const { talk, number } = present && present.talk.said.length < this.wayIn.length ? present : this.openIn(slot);
    const id = `${PREFIX[this.wayIn.channel]}${number}-${talk.said.length + 1}`;
    talk.says(id);
    return id;
  }

  private openIn(slot: number): { talk: Talk; number: number } {
    const number = ++this.opened;
    const fresh = { talk: this.wayIn.open(number), number };
    this.open[slot] = fresh;
    this.talks.push(fresh.talk);
    return fresh;
  }
}
