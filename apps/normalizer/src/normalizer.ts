import { collect } from '@app/bus';
import { MailReceived, UpdateReceived, VisitorWrote, type EventOf } from '@app/contracts';
import { MailWorkers, type MailVerdict, type ParsedMail, type UnreadableMail } from '@app/mail';
import { Blobs, Store, takeInBatch, type Incoming, type Kept } from '@app/store';
import { Injectable } from '@nestjs/common';
import { randomUUIDv7 as newId } from 'node:crypto';
import { cleanText } from './clean-text.js';
import { type FileOfMail, fromEmail } from './from-email.js';
import { fromTelegram } from './from-telegram.js';
import { fromWebchat } from './from-webchat.js';
import { SenderProof } from './sender-proof.js';

export type IntakeEvent = EventOf<typeof MailReceived> | EventOf<typeof UpdateReceived> | EventOf<typeof VisitorWrote>;

type Mail = ParsedMail | UnreadableMail;
type JudgedMail = { readonly mail: Mail; readonly verdict: MailVerdict };
/** An event with its original, collected and kept. */
type Collected = { readonly event: IntakeEvent; readonly bytes: Buffer; readonly raw: Kept };

/** Turns what came in on any channel into messages of tickets: a batch is read side by side and written in one transaction. */
@Injectable()
export class Normalizer {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly mailWorkers: MailWorkers,
    private readonly senderProof: SenderProof,
  ) {}

  async take(events: readonly IntakeEvent[]): Promise<void> {
    const collected = await Promise.all(events.map((event) => this.collect(event)));
    const mails = await this.parse(collected);
    const incoming = await Promise.all(collected.map((one) => this.understand(one, mails)));
    await takeInBatch(this.store, cleanText(incoming));
  }

  private async collect(event: IntakeEvent): Promise<Collected> {
    const bytes = await collect(event, this.blobs);
    return { event, bytes, raw: await this.blobs.keep(bytes) };
  }

  private async parse(collected: readonly Collected[]): Promise<Map<IntakeEvent, JudgedMail>> {
    const received = collected.flatMap(({ event, bytes }) => (event.type === MailReceived.type ? [{ event, bytes }] : []));
    const parsed = await this.mailWorkers.parse(received.map(({ bytes }) => bytes));
    const mails = received.map((one, at) => ({ ...one, mail: present(parsed[at]) }));
    const verdicts = await this.senderProof.of(mails);
    return new Map(mails.map(({ event, mail }, at) => [event, { mail, verdict: present(verdicts[at]) }]));
  }

  private async understand({ event, bytes, raw }: Collected, mails: ReadonlyMap<IntakeEvent, JudgedMail>): Promise<Incoming> {
    switch (event.type) {
      case 'intake.email.v1': {
        const { mail, verdict } = present(mails.get(event));
        const incoming = fromEmail(event, raw, mail, await this.keepFiles(mail));
        return incoming.kind === 'message' ? { ...incoming, authentication: verdict } : incoming;
      }
      case 'intake.telegram.v1':
        return fromTelegram(event, raw, bytes);
      case 'intake.webchat.v1':
        return fromWebchat(event, raw, bytes);
    }
  }

  private keepFiles(mail: Mail): Promise<FileOfMail[]> {
    if (mail.problem !== null) return Promise.resolve([]);
    return Promise.all(
      mail.attachments.map(async ({ content: { buffer, byteOffset, byteLength } }) => ({
        id: newId(),
        blob: await this.blobs.keepFile(Buffer.from(buffer, byteOffset, byteLength)),
      })),
    );
  }
}

function present<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('A mail of the batch was left out.');
  return one;
}
