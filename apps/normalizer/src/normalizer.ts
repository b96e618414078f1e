import { carriedBytes, collect } from '@app/bus';
import { MailReceived, UpdateReceived, VisitorWrote, type EventOf } from '@app/contracts';
import {
  BEGINNING_BYTES,
  type MailAttachment,
  type MailVerdict,
  MailWorkers,
  type ParsedMail,
  type RawMail,
  type UnreadableMail,
} from '@app/mail';
import { Blobs, type ChatRules, readChatRules, Store, takeInBatch, type Incoming, type Kept, type KeptFile } from '@app/store';
import { Injectable } from '@nestjs/common';
import { randomUUIDv7 as newId } from 'node:crypto';
import { ByteBudget } from './byte-budget.js';
import { cleanText } from './clean-text.js';
import { type FileOfMail, fromEmail } from './from-email.js';
import { fromTelegram } from './from-telegram.js';
import { fromWebchat } from './from-webchat.js';
import { IntakeOptions } from './intake-options.js';
import { SenderProof } from './sender-proof.js';
import { WriteTogether } from './write-together.js';

export type IntakeEvent = EventOf<typeof MailReceived> | EventOf<typeof UpdateReceived> | EventOf<typeof VisitorWrote>;

type MailEvent = EventOf<typeof MailReceived>;
type OtherEvent = Exclude<IntakeEvent, MailEvent>;
type Mail = ParsedMail | UnreadableMail;

/** An event with its original, kept: a mail may be a file that only its worker reads. */
type Collected =
  | { readonly event: MailEvent; readonly raw: Kept; readonly original: RawMail }
  | { readonly event: OtherEvent; readonly raw: Kept; readonly original: Buffer };
type CollectedMail = Extract<Collected, { event: MailEvent }>;
type UnderstoodMail = { readonly mail: Mail; readonly files: readonly FileOfMail[]; readonly verdict: MailVerdict };

/** Bytes that are in work at once, of all batches: so much memory their workers take (`fail:P18`). */
const BYTES_IN_WORK = 64 * 1024 * 1024;
/** One transaction waits for its disk while the other one works, where there is much to do: two of few messages cost more than one of all. */
const TOGETHER = { lanes: 2, enough: 50, most: 500 } as const;

/** Turns what came in on any channel into messages of tickets: a batch is read side by side and written in one transaction. */
@Injectable()
export class Normalizer {
  private readonly budget = new ByteBudget(BYTES_IN_WORK);
  private readonly together = new WriteTogether<Incoming>((batch) => this.write(batch), TOGETHER);

  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly mailWorkers: MailWorkers,
    private readonly senderProof: SenderProof,
    private readonly options: IntakeOptions,
  ) {}

  async take(events: readonly IntakeEvent[]): Promise<void> {
    const bytes = events.reduce((sum, event) => sum + carriedBytes(event), 0);
    await this.budget.during(bytes, () => this.takeNow(events));
  }

  private async takeNow(events: readonly IntakeEvent[]): Promise<void> {
    const collected = await Promise.all(events.map((event) => this.collect(event)));
    const mails = await this.understandMails(collected.filter(isMail));
    const chatRules = await readChatRules(this.store, collected.flatMap(inboxOfUpdate));
    await this.together.add(cleanText(collected.map((one) => incomingOf(one, mails, chatRules))));
  }

  private async write(batch: readonly Incoming[]): Promise<void> {
    await takeInBatch(this.store, batch, await this.options.now());
  }

  private async collect(event: IntakeEvent): Promise<Collected> {
    if (event.type === MailReceived.type) return await this.collectMail(event);
    const bytes = await collect(event, this.blobs);
    return { event, original: bytes, raw: await this.blobs.keep(bytes) };
  }

  private async collectMail(event: MailEvent): Promise<CollectedMail> {
    const { carried } = event.data;
    const found = carried.kind === 'blob' ? await this.blobs.find(carried.sha256, BEGINNING_BYTES) : null;
    if (carried.kind === 'blob' && found !== null) {
      const { sha256 } = carried;
      const { path, size, start } = found;
      return { event, original: { file: { path, size, sha256 }, beginning: start }, raw: { sha256, size, data: null } };
    }
    const bytes = await collect(event, this.blobs);
    return { event, original: bytes, raw: await this.blobs.keep(bytes) };
  }

  private async understandMails(received: readonly CollectedMail[]): Promise<ReadonlyMap<IntakeEvent, UnderstoodMail>> {
    const parsed = await this.mailWorkers.parse(received.map(({ original }) => original));
    // At once: what the workers wrote lies where nobody looks after it.
    const files = await Promise.all(parsed.map((mail) => this.keepFiles(mail)));
    const mails = received.map((one, at) => ({ ...one, mail: present(parsed[at]) }));
    const verdicts = await this.senderProof.of(mails);
    return new Map(mails.map(({ event, mail }, at) => [event, { mail, files: present(files[at]), verdict: present(verdicts[at]) }]));
  }

  private keepFiles(mail: Mail): Promise<FileOfMail[]> {
    if (mail.problem !== null) return Promise.resolve([]);
    return Promise.all(mail.attachments.map(async (file) => ({ id: newId(), blob: await this.keepFile(file) })));
  }

  private keepFile(file: MailAttachment): Promise<KeptFile> {
    if ('path' in file) return this.blobs.adopt(file.path, file);
    const { buffer, byteOffset, byteLength } = file.content;
    return this.blobs.keepFile(Buffer.from(buffer, byteOffset, byteLength));
  }
}

function isMail(one: Collected): one is CollectedMail {
  return one.event.type === MailReceived.type;
}

/** Of an update of a bot. */
function inboxOfUpdate({ event }: Collected): string[] {
  return event.type === UpdateReceived.type ? [event.data.inboxId] : [];
}

function incomingOf(one: Collected, mails: ReadonlyMap<IntakeEvent, UnderstoodMail>, chatRules: (inboxId: string) => ChatRules): Incoming {
  const { raw } = one;
  if (isMail(one)) {
    const { mail, files, verdict } = present(mails.get(one.event));
    const incoming = fromEmail(one.event, raw, mail, files);
    return incoming.kind === 'message' ? { ...incoming, authentication: verdict } : incoming;
  }
  const { event, original } = one;
  if (event.type === UpdateReceived.type) return fromTelegram(event, raw, original, chatRules(event.data.inboxId));
  return fromWebchat(event, raw, original);
}

function present<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('A mail of the batch was left out.');
  return one;
}
