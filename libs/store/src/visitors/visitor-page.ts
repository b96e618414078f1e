import type { Sql } from '../database/sql.js';

/** Notes the page that a visitor has the chat open on, without what may be secret in it. Called by webchat when a session is opened. */
export async function noteVisitorPage(sql: Sql, visitorId: string, page: string | null): Promise<void> {
  const known = page === null ? null : withoutQuery(page);
  if (known === null) return;
  await sql.query(`update visitors set page = $2 where id = $1 and page is distinct from $2`, [visitorId, known]);
}

/** Null: no page of the web. */
function withoutQuery(page: string): string | null {
  if (!URL.canParse(page)) return null;
  const { protocol, origin, pathname } = new URL(page);
  return protocol === 'https:' || protocol === 'http:' ? `${origin}${pathname}`.slice(0, 1_000) : null;
}
