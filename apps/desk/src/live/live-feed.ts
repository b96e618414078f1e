import { EventFeed, LogNews } from '@app/bus';
import { Log, WakeLoop } from '@app/service';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { FEED_TOPICS, feedEvents, type TeamEvent } from './feed-events.js';

/** One page of the log. */
export type LogPage = { readonly events: readonly TeamEvent[]; readonly next: string; readonly more: boolean };

/** Is given every page from its joining on, one at a time. */
export type Reader = (page: LogPage) => Promise<void>;

const PAGE = 500;
/** A wake-up that was lost costs no more than this. */
const LOOK_EVERY_MS = 2_000;

/**
 * Reads the log once for all who watch at this process. News only wake it: what happened is read by cursor, so a wake-up that is lost
 * loses nothing.
 */
@Injectable()
export class LiveFeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WakeLoop;
  private reader: Reader | null = null;
  private cursor: string | null = null;
  private endNews: (() => void) | null = null;

  constructor(
    private readonly feed: EventFeed,
    private readonly news: LogNews,
    log: Log,
  ) {
    this.loop = new WakeLoop({ name: 'live feed', log, run: () => this.readOn(), restMs: LOOK_EVERY_MS });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
    this.endNews = this.news.on(FEED_TOPICS, () => this.loop.wake());
  }

  async onApplicationShutdown(): Promise<void> {
    this.endNews?.();
    await this.loop.stop();
  }

  /** Gives every page to `reader` from now on; null: to nobody, and nothing is read. */
  read(reader: Reader | null): void {
    this.reader = reader;
    if (reader === null) this.cursor = null;
  }

  /** The cursor of this moment: what is committed later comes after it, and to the reader. */
  async now(): Promise<string> {
    const now = await this.feed.now();
    this.cursor ??= now;
    this.loop.wake();
    return now;
  }

  /** @throws DeskError missing/cursor-expired, invalid/cursor-invalid */
  async after(cursor: string): Promise<LogPage> {
    const page = await this.feed.after(cursor, { topics: FEED_TOPICS, limit: PAGE });
    return { events: feedEvents(page.events), next: page.next, more: page.more };
  }

  private async readOn(): Promise<number | null> {
    if (this.reader === null || this.cursor === null) return null;
    const page = await this.after(this.cursor);
    // The last who listened may have gone meanwhile.
    if (this.reader === null) return null;
    if (page.events.length > 0) await this.reader(page);
    this.cursor = page.next;
    return page.more ? 0 : null;
  }
}
