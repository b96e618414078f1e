import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Dovecot, Endpoint } from './dovecot.js';
import { type Patience, until } from './eventually.js';

export type OutgoingMail = Omit<SendMailOptions, 'from'> & {
  /** Logs in with this password as the sender; without it the mail comes from outside, as a customer's does. */
  readonly password?: string;
  readonly from?: string;
};

/** Sends a mail through a real SMTP server; resolves when the server took it. */
export async function sendMail(smtp: Endpoint, mail: OutgoingMail): Promise<{ readonly messageId: string }> {
  const { password, ...message } = mail;
  const auth = password === undefined ? {} : { auth: { user: mail.from ?? '', pass: password } };
  const transport = createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true, ...auth });
  try {
    const { messageId } = await transport.sendMail(message);
    return { messageId };
  } finally {
    transport.close();
  }
}

/** A person with a mailbox on the test servers: writes, reads, answers. */
export class MailPerson {
  constructor(
    private readonly servers: { readonly dovecot: Dovecot; readonly smtp: Endpoint },
    readonly address: string,
  ) {}

  send(mail: OutgoingMail): Promise<{ readonly messageId: string }> {
    return sendMail(this.servers.smtp, { from: this.address, ...mail });
  }

  /** Answers as mail programs do: to Reply-To, in the thread, with the mail quoted below. */
  reply(to: ParsedMail, text: string, more: OutgoingMail = {}): Promise<{ readonly messageId: string }> {
    const answerTo = to.replyTo?.text ?? to.from?.text ?? '';
    const references = [to.references ?? [], to.messageId ?? []].flat();
    const quoted = (to.text ?? '').replaceAll(/^/gm, '> ');
    return this.send({
      to: answerTo,
      subject: /^re:/i.test(to.subject ?? '') ? (to.subject ?? '') : `Re: ${to.subject ?? ''}`,
      ...(to.messageId !== undefined && { inReplyTo: to.messageId }),
      references,
      text: `${text}\n\nOn ${to.date?.toUTCString() ?? 'some day'}, ${to.from?.text ?? ''} wrote:\n${quoted}`,
      ...more,
    });
  }

  /** All mails of a folder, oldest first. */
  mails(folder = 'INBOX'): Promise<ParsedMail[]> {
    return Promise.all(this.servers.dovecot.readMailbox(this.address, folder).map((raw) => simpleParser(raw)));
  }

  /** The first mail in the inbox that fits, now or as soon as it comes. */
  awaitMail(fits: (mail: ParsedMail) => boolean = () => true, patience: Patience = {}): Promise<ParsedMail> {
    return until(`a mail for ${this.address}`, async () => (await this.mails()).find(fits), patience);
  }
}
