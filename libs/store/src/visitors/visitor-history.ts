import type { ChatAgent, ChatMessage } from '@app/contracts';
import type { PlannedSql, Sql } from '../database/sql.js';
import { picturePath } from '../people/agent-pictures.js';

/** A visitor, and how much of the conversation their browser has. */
export type HistoryWanted = {
  readonly inboxId: string;
  readonly visitorId: string;
  /** A cursor: what is after it is wanted, oldest first. Null: the newest. */
  readonly after: bigint | null;
};

export type VisitorMessageFile = { readonly id: string; readonly filename: string; readonly contentType: string; readonly size: number };

/** A message as its visitor may see it. */
export type VisitorMessageView = {
  readonly id: string;
  readonly kind: 'inbound' | 'reply' | 'auto';
  readonly clientId: string | null;
  readonly position: bigint;
  readonly text: string;
  readonly at: Date;
  /** Who answered. */
  readonly author: ChatAgent | null;
  readonly form: ChatMessage['form'];
  /** It was said by mail. */
  readonly byMail: boolean;
  readonly files: readonly VisitorMessageFile[];
};

export type VisitorHistory = {
  /** The visitor's own first; then those that go on in it. */
  readonly conversationIds: readonly string[];
  /** In the order of their positions. */
  readonly messages: readonly VisitorMessageView[];
  /** There is more after these. */
  readonly isCut: boolean;
  /**
   * Where to go on after these. It stays before an answer that cannot be seen yet (held, or to be sent later), whose position is
   * older than what is written meanwhile: so what comes after the cursor may have been given before, and is known by its id.
   */
  readonly cursor: bigint;
  /** Everything up to here was seen. What was not, in a chat that came to this history, may be older than what was seen elsewhere. */
  readonly readPosition: bigint;
};

type Row = Omit<VisitorMessageView, 'id' | 'position'> & {
  n: string;
  conversationIds: string[];
  readPosition: string;
  pinned: string | null;
  joined: string;
  /** Null: there is nothing that may be seen. */
  id: string | null;
  position: string;
};

/**
 * What visitors may see of their chats: their own words and the answers whose delivery is accepted, in their own conversation and in all that
 * go on in it. Never notes.
 *
 * A chat that came to the history of a visitor was never given to their other browsers: whose cursor is older than that is given the newest
 * of it, beside what comes after the cursor.
 *
 * One statement, however many are asked for: what is seen and what cannot be seen yet belong to the same moment.
 *
 * @param limit messages of one visitor
 * @returns in the order asked; null where nothing was ever written
 */
export async function readHistories(
  sql: PlannedSql,
  wanted: readonly HistoryWanted[],
  limit: number,
): Promise<readonly (VisitorHistory | null)[]> {
  if (wanted.length === 0) return [];
  const rows = await readRows(sql, wanted, limit);
  const byAsker = Map.groupBy(rows, (row) => Number(row.n) - 1);
  return wanted.map(({ after }, index) => historyOf(byAsker.get(index) ?? [], after, limit));
}

function historyOf(rows: readonly Row[], after: bigint | null, limit: number): VisitorHistory | null {
  const [first] = rows;
  if (!first) return null;
  const { conversationIds, readPosition, pinned } = first;
  const messages = rows
    .flatMap(({ id, position, kind, clientId, text, at, author, byMail, form, files }) =>
      id === null ? [] : [{ id, position: BigInt(position), kind, clientId, text, at, author, byMail, form, files }],
    )
    .sort((a, b) => Number(a.position - b.position));
  const isCut = after !== null && messages.filter(({ position }) => position > after).length >= limit;
  const reached = reachedBy(messages, after ?? 0n, isCut ? 0n : BigInt(first.joined));
  const before = pinned === null ? reached : BigInt(pinned) - 1n;
  return { conversationIds, messages, isCut, cursor: before < reached ? before : reached, readPosition: BigInt(readPosition) };
}

function reachedBy(messages: readonly { position: bigint }[], ...others: readonly bigint[]): bigint {
  return [messages.at(-1)?.position ?? 0n, ...others].reduce((furthest, one) => (one > furthest ? one : furthest));
}

