import type { Sql } from '../database/sql.js';

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
  readonly authorName: string | null;
  readonly files: readonly VisitorMessageFile[];
};

export type VisitorHistory = {
  readonly conversationId: string;
  /** In the order of their positions. */
  readonly messages: readonly VisitorMessageView[];
  /** There is more after these. */
  readonly isCut: boolean;
  /**
   * Where to go on after these. It stays before an answer that cannot be seen yet (held, or to be sent later), whose position is
   * older than what is written meanwhile: so what comes after the cursor may have been given before, and is known by its id.
   */
  readonly cursor: bigint;
  readonly readPosition: bigint;
};

type Row = Omit<VisitorMessageView, 'id' | 'position' | 'files'> & {
  n: string;
  conversationId: string;
  readPosition: string;
  pinned: string | null;
  /** Null: there is nothing that may be seen. */
  id: string | null;
  position: string;
};

/**
 * What visitors may see of their conversations: their own words and the answers whose delivery is accepted. Never notes.
 *
 * Two statements, however many are asked for.
 *
 * @param limit messages of one visitor
 * @returns in the order asked; null where nothing was ever written
 */
export async function readHistories(
  sql: Sql,
  wanted: readonly HistoryWanted[],
  limit: number,
): Promise<readonly (VisitorHistory | null)[]> {
  if (wanted.length === 0) return [];
  const rows = await readRows(sql, wanted, limit);
  const files = await readFiles(
    sql,
    rows.flatMap((row) => row.id ?? []),
  );
  const byAsker = Map.groupBy(rows, (row) => Number(row.n) - 1);
  return wanted.map(({ after }, index) => historyOf(byAsker.get(index) ?? [], after, limit, files));
}

function historyOf(rows: readonly Row[], after: bigint | null, limit: number, files: FilesByMessage): VisitorHistory | null {
  const [first] = rows;
  if (!first) return null;
  const { conversationId, readPosition, pinned } = first;
  const messages = rows
    .flatMap(({ id, position, kind, clientId, text, at, authorName }) =>
      id === null ? [] : [{ id, position: BigInt(position), kind, clientId, text, at, authorName, files: files.get(id) ?? [] }],
    )
    .sort((a, b) => Number(a.position - b.position));
  const reached = messages.at(-1)?.position ?? after ?? 0n;
  const before = pinned === null ? reached : BigInt(pinned) - 1n;
  return {
    conversationId,
    messages,
    isCut: after !== null && messages.length === limit,
    cursor: before < reached ? before : reached,
    readPosition: BigInt(readPosition),
  };
}

/** One statement, so that what is seen and what cannot be seen yet belong to the same moment. */
function readRows(sql: Sql, wanted: readonly HistoryWanted[], limit: number): Promise<Row[]> {
  return sql.query<Row>(
    `select w.n, c.id as "conversationId", c.read_position as "readPosition", hidden.position as pinned,
       m.id, m.kind, m.client_id as "clientId", m.position, m.text, coalesce(m.taken_at, m.received_at) as at, a.name as "authorName"
     from unnest($1::uuid[], $2::text[], $3::bigint[]) with ordinality as w(inbox_id, visitor, after, n)
     join conversations c on c.inbox_id = w.inbox_id and c.external_key = w.visitor
     cross join lateral (
       select min(d.position) as position from deliveries d
       where d.inbox_id = c.inbox_id and d.recipient = c.external_key and d.state in ('held', 'queued', 'sending')
     ) hidden
     left join lateral (
       select m.* from messages m
       where m.conversation_id = c.id and m.position > coalesce(w.after, 0) and ${VISIBLE}
       order by case when w.after is null then -m.position else m.position end limit $4
     ) m on true
     left join agents a on m.author_type = 'agent' and a.id = m.author_id`,
    [wanted.map((one) => one.inboxId), wanted.map((one) => one.visitorId), wanted.map((one) => one.after), limit],
  );
}

const VISIBLE = `(m.kind = 'inbound' or exists (
  select from deliveries d where d.message_id = m.id and d.channel = 'webchat' and d.state in ('accepted', 'delivered', 'read')))`;

type FilesByMessage = ReadonlyMap<string, readonly VisitorMessageFile[]>;

async function readFiles(sql: Sql, messageIds: readonly string[]): Promise<FilesByMessage> {
  if (messageIds.length === 0) return new Map();
  const rows = await sql.query<VisitorMessageFile & { messageId: string }>(
    `select id, message_id as "messageId", filename, content_type as "contentType", size::float8 as size from attachments
     where message_id = any($1) and state = 'stored' order by message_id, ordinal`,
    [messageIds],
  );
  return Map.groupBy(rows, (row) => row.messageId);
}

/** Whose web chats these conversations are. */
export function visitorsOfConversations(sql: Sql, ids: readonly string[]): Promise<{ conversationId: string; visitorId: string }[]> {
  return sql.query(`select id as "conversationId", external_key as "visitorId" from conversations where id = any($1)`, [ids]);
}

/** Whether a file is part of a message that this visitor may see, or an upload of theirs. */
export async function mayVisitorSeeFile(sql: Sql, visitor: { id: string; inboxId: string }, attachmentId: string): Promise<boolean> {
  const rows = await sql.query(
    `select from attachments f where f.id = $1 and f.state = 'stored' and (
       (f.message_id is null and f.uploaded_by = $2::uuid)
       or exists (select from messages m join conversations c on c.id = m.conversation_id
         where m.id = f.message_id and c.inbox_id = $3 and c.external_key = $2::text and ${VISIBLE}))`,
    [attachmentId, visitor.id, visitor.inboxId],
  );
  return rows.length > 0;
}
