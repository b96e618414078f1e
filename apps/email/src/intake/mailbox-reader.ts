import type { MailServer } from '@app/contracts';
import type { Lease, OpenInbox } from '@app/store';
import { backoffMs } from '../backoff.js';
import type { EmailPorts } from '../email-ports.js';
import type { InboxStanding } from '../inbox-standing.js';
import { CursorKeeper } from './cursor-keeper.js';
import { ImapSession } from './imap-session.js';
import { imapTrouble } from './imap-trouble.js';
import { MailIntake } from './mail-intake.js';

const FOLDER = 'INBOX';
/** IDLE tells sooner; without a word the folder is looked at this often, ms (`fail:I6`). */
const LOOK_EVERY_MS = 60_000;
/** So many connections in a row may fail before a mailbox counts as failing: servers restart and cut lines. */
const PATIENT_FAILURES = 2;
const STOPPING_MS = 3_000;

/** Reads one mailbox for as long as it may: connects, takes what is there, waits for more, and connects again. */
export class MailboxReader {
  private readonly keeper: CursorKeeper;
  private readonly intake: MailIntake;
  private failures = 0;

  constructor(
    private readonly inbox: OpenInbox<'email'>,
    private readonly server: MailServer,
    lease: Lease,
    ports: EmailPorts,
    private readonly standing: InboxStanding,
  ) {
    this.keeper = new CursorKeeper(ports.store, inbox.id, FOLDER, lease);
    this.intake = new MailIntake(inbox.id, ports, this.keeper);
  }

  /** One connection, from beginning to end. @returns ms until the next */
  async turn(signal: AbortSignal): Promise<number> {
    try {
      await this.read(signal);
      return 0;
    } catch (error) {
      if (signal.aborted) return 0;
      if (isBug(error)) throw error;
      return await this.pauseAfter(error);
    } finally {
      this.keeper.write();
      await this.keeper.flushed();
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    const { settings, secrets } = this.inbox;
    const session = await ImapSession.open({ server: this.server, password: secrets.imapPassword }, FOLDER);
    // A server that is slow just now must not keep the process from ending.
    signal.addEventListener('abort', () => setTimeout(() => session.close(), STOPPING_MS).unref(), { once: true });
    try {
      await this.keeper.open(settings.from, session.folder);
      while (!signal.aborted) {
        await this.intake.takeNew(session, signal);
        await this.works();
        // What the database did not take earlier.
        this.keeper.write();
        await session.awaitNews(LOOK_EVERY_MS, signal);
      }
      await session.logout();
    } finally {
      session.close();
    }
  }

  private async works(): Promise<void> {
    this.failures = 0;
    await this.standing.set('imap', null);
  }

  private async pauseAfter(error: unknown): Promise<number> {
    this.failures += 1;
    const trouble = imapTrouble(error);
    if (trouble.isLasting || this.failures > PATIENT_FAILURES) await this.standing.set('imap', trouble.reason);
    return Math.max(trouble.pauseMs, backoffMs(this.failures, Math.random()));
  }
}

/** No server's fault, and nothing that waiting heals: the loop reports it. */
function isBug(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
