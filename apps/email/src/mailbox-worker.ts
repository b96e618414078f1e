import { type Log, WakeLoop } from '@app/service';
import type { InboxWorker, Lease, OpenInbox } from '@app/store';
import type { EmailPorts } from './email-ports.js';
import { InboxStanding } from './inbox-standing.js';
import { MailboxReader } from './intake/mailbox-reader.js';
import { MailSender } from './sending/mail-sender.js';

/** What is on its way may take so long when the process is to end, ms. */
const STOPPING_MS = 5_000;

/** Serves one mailbox: reads it and sends for it, each at its own pace; what one meets never stops the other. */
export class MailboxWorker implements InboxWorker {
  /** Null where no mailbox is read: the mail is handed over. */
  private readonly reading: WakeLoop | null;
  private readonly sending: WakeLoop;
  private readonly sender: MailSender;

  constructor(inbox: OpenInbox<'email'>, lease: Lease, ports: EmailPorts, log: Log) {
    const { imap } = inbox.settings;
    const standing = new InboxStanding(inbox.id, ports.inboxes, log, imap === null ? ['smtp'] : ['imap', 'smtp']);
    const reader = imap === null ? null : new MailboxReader(inbox, imap, lease, ports, standing);
    const sender = new MailSender(inbox, lease, ports, standing, log);
    this.sender = sender;
    this.reading = reader && new WakeLoop({ name: 'mailbox read', log, run: (signal) => reader.turn(signal), restMs: 60_000 });
    this.sending = new WakeLoop({ name: 'mailbox send', log, run: (signal) => sender.turn(signal) });
    this.reading?.start();
    this.sending.start();
  }

  wake(): void {
    this.sending.wake();
  }

  /** In good time: a server that still thinks about a mail is left, and the mail is uncertain then. */
  async stop(): Promise<void> {
    const late = setTimeout(() => this.sender.close(), STOPPING_MS);
    await Promise.all([this.reading?.stop(), this.sending.stop()]);
    clearTimeout(late);
    this.sender.close();
  }
}
