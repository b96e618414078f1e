import { claimCheck, commitPoint, makeEvent } from '@app/bus';
import { UpdateReceived } from '@app/contracts';
import { botOffset, moveBotOffset, type Lease } from '@app/store';
import type { Update } from 'telegraf/types';
import type { BotApi } from './bot-api.js';
import type { BotPorts } from './bot-ports.js';
import { updateKeys } from './update-keys.js';

/** How long Telegram holds an unanswered poll open, seconds. */
const POLL_SECONDS = 25;

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
    private readonly inboxId: string,
    private readonly lease: Lease,
    private readonly ports: BotPorts,
  ) {}

  /** One poll: resolves when what came is durable. */
  async poll(signal: AbortSignal): Promise<void> {
    if (this.offset === undefined) this.offset = await botOffset(this.ports.store, this.api.botId);
    const updates = await this.api.getUpdates(this.offset, POLL_SECONDS, signal);
    const last = updates.at(-1);
    if (!last) return;
    const events = await Promise.all(updates.map((update) => this.eventOf(update)));
    commitPoint('W2:before');
    await this.ports.bus.publish(events);
    commitPoint('W2:after');
    // Not a maximum: ids restart at random after a quiet week.
    this.offset = last.update_id + 1;
    await this.remember(this.offset);
  }

  private async eventOf(update: Update) {
    const bytes = Buffer.from(JSON.stringify(update));
    const { carried, payload } = await claimCheck(bytes, this.ports.blobs);
    const { botId } = this.api;
    return makeEvent(
      UpdateReceived,
      {
        inboxId: this.inboxId,
        botId,
        updateId: update.update_id,
        receivedAt: new Date().toISOString(),
        carried,
        ...updateKeys(botId, update),
      },
      payload,
    );
  }

  /** While PostgreSQL is away the offset lives in memory: what comes twice after a crash is deduplicated. */
  private async remember(offset: number): Promise<void> {
    await moveBotOffset(this.ports.store, this.api.botId, offset, this.lease).catch(() => {});
  }
}
