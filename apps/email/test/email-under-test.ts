import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Bus, collect } from '@app/bus';
import type { Reason } from '@app/domain';
import { parseMail, type MailHead } from '@app/mail';
import { Log } from '@app/service';
import {
  addReply,
  Blobs,
  Deliveries,
  Inboxes,
  Leases,
  OAuthGrants,
  type OpenedPlatform,
  type OpenInbox,
  openPlatform,
  type Store,
  takeIn,
} from '@app/store';
import {
  aMail,
  anAgent,
  aTeam,
  freePort,
  openProductDatabase,
  type ProductDatabase,
  type RunningProcess,
  startProcess,
  type TempDir,
  tempDir,
} from '@app/testing';
import { Email } from '../src/email.js';
import { EmailPorts } from '../src/email-ports.js';
import { type InboxAt, mailboxAt } from './mailbox-at.js';

/** The mail app on a database of its own, without a Nest app around it. */
export class EmailUnderTest {
  private constructor(
    private readonly product: ProductDatabase,
    private readonly folder: TempDir,
    readonly platform: OpenedPlatform,
    readonly team: string,
    readonly agent: string,
    private running: Email,
  ) {}

  /** @param through leads to the database, e.g. over a proxy that can be cut */
  static async start(through: (databaseUrl: string) => Promise<string> = async (url) => url): Promise<EmailUnderTest> {
    const product = await openProductDatabase();
    const folder = tempDir('email');
    const url = await through(product.database.url);
    const platform = await openPlatform({ DATABASE_URL: url, OTKLIK_DATA: folder.path }, 'email');
    const team = await aTeam(platform.store);
    const agent = await anAgent(platform.store, { teams: [team] });
    return new EmailUnderTest(product, folder, platform, team, agent, startEmail(platform));
  }

  get store(): Store {
    return this.platform.store;
  }

  /** For a process on the same database and folder. */
  get environment(): Record<string, string> {
    return { DATABASE_URL: this.product.database.url, OTKLIK_DATA: this.folder.path, LOG_LEVEL: 'warn' };
  }

  /** Where the bytes of a large blob lie. */
  blobFile(sha256: string): string {
    return path.join(this.folder.path, 'blobs', sha256.slice(0, 2), sha256);
  }

  /** Not over `through`. */
  get directly(): Store {
    return this.product.store;
  }

  get email(): Email {
    return this.running;
  }

  get ports(): EmailPorts {
    return portsOf(this.platform);
  }

  /** The real process on the same database and folder. */
  async process(env: Readonly<Record<string, string>> = {}): Promise<RunningProcess> {
    return startProcess({
      name: 'email',
      command: process.execPath,
      args: ['--import', '@oxc-node/core/register', 'apps/email/src/main.ts'],
      env: { ...this.environment, PORT: String(await freePort()), ...env },
    });
  }

  /** An inbox as the app opens it. */
  async opened(inbox: string): Promise<OpenInbox<'email'>> {
    const found = (await this.given(Inboxes).open('email')).find((one) => one.id === inbox);
    if (!found) throw new Error('no such inbox');
    return found;
  }

  /** How often the inbox was told to fail with this code. */
  async failures(inbox: string, code: string): Promise<number> {
    const rows = await this.directly.query(
      `select from events where type = 'inbox.failed.v1' and data ->> 'inboxId' = $1 and data ->> 'code' = $2`,
      [inbox, code],
    );
    return rows.length;
  }

  given<T>(port: abstract new (...args: never[]) => T): T {
    return portOf(this.platform, port);
  }

  /** As after the end of the process and a new start. */
  async restart(): Promise<void> {
    await this.running.onApplicationShutdown();
    this.running = startEmail(this.platform);
  }

  async stopReading(): Promise<void> {
    await this.running.onApplicationShutdown();
  }

  startReading(): void {
    this.running = startEmail(this.platform);
  }

  async stop(): Promise<void> {
    await this.running.onApplicationShutdown();
    await this.platform.close();
    await this.product.close();
    this.folder.remove();
  }

  /** An inbox, served from now on. */
  async inbox(at: InboxAt): Promise<string> {
    const id = await this.store.transaction((tx) =>
      this.given(Inboxes).create(tx, { channel: 'email', name: `Shop ${randomUUID()}`, teamId: this.team, ...mailboxAt(at) }),
    );
    await this.email.sweep();
    return id;
  }

