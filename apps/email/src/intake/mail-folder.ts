import { wantFirstImport, type Lease, type OpenInbox } from '@app/store';
import type { EmailPorts } from '../email-ports.js';
import type { InboxStanding } from '../inbox-standing.js';
import { CursorKeeper } from './cursor-keeper.js';
import type { SignIn } from '../sign-in.js';
import type { ImapSession } from './imap-session.js';
import { MailIntake, type Reading } from './mail-intake.js';
import { isWanted } from './start-cursor.js';
import { TakenMail } from './taken-mail.js';
import type { Unfetched } from './unfetched.js';

/** What the readers of one mailbox share. */
export type Mailbox = {
  readonly inbox: OpenInbox<'email'>;
  readonly lease: Lease;
  readonly ports: EmailPorts;
  readonly standing: InboxStanding;
  readonly signIn: SignIn;
  readonly unfetched: Unfetched;
  /** History of a folder was asked for. */
  readonly historyWanted: () => void;
};

/** One folder of a mailbox that is read as long as the inbox lives. */
export class MailFolder {
  private readonly keeper: CursorKeeper;
  private readonly intake: MailIntake;
  private readonly taken: TakenMail;
  private hasAskedForHistory = false;

  constructor(
    private readonly mailbox: Mailbox,
    readonly path: string,
    private readonly junk = false,
  ) {
    const { inbox, lease, ports, unfetched } = mailbox;
    this.keeper = new CursorKeeper(ports.store, inbox.id, path, lease);
    this.intake = new MailIntake(ports, unfetched);
    this.taken = new TakenMail(junk ? 'leave' : inbox.settings.afterTaking, this.keeper, unfetched);
  }

  /** How the folder is to be opened: where mails are left as they are, so that nothing can change (EXAMINE). */
  get selection(): { path: string; writable: boolean } {
    return { path: this.path, writable: !this.junk && this.mailbox.inbox.settings.afterTaking !== 'leave' };
  }

  /** To be called for each connection, with the folder open. */
  async open(session: ImapSession): Promise<void> {
    const { unfetched } = this.mailbox;
    await unfetched.open();
    await this.keeper.open(session.folder);
    await unfetched.forgetOthers(this.path, session.folder.uidValidity);
    await this.askForHistory();
  }

  /** Takes all that is there now, tries again what could not be fetched, and marks or moves what was taken. */
  async look(session: ImapSession, signal: AbortSignal): Promise<void> {
    const { standing, unfetched } = this.mailbox;
    await this.begin(session);
    await this.intake.take(session, this.reading(), signal);
    await this.retry(session, signal);
    const refused = await this.taken.settle(session, signal);
    if (signal.aborted) return;
    this.keeper.noteLook(new Date());
    await standing.note('mails', unfetched.reason);
    await standing.note(`taken ${this.path}`, refused);
  }

  /** Mails that were taken from it so far. */
  get published(): number {
    return this.intake.published;
  }

  /** What the database did not take earlier. */
  async flush(): Promise<void> {
    this.keeper.write();
    await this.keeper.flushed();
  }

  /** Once in the life of the inbox: a second time the database knows. */
  private async askForHistory(): Promise<void> {
    const { inbox, ports, historyWanted } = this.mailbox;
    const { from } = inbox.settings;
    if (from === 'now' || this.junk || this.hasAskedForHistory) return;
    await wantFirstImport(ports.store, inbox.id, this.path, from === 'all' ? null : new Date(from));
    this.hasAskedForHistory = true;
    await this.keeper.flushed();
    historyWanted();
  }

  /** A folder with years of mail is not looked through from its beginning for what came today. */
  private async begin(session: ImapSession): Promise<void> {
    const { uid, since, sinceUid } = this.keeper.current;
    if (uid > 0 || since === null) return;
    const first = await session.firstUidSince(since);
    const before = Math.min(first === null ? sinceUid : first - 1, sinceUid);
    this.keeper.moveTo(before);
    this.keeper.settleTo(before);
  }

  private async retry(session: ImapSession, signal: AbortSignal): Promise<void> {
    const { unfetched } = this.mailbox;
    const { uidValidity } = this.keeper.current;
    for (const mail of unfetched.due(this.path, uidValidity)) {
      if (signal.aborted) return;
      if (await this.intake.takeOne(session, this.reading(), mail.uid, signal)) await unfetched.forget(mail);
      else await unfetched.blame([mail], mail.reason);
    }
  }

  private reading(): Reading {
    const { keeper, junk } = this;
    const cursor = keeper.current;
    return {
      inboxId: this.mailbox.inbox.id,
      folder: this.path,
      uidValidity: cursor.uidValidity,
      historic: false,
      junk,
      uid: cursor.uid,
      uptoUid: null,
      wants: (mail) => isWanted(cursor, mail),
      moveTo: (uid) => keeper.moveTo(uid),
    };
  }
}
