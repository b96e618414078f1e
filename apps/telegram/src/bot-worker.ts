import { asError, DeskError, type Params } from '@app/domain';
import { Log, WakeLoop } from '@app/service';
import type { Inboxes, InboxWorker } from '@app/store';
import { TelegramError } from 'telegraf';
import type { FileFetcher } from './file-fetcher.js';
import type { Poller } from './poller.js';
import { networkErrorOf } from './send-outcome.js';
import type { Sender } from './sender.js';

/** A refused token is asked about at most once a minute; another poller is given time to go away. */
const REFUSED_PAUSE_MS = 60_000;
const CONFLICT_PAUSE_MS = 15_000;

export type BotParts = { readonly poller: Poller; readonly sender: Sender; readonly files: FileFetcher };

/** Serves one bot: polls, sends and fetches files, each at its own pace; says how the bot stands. */
export class BotWorker implements InboxWorker {
  private readonly loops: readonly WakeLoop[];
  private readonly outgoing: WakeLoop;
  private readonly files: WakeLoop;
  private hasRecovered = false;
  private isOk = false;

  constructor(
    private readonly inboxId: string,
    private readonly parts: BotParts,
    private readonly inboxes: Inboxes,
    log: Log,
  ) {
    const incoming = new WakeLoop({ name: 'telegram poll', log, run: (signal) => this.pollTurn(signal), restMs: REFUSED_PAUSE_MS });
    this.outgoing = new WakeLoop({ name: 'telegram send', log, run: (signal) => this.sendTurn(signal) });
    this.files = new WakeLoop({ name: 'telegram files', log, run: (signal) => parts.files.fetchWaiting(signal) });
    this.loops = [incoming, this.outgoing, this.files];
    for (const loop of this.loops) loop.start();
  }

  wake(): void {
    this.outgoing.wake();
    this.files.wake();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private async pollTurn(signal: AbortSignal): Promise<number> {
    try {
      await this.parts.poller.poll(signal);
      await this.ok();
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      return await this.pauseAfter(error);
    }
  }

  /** @returns ms until the next poll; what is the bus's or the database's trouble is thrown, for the loop to back off */
  private async pauseAfter(thrown: unknown): Promise<number> {
    if (thrown instanceof DeskError) throw thrown;
    const code = thrown instanceof TelegramError ? thrown.code : null;
    if (code === 401 || code === 404) return await this.failing('telegram-token-refused', REFUSED_PAUSE_MS);
    if (code === 409) return await this.failing('telegram-other-poller', CONFLICT_PAUSE_MS);
    if (code === 429 && thrown instanceof TelegramError) return (thrown.parameters?.retry_after ?? 1) * 1000;
    await this.failing('telegram-away', 0, { error: networkErrorOf(thrown) });
    throw asError(thrown);
  }

  private async sendTurn(signal: AbortSignal): Promise<number | null> {
    if (!this.hasRecovered) {
      await this.parts.sender.recover();
      this.hasRecovered = true;
    }
    return await this.parts.sender.sendDue(signal);
  }

  /** Said once: a poll that works is nothing new. */
  private async ok(): Promise<void> {
    if (this.isOk) return;
    await this.inboxes.reportHealth(this.inboxId, { state: 'ok' });
    this.isOk = true;
  }

  private async failing(code: string, pauseMs: number, params: Params = {}): Promise<number> {
    this.isOk = false;
    await this.inboxes.reportHealth(this.inboxId, { state: 'failing', reason: { code, params } });
    return pauseMs;
  }
}