function readRows(sql: PlannedSql, wanted: readonly HistoryWanted[], limit: number): Promise<Row[]> {
  return sql.planned<Row>(
    `with heard as (
       select w.n, w.after, c.id as own, c.id, c.inbox_id, c.external_key, c.read_position, 0::bigint as joined_position
       from unnest($1::uuid[], $2::text[], $3::bigint[]) with ordinality as w(inbox_id, visitor, after, n)
       join conversations c on c.inbox_id = w.inbox_id and c.external_key = w.visitor
     ), told as (
       select h.*, false as by_mail from heard h
       union all
       select h.n, h.after, h.own, c.id, c.inbox_id, c.external_key, c.read_position, c.joined_position, i.channel = 'email'
       from heard h join conversations c on c.continues = h.own join inboxes i on i.id = c.inbox_id
     ), seen as (
       select t.n, array_agg(t.id order by t.id <> t.own, t.id) as conversations, min(awaited.position) as pinned,
         max(t.joined_position) as joined, coalesce(min(unread.position) - 1, max(t.read_position)) as read
       from told t
       cross join lateral (
         select case when t.by_mail then (
           select min(m.position) from messages m where m.conversation_id = t.id and m.kind = 'reply' and not ${VISIBLE}
             and exists (select from deliveries d where d.message_id = m.id and d.state in ${COMING})
         ) else (
           select min(d.position) from deliveries d where d.inbox_id = t.inbox_id and d.recipient = t.external_key and d.state in ${COMING}
         ) end as position
       ) awaited
       cross join lateral (
         select min(d.position) as position from deliveries d
         where d.conversation_id = t.id and d.channel = 'webchat' and d.state in ('accepted', 'delivered') and d.position > t.read_position
       ) unread
       group by t.n
     ), said as (
       select t.n, t.after, t.by_mail, true as is_news, m.* from told t
       cross join lateral (
         select ${SHOWN} from messages m
         where m.conversation_id = t.id and m.position > coalesce(t.after, 0) and ${VISIBLE}
         order by case when t.after is null then -m.position else m.position end limit $4
       ) m
       union all
       select t.n, t.after, t.by_mail, false, m.* from told t
       cross join lateral (
         select ${SHOWN} from messages m
         where t.after < t.joined_position and m.conversation_id = t.id and m.position <= t.after and ${VISIBLE}
         order by m.position desc limit $4
       ) m
     ), placed as (
       select *, row_number() over (partition by n, is_news order by case when after is null then -position else position end) as place
       from said
     )
     select s.n, s.conversations as "conversationIds", s.read as "readPosition", s.pinned, s.joined,
       m.id, m.kind, m.client_id as "clientId", m.position, m.text, m.at, m.by_mail as "byMail", m.form,
       case when a.id is not null then json_build_object('name', a.name, 'picture', ${picturePath('a')}) end as author,
       coalesce((select json_agg(json_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size) order by f.ordinal)
         from attachments f where f.message_id = m.id and f.state = 'stored'), '[]') as files
     from seen s
     left join placed m on m.n = s.n and (m.place <= $4 or not m.is_news)
     left join agents a on a.id = m.agent_id`,
    [wanted.map((one) => one.inboxId), wanted.map((one) => one.visitorId), wanted.map((one) => one.after), limit],
  );
}

/** Of a message `m`. */
const SHOWN = `m.id, m.kind, m.client_id, m.position, m.text, coalesce(m.taken_at, m.received_at) as at,
  case when m.author_type = 'agent' then m.author_id end as agent_id, case when m.content ->> 'kind' = 'form' then m.content - 'kind' end as form`;

/**
 * Of a message `m`: what customers said, and what reached them by either way. By mail machines and strangers get in as well, who are no
 * visitors; and what is said by itself there only repeats the chat.
 */
const VISIBLE = `case m.kind
  when 'inbound' then m.way <> 'email' or (not m.automatic and m.author_type = 'contact' and not m.remarks @> '[{"code": "mail-by-token-alone"}]')
  else exists (select from deliveries d where d.message_id = m.id and d.state in ('accepted', 'delivered', 'read')
    and (d.channel = 'webchat' or m.kind = 'reply')) end`;

const COMING = `('held', 'queued', 'sending')`;

/** Whose web chats these conversations are, or go on in. */
export function visitorsOfConversations(sql: PlannedSql, ids: readonly string[]): Promise<{ conversationId: string; visitorId: string }[]> {
  return sql.planned(
    `select c.id as "conversationId", v.external_key as "visitorId"
     from conversations c join conversations v on v.id in (c.id, c.continues) where c.id = any($1)`,
    [ids],
  );
}

/** The visitor's own conversation first, then those that go on in it; none before a first word. */
export async function conversationsOfVisitor(sql: PlannedSql, visitor: { id: string; inboxId: string }): Promise<string[]> {
  const rows = await sql.planned<{ id: string }>(
    `select c.id from conversations own join conversations c on own.id in (c.id, c.continues)
     where own.inbox_id = $1 and own.external_key = $2 order by c.id <> own.id, c.id`,
    [visitor.inboxId, visitor.id],
  );
  return rows.map(({ id }) => id);
}

/** Whether a file is part of a message that this visitor may see, or an upload of theirs. */
export async function mayVisitorSeeFile(sql: Sql, visitor: { id: string; inboxId: string }, attachmentId: string): Promise<boolean> {
  const rows = await sql.query(
    `select from attachments f where f.id = $1 and f.state = 'stored' and (
       (f.message_id is null and f.uploaded_by in (select v.id from visitors v where $2::uuid in (v.id, v.merged_into)))
       or exists (select from messages m join conversations c on c.id = m.conversation_id join conversations v on v.id in (c.id, c.continues)
         where m.id = f.message_id and v.inbox_id = $3 and v.external_key = $2::text and ${VISIBLE}))`,
    [attachmentId, visitor.id, visitor.inboxId],
  );
  return rows.length > 0;
}
