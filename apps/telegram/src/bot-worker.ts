import { Log, WakeLoop } from '@app/service';
import type { InboxWorker } from '@app/store';
import type { FileFetcher } from './fetching/file-fetcher.js';
import type { BotIdentity } from './receiving/bot-identity.js';
import type { Sender } from './sending/sender.js';

/** Longest rest of a loop that always says itself when it wants to run again; Telegram may want to be left alone for hours. */
const ANY_REST_MS = 24 * 3_600_000;
const PROFILE_BACKOFF_MS = 600_000;

/** How a bot's messages come: fetched, or brought. */
export type Receiving = { turn(signal: AbortSignal): Promise<number> };

export type BotParts = {
  readonly receiving: Receiving;
  readonly identity: BotIdentity;
  readonly sender: Sender;
  readonly files: FileFetcher;
  /** Ends the connections. */
  readonly close: () => void;
};

/** Serves one bot: receives, sends and fetches files, each at its own pace. */
export class BotWorker implements InboxWorker {
  private readonly loops: readonly WakeLoop[];
  private readonly outgoing: WakeLoop;
  private readonly files: WakeLoop;
  private hasRecovered = false;

  constructor(
    private readonly parts: BotParts,
    log: Log,
  ) {
    const { receiving, identity, files } = parts;
    const incoming = new WakeLoop({ name: 'telegram receive', log, run: (signal) => receiving.turn(signal), restMs: ANY_REST_MS });
    const profile = {
      name: 'telegram profile',
      log,
      run: (signal: AbortSignal) => identity.refresh(signal),
      restMs: ANY_REST_MS,
      maxBackoffMs: PROFILE_BACKOFF_MS,
    };
    this.outgoing = new WakeLoop({ name: 'telegram send', log, run: (signal) => this.sendTurn(signal) });
    parts.sender.hears(() => this.outgoing.wake());
    const fetchFiles = (signal: AbortSignal) => files.fetchWaiting(signal, () => this.files.wake());
    this.files = new WakeLoop({ name: 'telegram files', log, run: fetchFiles });
    this.loops = [incoming, new WakeLoop(profile), this.outgoing, this.files];
    for (const loop of this.loops) loop.start();
  }

  wake(): void {
    this.parts.sender.look();
    this.files.wake();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await this.parts.sender.settled();
    await this.parts.files.ended();
    this.parts.close();
  }

  private async sendTurn(signal: AbortSignal): Promise<number | null> {
    if (!this.hasRecovered) {
      await this.parts.sender.recover();
      this.hasRecovered = true;
    }
    return await this.parts.sender.sendDue(signal);
  }
}
