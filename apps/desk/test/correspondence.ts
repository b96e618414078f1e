import { randomUUID } from 'node:crypto';
import type { Conversation, Message, TicketDetail } from '@app/contracts';
import { type DueMessage, type IncomingMessage, Leases, Deliveries, type MailAddress, takeIn } from '@app/store';
import { aMail } from '@app/testing';
import type { ApiClient } from './api-client.js';
import type { DeskUnderTest } from './desk-under-test.js';

export type Mail = {
  readonly from: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly replyTo?: string;
  readonly text?: string;
  readonly automatic?: boolean;
  /** The token of a mail of ours that it answers; else it answers the conversation's last mail. */
  readonly token?: string;
  /** Whether the sender's domain proves that it is theirs. */
  readonly proved?: boolean;
};

export const addressed = (addresses: readonly string[] = []): MailAddress[] => addresses.map((address) => ({ address, name: '' }));

/** One conversation by mail, as its mails come in. */
export class Correspondence {
  private lastId: string | null = null;

  constructor(
    private readonly desk: DeskUnderTest,
    readonly inbox: string,
  ) {}

  async arrives({ from, to = ['support@shop.test'], cc, replyTo, text = 'Hello', automatic = false, token, proved }: Mail): Promise<void> {
    const messageId = `<${randomUUID()}@example.test>`;
    const mail: IncomingMessage = aMail(this.inbox, {
      sender: { address: from, name: '', language: null, proved: null },
      to: addressed(to),
      cc: addressed(cc),
      replyTo: addressed(replyTo === undefined ? [] : [replyTo]),
      text,
      messageId,
      ancestors: token === undefined && this.lastId !== null ? [this.lastId] : [],
      tokens: token === undefined ? [] : [token],
      ...(automatic ? { traits: { automatic: 'auto-reply' } } : {}),
      ...(proved ? { authentication: { spf: null, dkim: 'pass', dmarc: 'pass', proved: true } } : {}),
    });
    await this.desk.store.transaction((tx) => takeIn(tx, [mail]));
    this.lastId = messageId;
  }

  async ticket(): Promise<{ id: string; number: number; conversationId: string }> {
    const [row] = await this.desk.store.query<{ id: string; number: number; conversationId: string }>(
      `select t.id, t.number::int as number, m.conversation_id as "conversationId" from message_ids i join messages m on m.id = i.message
       join tickets t on t.id = m.ticket_id where i.message_id = $1`,
      [this.lastId],
    );
    if (!row) throw new Error('The mail opened no ticket.');
    return row;
  }

  async detail(agent: ApiClient): Promise<TicketDetail> {
    const { number } = await this.ticket();
    return (await agent.get<TicketDetail>(`/tickets/${number}`)).body;
  }

  async suggested(agent: ApiClient): Promise<NonNullable<Conversation['answer']>> {
    const answer = (await this.detail(agent)).conversations[0]?.answer;
    if (!answer) throw new Error('Nothing is suggested.');
    return answer;
  }

  async reply<Body = Message>(agent: ApiClient, body: object, headers: Record<string, string> = {}) {
    const { number } = await this.ticket();
    return agent.post<Body>(`/tickets/${number}/replies`, { text: 'Hello', ...body }, headers);
  }
}

/** Takes what is due of an inbox as its sender does, and reports it accepted. */
export async function takeDue(desk: DeskUnderTest, inbox: string): Promise<readonly DueMessage[]> {
  const leases = new Leases(desk.store, 'test');
  try {
    const lease = await leases.acquire(inbox);
    if (!lease) throw new Error('The lease is held by another.');
    const deliveries = new Deliveries(desk.store);
    const due = await deliveries.takeDue(inbox, lease, { limit: 100, inOrder: false });
    await deliveries.report(due.flatMap((message) => message.deliveries.map(({ id }) => ({ id, state: 'accepted' }) as const)));
    return due;
  } finally {
    await leases.close();
  }
}
