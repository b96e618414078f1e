import { type Log, WakeLoop } from '@app/service';
import { type InboxWorker, type Lease, type OpenInbox, SentCopies } from '@app/store';
import { ConsentWatch } from './consent-watch.js';
import type { EmailPorts } from './email-ports.js';
import { InboxStanding, type MailboxPart } from './inbox-standing.js';
import { MailboxReading } from './intake/mailbox-reading.js';
import { Unfetched } from './intake/unfetched.js';
import { MailMaker } from './sending/mail-maker.js';
import { MailSender } from './sending/mail-sender.js';
import { keepsSentCopies, SentFolder, type SentFolderParts } from './sending/sent-folder.js';
import { SignIn } from './sign-in.js';

/** What is on its way may take so long when the process is to end, ms. */
const STOPPING_MS = 5_000;

/** Serves one mailbox: reads it and sends for it, each at its own pace; what one meets never stops the other. */
export class MailboxWorker implements InboxWorker {
  /** Null where no mailbox is read: the mail is handed over. */
  private readonly reading: MailboxReading | null;
  private readonly sending: WakeLoop;
  /** Null where nothing is to be put into the Sent folder. */
  private readonly sent: WakeLoop | null;
  /** Null where a password signs in. */
  private readonly consent: WakeLoop | null;
  private readonly sender: MailSender;

  constructor(inbox: OpenInbox<'email'>, lease: Lease, ports: EmailPorts, log: Log) {
    const { imap, folders, junk } = inbox.settings;
    const ends: MailboxPart[] = [...(imap === null ? [] : ['imap' as const]), 'smtp'];
    if (imap !== null && (folders.length > 0 || junk)) ends.push('folders');
    const standing = new InboxStanding(inbox.id, ports.inboxes, log, ends);
    const signIn = new SignIn(inbox, ports.grants);
    const mailbox = { inbox, lease, ports, standing, signIn, unfetched: new Unfetched(ports.store, inbox.id) };
    this.reading = imap && new MailboxReading(mailbox, imap, log);
    const heard = { failed: () => this.sending.wake(), stored: () => this.sent?.wake() };
    const sender = new MailSender(inbox, lease, ports, standing, log, heard);
    this.sender = sender;
    this.sending = new WakeLoop({ name: 'mailbox send', log, run: (signal) => sender.turn(signal) });
    this.sending.start();
    this.sent = imap && keepsSentCopies(inbox) ? sentCopies({ inbox, imap, ports, signIn, standing, log }) : null;
    this.sent?.start();
    const watch = inbox.settings.signIn === 'password' ? null : new ConsentWatch(inbox.id, ports.grants, standing);
    this.consent = watch && new WakeLoop({ name: 'mailbox consent', log, run: () => watch.turn(), restMs: 60_000 });
    this.consent?.start();
  }

  wake(): void {
    this.sending.wake();
    this.reading?.wake();
  }

  /** In good time: a server that still thinks about a mail is left, and the mail is uncertain then. */
  async stop(): Promise<void> {
    const late = setTimeout(() => this.sender.close(), STOPPING_MS);
    await Promise.all([
      this.reading?.stop(),
      this.consent?.stop(),
      this.sent?.stop(),
      this.sending.stop().then(() => this.sender.settled()),
    ]);
    clearTimeout(late);
    this.sender.close();
  }
}

function sentCopies({ ports, ...parts }: Omit<SentFolderParts, 'copies' | 'maker'> & { ports: EmailPorts }): WakeLoop {
  const { inbox, log } = parts;
  const folder = new SentFolder({ ...parts, copies: new SentCopies(ports.store), maker: new MailMaker(inbox, ports.blobs) });
  return new WakeLoop({ name: 'mailbox sent copies', log, run: (signal) => folder.turn(signal) });
}
