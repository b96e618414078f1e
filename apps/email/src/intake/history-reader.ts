import type { MailServer } from '@app/contracts';
import { type KnownFolder, mailCursor, type MailImport, moveImport, pendingImports } from '@app/store';
import { ImapSession } from './imap-session.js';
import { imapTrouble } from '@app/mailbox';
import type { Mailbox } from './mail-folder.js';
import { MailIntake, type Reading } from './mail-intake.js';
import { INBOX, isWanted } from './start-cursor.js';
import { backoffMs } from '../backoff.js';

/** So many connections in a row may fail before the inbox says so. */
const PATIENT_FAILURES = 2;
/** A folder whose history is wanted and cannot be told yet is looked at again after so long, ms. */
const WAITING_MS = 1_000;
/** And one that was deleted, ms: who reads it has said so. */
const GONE_MS = 60_000;

type Wanted = MailImport & { readonly version: number };

/**
 * Takes the history of a mailbox, on a connection of its own, so that what comes today never waits for it. Whoever reads the folder
 * takes what came since the inbox exists; history is all the rest, so nothing is taken by both.
 */
export class HistoryReader {
  private readonly intake: MailIntake;
  private failures = 0;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly server: MailServer,
  ) {
    this.intake = new MailIntake(mailbox.ports, mailbox.unfetched);
  }

  /** Takes what was asked for. @returns ms until the next try after a failure; null: when woken */
  async turn(signal: AbortSignal): Promise<number | null> {
    const { inbox, ports, standing } = this.mailbox;
    try {
      const pauses: number[] = [];
      for (const wanted of await pendingImports(ports.store, inbox.id)) {
        const known = await mailCursor(ports.store, inbox.id, wanted.folder);
        // Until the folder was opened once, what is history is not known. It may never be, so the other folders do not wait for it.
        const pause = known.cursor === null ? WAITING_MS : await this.takeFolder(wanted, known.cursor, signal);
        if (signal.aborted) return null;
        if (pause !== null) pauses.push(pause);
      }
      this.failures = 0;
      await standing.note('history', null);
      return pauses.length === 0 ? null : Math.min(...pauses);
    } catch (error) {
      if (signal.aborted) return null;
      this.failures += 1;
      const trouble = imapTrouble(error);
      if (trouble.isLasting || this.failures > PATIENT_FAILURES) await standing.note('history', trouble.reason);
      return Math.max(trouble.pauseMs, backoffMs(this.failures, Math.random()));
    }
  }

  /** @returns ms until it is worth another look; null: it is done */
  private async takeFolder(wanted: Wanted, live: NonNullable<KnownFolder['cursor']>, signal: AbortSignal): Promise<number | null> {
    const session = await this.open(wanted.folder, signal);
    if (session === null) return GONE_MS;
    const close = (): void => session.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      // The reader of the folder has still to find out that all numbers are others.
      if (session.folder.uidValidity !== live.uidValidity) return WAITING_MS;
      await this.mailbox.unfetched.open();
      const progress = new Progress(this.mailbox, wanted, await this.begin(session, wanted, live));
      await this.intake.take(session, this.reading(progress, live), signal);
      if (!signal.aborted) await progress.finish();
      await session.logout();
      return null;
    } finally {
      signal.removeEventListener('abort', close);
      session.close();
    }
  }

  /** @returns null when there is no such folder any more: the others are taken */
  private async open(path: string, signal: AbortSignal): Promise<ImapSession | null> {
    try {
      const open = { path, writable: false };
      return await this.mailbox.signIn.open('imap', (proof) => ImapSession.open({ server: this.server, proof, signal }, open));
    } catch (error) {
      if (path === INBOX || imapTrouble(error).reason.code !== 'mailbox-folder-missing') throw error;
      return null;
    }
  }

  private async begin(session: ImapSession, wanted: Wanted, live: NonNullable<KnownFolder['cursor']>): Promise<Wanted> {
    if (wanted.uidValidity === session.folder.uidValidity) return wanted;
    const total = await session.countUpTo(live.sinceUid, wanted.since);
    const first = wanted.since === null ? 1 : await session.firstUidSince(wanted.since);
    const uid = Math.min((first ?? Number.POSITIVE_INFINITY) - 1, live.sinceUid);
    return { ...wanted, uidValidity: session.folder.uidValidity, uid, uptoUid: live.sinceUid, total, done: 0 };
  }

  private reading(progress: Progress, live: NonNullable<KnownFolder['cursor']>): Reading {
    const { folder, since, uid, uptoUid } = progress.now;
    return {
      inboxId: this.mailbox.inbox.id,
      folder,
      uidValidity: live.uidValidity,
      historic: true,
      junk: false,
      uid,
      uptoUid,
      wants: (mail) => !isWanted(live, mail) && (since === null || mail.receivedAt >= since),
      moveTo: (to, taken) => progress.moveTo(to, taken),
    };
  }
}

/** How far an import is: in memory at once, in the database soon after. */
class Progress {
  private writing: Promise<void> = Promise.resolve();
  private waiting = false;

  constructor(
    private readonly mailbox: Mailbox,
    wanted: Wanted,
    public now: Wanted,
  ) {
    if (wanted !== now) this.write();
  }

  moveTo(uid: number, taken: number): void {
    this.now = { ...this.now, uid: Math.max(uid, this.now.uid), done: this.now.done + taken };
    this.write();
  }

  async finish(): Promise<void> {
    await this.writing;
    await this.store(true);
  }

  /** One write at a time; what moved meanwhile goes with the next. A write that fails is made up for by the next. */
  private write(): void {
    if (this.waiting) return;
    this.waiting = true;
    this.writing = this.writing.then(async () => {
      this.waiting = false;
      await this.store(false).catch(() => {});
    });
  }

  private async store(finished: boolean): Promise<void> {
    const { inbox, lease, ports } = this.mailbox;
    await moveImport(ports.store, inbox.id, this.now, { lease, finished });
  }
}
