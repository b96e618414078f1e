import { TicketSeen } from '@app/contracts';
import type { Tx } from '../database/store.js';

/**
 * Notes how far an agent has read a ticket; it never goes back, nor beyond what there is (table `read_marks`, written here alone). Called by
 * desk.
 *
 * Where a web chat's visitor is shown it, it is told when nobody had read so far before.
 */
export async function markRead(tx: Tx, agentId: string, ticketId: string, position: number): Promise<void> {
  // All of it sees the marks as they were: what two agents say at once may be told twice, and never not at all.
  const [seen] = await tx.query<{ number: number; teamId: string; position: number }>(
    `with mark as (select t.id, t.number, t.team_id, least($3::bigint, t.last_position) as position from tickets t where t.id = $2),
     noted as (
       insert into read_marks (agent_id, ticket_id, position) select $1, id, position from mark
       on conflict (agent_id, ticket_id) do update set position = greatest(read_marks.position, excluded.position))
     select m.number::int as number, m.team_id as "teamId", m.position::float8 as position from mark m
     where exists (select from conversations c join inboxes i on i.id = c.inbox_id where c.current_ticket_id = m.id and i.channel = 'webchat')
       and not exists (select from read_marks r where r.ticket_id = m.id and r.position >= m.position)`,
    [agentId, ticketId, position],
  );
  if (seen) tx.outbox.add(TicketSeen, { ticketId, ...seen });
}
