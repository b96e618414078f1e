import { createHash, randomUUID } from 'node:crypto';
import { makeEvent } from '@app/bus';
import { type MailEnvelope, MailReceived } from '@app/contracts';
import { MailAuthenticator, MailWorkers } from '@app/mail';
import { addReply, BLOB_IN_ROW, Blobs, Inboxes, Secrets, type Store } from '@app/store';
import { anInbox, aTeam, openProductDatabase, type ProductDatabase, tempDir } from '@app/testing';
import { IntakeOptions } from '../src/intake-options.js';
import { Normalizer } from '../src/normalizer.js';
import { SenderProof } from '../src/sender-proof.js';

export type TicketRow = {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly state: string;
  readonly contact: string;
  readonly follows: string | null;
  readonly texts: readonly string[];
};

export type MessageRow = {
  readonly text: string;
  readonly ticket: number;
  readonly from: string | null;
  readonly automatic: boolean;
  readonly proved: boolean;
  readonly answerTo: string | null;
  readonly remarks: readonly string[];
};

/** Where no DNS server is. */
export const NOBODY = '127.0.0.1:9';

/** A normalizer on a database of its own: raw mails go in, and what they became is read from the tables. */
export class NormalizerUnderTest {
  private readonly temp = tempDir('normalizer');
  private readonly workers: MailWorkers;
  private readonly authenticator: MailAuthenticator;

  private constructor(
    private readonly product: ProductDatabase,
    readonly team: string,
    readonly support: string,
    dnsServer: string,
  ) {
    this.workers = new MailWorkers({ largeFiles: { folder: this.blobs.unfinished, above: BLOB_IN_ROW } });
    this.authenticator = new MailAuthenticator({ dnsServers: [dnsServer] });
  }

  /** @param dnsServer as `address:port`; without one nothing is asked of the world */
  static async start(dnsServer = NOBODY): Promise<NormalizerUnderTest> {
    const product = await openProductDatabase();
    const team = await aTeam(product.store);
    const support = await anInbox(product.store, 'email', team, { address: 'support@shop.test' });
    return new NormalizerUnderTest(product, team, support, dnsServer);
  }

  get store(): Store {
    return this.product.store;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.workers.close();
    await this.authenticator.close();
    await this.product.close();
    this.temp.remove();
  }

  inbox(settings: object): Promise<string> {
    return anInbox(this.store, 'email', this.team, settings);
  }

  /** Another process with the same database. */
  normalizer(): Normalizer {
    const proof = new SenderProof(this.store, this.authenticator);
    return new Normalizer(
      this.store,
      this.blobs,
      this.workers,
      proof,
      new IntakeOptions(this.store, new Inboxes(this.store, Secrets.fromSecret('of the test'))),
    );
  }

  /** Of the blobs. */
  get folder(): string {
    return this.temp.path;
  }

  get databaseUrl(): string {
    return this.product.database.url;
  }

  get blobs(): Blobs {
    return new Blobs(this.folder, this.store);
  }

  event(raw: string | Buffer, inboxId = this.support) {
    return mailReceived(inboxId, raw);
  }

  /** Takes mails of the support inbox in as one batch. */
  takes(...raws: readonly (string | Buffer)[]): Promise<void> {
    return this.takesInto(this.support, raws);
  }

  takesInto(inboxId: string, raws: readonly (string | Buffer)[], options: Received = {}): Promise<void> {
    return this.normalizer().take(raws.map((raw) => mailReceived(inboxId, raw, options)));
  }

  /** The tickets whose messages have a text that contains this word, by number. */
  tickets(word: string): Promise<TicketRow[]> {
    return this.store.query<TicketRow>(
      `select t.id, t.number::int as number, t.subject, t.state, c.name as contact, t.follows,
         array_agg(m.text order by m.position) as texts
       from tickets t join contacts c on c.id = t.contact_id join messages m on m.ticket_id = t.id
       where t.id in (select ticket_id from messages where text like '%' || $1 || '%' or subject like '%' || $1 || '%')
       group by t.id, c.name order by t.number`,
      [word],
    );
  }

