import { deepEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ReplyPart } from '@app/domain';
import { addBotAnswers, addReply, takeIn, type NewReply, type Store } from '@app/store';
import { aBlob, aChatMessage, anAgent, type Bot, type BotApiOptions, type Customer, eventually } from '@app/testing';
import { TelegramUnderTest } from './telegram-under-test.js';

export type DeliveryRow = {
  readonly state: string;
  readonly code: string | null;
  readonly params: Readonly<Record<string, unknown>> | null;
  readonly externalId: string | null;
  readonly attempts: number;
  readonly notBefore: Date;
};

type Chat = { readonly conversationId: string; readonly ticketId: string };

/** What a test says of an answer; the rest is as an agent's of the console. */
export type Said = Partial<Pick<NewReply, 'text' | 'entities' | 'answers' | 'choices' | 'attachmentIds' | 'holdMs'>>;

/** What the ledger calls a private chat. */
export function keyOf({ id }: Pick<Customer, 'id'>): string {
  return `0:${id}:0`;
}

export function textsOf(customer: Customer): string[] {
  return customer.inbox.map(({ text }) => text);
}

/** Bots with chats that agents answer in. */
export class SendingUnderTest {
  private constructor(
    readonly service: TelegramUnderTest,
    readonly agent: string,
  ) {}

  static async start(api: BotApiOptions = {}): Promise<SendingUnderTest> {
    const service = await TelegramUnderTest.start(api);
    await service.serve();
    return new SendingUnderTest(service, await anAgent(service.store));
  }

  get store(): Store {
    return this.service.store;
  }

  close(): Promise<void> {
    return this.service.close();
  }

  async aBot(): Promise<{ bot: Bot; inbox: string }> {
    const bot = this.service.api.bot();
    return { bot, inbox: await this.service.anInbox(bot) };
  }

  /** A bot of its own, and a customer who writes to it. */
  async aChat(): Promise<{ bot: Bot; inbox: string; customer: Customer; key: string; chat: Chat }> {
    const { bot, inbox } = await this.aBot();
    const customer = bot.user({ firstName: 'Maria' });
    customer.starts();
    const key = keyOf(customer);
    return { bot, inbox, customer, key, chat: await this.chat(inbox, key) };
  }

  /** A chat that somebody wrote in, with a ticket. @param name of what they wrote, as the ledger has it */
  async chat(inbox: string, key: string, name: string = randomUUID()): Promise<Chat> {
    await this.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, key, { externalId: name })]));
    const [place] = await this.store.query<Chat>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where inbox_id = $1 and external_key = $2`,
      [inbox, key],
    );
    if (!place) throw new Error('The chat has no conversation.');
    return place;
  }

  /** @returns the message */
  async answer({ conversationId, ticketId }: Chat, said: Said): Promise<string> {
    const written = { kind: 'reply', authorId: this.agent, way: 'console', next: 'pending', text: '' } as const;
    return await this.store.transaction(async (tx) => (await addReply(tx, { ...written, conversationId, ticketId, ...said })).messageId);
  }

  async botSays(inboxId: string, chatKey: string, ...texts: readonly string[]): Promise<void> {
    await this.store.transaction((tx) =>
      addBotAnswers(
        tx,
        texts.map((text) => ({ inboxId, chatKey, text })),
      ),
    );
  }

  async switchTo(inbox: string, active: boolean): Promise<void> {
    await this.store.transaction((tx) => this.service.inboxes.change(tx, inbox, { active }));
  }

  /** Another call about what was sent. */
  async call(message: string, content: ReplyPart): Promise<void> {
    await this.store.query(
      `insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, part, content, position, state, purpose)
       select gen_random_uuid(), d.message_id, d.ticket_id, d.conversation_id, d.inbox_id, d.channel, d.recipient,
         (select max(part) + 1 from deliveries where message_id = $1), $2, d.position, 'queued', 'change'
       from deliveries d where d.message_id = $1 order by d.part limit 1`,
      [message, JSON.stringify(content)],
    );
  }

  /** An uploaded file. @param type as its bytes say */
  async file(type: string, bytes: Buffer = Buffer.from('bytes'), filename = 'file'): Promise<string> {
    const { sha256, size, data } = aBlob(bytes);
    const id = randomUUID();
    await this.store.query(`insert into blobs (sha256, size, data) values (decode($1, 'hex'), $2, $3) on conflict do nothing`, [
      sha256,
      size,
      data,
    ]);
    await this.store.query(
      `insert into attachments (id, filename, content_type, sniffed_type, size, sha256, uploaded_by)
       values ($1, $2, 'application/octet-stream', $3, $4, decode($5, 'hex'), $6)`,
      [id, filename, type, size, sha256, this.agent],
    );
    return id;
  }

  rows(message: string): Promise<DeliveryRow[]> {
    return this.store.query<DeliveryRow>(
      `select state, reason ->> 'code' as code, reason -> 'params' as params, external_id as "externalId", attempts, not_before as "notBefore"
       from deliveries where message_id = $1 order by part`,
      [message],
    );
  }

  /** How each part of an answer ended: `state`, or `state code`. */
  async ends(message: string, ...expected: readonly string[]): Promise<readonly DeliveryRow[]> {
    return await eventually(
      async () => {
        const rows = await this.rows(message);
        deepEqual(
          rows.map(({ state, code }) => [state, code].filter(Boolean).join(' ')),
          expected,
        );
        return rows;
      },
      { timeoutMs: 60_000 },
    );
  }

  async messageNamed(name: string): Promise<string> {
    const [row] = await this.store.query<{ id: string }>(`select message_id as id from received where external_id = $1`, [name]);
    if (!row) throw new Error(`The ledger has no ${name}.`);
    return row.id;
  }

  /** Names under which the ledger knows a message. */
  async names(message: string): Promise<string[]> {
    const rows = await this.store.query<{ name: string }>(
      `select external_id as name from received where message_id = $1 and outcome = 'sent' order by external_id`,
      [message],
    );
    return rows.map(({ name }) => name);
  }
}
