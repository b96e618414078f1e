import { botOffset, moveBotOffset, type Lease, type Sql } from '@app/store';
import { type BotApi, getUpdates, jsonText, LineError } from '@app/telegram';
import type { UpdateIntake } from './update-intake.js';

/** How long Telegram holds an unanswered poll open, and how much longer an answer may take before the poll is given up (fail:G3). */
export const POLL_TIMES = { waitS: 25, graceMs: 10_000 };
export type PollTimes = typeof POLL_TIMES;

/**
 * Takes updates of one bot, in order.
 *
 * The offset is ours (fail:F1): it moves only after the bus has acknowledged every update before it, and asking with it is what
 * tells Telegram. Whatever happens in between, Telegram gives the same updates again.
 */
export class Poller {
  private offset: number | null | undefined;

  constructor(
    private readonly api: BotApi,
    private readonly intake: UpdateIntake,
    private readonly lease: Lease,
    private readonly sql: Sql,
    private readonly kinds: readonly string[],
    private readonly times: PollTimes = POLL_TIMES,
  ) {}

  /** Whether the bot is surely ours. Who cannot renew its lease goes on, until it meets another. */
  get isHolder(): boolean {
    return this.lease.remainingMs > 0;
  }

  /** One poll: resolves when what came is durable. */
  async poll(signal: AbortSignal): Promise<void> {
    if (this.offset === undefined) this.offset = await botOffset(this.sql, this.api.botId);
    const { offset, kinds, times } = this;
    const updates = await getUpdates(this.api, { ...times, offset, kinds, signal });
    if (updates.length === 0) return;
    // Not a maximum: ids restart at random after a quiet week.
    const last = updates.map(updateIdOf).findLast((id) => id !== null);
    if (last === undefined) throw new LineError('unreadable', 'no update', false, new Error('getUpdates answered with no updates.'));
    await this.intake.take(
      updates.map((update) => ({ update, bytes: Buffer.from(jsonText(update)) })),
      signal,
    );
    this.offset = Number(last) + 1;
    await this.remember(this.offset);
  }

  /** While PostgreSQL is away the offset lives in memory: what comes twice after a crash is deduplicated. */
  private async remember(offset: number): Promise<void> {
    await moveBotOffset(this.sql, this.api.botId, offset, this.lease).catch(() => {});
  }
}

function updateIdOf(update: unknown): number | null {
  if (typeof update !== 'object' || update === null || !('update_id' in update)) return null;
  return typeof update.update_id === 'number' && Number.isSafeInteger(update.update_id) ? update.update_id : null;
}
