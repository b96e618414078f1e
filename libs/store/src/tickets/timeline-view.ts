import type { DeliveryState, FileDanger, MailAddress, Message, Ref } from '@app/contracts';
import type { Params, Reason } from '@app/domain';
import { decodeCursor, encodeCursor } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import { picturePath } from '../people/agent-pictures.js';
import { CHANGEABLE, CHANGING, DELETABLE, SENT } from './changeable.js';

export type ActorView = {
  readonly type: 'contact' | 'agent' | 'system';
  readonly id: string | null;
  readonly name: string;
  readonly picture: string | null;
};

export type DeliveryView = {
  readonly address: string;
  readonly state: DeliveryState;
  readonly reason: Reason | null;
  readonly at: string;
  readonly notBefore: string;
};

export type AttachmentView = {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sniffedType: string | null;
  readonly dangers: FileDanger[];
  readonly size: number;
  readonly inline: boolean;
  readonly contentId: string | null;
  readonly state: 'stored' | 'waiting' | 'failed';
  readonly reason: Reason | null;
};

export type MessageView = {
  readonly type: 'message';
  readonly id: string;
  readonly conversationId: string;
  readonly kind: Message['kind'];
  readonly author: ActorView;
  readonly way: Message['way'];
  readonly position: number;
  readonly subject: string | null;
  readonly from: MailAddress | null;
  readonly to: MailAddress[];
  readonly cc: MailAddress[];
  readonly bcc: MailAddress[];
  readonly authentication: Message['authentication'];
  readonly text: string;
  readonly html: string | null;
  readonly quotedText: string | null;
  readonly signature: string | null;
  readonly sourceAt: Date | null;
  readonly receivedAt: Date;
  readonly late: boolean;
  readonly edited: boolean;
  readonly deletedAt: Date | null;
  readonly content: Message['content'];
  readonly answers: Message['answers'];
  readonly forwarded: Message['forwarded'];
  readonly reactions: Message['reactions'];
  readonly choices: Message['choices'];
  readonly changeable: boolean;
  readonly deletable: boolean;
  readonly changing: { readonly what: 'text' | 'removal'; readonly state: DeliveryState; readonly reason: Reason | null } | null;
  readonly automatic: boolean;
  readonly recap: Message['recap'];
  readonly problem: Reason | null;
  readonly remarks: Reason[];
  /** Bytes of the mail as it came; null where it was no mail. */
  readonly originalSize: number | null;
  readonly next: Message['next'];
  readonly attachments: AttachmentView[];
  readonly deliveries: DeliveryView[];
};

export type NoteView = {
  readonly type: 'note';
  readonly id: string;
  readonly position: number;
  readonly author: ActorView;
  readonly text: string;
  readonly mentions: Ref[];
  readonly at: Date;
};

export type TicketEventView = {
  readonly type: 'event';
  readonly id: string;
  readonly position: number;
  readonly code: string;
  /** Ids in it are joined by names: `fromName` beside `from`, `toName` beside `to`. */
  readonly params: Params;
  readonly actor: ActorView;
  readonly at: Date;
};

export type TimelineItemView = MessageView | NoteView | TicketEventView;

/**
 * The end of a ticket's timeline, or what came before a cursor, oldest first.
 *
 * The ticket must be one that the viewer may see: nothing is checked here.
 */
