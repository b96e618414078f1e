import type { Contact, Ref } from '@app/contracts';
import { DeskError } from '@app/domain';
import { contains } from '../people/agent-list.js';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import { LIVE, PRIVATE_CHAT } from './private-chats.js';
import { VISIBLE, viewerParams, type Viewer, WRITES_FROM } from './viewer.js';

export type ContactRow = {
  readonly id: string;
  readonly name: string;
  readonly language: string | null;
  readonly createdAt: Date;
  readonly identities: Contact['identities'];
  /** What its visitors left in web chats, the latest first. */
  readonly claims: Contact['claims'];
  /** Private chats in Telegram, of inboxes that the viewer may write from. */
  readonly chats: { conversation: string; inbox: Ref; blockedAt: string | null; ticket: { number: number | null } | null }[];
  /** What came to it by proofs, the latest first. */
  readonly joins: Contact['joins'];
};

/** Contacts of the tickets that the viewer may see; admins see all. */
export async function listContacts(
  sql: Sql,
  viewer: Viewer,
  { limit, cursor, q }: { limit: number; cursor?: string | undefined; q?: string | undefined },
) {
  const after = decodeCursor('contacts', ['text', 'uuid'], cursor);
  const rows = await sql.query<ContactRow>(
    `${SELECT} where c.merged_into is null and ${KNOWN} and ($3::text is null or (c.name, c.id) > ($3, $4::uuid))
       and ($5::text is null or c.name ilike $5 or exists (select from identities d where d.contact_id = c.id and d.address ilike $5))
     order by c.name, c.id limit $6`,
    [...viewerParams(viewer), after?.[0] ?? null, after?.[1] ?? null, q ? contains(q) : null, limit + 1],
  );
  return pageOf(rows, limit, (last) => encodeCursor('contacts', [last.name, last.id]));
}

/**
 * A contact; one that came to another by a proof is that one.
 *
 * @throws DeskError missing/contact-missing, also where the viewer may not see it
 */
export async function readContact(sql: Sql, viewer: Viewer, id: string): Promise<ContactRow> {
  const [row] = await sql.query<ContactRow>(`${SELECT} where c.id = ${AFTER_JOINS} and ${KNOWN}`, [...viewerParams(viewer), id]);
  if (!row) throw new DeskError('missing', 'contact-missing', 'There is no such contact, or you may not see it.');
  return row;
}

const AFTER_JOINS = `(with recursive joins (id, merged_into, depth) as (
    select o.id, o.merged_into, 0 from contacts o where o.id = $3
    union all
    select o.id, o.merged_into, j.depth + 1 from joins j join contacts o on o.id = j.merged_into where j.depth < 100
  ) select id from joins order by depth desc limit 1)`;

const SELECT = `select c.id, c.name, c.language, c.created_at as "createdAt",
  coalesce((select json_agg(json_build_object('id', d.id, 'channel', d.channel, 'address', d.address, 'provedAt', d.proved_at, 'how', d.how)
    order by d.created_at, d.id) from identities d where d.contact_id = c.id), '[]') as identities,
  coalesce((select json_agg(json_build_object('address', l.address, 'at', l.at) order by l.at desc, l.address) from (
      select a.address, max(a.claimed_at) as at from conversations v join inboxes i on i.id = v.inbox_id
      join claimed_addresses a on a.visitor_id = case i.channel when 'webchat' then v.external_key::uuid end
      where v.contact_id = c.id group by a.address) l), '[]') as claims,
  coalesce((select json_agg(json_build_object('conversation', v.id, 'inbox', json_build_object('id', i.id, 'name', i.name),
      'blockedAt', v.blocked_at, 'ticket', case when t.id is not null then json_build_object('number', case when ${VISIBLE} then t.number end) end)
    order by v.created_at desc, v.id)
    from conversations v join inboxes i on i.id = v.inbox_id left join tickets t on t.id = v.current_ticket_id and ${LIVE}
    where v.contact_id = c.id and ${PRIVATE_CHAT} and ${WRITES_FROM}), '[]') as chats,
  coalesce((select json_agg(json_build_object('id', j.id, 'from', f.name, 'how', j.how, 'at', j.at) order by j.at desc, j.id)
    from contact_joins j join contacts f on f.id = j.from_contact where j.into_contact = c.id and j.undone_at is null), '[]') as joins
  from contacts c`;

const KNOWN = `($1::boolean or exists (select from tickets t where t.contact_id = c.id and ${VISIBLE}))`;
