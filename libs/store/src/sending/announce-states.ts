import { ReplyReported } from '@app/contracts';
import { messageState, type DeliveryState } from '@app/domain';
import type { Tx } from '../database/store.js';

/** Tells what the state of each message is now. */
export async function announceStates(tx: Tx, messageIds: readonly string[]): Promise<void> {
  const rows = await tx.planned<{
    messageId: string;
    conversationId: string;
    ticketId: string;
    number: number;
    teamId: string;
    states: DeliveryState[];
  }>(
    `select m.id as "messageId", m.conversation_id as "conversationId", t.id as "ticketId", t.number::int as number, t.team_id as "teamId",
       coalesce(array_agg(d.state) filter (where d.purpose = 'send'), '{}') as states
     from messages m join tickets t on t.id = m.ticket_id join deliveries d on d.message_id = m.id
     where m.id = any($1) group by m.id, t.id`,
    [[...new Set(messageIds)]],
  );
  for (const { states, ...row } of rows) tx.outbox.add(ReplyReported, { ...row, state: messageState(states) ?? 'cancelled' });
}
