import { afterStateSet, isLive } from '@app/domain';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { announceChange, changeStandings, lockTickets, type TicketRow } from '../tickets/tickets.js';
import { addTicketEvents, type Actor, SYSTEM } from '../tickets/timeline.js';
import type { StandingOfChat } from './chats/standings.js';
import { findTopics, nameOf, wholeChat } from './chats/whole-chat.js';
import { type ConversationRow, lockConversations } from './conversations.js';
import type { IncomingCommand } from './incoming.js';

/** A conversation while its commands are carried out, one after another. */
type State = {
  readonly row: ConversationRow;
  /** Where the next message goes. */
  currentId: string | null;
  /** Live tickets that it has messages in, what spoke last first. */
  readonly live: readonly string[];
};

/** The chats of a batch of commands, with what is live in them: all locked, conversations before tickets. */
export class CommandChats {
  private constructor(
    readonly conversations: ReadonlyMap<string, ConversationRow>,
    private readonly states: ReadonlyMap<string, State>,
    private readonly topics: ReadonlyMap<string, readonly string[]>,
    private readonly tickets: Map<string, TicketRow>,
    private readonly askers: ReadonlyMap<string, string>,
    private readonly beginners: ReadonlyMap<string, string>,
  ) {}

  static async locked(tx: Tx, commands: readonly IncomingCommand[]): Promise<CommandChats> {
    const topics = await findTopics(
      tx,
      commands.map(({ inboxId, externalKey }) => wholeChat(inboxId, externalKey)),
    );
    const conversations = await lockConversations(tx, [...topics.values()].flat());
    const live = await liveIn(tx, [...conversations.keys()]);
    const tickets = await lockTickets(tx, [
      ...[...conversations.values()].flatMap((one) => one.currentTicketId ?? []),
      ...[...live.values()].flat(),
    ]);
    const states = [...conversations.values()].map((row): State => ({ row, currentId: row.currentTicketId, live: live.get(row.id) ?? [] }));
    return new CommandChats(
      conversations,
      new Map(states.map((state) => [keyOf(state.row), state])),
      topics,
      tickets,
      await askersOf(tx, commands),
      await beginnersOf(tx, [...tickets.keys()]),
    );
  }

  of(command: IncomingCommand): ChatOfCommand {
    const { inboxId, externalKey, sender, about } = command;
    const topics = this.topics.get(nameOf(wholeChat(inboxId, externalKey))) ?? [];
    return new ChatOfCommand({
      state: this.states.get(keyOf(command)) ?? null,
      topics: topics.flatMap((id) => this.conversations.get(id) ?? []),
      tickets: this.tickets,
      askerId: this.askers.get(sender.address) ?? null,
      beginners: about.kind === 'private' ? null : this.beginners,
    });
  }
}

/** The chat of one command, as its asker finds it. */
export class ChatOfCommand {
  constructor(
    private readonly known: {
      readonly state: State | null;
      readonly topics: readonly ConversationRow[];
      readonly tickets: Map<string, TicketRow>;
      readonly askerId: string | null;
      /** Of a group: who began each ticket; null: everything here is the asker's. */
      readonly beginners: ReadonlyMap<string, string> | null;
    },
  ) {}

  /** Null: nobody has written here yet. */
  get conversation(): ConversationRow | null {
    return this.known.state?.row ?? null;
  }

  /** The contact who gives the command; null: not known yet. */
  get askerId(): string | null {
    return this.known.askerId;
  }

  /** The live ticket that the next message goes to. */
  live(): TicketRow | null {
    const { state, tickets } = this.known;
    const ticket = state?.currentId == null ? undefined : tickets.get(state.currentId);
    return ticket && isLive(ticket.state) ? ticket : null;
  }

  /** The live ticket that was spoken in last, though the next message does not go to it. */
  lastLive(): TicketRow | null {
    const { state, tickets } = this.known;
    const found = (state?.live ?? []).map((id) => tickets.get(id)).find((ticket) => ticket && isLive(ticket.state));
    return found ?? null;
  }

  isAskers(ticket: TicketRow): boolean {
    const { beginners, askerId } = this.known;
    return beginners === null || (askerId !== null && beginners.get(ticket.id) === askerId);
  }

  /** The next message opens a new ticket. */
  turnAway(): void {
    if (this.known.state) this.known.state.currentId = null;
  }

  /** What the chat's blocked conversations are, now that its customer wants to hear from us. */
  blocked(): StandingOfChat[] {
    return this.known.topics
      .filter((one) => one.blockedAt !== null)
      .map(({ id, currentTicketId }) => {
        const ticket = currentTicketId === null ? undefined : this.known.tickets.get(currentTicketId);
        return { conversationId: id, blocked: false, current: ticket ? { ticketId: ticket.id, standing: ticket } : null };
      });
  }

  async note(tx: Tx, ticket: TicketRow, code: string): Promise<void> {
    await addTicketEvents(tx, [{ ticketId: ticket.id, code, params: {}, actor: this.actor }]);
    announceChange(tx, ticket, ['timeline']);
  }

  /** By the customer's wish. */
  async solve(tx: Tx, ticket: TicketRow, code: string): Promise<void> {
    await addTicketEvents(tx, [{ ticketId: ticket.id, code, params: {}, actor: this.actor }]);
    const [after] = await changeStandings(tx, [{ ticket, to: afterStateSet(ticket, 'solved'), actor: this.actor }]);
    if (after) this.known.tickets.set(ticket.id, after);
  }

  private get actor(): Actor {
    const { askerId } = this.known;
    return askerId === null ? SYSTEM : { type: 'contact', id: askerId };
  }
}

function keyOf({ inboxId, externalKey }: { readonly inboxId: string; readonly externalKey: string }): string {
  return `${inboxId} ${externalKey}`;
}

/** Live tickets of conversations, what spoke last first. */
async function liveIn(sql: Sql, conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql.query<{ conversationId: string; id: string }>(
    `select c.id as "conversationId", t.id from conversations c
     join tickets t on t.contact_id = c.contact_id and t.state in ('new', 'open', 'pending', 'on_hold') and t.merged_into is null
       and exists (select from messages m where m.ticket_id = t.id and m.conversation_id = c.id)
     where c.id = any($1) order by t.last_position desc`,
    [conversationIds],
  );
  return new Map([...Map.groupBy(rows, (row) => row.conversationId)].map(([id, all]) => [id, all.map((row) => row.id)]));
}

/** Contacts by Telegram user id. */
async function askersOf(sql: Sql, commands: readonly IncomingCommand[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ address: string; contactId: string }>(
    `select address, contact_id as "contactId" from identities
     where channel = 'telegram' and proved_at is not null and address = any($1)`,
    [[...new Set(commands.map(({ sender }) => sender.address))]],
  );
  return new Map(rows.map((row) => [row.address, row.contactId]));
}

/** Who wrote the first message of each ticket. */
async function beginnersOf(sql: Sql, ticketIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ ticketId: string; contactId: string }>(
    `select distinct on (m.ticket_id) m.ticket_id as "ticketId", m.author_id as "contactId" from messages m
     where m.ticket_id = any($1) and m.kind = 'inbound' and m.author_type = 'contact' order by m.ticket_id, m.position`,
    [ticketIds],
  );
  return new Map(rows.map((row) => [row.ticketId, row.contactId]));
}
