import { randomUUID } from 'node:crypto';
import {
  addReply,
  type AwayChat,
  beginVisitor,
  type ComposedRecap,
  Deliveries,
  type Lease,
  Leases,
  mailAway,
  type NewReply,
  readAwayInboxes,
  type Store,
  takeIn,
} from '@app/store';
import { aChatMessage, anAgent, anInbox, aTeam } from './builders.js';
import { openProductDatabase, type ProductDatabase } from './product-database.js';

/** A mail as short as can be. */
export const composeRecap = (chat: AwayChat): ComposedRecap => ({
  subject: `An answer to you (No. ${chat.ticket.number})`,
  text: [`Q: ${chat.question}`, ...chat.answers.map(({ text }) => text)].join('\n'),
  html: '<p>the same</p>',
  fileIds: chat.answers.flatMap(({ files }) => files.map(({ id }) => id)),
});

export type RecapRow = {
  id: string;
  text: string;
  recipient: string;
  state: string;
  conversationId: string;
  ticketId: string;
  recap: string;
  token: string;
  deliveryId: string;
};

/** A web chat that writes to visitors who are away by a mailbox, without the processes that serve both. */
export class AwayOffice {
  private constructor(
    readonly product: ProductDatabase,
    private readonly leases: Leases,
    private readonly lease: Lease,
    readonly deliveries: Deliveries,
    readonly team: string,
    readonly agent: string,
    readonly mailbox: string,
    readonly chat: string,
  ) {}

  static async open(): Promise<AwayOffice> {
    const product = await openProductDatabase();
    const leases = new Leases(product.store, 'test');
    const lease = await leases.acquire('webchat');
    if (!lease) throw new Error('the lease is not free');
    const team = await aTeam(product.store);
    const agent = await anAgent(product.store, { teams: [team] });
    const mailbox = await anInbox(product.store, 'email', team, { address: 'support@shop.test', smtp: { host: 'smtp.shop.test' } });
    const chat = await anInbox(product.store, 'webchat', team, { awayMail: { inboxId: mailbox, afterMinutes: 10 } });
    return new AwayOffice(product, leases, lease, new Deliveries(product.store), team, agent, mailbox, chat);
  }

  /** Another web chat, of the same team and mailbox. */
  async anotherChat(): Promise<AwayOffice> {
    const chat = await anInbox(this.store, 'webchat', this.team, { awayMail: { inboxId: this.mailbox, afterMinutes: 10 } });
    return new AwayOffice(this.product, this.leases, this.lease, this.deliveries, this.team, this.agent, this.mailbox, chat);
  }

  get store() {
    return this.product.store;
  }

  async close(): Promise<void> {
    await this.leases.close();
    await this.product.close();
  }

  /** A visitor who wrote and left an address, if any. */
  async visitor(address: string | null = `${randomUUID()}@example.test`, text = 'Where is my order?'): Promise<string> {
    const { visitor } = await beginVisitor(this.store, this.chat, 'en');
    await this.says(visitor.id, text);
    if (address !== null)
      await this.store.query(`insert into claimed_addresses (visitor_id, address) values ($1, $2)`, [visitor.id, address]);
    return visitor.id;
  }

  async says(visitorId: string, text: string): Promise<void> {
    await this.store.transaction((tx) =>
      takeIn(tx, [
        aChatMessage(this.chat, visitorId, {
          channel: 'webchat',
          way: 'widget',
          sender: { address: visitorId, name: '', language: null, proved: 'visitor-token' },
          text,
          clientId: randomUUID(),
        }),
      ]),
    );
  }

  /** An agent's answer, which is accepted at once. */
  async answer(visitorId: string, text = 'On its way', changes: Partial<NewReply> = {}): Promise<string> {
    const { conversationId, ticketId } = await this.whereabouts(visitorId);
    const reply = {
      conversationId,
      ticketId,
      kind: 'reply',
      authorId: this.agent,
      way: 'console',
      text,
      next: 'pending',
      ...changes,
    } as const;
    const { messageId } = await this.store.transaction((tx) => addReply(tx, reply));
    await this.accept();
    return messageId;
  }

  async accept(): Promise<void> {
    const due = await this.deliveries.takeDue(this.chat, this.lease, { limit: 100, inOrder: false });
    await this.deliveries.report(due.flatMap((message) => message.deliveries.map(({ id }) => ({ id, state: 'accepted' as const }))));
  }

  async whereabouts(visitorId: string): Promise<{ conversationId: string; ticketId: string; contactId: string }> {
    const [row] = await this.store.query<{ conversationId: string; ticketId: string; contactId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId", contact_id as "contactId" from conversations where external_key = $1`,
      [visitorId],
    );
    if (!row) throw new Error('there is no conversation');
    return row;
  }

  /** What was accepted so far has waited for so long already. */
  async passed(minutes: number): Promise<void> {
    await this.store.query(`update deliveries set updated_at = updated_at - $1 * interval '1 minute' where channel = 'webchat'`, [minutes]);
  }

  async look(limit = 1_000): Promise<number> {
    return mailAway(this.store, await readAwayInboxes(this.store), composeRecap, limit);
  }

  /** How many statements its transactions take. */
  async counting<T>(work: (store: Store) => Promise<T>): Promise<{ statements: number; result: T }> {
    let statements = 0;
    const counted = Object.create(this.store) as Store;
    counted.transaction = (inside, point) =>
      this.store.transaction((tx) => {
        const [query, planned] = [tx.query.bind(tx), tx.planned.bind(tx)];
        tx.query = (...args) => ((statements += 1), query(...args));
        tx.planned = (...args) => ((statements += 1), planned(...args));
        return inside(tx);
      }, point);
    const result = await work(counted);
    return { statements, result };
  }

  /** In their order. */
  mails(visitorId: string): Promise<RecapRow[]> {
    return this.store.query<RecapRow>(
      `select m.id, m.text, d.recipient, d.state, m.conversation_id as "conversationId", m.ticket_id as "ticketId", m.recap,
         m.reply_token as token, d.id as "deliveryId"
       from conversations root join conversations c on c.continues = root.id
       join messages m on m.conversation_id = c.id and m.recap is not null join deliveries d on d.message_id = m.id
       where root.external_key = $1 order by m.position`,
      [visitorId],
    );
  }

  async texts(visitorId: string): Promise<string[]> {
    return (await this.mails(visitorId)).map((mail) => mail.text);
  }

  events(ticketId: string): Promise<{ code: string; params: object }[]> {
    return this.store.query(`select code, params from ticket_events where ticket_id = $1 order by position`, [ticketId]);
  }

  async ticket(id: string): Promise<{ state: string; assigneeId: string | null } | undefined> {
    const [row] = await this.store.query<{ state: string; assigneeId: string | null }>(
      `select state, assignee_id as "assigneeId" from tickets where id = $1`,
      [id],
    );
    return row;
  }
}
