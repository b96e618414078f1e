import type { Channel } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Sql } from '../database/sql.js';

/** How an inbox stands, and since when. */
export type InboxHealth =
  | { readonly state: 'ok'; readonly reason: null; readonly since: Date }
  | { readonly state: 'failing'; readonly reason: Reason; readonly since: Date }
  | { readonly state: 'off'; readonly reason: null; readonly since: Date };

/** How each inbox stands, by name, for `/healthz`, `doctor` and the settings page. */
export function inboxHealth(
  sql: Sql,
): Promise<{ id: string; name: string; channel: Channel; state: string; reason: Reason | null; since: Date }[]> {
  return sql.query(
    `select id, name, channel, health as state, health_reason as reason, health_since as since from inboxes where active order by name`,
  );
}
