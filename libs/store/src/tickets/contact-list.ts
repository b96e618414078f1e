import type { Channel } from '@app/contracts';
import { DeskError } from '@app/domain';
import { contains } from '../people/agent-list.js';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

export type ContactRow = {
  readonly id: string;
  readonly name: string;
  readonly language: string | null;
  readonly createdAt: Date;
  readonly identities: { id: string; channel: Channel; address: string; provedAt: string | null; how: string | null }[];
};

/** Contacts of the tickets that the viewer may see; admins see all. */
export async function listContacts(
  sql: Sql,
  viewer: Viewer,
  { limit, cursor, q }: { limit: number; cursor?: string | undefined; q?: string | undefined },
) {
  const after = decodeCursor('contacts', ['text', 'uuid'], cursor);
  const rows = await sql.query<ContactRow>(
    `${SELECT} where ${KNOWN} and ($3::text is null or (c.name, c.id) > ($3, $4::uuid))
       and ($5::text is null or c.name ilike $5 or exists (select from identities d where d.contact_id = c.id and d.address ilike $5))
     order by c.name, c.id limit $6`,
    [...viewerParams(viewer), after?.[0] ?? null, after?.[1] ?? null, q ? contains(q) : null, limit + 1],
  );
  return pageOf(rows, limit, (last) => encodeCursor('contacts', [last.name, last.id]));
}

/** @throws DeskError missing/contact-missing, also where the viewer may not see it */
export async function readContact(sql: Sql, viewer: Viewer, id: string): Promise<ContactRow> {
  const [row] = await sql.query<ContactRow>(`${SELECT} where c.id = $3 and ${KNOWN}`, [...viewerParams(viewer), id]);
  if (!row) throw new DeskError('missing', 'contact-missing', 'There is no such contact, or you may not see it.');
  return row;
}

const SELECT = `select c.id, c.name, c.language, c.created_at as "createdAt",
  coalesce((select json_agg(json_build_object('id', d.id, 'channel', d.channel, 'address', d.address, 'provedAt', d.proved_at, 'how', d.how)
    order by d.created_at, d.id) from identities d where d.contact_id = c.id), '[]') as identities
  from contacts c`;

const KNOWN = `($1::boolean or exists (select from tickets t where t.contact_id = c.id and ${VISIBLE}))`;
