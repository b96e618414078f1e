import type { Outbox, Waiting } from './outbox.js';
import type { Pace } from './pace.js';

/** Taken in one transaction: what is marked as being sent when the process dies stays unknown, so it is what leaves now. */
const AT_ONCE = 8;
/** What was read is read again when something has changed since, and it lay so long, ms: */
const FRESH_MS = 250;
/** sooner when nothing of it may leave; */
const SOON_MS = 50;
/** and without a change where something is due that was not read: its chat rests, or a call in it hangs. */
const LOOK_AGAIN_MS = 1_000;
/** Chats that rest longer are not read: they would stand in others' place. */
const LONG_REST_MS = 2_000;

/** The first that wait in each chat, read ahead: which of them may leave, and when to look for others. */
export class Heads {
  private waiting: readonly Waiting[] = [];
  private readAt = Number.NEGATIVE_INFINITY;
  /** Something was asked for since then; something ended since then. */
  private isWoken = true;
  private isChanged = false;
  /** When something is due next, as it was when nothing was ready. */
  private dueAt = Number.POSITIVE_INFINITY;
  /** Keys of chats written to lately, with the chats. */
  private readonly recent = new Map<string, string>();

  constructor(
    private readonly outbox: Outbox,
    private readonly pace: Pace,
  ) {}

  woken(): void {
    this.isWoken = true;
  }

  changed(): void {
    this.isChanged = true;
  }

  /** Those that may leave within so many ms, oldest first, one a chat. @param busy chats in which a call is under way */
  ready(leadMs: number, busy: ReadonlySet<string>, mayUpload: number): readonly Waiting[] {
    const seen = new Set(busy);
    const ready: Waiting[] = [];
    let uploads = mayUpload;
    for (const one of this.waiting) {
      if (ready.length === AT_ONCE) break;
      // Whoever waits for their turn in a chat lets nobody pass there.
      if (seen.has(one.chatId)) continue;
      seen.add(one.chatId);
      if (this.pace.chatWaitMs(one.chatId, one.weight) > leadMs || (one.hasFiles && uploads <= 0)) continue;
      if (one.hasFiles) uploads -= 1;
      ready.push(one);
    }
    return ready;
  }

  take(taken: readonly Waiting[]): void {
    const gone = new Set(taken);
    this.waiting = this.waiting.filter((one) => !gone.has(one));
    for (const { chatKey, chatId } of taken) this.recent.set(chatKey, chatId);
  }

  /** Reads anew where that may bring something. @param hasReady whether there is something to do without it */
  async refresh(hasReady: boolean): Promise<void> {
    const ageMs = performance.now() - this.readAt;
    const isOld = (this.isChanged && ageMs >= (hasReady ? FRESH_MS : SOON_MS)) || (!hasReady && Date.now() >= this.dueAt);
    if (!this.isWoken && !isOld) return;
    this.isWoken = false;
    this.isChanged = false;
    this.dueAt = Number.POSITIVE_INFINITY;
    this.readAt = performance.now();
    try {
      this.waiting = await this.outbox.read(this.resting());
    } catch (error) {
      this.isWoken = true;
      throw error;
    }
  }

  /** @returns ms until something may be ready; null: until something is asked for */
  async untilNext(leadMs: number, busy: ReadonlySet<string>): Promise<number | null> {
    const next = await this.outbox.nextDue();
    const now = Date.now();
    if (next) this.dueAt = next.getTime() > now ? next.getTime() : now + LOOK_AGAIN_MS;
    const rests = this.waiting
      .filter(({ chatId }) => !busy.has(chatId))
      .map((one) => this.pace.chatWaitMs(one.chatId, one.weight) - leadMs);
    const soon = this.isChanged ? SOON_MS - (performance.now() - this.readAt) : Number.POSITIVE_INFINITY;
    const ms = Math.min(this.dueAt - now, soon, ...rests);
    return Number.isFinite(ms) ? Math.max(1, ms) : null;
  }

  private resting(): readonly string[] {
    const resting: string[] = [];
    for (const [key, chatId] of this.recent) {
      const ms = this.pace.chatWaitMs(chatId);
      if (ms > LONG_REST_MS) resting.push(key);
      else if (ms <= 0) this.recent.delete(key);
    }
    return resting;
  }
}