export async function readTimeline(
  sql: Sql,
  ticketId: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<{ data: TimelineItemView[]; previous: string | null }> {
  const end = decodeCursor('timeline', ['int'], before)?.[0] ?? null;
  const params = [ticketId, end, limit + 1];
  const parts = await Promise.all([
    sql.query<MessageView>(
      `${MESSAGES} where m.ticket_id = $1 and ($2::bigint is null or m.position < $2) order by m.position desc limit $3`,
      params,
    ),
    sql.query<NoteView>(
      `${NOTES} where n.ticket_id = $1 and ($2::bigint is null or n.position < $2) order by n.position desc limit $3`,
      params,
    ),
    sql.query<TicketEventView>(
      `${EVENTS} where v.ticket_id = $1 and ($2::bigint is null or v.position < $2) order by v.position desc limit $3`,
      params,
    ),
  ]);
  const newestFirst = parts.flat().sort((a, b) => b.position - a.position);
  const data = newestFirst.slice(0, limit).reverse();
  const first = data[0];
  return { data, previous: newestFirst.length > limit && first ? encodeCursor('timeline', [first.position]) : null };
}

/** One message, as timelines show it. */
export async function readMessage(sql: Sql, id: string): Promise<MessageView | null> {
  const [row] = await sql.query<MessageView>(`${MESSAGES} where m.id = $1`, [id]);
  return row ?? null;
}

export async function readNote(sql: Sql, id: string): Promise<NoteView | null> {
  const [row] = await sql.query<NoteView>(`${NOTES} where n.id = $1`, [id]);
  return row ?? null;
}

const MESSAGES = `select 'message' as type, m.id, m.conversation_id as "conversationId", m.kind, m.way, m.position::float8 as position,
  json_build_object('type', m.author_type, 'id', m.author_id, 'name', coalesce(a.name, c.name, ''), 'picture', ${picturePath('a')}) as author,
  m.subject, m.sender as "from", m.recipients as "to", m.cc, m.bcc,
  case when m.authentication is not null then json_build_object('spf', m.authentication -> 'spf', 'dkim', m.authentication -> 'dkim',
    'dmarc', m.authentication -> 'dmarc', 'proved', coalesce((m.authentication ->> 'proved')::boolean, false)) end as authentication,
  m.text, m.html, m.quoted as "quotedText", m.signature, m.source_at as "sourceAt", m.received_at as "receivedAt", m.late, m.edited,
  m.deleted_at as "deletedAt", m.content, m.answers, m.forwarded,
  (select coalesce(jsonb_agg(r - 'person'), '[]') from jsonb_array_elements(m.reactions) as r) as reactions, m.choices, ${CHANGEABLE} as changeable, ${DELETABLE} as deletable, ${CHANGING} as changing,
  m.automatic, m.recap, m.problem, m.remarks, m.next_state as next,
  (select b.size::float8 from blobs b where b.sha256 = m.raw and m.way = 'email' and m.kind = 'inbound') as "originalSize",
  coalesce((select json_agg(json_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type,
      'sniffedType', f.sniffed_type, 'dangers', f.dangers, 'size', f.size,
      'inline', f.inline, 'contentId', f.content_id, 'state', f.state, 'reason', f.reason) order by f.ordinal, f.id)
    from attachments f where f.message_id = m.id), '[]') as attachments,
  coalesce((select json_agg(json_build_object('address', d.recipient, 'state', d.state, 'reason', d.reason, 'at', d.updated_at,
      'notBefore', d.not_before) order by d.part, d.recipient)
    from deliveries d where d.message_id = m.id and d.purpose = 'send'), '[]') as deliveries
  from messages m
  join conversations v on v.id = m.conversation_id
  left join agents a on m.author_type = 'agent' and a.id = m.author_id
  left join contacts c on m.author_type = 'contact' and c.id = m.author_id
  ${SENT}`;

const NOTES = `select 'note' as type, n.id, n.position::float8 as position, n.text, n.created_at as at,
  json_build_object('type', 'agent', 'id', a.id, 'name', a.name, 'picture', ${picturePath('a')}) as author,
  coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name) from agents o where o.id = any(n.mentions)), '[]') as mentions
  from notes n join agents a on a.id = n.author_id`;

/** The name of the agent or team whose id a param holds. */
function nameOf(param: 'from' | 'to'): string {
  const id = `case when v.params ->> '${param}' ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then (v.params ->> '${param}')::uuid end`;
  return `coalesce((select name from agents where id = ${id}), (select name from teams where id = ${id}))`;
}

const EVENTS = `select 'event' as type, v.id, v.position::float8 as position, v.code, v.at,
  v.params || jsonb_strip_nulls(jsonb_build_object('fromName', ${nameOf('from')}, 'toName', ${nameOf('to')})) as params,
  json_build_object('type', v.actor_type, 'id', v.actor_id, 'name', coalesce(a.name, c.name, ''), 'picture', ${picturePath('a')}) as actor
  from ticket_events v
  left join agents a on v.actor_type = 'agent' and a.id = v.actor_id
  left join contacts c on v.actor_type = 'contact' and c.id = v.actor_id`;
