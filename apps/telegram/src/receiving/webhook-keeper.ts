import { asError, DeskError, type Reason } from '@app/domain';
import { botOffset, type Sql } from '@app/store';
import {
  botTrouble,
  type BotApi,
  getUpdates,
  getWebhookInfo,
  retryAfterOf,
  setWebhook,
  type WantedWebhook,
  type Webhook,
  webhookObstacle,
} from '@app/telegram';
import type { BotHealth } from './bot-health.js';
import type { BotIdentity } from './bot-identity.js';

export const KEEPING_TIMES = {
  /** How often Telegram is asked how its deliveries go, ms. */
  everyMs: 20_000,
  /** A webhook that somebody else set is set right no more often, ms. */
  againMs: 600_000,
};
export type KeepingTimes = typeof KEEPING_TIMES;

/** What was met longer ago says nothing of now, s. */
const RECENT_S = 3_600;

/**
 * Has Telegram bring a bot's messages to us, and watches that it can (fail:G7).
 *
 * What comes is taken in any process: the lease holder only keeps the webhook.
 */
export class WebhookKeeper {
  private isSet = false;
  private setAgainAt = Number.NEGATIVE_INFINITY;
  /** The last failed delivery that was made up for, seconds since 1970. */
  private settled = 0;

  constructor(
    private readonly api: BotApi,
    private readonly wanted: WantedWebhook,
    private readonly identity: BotIdentity,
    private readonly health: BotHealth,
    private readonly sql: Sql,
    private readonly times: KeepingTimes = KEEPING_TIMES,
  ) {}

  /** @returns ms until the next look; trouble that passes by itself is thrown, for the loop to back off */
  async turn(signal: AbortSignal): Promise<number> {
    try {
      const trouble = webhookObstacle(this.wanted.url, this.api.apiRoot) ?? (await this.keep(signal));
      await (trouble === null ? this.health.ok() : this.health.failing(trouble));
      return this.times.everyMs;
    } catch (error) {
      if (signal.aborted) return 0;
      return await this.pauseAfter(error);
    }
  }

  private async keep(signal: AbortSignal): Promise<Reason | null> {
    const found = await getWebhookInfo(this.api, { signal });
    if (!this.isSet) return await this.begin(found, signal);
    if (found.url === this.wanted.url) return this.troubleOf(found);
    if (performance.now() - this.setAgainAt < this.times.againMs) return { code: 'telegram-other-webhook', params: {} };
    this.setAgainAt = performance.now();
    return await this.begin(found, signal);
  }

  /** Set at each beginning, whatever is found: its secret cannot be asked for. */
  private async begin(found: Webhook, signal: AbortSignal): Promise<Reason | null> {
    // Whoever takes what is brought knows by it what is addressed to the bot.
    await this.identity.noted(signal);
    if (found.url === '') await this.confirm(signal);
    const refused = await this.set(signal);
    this.isSet = refused === null;
    return refused;
  }

  private async set(signal: AbortSignal): Promise<Reason | null> {
    try {
      await setWebhook(this.api, this.wanted, { signal });
      return null;
    } catch (error) {
      const reason = botTrouble(error);
      if (reason?.code !== 'telegram-call-refused') throw error;
      return { code: 'telegram-webhook-refused', params: reason.params };
    }
  }

  /** What polling took already need not come again. Were it to come, the ledger would know it. */
  private async confirm(signal: AbortSignal): Promise<void> {
    const offset = await botOffset(this.sql, this.api.botId);
    if (offset === null) return;
    const asked = { offset, waitS: 0, graceMs: 10_000, kinds: this.wanted.kinds, signal };
    await getUpdates(this.api, asked).catch((error: unknown) => {
      if (botTrouble(error)?.code !== 'telegram-other-poller') throw error;
    });
  }

  /** A delivery that failed counts for as long as something waits: Telegram tries again by itself. */
  private troubleOf({ lastError, waiting }: Webhook): Reason | null {
    if (waiting === 0) this.settled = lastError?.at ?? this.settled;
    const isNew = lastError !== null && lastError.at > this.settled && lastError.at > Date.now() / 1000 - RECENT_S;
    return isNew ? { code: 'telegram-webhook-failing', params: { error: lastError.message, waiting } } : null;
  }

  private async pauseAfter(thrown: unknown): Promise<number> {
    if (thrown instanceof DeskError) throw thrown;
    const reason = botTrouble(thrown);
    if (reason === null) throw asError(thrown);
    const pause = retryAfterOf(thrown) * 1000;
    if (pause > 0 && pause <= this.times.everyMs) return pause;
    await this.health.failing(reason);
    if (pause > 0) return pause;
    if (reason.code === 'telegram-token-refused' || reason.code === 'telegram-call-refused') return this.times.everyMs;
    throw asError(thrown);
  }
}
