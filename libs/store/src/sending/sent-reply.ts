import type { Channel, DeliveryState } from '@app/contracts';
import { DeskError, type ReplyPart, type StandingText, type TextPart } from '@app/domain';
import type { Tx } from '../database/store.js';
import { lockConversations } from '../intake/conversations.js';
import { DELETABLE_HOURS } from '../tickets/changeable.js';
import { lockTickets, type TicketRow } from '../tickets/tickets.js';
import type { Viewer } from '../tickets/viewer.js';

/** One call to a chat, or one recipient, as it stands. */
export type SentRow = {
  readonly id: string;
  readonly purpose: 'send' | 'change' | 'remove';
  readonly part: number;
  readonly state: DeliveryState;
  readonly content: ReplyPart | null;
  readonly notBefore: Date;
  /** Its messages in the chat, where they can be named: nothing was sent, or not in the chat as it is now. */
  readonly sentAs: readonly string[];
  /** An earlier try may have arrived, under a number that nobody knows. */
  readonly isAmbiguous: boolean;
  /** It was sent too long ago to be deleted. */
  readonly isOld: boolean;
};

/** What was said by us, with its deliveries in order. Conversation, ticket and deliveries are locked. */
export type SentReply = {
  readonly id: string;
  readonly kind: 'inbound' | 'reply' | 'auto';
  readonly ticket: TicketRow;
  readonly conversationId: string;
  readonly inboxId: string;
  readonly channel: Channel;
  readonly externalKey: string;
  readonly isBlocked: boolean;
  readonly authorId: string | null;
  readonly text: string;
  readonly choices: readonly string[];
  readonly isTaken: boolean;
  readonly isDeleted: boolean;
  readonly rows: readonly SentRow[];
};

/** @throws DeskError missing/message-missing: also when it was undone while this one waited */
export async function lockReply(tx: Tx, messageId: string): Promise<SentReply> {
  const [place] = await tx.query<{ ticketId: string; conversationId: string }>(
    `select ticket_id as "ticketId", conversation_id as "conversationId" from messages where id = $1`,
    [messageId],
  );
  if (!place) throw messageMissing();
  await lockConversations(tx, [place.conversationId]);
  const ticket = (await lockTickets(tx, [place.ticketId])).get(place.ticketId);
  if (!ticket) throw messageMissing();
  return readReply(tx, messageId, ticket);
}

/**
 * The ticket must be locked; the deliveries are locked here.
 *
 * @throws DeskError missing/message-missing
 */
export async function readReply(tx: Tx, messageId: string, ticket: TicketRow): Promise<SentReply> {
  const rows = await tx.query<SentRow>(`${ROWS} where d.message_id = $1 order by d.part, d.id for update of d`, [messageId]);
  const [message] = await tx.query<Omit<SentReply, 'ticket' | 'rows'>>(
    `select m.id, m.kind, c.id as "conversationId", c.inbox_id as "inboxId", i.channel, c.external_key as "externalKey",
       c.blocked_at is not null as "isBlocked", case m.author_type when 'agent' then m.author_id end as "authorId", m.text, m.choices,
       m.taken_at is not null as "isTaken", m.deleted_at is not null as "isDeleted"
     from messages m join conversations c on c.id = m.conversation_id join inboxes i on i.id = c.inbox_id where m.id = $1`,
    [messageId],
  );
  if (!message) throw messageMissing();
  return { ...message, ticket, rows };
}

const ROWS = `select d.id, d.purpose, d.part, d.state, d.content, d.not_before as "notBefore",
    case when d.recipient = c.external_key then string_to_array(coalesce(d.external_id, ''), ',') else '{}' end as "sentAs",
    d.ambiguous_at is not null as "isAmbiguous", d.updated_at < now() - interval '${DELETABLE_HOURS} hours' as "isOld"
  from deliveries d join conversations c on c.id = d.conversation_id`;

export function messageMissing(): DeskError {
  return new DeskError('missing', 'message-missing', 'There is no such answer.');
}

export function isWaiting({ state }: SentRow): boolean {
  return state === 'held' || state === 'queued';
}

/** It is in the chat, and we know under which numbers. */
export function isInChat({ state, sentAs }: SentRow): boolean {
  return (state === 'accepted' || state === 'delivered' || state === 'read') && sentAs.some((id) => id !== '');
}

