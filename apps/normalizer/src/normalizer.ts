import { collect } from '@app/bus';
import { MailReceived, UpdateReceived, VisitorWrote, type EventOf } from '@app/contracts';
import { MailWorkers, type ParsedMail, type UnreadableMail } from '@app/mail';
import { Blobs, Store, takeInBatch, type Incoming, type Kept } from '@app/store';
import { Injectable } from '@nestjs/common';
import { randomUUIDv7 as newId } from 'node:crypto';
import { cleanText } from './clean-text.js';
import { type FileOfMail, fromEmail } from './from-email.js';
import { fromTelegram } from './from-telegram.js';
import { fromWebchat } from './from-webchat.js';

export type IntakeEvent = EventOf<typeof MailReceived> | EventOf<typeof UpdateReceived> | EventOf<typeof VisitorWrote>;

type Mail = ParsedMail | UnreadableMail;
/** An event with its original, collected and kept. */
type Collected = { readonly event: IntakeEvent; readonly bytes: Buffer; readonly raw: Kept };

/** Turns what came in on any channel into messages of tickets: a batch is read side by side and written in one transaction. */
@Injectable()
export class Normalizer {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly mailWorkers: MailWorkers,
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

  private async parse(collected: readonly Collected[]): Promise<Map<IntakeEvent, Mail>> {
    const mails = collected.filter(({ event }) => event.type === MailReceived.type);
    const parsed = await this.mailWorkers.parse(mails.map(({ bytes }) => bytes));
    return new Map(
      mails.flatMap(({ event }, index) => {
        const mail = parsed[index];
        return mail ? [[event, mail]] : [];
      }),
    );
  }

  private async understand({ event, bytes, raw }: Collected, mails: ReadonlyMap<IntakeEvent, Mail>): Promise<Incoming> {
    switch (event.type) {
      case 'intake.email.v1': {
        const mail = mails.get(event);
        if (!mail) throw new Error('A mail was not parsed.');
        return fromEmail(event, raw, mail, await this.keepFiles(mail));
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
