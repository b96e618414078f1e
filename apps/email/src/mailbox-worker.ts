import { type Log, WakeLoop } from '@app/service';
import type { InboxWorker, Lease, OpenInbox } from '@app/store';
import type { EmailPorts } from './email-ports.js';
import { InboxStanding, type MailboxPart } from './inbox-standing.js';
import { MailboxReading } from './intake/mailbox-reading.js';
import { Unfetched } from './intake/unfetched.js';
import { MailSender } from './sending/mail-sender.js';

/** What is on its way may take so long when the process is to end, ms. */
const STOPPING_MS = 5_000;

/** Serves one mailbox: reads it and sends for it, each at its own pace; what one meets never stops the other. */
export class MailboxWorker implements InboxWorker {
  /** Null where no mailbox is read: the mail is handed over. */
  private readonly reading: MailboxReading | null;
  private readonly sending: WakeLoop;
  private readonly sender: MailSender;

  constructor(inbox: OpenInbox<'email'>, lease: Lease, ports: EmailPorts, log: Log) {
    const { imap, folders, junk } = inbox.settings;
    const ends: MailboxPart[] = [...(imap === null ? [] : ['imap' as const]), 'smtp'];
    if (imap !== null && (folders.length > 0 || junk)) ends.push('folders');
    const standing = new InboxStanding(inbox.id, ports.inboxes, log, ends);
    const mailbox = { inbox, lease, ports, standing, unfetched: new Unfetched(ports.store, inbox.id) };
    this.reading = imap && new MailboxReading(mailbox, imap, log);
    const sender = new MailSender(inbox, lease, ports, standing, log);
    this.sender = sender;
    this.sending = new WakeLoop({ name: 'mailbox send', log, run: (signal) => sender.turn(signal) });
    this.sending.start();
  }

  wake(): void {
    this.sending.wake();
    this.reading?.wake();
  }

  /** In good time: a server that still thinks about a mail is left, and the mail is uncertain then. */
  async stop(): Promise<void> {
    const late = setTimeout(() => this.sender.close(), STOPPING_MS);
    await Promise.all([this.reading?.stop(), this.sending.stop()]);
    clearTimeout(late);
    this.sender.close();
  }
}
