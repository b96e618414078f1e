import { Readable } from 'node:stream';
import { asError, DeskError } from '@app/domain';
import { failWaitingFile, storeFetchedFile, waitingFiles, type WaitingFile } from '@app/store';
import { TelegramError } from 'telegraf';
import type { BotApi } from './bot-api.js';
import type { BotPorts } from './bot-ports.js';

/** What a bot may download. @see https://core.telegram.org/bots/api#getfile */
const LIMIT_BYTES = 20 * 1024 * 1024;
const AT_ONCE = 4;
const DOWNLOAD_TIMEOUT_MS = 120_000;
const RETRY_MS = 3_000;
/** A file that could not be had for so long is given up, ms. */
const GIVE_UP_MS = 24 * 3_600_000;

/** Fetches the files of messages that came in, after the messages: intake never waits for a file. */
export class FileFetcher {
  constructor(
    private readonly api: BotApi,
    private readonly inboxId: string,
    private readonly ports: BotPorts,
  ) {}

  /** @returns ms until files that failed are tried again, or null when none waits */
  async fetchWaiting(signal: AbortSignal): Promise<number | null> {
    const files = await waitingFiles(this.ports.store, this.inboxId, AT_ONCE);
    if (files.length === 0) return null;
    const done = await Promise.all(files.map((file) => this.fetchOne(file, signal)));
    return done.every(Boolean) ? 0 : RETRY_MS;
  }

  /** @returns whether it need not be tried again */
  private async fetchOne(file: WaitingFile, signal: AbortSignal): Promise<boolean> {
    try {
      const url = await this.api.fileUrl(String(file.source.fileId));
      const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]) });
      if (!response.ok || response.body === null) throw new Error(`The file server answered ${response.status}.`);
      await storeFetchedFile(this.ports.store, file, await this.ports.blobs.keepStream(Readable.fromWeb(response.body), LIMIT_BYTES));
      return true;
    } catch (error) {
      const reason = finalReason(error, file);
      if (reason === null) return false;
      await failWaitingFile(this.ports.store, file, reason);
      return true;
    }
  }
}

function finalReason(thrown: unknown, file: WaitingFile) {
  const error = asError(thrown);
  if (error instanceof DeskError) return error.fault === 'unavailable' ? null : error.reason;
  if (error instanceof TelegramError && error.code === 400) {
    return { code: 'telegram-file-refused', params: { description: error.description } };
  }
  return Date.now() - file.createdAt.getTime() > GIVE_UP_MS ? { code: 'telegram-file-lost', params: {} } : null;
}