/** The deliveries that bring the message; those that were cancelled aside. */
export function sends({ rows }: SentReply): readonly SentRow[] {
  return rows.filter((row) => row.purpose === 'send' && row.state !== 'cancelled');
}

/** Those that change or delete what was sent. */
export function changes({ rows }: SentReply): readonly SentRow[] {
  return rows.filter((row) => row.purpose !== 'send' && row.state !== 'cancelled');
}

/** The author, who leads the ticket's team, and admins change and delete what was said by an agent; nobody what a customer said. */
export async function refuseForeignReply(tx: Tx, viewer: Viewer, { authorId, kind, ticket }: SentReply): Promise<void> {
  const isAgents = kind === 'reply' && authorId !== null;
  if (isAgents && (viewer.role === 'admin' || authorId === viewer.agentId)) return;
  const leads = await tx.query(`select from team_members where team_id = $1 and agent_id = $2 and is_lead`, [
    ticket.teamId,
    viewer.agentId,
  ]);
  if (!isAgents || leads.length === 0)
    throw new DeskError('forbidden', 'message-not-yours', 'Only its author, who leads the team and admins may change an answer.');
}

/** While a call is under way nobody knows yet what stands in the chat. @throws DeskError conflict/reply-being-sent */
export function refuseWhileSending({ rows }: SentReply): void {
  if (rows.some((row) => row.state === 'sending'))
    throw new DeskError('conflict', 'reply-being-sent', 'It is being sent at this moment: try again in a moment.');
}

/** @throws DeskError conflict/chat-blocked */
export function refuseBlocked(isBlocked: boolean): void {
  if (isBlocked) throw new DeskError('conflict', 'chat-blocked', 'The customer has blocked the bot: nothing can be sent.');
}

/**
 * The stretches of the text in order, as they stand in the chat or wait; those that were deleted there are left out. Files that were sent
 * alone or as one album have one below them, though it may be empty.
 */
export function standingTexts(reply: SentReply): readonly StandingText[] {
  const done = changes(reply).filter((row) => row.state !== 'failed');
  const gone = new Set(done.flatMap(({ content }) => (content !== null && 'remove' in content ? content.remove : [])));
  const sent = sends(reply);
  return sent.flatMap((row): StandingText[] => {
    const isCaption = sent.length === 1 && row.content !== null && !('text' in row.content);
    const part = textOf(row.content, isCaption);
    if (part === null) return [];
    const sentAs = isWaiting(row) ? null : (row.sentAs[0] ?? null);
    if (sentAs === null) return [{ id: row.id, sentAs, part, isCaption }];
    if (gone.has(sentAs)) return [];
    const last = done.findLast(({ content }) => content !== null && 'change' in content && content.change === sentAs);
    const now = last === undefined ? part : last.state === 'unknown' ? null : textOf(last.content, isCaption);
    return [{ id: row.id, sentAs, part: now, isCaption }];
  });
}

function textOf(content: ReplyPart | null, isCaption: boolean): TextPart | null {
  if (content === null || 'remove' in content) return null;
  if ('text' in content) return content;
  const { caption = '', entities = [] } = content;
  return isCaption ? { text: caption, entities, choices: 'choices' in content ? (content.choices ?? []) : [] } : null;
}

/** What waits, or failed, of earlier changes is not to be done any more. @returns whether any had still to be done */
export async function cancelChanges(tx: Tx, reply: SentReply): Promise<boolean> {
  const open = changes(reply).filter((row) => isWaiting(row) || row.state === 'failed');
  await cancelRows(tx, open);
  return open.some(isWaiting);
}

export async function cancelRows(tx: Tx, rows: readonly SentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(`update deliveries set state = 'cancelled', updated_at = now() where id = any($1)`, [rows.map((row) => row.id)]);
}

/** The next part of the message: of one chat, parts are told apart by their numbers. */
export function nextPart({ rows }: SentReply): number {
  return Math.max(0, ...rows.map((row) => row.part)) + 1;
}

/** Where it is what was said last, lists show it as it is now. The ticket must be locked. */
export async function showInLists(tx: Tx, messageId: string): Promise<void> {
  await tx.query(
    `update tickets t set preview = left(m.text, 200) from messages m
     where m.id = $1 and t.id = m.ticket_id and t.last_position = m.position`,
    [messageId],
  );
}
