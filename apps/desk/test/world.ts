import { randomInt, randomUUID } from 'node:crypto';
import { addReply, Inboxes, makeLink, makeTelegramLink, takeIn } from '@app/store';
import { aBlob, aChatMessage, aMail, anAgent, anInbox, aSkill, aTeam } from '@app/testing';
import type { DeskUnderTest } from './desk-under-test.js';

export type Chat = {
  readonly ticketId: string;
  readonly number: number;
  readonly contactId: string;
  readonly conversationId: string;
  /** What the customer wrote. */
  readonly messageId: string;
  readonly bot: string;
};

/** A small shop: one team with its mailbox, and ways for things to happen in it. */
export class World {
  private bot: string | null = null;

  private constructor(
    readonly desk: DeskUnderTest,
    readonly team: string,
    readonly otherTeam: string,
    readonly mailbox: string,
  ) {}

  static async of(desk: DeskUnderTest): Promise<World> {
    const [team, otherTeam] = [await aTeam(desk.store), await aTeam(desk.store)];
    return new World(desk, team, otherTeam, await anInbox(desk.store, 'email', team, { address: 'support@shop.test' }));
  }

  /** A mail came and opened a ticket. */
  async ticket(): Promise<{ id: string; number: number; contactId: string; conversationId: string; position: number }> {
    const address = `${randomUUID()}@x.test`;
    const mail = aMail(this.mailbox, { sender: { address, name: 'Ivan', language: 'ru', proved: null } });
    await this.desk.store.transaction((tx) => takeIn(tx, [mail]));
    const [row] = await this.desk.store.query<{ id: string; number: number; contactId: string; conversationId: string; position: number }>(
      `select t.id, t.number::int as number, t.contact_id as "contactId", c.id as "conversationId", t.last_position::int as position
       from tickets t join identities i on i.contact_id = t.contact_id join conversations c on c.current_ticket_id = t.id where i.address = $1`,
      [address],
    );
    if (!row) throw new Error('The mail opened no ticket.');
    return row;
  }

  /** The customer goes on writing in a conversation. */
  async customerWrites(conversationId: string): Promise<void> {
    const [last] = await this.desk.store.query<{ address: string; messageId: string }>(
      `select m.sender ->> 'address' as address, i.message_id as "messageId" from messages m join message_ids i on i.message = m.id
       where m.conversation_id = $1 order by m.position desc limit 1`,
      [conversationId],
    );
    if (!last) throw new Error('Nobody has written in this conversation.');
    const sender = { address: last.address, name: 'Ivan', language: 'ru', proved: null } as const;
    const mail = aMail(this.mailbox, { sender, text: 'And one thing more.', ancestors: [last.messageId] });
    await this.desk.store.transaction((tx) => takeIn(tx, [mail]));
  }

  /** A mail that came: its message. */
  async mail(): Promise<string> {
    const { id } = await this.ticket();
    const [row] = await this.desk.store.query<{ id: string }>(`select id from messages where ticket_id = $1`, [id]);
    return row?.id ?? '';
  }

  /** A reply that can still be undone. */
  async heldReply(): Promise<string> {
    return this.reply(60_000);
  }

  /** A reply that could not be delivered. */
  async failedReply(): Promise<string> {
    const id = await this.reply(0);
    await this.desk.store.query(
      `update deliveries set state = 'failed', reason = '{"code": "mailbox-unknown", "params": {}}' where message_id = $1`,
      [id],
    );
    return id;
  }

  /** A customer's chat with a bot of the team, with a ticket. */
  async chat(chat = String(randomInt(1e9))): Promise<Chat> {
    this.bot ??= await anInbox(this.desk.store, 'telegram', this.team);
    const message = aChatMessage(this.bot, `0:${chat}:0`, { sender: { address: chat, name: 'Maria', language: 'ru', proved: 'telegram' } });
    await this.desk.store.transaction((tx) => takeIn(tx, [message]));
    const [row] = await this.desk.store.query<Omit<Chat, 'bot'>>(
      `select t.id as "ticketId", t.number::int as number, t.contact_id as "contactId", c.id as "conversationId", m.id as "messageId"
       from conversations c join tickets t on t.id = c.current_ticket_id join messages m on m.ticket_id = t.id
       where c.inbox_id = $1 and c.external_key = $2 order by m.position desc limit 1`,
      [this.bot, `0:${chat}:0`],
    );
    if (!row) throw new Error('The message opened no ticket.');
    return { ...row, bot: this.bot };
  }

