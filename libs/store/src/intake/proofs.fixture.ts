import { randomUUID } from 'node:crypto';
import { aBlob, aChatMessage, aMail, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { type IncomingCommand, Inboxes, makeTelegramLink, Secrets, signatureOf, type Sql, type Store } from '../index.js';
import { takeInBatch } from './take-in-batch.js';

export const KEY = { botId: '7001', identityKey: 'k'.repeat(43) };
export const PRIVATE = { kind: 'private', title: null, username: null, business: false, topic: null } as const;

const TOKEN = '7001:secret';

/** Minutes since 1970, base 36. */
export function expiresIn(minutes: number): string {
  return Math.floor(Date.now() / 60_000 + minutes).toString(36);
}

/** What a site gives its user, to open the bot with. */
export function signed(userId: string, { key = KEY, minutes = 10 }: { key?: typeof KEY; minutes?: number } = {}): string {
  const expiry = expiresIn(minutes);
  return `i-${signatureOf(key, { expiry, userId })}-${expiry}-${userId}`;
}

export function keyOf(account: string): string {
  return `0:${account}:0`;
}

/** A bot and a mailbox, their customers, and what became of who proved to be whom. */
export class Proofs {
  readonly options = { siteKeys: (sql: Sql, id: string) => this.inboxes.siteKey(sql, id) };
  private accounts = 5_000;
  private users = 0;

  private constructor(
    private readonly product: ProductDatabase,
    readonly inboxes: Inboxes,
    readonly team: string,
    readonly agent: string,
    readonly mailbox: string,
    readonly bot: string,
  ) {}

  static async start(): Promise<Proofs> {
    const product = await openProductDatabase();
    const inboxes = new Inboxes(product.store, Secrets.fromSecret('of the test'));
    const team = await aTeam(product.store);
    const agent = await anAgent(product.store, { teams: [team] });
    const mailbox = await anInbox(product.store, 'email', team, { address: 'support@shop.test' });
    return new Proofs(product, inboxes, team, agent, mailbox, await aBot(product.store, inboxes, team, TOKEN, KEY.identityKey));
  }

  get store(): Store {
    return this.product.store;
  }

  close(): Promise<void> {
    return this.product.close();
  }

  aBot(token: string, identityKey: string): Promise<string> {
    return aBot(this.store, this.inboxes, this.team, token, identityKey);
  }

  readonly newAccount = (): string => String((this.accounts += 1));

  newUser(): string {
    return `user-${(this.users += 1)}`;
  }

  aStart(account: string, payload: string, changes: Partial<IncomingCommand> = {}): IncomingCommand {
    return {
      kind: 'command',
      command: 'start',
      payload,
      inboxId: this.bot,
      externalId: randomUUID(),
      receivedAt: new Date(),
      raw: aBlob(),
      sender: { address: account, name: `Telegram ${account}`, language: 'en', proved: 'telegram' },
      externalKey: keyOf(account),
      about: PRIVATE,
      ...changes,
    };
  }

  async start(account: string, payload: string, changes: Partial<IncomingCommand> = {}): Promise<void> {
    await takeInBatch(this.store, [this.aStart(account, payload, changes)], this.options);
  }

  async writes(account: string, text = 'Hello'): Promise<void> {
    await takeInBatch(this.store, [
      aChatMessage(this.bot, account, {
        text,
        sender: { address: account, name: `Telegram ${account}`, language: 'en', proved: 'telegram' },
        place: { kind: 'chat', externalKey: keyOf(account) },
      }),
    ]);
  }

  /** Who wrote by mail: a contact. */
  async aMailer(): Promise<string> {
    const address = `${randomUUID()}@example.test`;
    await takeInBatch(this.store, [aMail(this.mailbox, { sender: { address, name: 'Ivan', language: 'ru', proved: null } })]);
    return (await this.contactOf('email', address)) ?? '';
  }

  /** @returns the payload of a link that an agent made */
  async aLink(contactId: string, inboxId = this.bot): Promise<string> {
    const { url } = await this.store.transaction((tx) => makeTelegramLink(tx, { contactId, inboxId, madeBy: this.agent }));
    return url.replace('https://t.me/bakery_bot?start=', '');
  }

  async contactOf(channel: string, address: string): Promise<string | null> {
    const [row] = await this.store.query<{ id: string }>(`select contact_id as id from identities where channel = $1 and address = $2`, [
      channel,
      address,
    ]);
    return row?.id ?? null;
  }

  async ticketsOf(contactId: string | null): Promise<string[]> {
    const rows = await this.store.query<{ preview: string }>(`select preview from tickets where contact_id = $1 order by number`, [
      contactId,
    ]);
    return rows.map(({ preview }) => preview);
  }

  async lastAnswer(account: string): Promise<string> {
    const [row] = await this.store.query<{ text: string }>(
      `select text from bot_answers where chat_key = $1 order by position desc limit 1`,
      [keyOf(account)],
    );
    return row?.text ?? '';
  }

  async refusals(account: string): Promise<string[]> {
    const rows = await this.store.query<{ reason: string }>(
      `select after ->> 'reason' as reason from audit where action = 'contact.proof-refused' and after ->> 'telegram' = $1 order by id`,
      [account],
    );
    return rows.map(({ reason }) => reason);
  }

  async isRecognised(account: string): Promise<boolean> {
    return (await this.lastAnswer(account)).includes('told us who you are');
  }

  /** All that says whose is what. */
  async everything(): Promise<object> {
    return {
      contacts: await this.store.query(`select * from contacts order by id`),
      identities: await this.store.query(`select * from identities order by id`),
      conversations: await this.store.query(`select id, contact_id from conversations order by id`),
      tickets: await this.store.query(`select id, contact_id, state, assignee_id from tickets order by id`),
    };
  }
}

async function aBot(store: Store, inboxes: Inboxes, teamId: string, token: string, identityKey: string): Promise<string> {
  const bot = { channel: 'telegram', name: `bot ${token}`, teamId, settings: {}, secrets: { token, identityKey } } as const;
  const id = await store.transaction((tx) => inboxes.create(tx, bot));
  await store.query(`update inboxes set profile = '{"username": "bakery_bot"}' where id = $1`, [id]);
  return id;
}
