import { setTimeout as wait } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Dovecot, Endpoint } from './dovecot.js';
import { type OutgoingMail, sendMail } from './mail-client.js';

/** What a machine does about a mail: the mails that it sends, none to stay silent. */
export type Reaction = (mail: ParsedMail) => readonly OutgoingMail[];

/** A program behind a mailbox, as people meet them: it reads each mail once, and writes what its kind writes. */
export class MailMachine implements AsyncDisposable {
  private readonly stopped = new AbortController();
  private readonly working: Promise<void>;
  /** Mails of its mailbox that it is done with. */
  handled = 0;
  /** Mails that it sent. */
  sent = 0;

  constructor(
    private readonly servers: { readonly dovecot: Dovecot; readonly smtp: Endpoint },
    readonly address: string,
    private readonly react: Reaction,
  ) {
    servers.dovecot.addUser(address, 'x');
    this.working = this.work();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopped.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const mails = this.servers.dovecot.readMailbox(this.address).slice(this.handled);
      for (const raw of mails) {
        for (const mail of this.react(await simpleParser(raw))) {
          await sendMail(this.servers.smtp, mail);
          this.sent += 1;
        }
        this.handled += 1;
      }
      await wait(50);
    }
  }
}

/** As RFC 3834 has it (Pigeonhole's and others' vacation): each sender once, never a machine, a list or nobody, from nobody. */
export function vacation(address: string): Reaction {
  const told = new Set<string>();
  return (mail) => {
    const sender = returnPathOf(mail);
    if (sender === '' || isMachines(mail) || told.has(sender)) return [];
    told.add(sender);
    return [
      {
        envelope: { from: '', to: [sender] },
        from: address,
        to: sender,
        subject: `Auto: ${mail.subject ?? ''}`,
        ...(mail.messageId !== undefined && { inReplyTo: mail.messageId, references: mail.messageId }),
        headers: { 'Auto-Submitted': 'auto-replied', Precedence: 'bulk' },
        text: 'I am on vacation until Monday.',
      },
    ];
  };
}

/**
 * A ticket system as bad ones are: it answers every mail with a ticket of its own, says nowhere that it is a machine, and puts another
 * subject, no thread and a new number into each.
 *
 * @param to whom it answers; `reply-to` as mail programs do, `from` as programs that know no better
 */
export function rudeTicketSystem(address: string, to: 'from' | 'reply-to'): Reaction {
  let number = 5_000;
  return (mail) => {
    number += 1;
    const answerTo = (to === 'reply-to' ? mail.replyTo : undefined) ?? mail.from;
    return [
      {
        from: `Their Desk <${address}>`,
        to: answerTo?.value[0]?.address ?? '',
        subject: `[Ticket ${number}] received`,
        text: `Dear customer, thank you for your request ${number}. Our team will look at it as soon as it can.`,
      },
    ];
  };
}

/** A discussion list: everybody gets each mail, its author too, from the list's own address, and answers go to all. */
export function mailingList(address: string, members: readonly string[]): Reaction {
  const name = address.split('@')[0] ?? 'list';
  const id = `<${name}.lists.test>`;
  return (mail) => {
    // Lists know their own mails again, and machines' too.
    if (isMachines(mail)) return [];
    const author = mail.from?.value[0]?.address ?? '';
    return members.map((member) => ({
      envelope: { from: `${name}-bounces@${address.split('@')[1]}`, to: [member] },
      from: `${author} via ${name} <${address}>`,
      to: address,
      replyTo: address,
      subject: `[${name}] ${mail.subject ?? ''}`,
      ...(mail.messageId !== undefined && { messageId: mail.messageId }),
      ...(mail.inReplyTo !== undefined && { inReplyTo: mail.inReplyTo }),
      headers: { 'List-Id': id, 'List-Post': `<mailto:${address}>`, Precedence: 'list' },
      text: mail.text ?? '',
    }));
  };
}

function isMachines(mail: ParsedMail): boolean {
  const submitted = wordOf(mail, 'auto-submitted');
  return (submitted !== '' && submitted !== 'no') || /^(bulk|list|junk)$/i.test(wordOf(mail, 'precedence')) || mail.headers.has('list');
}

function wordOf(mail: ParsedMail, header: string): string {
  const value = mail.headers.get(header);
  return typeof value === 'string' ? value : '';
}

/** The envelope's sender, as the server that delivered the mail notes it; '' for nobody. */
export function returnPathOf(mail: ParsedMail): string {
  const path = mail.headers.get('return-path');
  const isAddress = typeof path === 'object' && 'text' in path && typeof path.text === 'string';
  return (isAddress ? path.text : wordOf(mail, 'return-path')).replace(/[<>\s]/g, '');
}
