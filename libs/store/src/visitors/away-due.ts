import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { afterMerges } from '../intake/conversations.js';
import { claimOf } from './claimed-addresses.js';
import type { AwayInbox } from './away-inboxes.js';

/** Answers in one mail. */
const MOST_ANSWERS = 10;
/** What a visitor asked last before them, messages. */
const MOST_QUESTIONS = 5;
/** What waited longer comes too late: the mailbox was away, or was named long afterwards. */
const LATEST = `interval '3 days'`;

/** The chat of a visitor who is away, with all that goes on in it. Its conversations are locked. */
export type AwayFamily = { readonly rootId: string; readonly conversationIds: readonly string[] };

/** Oldest first: chats with an answer that nobody has got for as long as their inbox waits. */
export async function findAway(sql: Sql, inboxes: readonly AwayInbox[], limit: number): Promise<string[]> {
  const rows = await sql.query<{ rootId: string }>(
    `select coalesce(c.continues, c.id) as "rootId"
     from unnest($1::uuid[], $2::int[]) as w(inbox_id, minutes)
     join deliveries d on d.inbox_id = w.inbox_id and ${UNSEEN} and d.updated_at <= now() - w.minutes * interval '1 minute'
     join messages m on m.id = d.message_id and ${ANSWER}
     join conversations c on c.id = d.conversation_id
     group by 1 order by min(d.updated_at) limit $3`,
    [inboxes.map((one) => one.id), inboxes.map((one) => one.afterMinutes), limit],
  );
  return rows.map((row) => row.rootId);
}

/** Of a delivery `d`: no browser has it, and it was never decided what becomes of it. */
const UNSEEN = `d.channel = 'webchat' and d.state = 'accepted' and d.purpose = 'send' and d.updated_at > now() - ${LATEST}
  and not exists (select from away_mails x where x.message_id = d.message_id)`;
const ANSWER = `m.kind = 'reply' and m.deleted_at is null`;

/**
 * Locks these chats with all that goes on in them, as far as nobody else holds them: those come another time. Nothing is waited for here, so
 * that two who lock in different order never wait for each other.
 */
export async function lockFamilies(tx: Tx, rootIds: readonly string[]): Promise<readonly AwayFamily[]> {
  if (rootIds.length === 0) return [];
  const locked = await tx.query<{ id: string; rootId: string }>(
    `select id, coalesce(continues, id) as "rootId" from conversations where id = any($1) or continues = any($1)
     order by id for no key update skip locked`,
    [rootIds],
  );
  // A statement of its own: it sees what was begun while the locks were taken.
  const all = await tx.query<{ rootId: string; ids: string[] }>(
    `select coalesce(continues, id) as "rootId", array_agg(id) as ids from conversations where id = any($1) or continues = any($1) group by 1`,
    [rootIds],
  );
  const ours = new Set(locked.map(({ id }) => id));
  return all.flatMap(({ rootId, ids }) => (ids.every((id) => ours.has(id)) ? [{ rootId, conversationIds: ids }] : []));
}

/** Who is away, and where they are written to. */
export type AwayVisitor = {
  readonly rootId: string;
  readonly inboxId: string;
  readonly contactId: string;
  /** Null: nowhere. */
  readonly address: string | null;
  /** The site has signed that the address is theirs, or a person has answered from there by mail in this chat. */
  readonly isProved: boolean;
  readonly locale: string | null;
  readonly page: string | null;
  readonly organisation: string;
  readonly timeZone: string;
};

export function readVisitors(sql: Sql, families: readonly AwayFamily[]): Promise<AwayVisitor[]> {
  return sql.query<AwayVisitor>(
    `select c.id as "rootId", c.inbox_id as "inboxId", c.contact_id as "contactId", w.address, v.email is not null or ${ANSWERED} as "isProved",
       v.locale, v.page, o.name as organisation, o.time_zone as "timeZone"
     from conversations c cross join organisation o left join visitors v on v.id = c.external_key::uuid
     cross join lateral (select coalesce(v.email, ${claimOf('v.id')}) as address) w
     where c.id = any($1)`,
    [families.map((one) => one.rootId)],
  );
}