  /** What the bus got of an inbox, in its order. */
  async events(inbox: string): Promise<TakenEvent[]> {
    return this.directly.query(
      `select (data ->> 'uid')::int as uid, data ->> 'externalId' as "externalId", (data ->> 'historic')::boolean as historic,
         data ->> 'sender' as sender, data -> 'carried' ->> 'kind' as "carriedKind", data ->> 'folder' as folder,
         (data ->> 'junk')::boolean as junk, data -> 'problem' ->> 'code' as problem
       from events where topic = 'intake.email' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
  }

  /** The mails that the bus got of an inbox, parsed. */
  async mails(inbox: string): Promise<MailHead[]> {
    return Promise.all((await this.raws(inbox)).map((raw) => parseMail(raw)));
  }

  /** The bytes of the mails that the bus got of an inbox. */
  async raws(inbox: string): Promise<Buffer[]> {
    const rows = await this.directly.query<{ data: never; payload: Buffer | null }>(
      `select data, payload from events where topic = 'intake.email' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
    return Promise.all(rows.map((row) => collect(row, this.given(Blobs))));
  }

  /** As an admin does it. */
  async changePasswords(inbox: string, password: string): Promise<void> {
    const secrets = { imapPassword: password, smtpPassword: password };
    await this.store.transaction((tx) => this.given(Inboxes).change(tx, inbox, { secrets }));
    await this.email.sweep();
  }

  async health(inbox: string): Promise<{ health: string; code: string | null }> {
    const [row] = await this.store.query<{ health: string; code: string | null }>(
      `select health, health_reason ->> 'code' as code from inboxes where id = $1`,
      [inbox],
    );
    if (!row) throw new Error('no such inbox');
    return row;
  }

  async healthReason(inbox: string): Promise<Reason | null> {
    const [row] = await this.store.query<{ reason: Reason | null }>(`select health_reason as reason from inboxes where id = $1`, [inbox]);
    return row?.reason ?? null;
  }

  /** A customer's mail is a ticket, and an agent answers it. */
  async answer(inbox: string, to: string | readonly string[], text: string, more: AnswerOptions = {}): Promise<string> {
    const recipients = typeof to === 'string' ? [to] : to;
    const mail = aMail(inbox, {
      sender: { address: recipients[0] ?? '', name: 'Kate', language: null, proved: null },
      subject: 'Where is my order?',
      ...(more.answers === undefined ? {} : { messageId: more.answers }),
    });
    await this.store.transaction((tx) => takeIn(tx, [mail]));
    const [place] = await this.store.query<{ conversationId: string; ticketId: string }>(
      `select m.conversation_id as "conversationId", m.ticket_id as "ticketId" from messages m
       join received r on r.message_id = m.id where r.inbox_id = $1 and r.external_id = $2`,
      [inbox, mail.externalId],
    );
    if (!place) throw new Error('the mail has no ticket');
    const { messageId } = await this.store.transaction((tx) =>
      addReply(tx, {
        ...place,
        kind: more.kind ?? 'reply',
        authorId: more.kind === 'auto' ? null : this.agent,
        way: 'console',
        text,
        to: recipients.map((address) => ({ address, name: '' })),
        attachmentIds: more.attachmentIds ?? [],
        next: more.kind === 'auto' ? 'keep' : 'pending',
      }),
    );
    this.email.wake([inbox]);
    return messageId;
  }

  /** As Prometheus gets it: seconds that the oldest answer has been due. */
  async outboxAge(inbox: string): Promise<number | undefined> {
    const [row] = await this.store.query<{ name: string }>(`select name from inboxes where id = $1`, [inbox]);
    const gauge = this.platform.gauges.find((one) => one.name === 'otklik_outbox_oldest_seconds');
    return (await gauge?.read())?.find(({ labels }) => labels.inbox === row?.name)?.value;
  }

  deliveries(messageId: string): Promise<DeliveryRow[]> {
    return this.store.query(
      `select recipient, state, reason, attempts, not_before as "notBefore", ambiguous_at is not null as ambiguous
       from deliveries where message_id = $1 order by recipient`,
      [messageId],
    );
  }

  /** As if its time had come. */
  async makeDue(messageId: string): Promise<void> {
    await this.store.query(`update deliveries set not_before = now() where message_id = $1`, [messageId]);
    const [row] = await this.store.query<{ inbox: string }>(`select inbox_id as inbox from deliveries where message_id = $1`, [messageId]);
    this.email.wake(row ? [row.inbox] : []);
  }
}

export type TakenEvent = {
  readonly uid: number;
  readonly externalId: string;
  readonly historic: boolean;
  readonly sender: string;
  readonly carriedKind: string;
  readonly folder: string;
  readonly junk: boolean;
  readonly problem: string | null;
};

export type AnswerOptions = {
  readonly kind?: 'reply' | 'auto';
  readonly attachmentIds?: readonly string[];
  readonly answers?: string | null;
};

export type DeliveryRow = {
  readonly recipient: string;
  readonly state: string;
  readonly reason: { code: string; params: Record<string, unknown> } | null;
  readonly attempts: number;
  readonly notBefore: Date;
  readonly ambiguous: boolean;
};

const LOG = Log.open({ service: 'test', level: process.env.LOG_LEVEL === 'debug' ? 'debug' : 'silent', to: 'stderr' });

function startEmail(platform: OpenedPlatform): Email {
  const email = new Email(portsOf(platform), portOf(platform, Leases), LOG);
  email.onApplicationBootstrap();
  return email;
}

function portsOf(platform: OpenedPlatform): EmailPorts {
  const { store } = platform;
  return new EmailPorts(
    store,
    portOf(platform, Bus),
    portOf(platform, Blobs),
    portOf(platform, Deliveries),
    portOf(platform, Inboxes),
    portOf(platform, OAuthGrants),
  );
}

function portOf<T>(platform: OpenedPlatform, port: abstract new (...args: never[]) => T): T {
  return platform.providers.find((one) => one.provide === port)?.useValue as T;
}
