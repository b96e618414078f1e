import { randomUUID } from 'node:crypto';
import { addReply, makeLink, takeIn } from '@app/store';
import { aMail, anInbox, aSkill, aTeam } from '@app/testing';
import type { DeskUnderTest } from './desk-under-test.js';

/** A small shop: one team with its mailbox, and ways for things to happen in it. */
export class World {
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
