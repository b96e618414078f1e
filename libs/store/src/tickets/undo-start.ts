import type { Tx } from '../database/store.js';
import { announceChange, type TicketRow } from './tickets.js';

/**
 * Takes back that an agent wrote first, whose message was undone: its ticket and conversation are gone, as if they had never been. A chat
 * stays, and goes on where it was spoken in last.
 * Where anything else was said or noted meanwhile, both stay. The contact stays too: others may have come to know it since.
 *
 * Called when an answer is undone; the ticket's conversations and the ticket must be locked.
 *
 * @returns whether the ticket is gone
 */
export async function undoStart(tx: Tx, ticket: TicketRow): Promise<boolean> {
  const { id } = ticket;
  const [standing] = await tx.query(`select from tickets t where t.id = $1 and ${STARTED_AND_EMPTY}`, [id]);
  if (!standing) return false;
  await tx.query(
    `update conversations c set current_ticket_id =
       (select m.ticket_id from messages m where m.conversation_id = c.id order by m.position desc limit 1)
     where c.current_ticket_id = $1 and ${IS_CHAT}`,
    [id],
  );
  // Nobody took part yet: nothing ever left.
  await tx.query(`delete from conversations where current_ticket_id = $1`, [id]);
  await tx.query(`delete from assignments where ticket_id = $1`, [id]);
  await tx.query(`delete from ticket_events where ticket_id = $1`, [id]);
  // Skills, tags and what was read of it go with it.
  await tx.query(`delete from tickets where id = $1`, [id]);
  announceChange(tx, ticket, ['removed']);
  return true;
}

/** Of a conversation `c`: it was there before the ticket. */
const IS_CHAT = `exists (select from inboxes i where i.id = c.inbox_id and i.channel = 'telegram')`;

/** Of a ticket `t`. What customers' mails opened holds these, also where an agent forwarded them. */
const STARTED_AND_EMPTY = `t.merged_into is null
  and exists (select from ticket_events e where e.ticket_id = t.id and e.code = 'opened' and e.actor_type = 'agent')
  and not exists (select from messages m where m.ticket_id = t.id)
  and not exists (select from messages m join conversations c on c.id = m.conversation_id where c.current_ticket_id = t.id
    and not ${IS_CHAT})
  and not exists (select from notes n where n.ticket_id = t.id)
  and not exists (select from tickets other where other.merged_into = t.id or other.follows = t.id)`;