/**
 * SQL: whether mail came from `w.address` in the conversation that our mails to it began, in the chat `c`: nobody else has what leads there. A
 * machine's answer proves nothing: a stranger's may write by itself.
 */
const ANSWERED = `exists (select from conversations f join messages a on a.conversation_id = f.id
  where f.continues = c.id and right(f.external_key, length(w.address) + 1) = ':' || lower(w.address)
    and a.kind = 'inbound' and a.way = 'email' and not a.automatic and lower(a.sender ->> 'address') = lower(w.address))`;

export type UnseenAnswer = {
  readonly rootId: string;
  readonly messageId: string;
  readonly position: string;
  /** The ticket that it belongs to now. */
  readonly ticketId: string;
  readonly text: string;
  readonly at: Date;
  readonly authorId: string | null;
  readonly author: string | null;
  readonly files: readonly UnseenFile[];
};

export type UnseenFile = { readonly id: string; readonly filename: string; readonly size: number };

/** The oldest that no browser has, in their order: those too that do not wait for long, so that what was said together comes together. */
export function readUnseen(sql: Sql, families: readonly AwayFamily[]): Promise<UnseenAnswer[]> {
  const [conversationIds, roots] = columnsOf(families);
  return sql.query<UnseenAnswer>(
    `select u.root_id as "rootId", m.id as "messageId", m.position, ${afterMerges('m.ticket_id')} as "ticketId", m.text,
       coalesce(m.taken_at, m.received_at) as at, a.id as "authorId", a.name as author,
       coalesce((select json_agg(json_build_object('id', f.id, 'filename', f.filename, 'size', f.size) order by f.ordinal, f.id)
         from attachments f where f.message_id = m.id and f.state = 'stored'), '[]') as files
     from (
       select w.root_id, d.message_id, row_number() over (partition by w.root_id order by d.position) as n
       from unnest($1::uuid[], $2::uuid[]) as w(conversation_id, root_id)
       join deliveries d on d.conversation_id = w.conversation_id and ${UNSEEN}
       join messages m on m.id = d.message_id and ${ANSWER}
     ) u
     join messages m on m.id = u.message_id
     left join agents a on m.author_type = 'agent' and a.id = m.author_id
     where u.n <= ${MOST_ANSWERS} order by u.root_id, m.position`,
    [conversationIds, roots],
  );
}

/** What the visitor had asked before the first of the answers, by chat: since they were answered last. */
export async function readQuestions(
  sql: Sql,
  families: readonly AwayFamily[],
  firsts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const asked = families.filter(({ rootId }) => firsts.has(rootId));
  const rows = await sql.query<{ rootId: string; question: string | null }>(
    `select f.root_id as "rootId", (
       select string_agg(q.text, E'\\n' order by q.position) from (
         select m.text, m.position from conversations c join messages m on m.conversation_id = c.id
         where (c.id = f.root_id or c.continues = f.root_id) and m.kind = 'inbound' and not m.automatic and m.text <> '' and m.position < f.before
           and m.position > coalesce((select max(r.position) from conversations o join messages r on r.conversation_id = o.id
             where (o.id = f.root_id or o.continues = f.root_id) and r.kind = 'reply' and r.position < f.before), 0)
         order by m.position desc limit ${MOST_QUESTIONS}
       ) q) as question
     from unnest($1::uuid[], $2::bigint[]) as f(root_id, before)`,
    [asked.map((one) => one.rootId), asked.map((one) => firsts.get(one.rootId))],
  );
  return new Map(rows.map(({ rootId, question }) => [rootId, question ?? '']));
}

function columnsOf(families: readonly AwayFamily[]): [string[], string[]] {
  const pairs = families.flatMap(({ rootId, conversationIds }) => conversationIds.map((id) => [id, rootId] as const));
  return [pairs.map(([id]) => id), pairs.map(([, rootId]) => rootId)];
}
