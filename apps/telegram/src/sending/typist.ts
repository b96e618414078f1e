import { asError, DeskError } from '@app/domain';
import type { Log } from '@app/service';
import type { Lease } from '@app/store';
import { type BotApi, showTyping } from '@app/telegram';
import { TelegramError } from 'telegraf';
import type { Pace } from './pace.js';
import type { Spots } from './spots.js';

/** What is shown later than this says what is so no longer, ms. */
const FRESH_MS = 4_000;
/** Where nobody answers, or it is too much, nothing is shown for so long, ms. */
const QUIET_MS = 30_000;

export type TypistParts = { readonly api: BotApi; readonly pace: Pick<Pace, 'isIdle' | 'chatWaitMs'>; readonly spots: Spots };

/**
 * Shows customers that somebody writes to them, beside the queue: nothing waits for it, it leaves places in the limits to messages, and what
 * fails is not tried again.
 *
 * @see https://core.telegram.org/bots/api#sendchataction
 */
export class Typist {
  private quietUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly parts: TypistParts,
    private readonly lease: Pick<Lease, 'remainingMs'>,
    private readonly log: Log,
  ) {}

  /** @param chatKey `account:chat:topic` */
  async show(chatKey: string): Promise<void> {
    const { api, pace, spots } = this.parts;
    if (this.lease.remainingMs <= 0 || !pace.isIdle || performance.now() < this.quietUntil) return;
    try {
      const spot = await spots.of(chatKey);
      // Telegram asked for a pause there.
      if (pace.chatWaitMs(spot.chatId) > FRESH_MS) return;
      await showTyping(api, spot, { timeoutMs: FRESH_MS });
    } catch (error) {
      this.log.debug('typing not shown', { reason: asError(error).name });
      // What is wrong with one chat is no matter of the others.
      const isOfTheChat = error instanceof DeskError || (error instanceof TelegramError && error.code !== 429);
      if (!isOfTheChat) this.quietUntil = performance.now() + QUIET_MS;
    }
  }
}
