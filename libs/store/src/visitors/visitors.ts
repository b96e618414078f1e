import { WebchatSettings } from '@app/contracts';
import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { hashToken, makeToken } from '../database/random-token.js';
import type { Sql } from '../database/sql.js';

/** The browser of somebody who writes in a web chat. */
export type Visitor = { readonly id: string; readonly inboxId: string; readonly locale: string | null };

/**
 * Begins a visitor (table `visitors`, written here alone). Called by webchat, when somebody writes for the first time.
 *
 * @returns the visitor with the token that the browser keeps: 256 random bits, of which only the hash is stored
 */
export async function beginVisitor(sql: Sql, inboxId: string, locale: string | null): Promise<{ visitor: Visitor; token: string }> {
  const visitor: Visitor = { id: newId(), inboxId, locale };
  const token = makeToken('otv_');
  await sql.query(`insert into visitors (id, inbox_id, token_hash, locale) values ($1, $2, $3, $4)`, [
    visitor.id,
    inboxId,
    hashToken(token),
    locale,
  ]);
  return { visitor, token };
}

/**
 * Who has this token; also notes, once an hour, that the visitor was here.
 *
 * @throws DeskError forbidden/visitor-unknown, also when the inbox is not served any more
 */
export async function visitorByToken(sql: Sql, token: string): Promise<Visitor> {
  const [row] = await sql.query<Visitor & { stale: boolean }>(
    `select v.id, v.inbox_id as "inboxId", v.locale, v.last_seen_at < now() - interval '1 hour' as stale
     from visitors v join inboxes i on i.id = v.inbox_id where v.token_hash = $1 and i.active`,
    [hashToken(token)],
  );
  if (!row) throw new DeskError('forbidden', 'visitor-unknown', 'This browser is not known here (any more).');
  const { stale, ...visitor } = row;
  if (stale) await sql.query(`update visitors set last_seen_at = now() where id = $1`, [visitor.id]);
  return visitor;
}

/** What the public side of a web chat needs to know of its inbox. */
export type WidgetInbox = {
  readonly id: string;
  /** What the panel is headed with. */
  readonly title: string;
  readonly greeting: string | null;
  readonly colour: string;
  /** Sites that may embed the frame. */
  readonly origins: readonly string[];
};

/** The active web-chat inboxes, oldest first. */
export async function readWidgetInboxes(sql: Sql): Promise<readonly WidgetInbox[]> {
  const rows = await sql.query<{ id: string; organisation: string; settings: unknown }>(
    `select i.id, o.name as organisation, i.settings from inboxes i, organisation o
     where i.channel = 'webchat' and i.active order by i.created_at, i.id`,
  );
  return rows.flatMap(({ id, organisation, settings }) => {
    const { success, data } = WebchatSettings.safeParse(settings);
    if (!success) return [];
    return [{ id, title: data.title ?? organisation, greeting: data.greeting, colour: data.colour, origins: originsOf(data.origins) }];
  });
}

/** A setting may hold a whole address; what browsers compare is its origin. */
function originsOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map((address) => new URL(address).origin))].filter((origin) => origin !== 'null');
}

/** @throws DeskError missing/attachment-missing unless each is an upload of this visitor's that no message has yet */
export async function checkVisitorUploads(sql: Sql, visitorId: string, attachmentIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(attachmentIds)];
  if (wanted.length === 0) return;
  const found = await sql.query(`select from attachments where id = any($1) and uploaded_by = $2 and message_id is null`, [
    wanted,
    visitorId,
  ]);
  if (found.length < wanted.length)
    throw new DeskError('missing', 'attachment-missing', 'A file of this message is gone: upload it again.');
}
