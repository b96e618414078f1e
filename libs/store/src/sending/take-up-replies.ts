import { afterReply, type NextState, type Standing } from '@app/domain';
import type { Tx } from '../database/store.js';
import { noteRecipients } from '../intake/participants.js';
import { changeStandings, type StandingChange, type TicketRow } from '../tickets/tickets.js';
import { announceStates } from './announce-states.js';

type TakenReply = {
  readonly ticketId: string;
  readonly authorId: string | null;
  readonly next: NextState;
  readonly kind: 'reply' | 'auto';
};

/** A reply changes its ticket now, when it can no longer be undone, and only the first time it is taken. */
export async function takeUpReplies(tx: Tx, messageIds: readonly string[], tickets: ReadonlyMap<string, TicketRow>): Promise<void> {
  const first = await tx.planned<TakenReply & { id: string }>(
    `update messages set taken_at = now() where id = any($1) and taken_at is null
     returning id, ticket_id as "ticketId", author_id as "authorId", coalesce(next_state, 'keep') as next, kind`,
    [[...new Set(messageIds)]],
  );
  if (first.length === 0) return;
  const ids = first.map((message) => message.id);
  await tx.planned(
    `update tickets t set last_message_at = now(), preview = left(m.text, 200), last_position = greatest(t.last_position, m.position)
     -- What we say by ourselves is no news to anybody who reads the list.
     from messages m where m.id = any($1) and m.ticket_id = t.id and m.kind = 'reply'`,
    [ids],
  );
  await noteRecipients(tx, ids);
  await changeStandings(tx, standingsAfter(first, tickets));
  await announceStates(tx, ids);
}

function standingsAfter(replies: readonly TakenReply[], tickets: ReadonlyMap<string, TicketRow>): StandingChange[] {
  const changes = new Map<string, StandingChange>();
  for (const reply of replies) {
    const ticket = tickets.get(reply.ticketId);
    if (!ticket || reply.kind !== 'reply' || reply.authorId === null) continue;
    const before: Standing = changes.get(ticket.id)?.to ?? ticket;
    changes.set(ticket.id, {
      ticket,
      to: afterReply(before, reply.authorId, reply.next),
      actor: { type: 'agent', id: reply.authorId },
      by: 'reply',
      isResponse: true,
    });
  }
  return [...changes.values()];
}
