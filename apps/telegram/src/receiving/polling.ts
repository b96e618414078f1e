import { asError, DeskError } from '@app/domain';
import { botTrouble, type BotApi, deleteWebhook, getWebhookInfo, retryAfterOf } from '@app/telegram';
import type { BotHealth } from './bot-health.js';
import type { BotIdentity } from './bot-identity.js';
import type { Poller } from './poller.js';

/** How long is waited, ms. */
export const POLLING_PAUSES = {
  /** A refused token is asked about no more often. */
  refused: 60_000,
  /** Another poller is given time to go away: at first a moment, since a process that ended may still hang on the line (fail:G4). */
  firstConflict: 1_000,
  conflict: 15_000,
  /** A webhook that somebody else sets again is taken away no more often than this. */
  webhookRemoval: 600_000,
};
export type PollingPauses = typeof POLLING_PAUSES;

/** An answer of 409 may be one of our own process that was replaced; more of them, and nothing in between, are somebody else. */
const POLLS_IN_PEACE = 2;

/** Has a bot's messages fetched, and says how that goes. */
export class Polling {
  private isFree = false;
  private removedWebhookAt = Number.NEGATIVE_INFINITY;
  private conflicts = 0;
  private inPeace = POLLS_IN_PEACE;

  constructor(
    private readonly api: BotApi,
    private readonly poller: Poller,
    private readonly identity: BotIdentity,
    private readonly health: BotHealth,
    private readonly pauses: PollingPauses = POLLING_PAUSES,
  ) {}

  /** @returns ms until the next poll; trouble that passes by itself is thrown, for the loop to back off */
  async turn(signal: AbortSignal): Promise<number> {
    try {
      await this.identity.known(signal);
      if (!this.isFree) await this.removeWebhook(signal);
      await this.poller.poll(signal);
      this.inPeace += 1;
      if (this.inPeace < POLLS_IN_PEACE) return 0;
      this.conflicts = 0;
      await this.health.ok();
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      return await this.pauseAfter(error);
    }
  }

  private async pauseAfter(thrown: unknown): Promise<number> {
    // The bus's or the database's trouble.
    if (thrown instanceof DeskError) throw thrown;
    const reason = botTrouble(thrown);
    if (reason === null) throw asError(thrown);
    if (reason.code === 'telegram-other-poller') return await this.conflict();
    if (reason.code === 'telegram-other-webhook') return await this.otherWebhook();
    if (reason.code === 'telegram-asked-too-often') {
      const pause = retryAfterOf(thrown) * 1000;
      if (pause > this.pauses.refused) await this.health.failing(reason);
      return pause;
    }
    await this.health.failing(reason);
    if (reason.code === 'telegram-token-refused' || reason.code === 'telegram-call-refused') return this.pauses.refused;
    throw asError(thrown);
  }

  private async conflict(): Promise<number> {
    this.inPeace = 0;
    // Another process of ours has the bot by now.
    if (!this.poller.isHolder) return this.pauses.conflict;
    this.conflicts += 1;
    if (this.conflicts === 1) return this.pauses.firstConflict;
    await this.health.failing({ code: 'telegram-other-poller', params: {} });
    return this.pauses.conflict;
  }

  /** Somebody set one since we began. It is taken away, and theirs again is a matter for people. */
  private async otherWebhook(): Promise<number> {
    this.isFree = false;
    if (performance.now() - this.removedWebhookAt > this.pauses.webhookRemoval) return 0;
    this.inPeace = 0;
    await this.health.failing({ code: 'telegram-other-webhook', params: {} });
    // It may have been taken away there.
    this.isFree = true;
    return this.pauses.refused;
  }

  /** Whoever saved this inbox wants its messages here; what waits comes by polling. */
  private async removeWebhook(signal: AbortSignal): Promise<void> {
    if ((await getWebhookInfo(this.api, { signal })).url !== '') {
      await deleteWebhook(this.api, { signal });
      this.removedWebhookAt = performance.now();
    }
    this.isFree = true;
    // A first poll takes as long as nobody writes: that the bot is served can be said before.
    if (this.conflicts === 0) await this.health.ok();
  }
}
