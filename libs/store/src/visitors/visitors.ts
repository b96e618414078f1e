import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { hashToken, makeToken } from '../database/random-token.js';
import type { Sql } from '../database/sql.js';

/** The browser of somebody who writes in a web chat. */
export type Visitor = { readonly id: string; readonly inboxId: string; readonly locale: string | null };

/**
 * Begins a visitor (tables `visitors`, `visitor_tokens`). Called by webchat, when somebody writes for the first time.
 *
 * @returns the visitor with the token that the browser keeps: 256 random bits, of which only the hash is stored
 */
export async function beginVisitor(sql: Sql, inboxId: string, locale: string | null): Promise<{ visitor: Visitor; token: string }> {
  const visitor: Visitor = { id: newId(), inboxId, locale };
  const token = makeToken('otv_');
  await sql.query(
    `with visitor as (insert into visitors (id, inbox_id, locale) values ($1, $2, $4) returning id)
     insert into visitor_tokens (token_hash, visitor_id) select $3, id from visitor`,
    [visitor.id, inboxId, hashToken(token), locale],
  );
  return { visitor, token };
}

/**
 * Who has this token; also notes, once an hour, that the visitor was here.
 *
 * @throws DeskError forbidden/visitor-unknown, also when the inbox is not served any more
 */
export async function visitorByToken(sql: Sql, token: string): Promise<Visitor> {
  const visitor = (await visitorsByTokens(sql, [token])).get(token);
  if (!visitor) throw visitorUnknown();
  return visitor;
}

/** What a browser is told whose token nobody has (any more): it begins anew. */
export function visitorUnknown(): DeskError {
  return new DeskError('forbidden', 'visitor-unknown', 'This browser is not known here (any more).');
}

/**
 * As `visitorByToken`, for many at once: a gateway that starts again is asked by all of its sockets.
 *
 * @returns by token; one that is not known, or whose inbox is not served any more, is not in it
 */
export async function visitorsByTokens(sql: Sql, tokens: readonly string[]): Promise<ReadonlyMap<string, Visitor>> {
  const asked = [...new Set(tokens)];
  const rows = await sql.query<Visitor & { n: string; stale: boolean }>(
    `select w.n, v.id, v.inbox_id as "inboxId", v.locale, t.last_seen_at < now() - interval '1 hour' as stale
     from unnest($1::bytea[]) with ordinality as w(token_hash, n)
     join visitor_tokens t on t.token_hash = w.token_hash
     join visitors v on v.id = t.visitor_id join inboxes i on i.id = v.inbox_id and i.active`,
    [asked.map(hashToken)],
  );
  const tokenOf = ({ n }: { n: string }): string => asked[Number(n) - 1] ?? '';
  await noteHere(sql, rows.filter((row) => row.stale).map(tokenOf));
  return new Map(rows.map(({ n, stale: _, ...visitor }) => [tokenOf({ n }), visitor]));
}

/** Rows that another gateway notes at this moment are left to it. */
async function noteHere(sql: Sql, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return;
  await sql.query(
    `with here as (select token_hash, visitor_id from visitor_tokens where token_hash = any($1::bytea[]) for no key update skip locked),
     noted as (update visitor_tokens t set last_seen_at = now() from here where t.token_hash = here.token_hash),
     visitor as (select v.id from visitors v where v.id in (select visitor_id from here) for no key update skip locked)
     update visitors v set last_seen_at = now() from visitor where v.id = visitor.id`,
    [tokens.map(hashToken)],
  );
}
