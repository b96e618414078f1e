import type { Sql } from '../database/sql.js';

/** Notes how far an agent has read a ticket; it never goes back (table `read_marks`, written here alone). Called by desk. */
export async function markRead(sql: Sql, agentId: string, ticketId: string, position: number): Promise<void> {
  await sql.query(
    `insert into read_marks (agent_id, ticket_id, position) values ($1, $2, $3)
     on conflict (agent_id, ticket_id) do update set position = greatest(read_marks.position, excluded.position)`,
    [agentId, ticketId, position],
  );
}
