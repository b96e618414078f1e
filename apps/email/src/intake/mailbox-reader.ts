import type { MailServer } from '@app/contracts';
import { DeskError } from '@app/domain';
import { backoffMs } from '../backoff.js';
import type { MailboxPart } from '../inbox-standing.js';
import { ImapSession } from './imap-session.js';
import { imapTrouble, whyAway } from '@app/mailbox';
import type { Mailbox, MailFolder } from './mail-folder.js';
import { INBOX } from './start-cursor.js';

/** IDLE tells sooner; without a word a folder is looked at this often, ms (`fail:I6`). */
const LOOK_EVERY_MS = 60_000;
/** So many connections in a row may fail before a mailbox counts as failing: servers restart and cut lines. */
const PATIENT_FAILURES = 2;
/** So many mails in a row may fail: three times each, and then the server is to blame and not the mails. */
const PATIENT_MAIL_FAILURES = 12;
const STOPPING_MS = 3_000;

/** Which folders one connection reads; asked for each new connection. */
export type FoldersOf = (session: ImapSession) => Promise<readonly MailFolder[]>;

/**
 * Reads folders of one mailbox over one connection for as long as it may: connects, takes what is there, waits for more, and connects
 * again. Several folders are waited at in turn, so that each is looked at within a minute.
 */
export class MailboxReader {
  private failures = 0;
  private publishedBefore = 0;
  private folders: readonly MailFolder[] = [];

  constructor(
    private readonly mailbox: Mailbox,
    private readonly server: MailServer,
    private readonly part: MailboxPart,
    private readonly foldersOf: FoldersOf,
  ) {}

  /** One connection, from beginning to end. @returns ms until the next */
  async turn(signal: AbortSignal): Promise<number> {
    try {
      await this.read(signal);
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      if (isBug(error)) throw error;
      return await this.pauseAfter(error, signal);
    } finally {
      for (const folder of this.folders) await folder.flush();
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    const session = await this.mailbox.signIn.open('imap', (proof) => ImapSession.open({ server: this.server, proof, signal }, null));
    // A server that is slow just now must not keep the process from ending.
    const closeSoon = (): void => void setTimeout(() => session.close(), STOPPING_MS).unref();
    signal.addEventListener('abort', closeSoon, { once: true });
    try {
      this.folders = await this.foldersOf(session);
      let open: MailFolder | null = null;
      if (this.folders.length === 0) {
        await this.works();
        await session.awaitNews(LOOK_EVERY_MS, signal);
      }
      // All of them at once at the beginning, then each in its turn.
      for (let round = 1; this.folders.length > 0 && !signal.aborted; round += 1) {
        for (const folder of this.folders) {
          if (signal.aborted) break;
          if (open !== folder) open = await this.open(session, folder);
          if (open !== null) await open.look(session, signal);
          if (round === 1 && this.folders.length > 1) continue;
          await this.works();
          await session.awaitNews(LOOK_EVERY_MS / this.folders.length, signal);
        }
        if (!signal.aborted) await this.works();
      }
      await session.logout();
    } finally {
      signal.removeEventListener('abort', closeSoon);
      session.close();
    }
  }

  /** @returns null when there is no such folder: the others are read */
  private async open(session: ImapSession, folder: MailFolder): Promise<MailFolder | null> {
    const { standing } = this.mailbox;
    try {
      await session.select(folder.selection);
    } catch (error) {
      const { reason } = imapTrouble(error);
      if (reason.code !== 'mailbox-folder-missing') throw error;
      if (folder.path === INBOX) throw error;
      await standing.note(`folder ${folder.path}`, { ...reason, params: { folder: folder.path } });
      return null;
    }
    await standing.note(`folder ${folder.path}`, null);
    await folder.open(session);
    return folder;
  }

  private async works(): Promise<void> {
    this.failures = 0;
    await this.mailbox.standing.set(this.part, null);
  }

  private async pauseAfter(error: unknown, signal: AbortSignal): Promise<number> {
    const published = this.folders.reduce((sum, folder) => sum + folder.published, 0);
    this.failures = published > this.publishedBefore ? 1 : this.failures + 1;
    this.publishedBefore = published;
    const byToken = this.mailbox.inbox.settings.signIn !== 'password';
    const trouble = imapTrouble(error, { host: this.server.host, byToken });
    const patience = isOfMail(error) ? PATIENT_MAIL_FAILURES : PATIENT_FAILURES;
    if (trouble.isLasting || this.failures > patience)
      await this.mailbox.standing.set(this.part, await whyAway(trouble.reason, this.server, 'imap', signal));
    const backoff = isOfMail(error) && this.failures <= patience ? backoffMs(1, Math.random()) : backoffMs(this.failures, Math.random());
    return Math.max(trouble.pauseMs, backoff);
  }
}

/** The connection was good until one mail of many was asked for. */
function isOfMail(error: unknown): boolean {
  return error instanceof DeskError && (error.code === 'mail-unfetched' || error.code === 'mailbox-incomplete');
}

/** No server's fault, and nothing that waiting heals: the loop reports it. */
function isBug(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
