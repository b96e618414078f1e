import type { Params } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Sql } from '../database/sql.js';

/** Who did it. `system` has no id. */
export type Actor = { readonly type: 'contact' | 'agent'; readonly id: string } | { readonly type: 'system'; readonly id: null };
export const SYSTEM: Actor = { type: 'system', id: null };

export type TicketEvent = {
  readonly ticketId: string;
  readonly code: string;
  readonly params: Params;
  readonly actor: Actor;
  /** Drawn before (default: the next place). */
  readonly position?: string;
};

/**
 * Writes what happened to tickets (table `ticket_events`, written here alone). Their rows must be locked: positions are drawn here.
 *
 * Called by every service that changes tickets, after the change: the ticket's version is noted with it.
 */
export async function addTicketEvents(sql: Sql, events: readonly TicketEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql.query(
    `insert into ticket_events (id, ticket_id, position, code, params, actor_type, actor_id, version)
     select e.id, e.ticket_id, coalesce(e.position, nextval('timeline_positions')), e.code, e.params::jsonb, e.actor_type, e.actor_id, t.version
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[])
       with ordinality as e(id, ticket_id, code, params, actor_type, actor_id, position, n)
     join tickets t on t.id = e.ticket_id
     order by e.n`,
    [
      events.map(() => newId()),
      events.map((event) => event.ticketId),
      events.map((event) => event.code),
      events.map((event) => JSON.stringify(event.params)),
      events.map((event) => event.actor.type),
      events.map((event) => event.actor.id),
      events.map((event) => event.position ?? null),
    ],
  );
}
