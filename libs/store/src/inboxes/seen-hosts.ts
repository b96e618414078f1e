import type { Sql } from '../database/sql.js';

/** A site that asked for a web chat's frame. */
export type SeenHost = {
  /** E.g. `https://shop.example`. */
  readonly origin: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Whether it might embed the chat when it was last seen. */
  readonly admitted: boolean;
};

/** Of one inbox: anybody can make up names of sites. */
const MOST_HOSTS = 100;

/**
 * Notes that a site asked for the frame (table `seen_hosts`, written here alone). Called by webchat, at most once a minute for each.
 *
 * Where there are too many the oldest goes, first of those that were refused: what nobody may embed never drives out what is embedded.
 */
export async function noteSeenHost(sql: Sql, inboxId: string, origin: string, admitted: boolean): Promise<void> {
  await sql.query(
    `insert into seen_hosts (inbox_id, origin, admitted) values ($1, $2, $3)
     on conflict (inbox_id, origin) do update set last_at = now(), admitted = excluded.admitted`,
    [inboxId, origin, admitted],
  );
  await sql.query(
    `delete from seen_hosts where inbox_id = $1 and origin in
       (select origin from seen_hosts where inbox_id = $1 order by admitted desc, last_at desc, origin offset $2)`,
    [inboxId, MOST_HOSTS],
  );
}

/** The latest first. */
export function seenHosts(sql: Sql, inboxId: string): Promise<readonly SeenHost[]> {
  return sql.query<SeenHost>(
    `select origin, first_at as "firstAt", last_at as "lastAt", admitted from seen_hosts where inbox_id = $1 order by last_at desc, origin`,
    [inboxId],
  );
}