  /** An answer of a colleague in a chat, still to be sent. */
  async chatReply(): Promise<string> {
    const { ticketId, conversationId } = await this.chat();
    const authorId = await anAgent(this.desk.store, { teams: [this.team] });
    const { messageId } = await this.desk.store.transaction((tx) =>
      addReply(tx, { ticketId, conversationId, kind: 'reply', authorId, way: 'console', text: 'Soon.', next: 'pending' }),
    );
    return messageId;
  }

  /** A bot of the team with secrets, whose name is known. */
  async namedBot(): Promise<string> {
    const inboxes = this.desk.provided.providers.find(({ provide }) => provide === Inboxes)?.useValue;
    if (!(inboxes instanceof Inboxes)) throw new Error('The desk runs without inboxes.');
    const botId = randomInt(1e12);
    const secrets = { token: `${botId}:secret` };
    const id = await this.desk.store.transaction((tx) =>
      inboxes.create(tx, { channel: 'telegram', name: `bot ${botId}`, teamId: this.team, settings: {}, secrets }),
    );
    await this.desk.store.query(`update inboxes set profile = $2::jsonb where id = $1`, [id, { username: `shop_${botId}_bot` }]);
    return id;
  }

  /** A contact whom a Telegram account proved to be. */
  async joined(): Promise<{ readonly contactId: string; readonly join: string; readonly account: string }> {
    const [{ contactId }, inboxId, madeBy] = [await this.ticket(), await this.namedBot(), await anAgent(this.desk.store)];
    const account = String(randomInt(1e9));
    const { url } = await this.desk.store.transaction((tx) => makeTelegramLink(tx, { contactId, inboxId, madeBy }));
    const about = { kind: 'private', title: null, username: null, business: false, topic: null } as const;
    const sender = { address: account, name: 'Maria', language: 'ru', proved: 'telegram' } as const;
    const came = { inboxId, externalId: randomUUID(), receivedAt: new Date(), raw: aBlob() };
    const payload = url.replace(/.*start=/, '');
    await this.desk.store.transaction((tx) =>
      takeIn(tx, [{ ...came, kind: 'command', command: 'start', payload, sender, externalKey: `0:${account}:0`, about }]),
    );
    const [row] = await this.desk.store.query<{ join: string }>(`select id as join from contact_joins where into_contact = $1`, [
      contactId,
    ]);
    if (!row) throw new Error('The link joined nobody.');
    return { contactId, join: row.join, account };
  }

  async parked(): Promise<string> {
    const id = randomUUID();
    await this.desk.store.query(
      `insert into parked (id, group_name, event_id, topic, type, key, at, data, reason, attempts)
       values ($1, 'nobody', $2, 'ticket', 'ticket.opened.v1', 'k', now(), '{}', '{"code": "bug", "params": {}}', 3)`,
      [id, randomUUID()],
    );
    return id;
  }

  async skill(): Promise<string> {
    return aSkill(this.desk.store);
  }

  /** A link for an agent without a password; gives its token. */
  async inviteToken(): Promise<string> {
    const agentId = await this.desk.agentWithPassword();
    return (await this.desk.store.transaction((tx) => makeLink(tx, 'reset', agentId))).token;
  }

  private async reply(holdMs: number): Promise<string> {
    const { id, conversationId } = await this.ticket();
    const { messageId } = await this.desk.store.transaction((tx) =>
      addReply(tx, { ticketId: id, conversationId, kind: 'reply', authorId: null, way: 'console', text: 'Soon.', next: 'pending', holdMs }),
    );
    return messageId;
  }
}