  /** The messages whose text contains this word, in the order of the timeline. */
  messages(word: string): Promise<MessageRow[]> {
    return this.store.query<MessageRow>(
      `select m.text, t.number::int as ticket, m.sender ->> 'address' as "from", m.automatic,
         coalesce((m.authentication ->> 'proved')::boolean, false) as proved, m.authentication -> 'answerTo' ->> 'address' as "answerTo",
         (select coalesce(array_agg(r ->> 'code'), '{}') from jsonb_array_elements(m.remarks) as r) as remarks
       from messages m join tickets t on t.id = m.ticket_id
       where m.text like '%' || $1 || '%' or m.subject like '%' || $1 || '%' order by m.position`,
      [word],
    );
  }

  /** What the timeline of a ticket says beside its messages, as `code number`. */
  async events(number: number): Promise<string[]> {
    const rows = await this.store.query<{ event: string }>(
      `select trim(v.code || ' ' || coalesce(v.params ->> 'number', '')) as event from ticket_events v join tickets t on t.id = v.ticket_id
       where t.number = $1 order by v.position`,
      [number],
    );
    return rows.map((row) => row.event);
  }

  /** What the ledger says became of a mail. */
  async outcome(raw: string | Buffer, inboxId = this.support): Promise<string | null> {
    const [row] = await this.store.query<{ outcome: string }>(`select outcome from received where inbox_id = $1 and external_id = $2`, [
      inboxId,
      sha256(raw),
    ]);
    return row?.outcome ?? null;
  }

  /** An agent answers the conversation of a ticket: its token, and to whom it goes. */
  async answers(number: number, text: string, cc: readonly string[] = []): Promise<{ token: string; to: string[]; messageId: string }> {
    const [ticket] = await this.store.query<{ id: string; conversation: string; agent: string }>(
      `select t.id, (select conversation_id from messages m where m.ticket_id = t.id order by m.position desc limit 1) as conversation,
         (select id from agents limit 1) as agent from tickets t where t.number = $1`,
      [number],
    );
    if (!ticket) throw new Error(`There is no ticket ${number}.`);
    const { messageId } = await this.store.transaction((tx) =>
      addReply(tx, {
        ticketId: ticket.id,
        conversationId: ticket.conversation,
        kind: 'reply',
        authorId: ticket.agent,
        way: 'console',
        text,
        cc: cc.map((address) => ({ address, name: '' })),
        next: 'pending',
      }),
    );
    const [row] = await this.store.query<{ token: string; to: string[] }>(
      `select reply_token as token, (select array_agg(r ->> 'address') from jsonb_array_elements(recipients) as r) as "to" from messages where id = $1`,
      [messageId],
    );
    if (!row) throw new Error('An answer was written and is not there.');
    return { ...row, messageId };
  }

  async setState(number: number, state: string): Promise<void> {
    await this.store.query(`update tickets set state = $2 where number = $1`, [number, state]);
  }
}

type Received = {
  readonly historic?: boolean;
  readonly receivedAt?: Date;
  readonly junk?: boolean;
  readonly problem?: { code: string; params: Record<string, string | number> } | null;
  readonly envelope?: MailEnvelope | null;
};

export function mailReceived(
  inboxId: string,
  raw: string | Buffer,
  { historic = false, receivedAt = new Date(), junk = false, problem = null, envelope = null }: Received = {},
) {
  const data = {
    inboxId,
    externalId: sha256(raw),
    receivedAt: receivedAt.toISOString(),
    carried: { kind: 'inline' as const },
    sender: '',
    historic,
    junk,
    problem,
    envelope,
  };
  return makeEvent(MailReceived, data, Buffer.from(raw));
}

/** A mail as it comes over the wire; change what the test is about. `headers` are added as they are, or replace those above. */
export function rawMail({
  from = 'Ivan <ivan@example.test>',
  to = 'support@shop.test',
  subject = 'Where is my bill?',
  id = `<${randomUUID()}@example.test>`,
  answers = [],
  text,
  headers = {},
}: {
  from?: string | null;
  to?: string;
  subject?: string;
  id?: string | null;
  /** Oldest first, as References has it. */
  answers?: readonly string[];
  text: string;
  headers?: Readonly<Record<string, string>>;
}): string {
  const fields: Record<string, string> = {
    ...(from === null ? {} : { From: from }),
    To: to,
    Subject: subject,
    ...(id === null ? {} : { 'Message-ID': id }),
    ...(answers.length === 0 ? {} : { 'In-Reply-To': answers.at(-1) ?? '', References: answers.join(' ') }),
    Date: 'Mon, 05 Jan 2026 10:12:00 +0300',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [...head, '', text, ''].join('\r\n');
}

function sha256(raw: string | Buffer): string {
  return createHash('sha256').update(raw).digest('hex');
}
