import type { Readable } from 'node:stream';
import { commitPoint, makeEvent } from '@app/bus';
import { MailReceived } from '@app/contracts';
import { peekSender } from '@app/mail';
import { within } from '@app/mailbox';
import type { EmailPorts } from '../email-ports.js';
import type { MailClient } from './client-of.js';
import { receiveMail } from './receive-mail.js';
import { traceHead } from './trace-head.js';

/** A client waits for minutes (RFC 5321 4.5.3.2); a bus that is away is told sooner, so that the mail server keeps the mail, ms. */
const PUBLISH_MS = 30_000;

export type HandedMail = {
  readonly client: MailClient;
  /** '' for the null return path. */
  readonly mailFrom: string;
  /** The recipients of each inbox. */
  readonly recipients: ReadonlyMap<string, readonly string[]>;
};

/**
 * Takes a mail that is being handed over: each inbox gets an event of its own. When this resolves, all of them are acknowledged by
 * the bus; when it rejects, some may be, and the same bytes again are recognised by their hash.
 *
 * @throws DeskError invalid/mail-too-large, unavailable
 */
export async function takeHandedMail(stream: Readable, mail: HandedMail, ports: Pick<EmailPorts, 'bus' | 'blobs'>): Promise<void> {
  const receivedAt = new Date().toISOString();
  const inboxes = [...mail.recipients];
  const heads = inboxes.map(([, recipients]) => traceHead(mail.mailFrom, recipients));
  const received = await receiveMail(stream, heads, ports.blobs);
  const events = received.flatMap(({ externalId, carried, payload, beginning }, at) => {
    const [inboxId, recipients] = inboxes[at] ?? [];
    if (inboxId === undefined || recipients === undefined) return [];
    const envelope = { ...mail.client, mailFrom: mail.mailFrom, recipients: [...recipients] };
    return [makeEvent(MailReceived, { inboxId, externalId, receivedAt, carried, sender: peekSender(beginning), envelope }, payload)];
  });
  commitPoint('W1:before');
  await within(PUBLISH_MS, ports.bus.publish(events), () => {});
  commitPoint('W1:after');
}
