import type { Reason } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';

/** A decision about who has a ticket. */
export type Assignment = {
  readonly ticketId: string;
  /** The ticket's, after the change. */
  readonly version: number;
  /** Null: given back to the queue. */
  readonly agentId: string | null;
  readonly by: 'router' | 'agent' | 'reply' | 'system';
  readonly reason: Reason;
};

/** Notes decisions about who, with their reasons (table `assignments`, written here alone), in the transaction of the change. */
export async function recordAssignments(tx: Tx, assignments: readonly Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  await tx.query(
    `insert into assignments (id, ticket_id, version, agent_id, by, reason)
     select a.id, a.ticket_id, a.version, a.agent_id, a.by, a.reason::jsonb
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::text[]) as a(id, ticket_id, version, agent_id, by, reason)`,
    [
      assignments.map(() => newId()),
      assignments.map((one) => one.ticketId),
      assignments.map((one) => one.version),
      assignments.map((one) => one.agentId),
      assignments.map((one) => one.by),
      assignments.map((one) => JSON.stringify(one.reason)),
    ],
  );
}
