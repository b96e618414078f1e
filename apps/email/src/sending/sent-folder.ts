import type { MailServer } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { messageIdOf } from '@app/mail';
import { connectImap, imapTrouble, sendingLimits, within } from '@app/mailbox';
import type { Log } from '@app/service';
import type { DueMessage, OpenInbox, SentCopies } from '@app/store';
import type { ImapFlow } from 'imapflow';
import type { InboxStanding } from '../inbox-standing.js';
import type { SignIn } from '../sign-in.js';
import type { MailMaker } from './mail-maker.js';

/** A server answers a command within this time, ms. */
const COMMAND_MS = 30_000;
const SOON_MS = 50;

/** Whether copies are wanted, and the server does not file what it sends by itself. */
export function keepsSentCopies({ settings }: OpenInbox<'email'>): boolean {
  return settings.sentCopy && settings.imap !== null && !sendingLimits(settings.smtp.host).filesSent;
}

export type SentFolderParts = {
  readonly inbox: OpenInbox<'email'>;
  readonly imap: MailServer;
  readonly copies: SentCopies;
  readonly maker: MailMaker;
  readonly signIn: SignIn;
  readonly standing: Pick<InboxStanding, 'note'>;
  readonly log: Log;
};

/**
 * Puts copies of what was sent into the Sent folder of a mailbox, on a connection that is open only meanwhile.
 *
 * Never twice: a mail that lies there already, by its Message-ID, is not put there again. What goes wrong is a note of the inbox and
 * is tried again; deliveries know nothing of it.
 */
export class SentFolder {
  constructor(private readonly parts: SentFolderParts) {}

  /** @returns ms until something is due, or null */
  async turn(stopping: AbortSignal): Promise<number | null> {
    const { inbox, copies, standing, log } = this.parts;
    const due = await copies.due(inbox.id);
    if (due.length === 0) {
      const next = await copies.nextDue(inbox.id);
      return next && Math.max(SOON_MS, next.getTime() - Date.now());
    }
    const left = new Map(due.map((message) => [message.id, message]));
    try {
      await this.copyAll(left, stopping);
      await standing.note('sent-copy', null);
    } catch (error) {
      // The copies are due as before.
      if (stopping.aborted) return 0;
      log.warn('no copy in the Sent folder', { error: error instanceof Error ? error.name : 'unknown' });
      await copies.later([...left.keys()]);
      await standing.note('sent-copy', reasonOf(error));
    }
    return 0;
  }

  private async copyAll(left: Map<string, DueMessage>, stopping: AbortSignal): Promise<void> {
    const { imap: server, signIn } = this.parts;
    const client = await signIn.open('imap', (proof) => connectImap({ server, proof, signal: stopping }, COMMAND_MS));
    // A slow server must not keep the process from ending: the copy is due again.
    const close = (): void => client.close();
    stopping.addEventListener('abort', close, { once: true });
    if (stopping.aborted) close();
    try {
      const folder = await openSent(client);
      for (const message of left.values()) {
        await this.copy(client, folder, message);
        await this.parts.copies.done(message.id);
        left.delete(message.id);
      }
      await client.logout().catch(() => {});
    } finally {
      stopping.removeEventListener('abort', close);
      close();
    }
  }

  private async copy(client: ImapFlow, folder: string, message: DueMessage): Promise<void> {
    const { address } = this.parts.inbox.settings;
    const id = messageIdOf(message.replyToken ?? '', address.slice(address.lastIndexOf('@') + 1));
    const found = await step(client, client.search({ header: { 'message-id': id } }, { uid: true }));
    if (found && found.length > 0) return;
    const raw = await this.parts.maker.bytesOf(message);
    const put = await step(client, client.append(folder, raw, ['\\Seen'], new Date()));
    if (!put) throw new DeskError('unavailable', 'sent-copy-refused', 'The server did not take the copy.');
  }
}

/** @returns its path */
async function openSent(client: ImapFlow): Promise<string> {
  const folders = await step(client, client.list());
  const sent = folders.find((folder) => folder.specialUse === '\\Sent');
  if (!sent) throw new DeskError('missing', 'sent-folder-missing', 'The server names no Sent folder.');
  await step(client, client.mailboxOpen(sent.path));
  return sent.path;
}

function step<T>(client: ImapFlow, work: Promise<T>): Promise<T> {
  return within(COMMAND_MS, work, () => client.close());
}

function reasonOf(error: unknown): Reason {
  if (error instanceof DeskError && error.code.startsWith('sent-')) return error.reason;
  return { code: 'sent-copy-refused', params: { error: imapTrouble(error).reason.code } };
}
