import { explainWaiting, failWaitingFile, refuseLargeFile, storeFetchedFile, waitingFiles, type WaitingFile } from '@app/store';
import { asError } from '@app/domain';
import type { Log } from '@app/service';
import type { BotApi } from '@app/telegram';
import type { BotPorts } from '../bot-ports.js';
import { fetchFile, type FilePlace, limitMegabytes } from './fetch-file.js';
import { meanwhile, tooLarge, verdictOn, type Verdict } from './file-trouble.js';

export type FetcherPace = {
  /** Files that come at once. */
  readonly atOnce: number;
  /** How long no byte of a file may come before it is begun anew, ms. */
  readonly stallMs: number;
  /** Pause after the first try that failed, ms; doubled by each further one. */
  readonly retryMs: number;
};

const PACE: FetcherPace = { atOnce: 4, stallMs: 30_000, retryMs: 1_000 };
const LONGEST_PAUSE_MS = 5 * 60_000;
/** What rarely passes is tried so often; what is the way to Telegram, a day long. */
const FEW_TRIES = 3;
const GIVE_UP_MS = 24 * 3_600_000;

type Tries = { readonly count: number; readonly notBefore: number };

/**
 * Fetches the files of messages that came in, after the messages: intake never waits for a file, and no file for another one.
 *
 * What a restart interrupts is begun anew: the Bot API promises no part of a file.
 */
export class FileFetcher {
  private readonly place: FilePlace;
  private readonly pace: FetcherPace;
  private readonly under = new Map<string, Promise<void>>();
  private readonly tries = new Map<string, Tries>();

  constructor(
    api: BotApi,
    private readonly inbox: { readonly id: string; readonly settings: { readonly localFolder: string | null } },
    private readonly ports: BotPorts,
    private readonly log: Log,
    pace: Partial<FetcherPace> = {},
  ) {
    this.pace = { ...PACE, ...pace };
    this.place = { api, blobs: ports.blobs, localFolder: inbox.settings.localFolder, stallMs: this.pace.stallMs };
  }

  /**
   * Begins what waits, as far as it may; what is under way goes on after the turn.
   *
   * @param wake asks for a turn: a file has ended, and another one may begin
   * @returns ms until a file is tried again, or null when none rests
   */
  async fetchWaiting(signal: AbortSignal, wake: () => void): Promise<number | null> {
    const now = Date.now();
    const free = this.pace.atOnce - this.under.size;
    const files = free === 0 ? [] : await waitingFiles(this.ports.store, this.inbox.id, free, this.notAt(now));
    if (files.length < free) this.forgetGone(files, now);
    for (const file of files) this.begin(file, signal, wake);
    return this.nextAfter(now);
  }

  /** Resolves when nothing is under way any more; the signal of the turns must have ended it. */
  async ended(): Promise<void> {
    await Promise.all(this.under.values());
  }

  /** What a turn at that moment does not begin. */
  private notAt(now: number): string[] {
    return [...this.under.keys(), ...[...this.tries].flatMap(([id, { notBefore }]) => (notBefore > now ? [id] : []))];
  }

  /** What could be tried and waits no more went with its message. */
  private forgetGone(waiting: readonly WaitingFile[], now: number): void {
    const known = new Set([...this.notAt(now), ...waiting.map(({ id }) => id)]);
    for (const id of this.tries.keys()) if (!known.has(id)) this.tries.delete(id);
  }

  /** Of those that rested at that moment: ms until the first may be tried again. */
  private nextAfter(now: number): number | null {
    const resting = [...this.tries].flatMap(([id, { notBefore }]) => (notBefore > now && !this.under.has(id) ? [notBefore] : []));
    return resting.length === 0 ? null : Math.max(0, Math.min(...resting) - Date.now());
  }

  private begin(file: WaitingFile, signal: AbortSignal, wake: () => void): void {
    const fetching = this.fetchOne(file, signal)
      // The database's trouble: the file waits as before.
      .catch((error: unknown) => {
        this.rest(file, null, error);
      })
      .finally(() => {
        this.under.delete(file.id);
        if (!signal.aborted) wake();
      });
    this.under.set(file.id, fetching);
  }

  private async fetchOne(file: WaitingFile, signal: AbortSignal): Promise<void> {
    try {
      const megabytes = limitMegabytes(this.place);
      if (file.size > megabytes * 1024 * 1024) return await this.fail(file, tooLarge(megabytes));
      await storeFetchedFile(this.ports.store, file, await fetchFile(this.place, String(file.source.fileId), signal));
      this.tries.delete(file.id);
    } catch (error) {
      if (signal.aborted) return;
      const verdict = verdictOn(error, limitMegabytes(this.place));
      if (this.isFinal(file, verdict)) return await this.fail(file, verdict.reason);
      const tries = this.rest(file, verdict.retryAfterMs, error);
      if (tries >= FEW_TRIES) await explainWaiting(this.ports.store, file, meanwhile(verdict.reason)).catch(() => {});
    }
  }

  private async fail(file: WaitingFile, reason: Verdict['reason']): Promise<void> {
    if (reason.code === 'telegram-file-too-large') await refuseLargeFile(this.ports.store, file, reason);
    else await failWaitingFile(this.ports.store, file, reason);
    this.tries.delete(file.id);
  }

  private isFinal(file: WaitingFile, { final }: Verdict): boolean {
    const count = (this.tries.get(file.id)?.count ?? 0) + 1;
    if (final === 'soon') return count >= FEW_TRIES;
    // After a day of our own absence it has its tries too.
    if (final === 'late') return count >= FEW_TRIES && Date.now() - file.createdAt.getTime() > GIVE_UP_MS;
    return final === 'now';
  }

  /** @returns how often it was tried */
  private rest(file: WaitingFile, retryAfterMs: number | null, thrown: unknown): number {
    const count = (this.tries.get(file.id)?.count ?? 0) + 1;
    const pause = retryAfterMs ?? Math.min(this.pace.retryMs * 2 ** (count - 1), LONGEST_PAUSE_MS);
    this.tries.set(file.id, { count, notBefore: Date.now() + pause });
    this.log.warn('file not fetched yet', { attachmentId: file.id, tries: count, error: asError(thrown).message });
    return count;
  }
}
