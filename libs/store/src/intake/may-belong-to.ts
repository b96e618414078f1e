import type { Tx } from '../database/store.js';
import { addTicketEvents, SYSTEM } from '../tickets/timeline.js';
import type { PlacedMessage } from './messages.js';

/** `#1042`, as people write numbers of tickets into subjects. */
const NUMBER = /#\s?(\d{1,9})(?!\d)/;

/**
 * Tells agents which ticket the first mail of a new one may belong to: the one whose number stands in its subject, if its sender
 * takes part in it, or the one whose token it carried. It is never put there by itself (`fail:T3`, `threat:A10`).
 *
 * @param openings messages that opened tickets in this transaction
 */
export async function noteMayBelong(tx: Tx, openings: readonly PlacedMessage[]): Promise<void> {
  const bySubject = openings.flatMap((one) => {
    const number = NUMBER.exec(one.incoming.subject ?? '')?.[1];
    return number === undefined || one.incoming.sender.address === '' || one.incoming.channel !== 'email'
      ? []
      : [{ one, number: Number(number) }];
  });
  const found = [...(await ofParticipants(tx, bySubject)), ...(await ofTokens(tx, openings))];
  await addTicketEvents(
    tx,
    found.map(({ ticketId, number }) => ({ ticketId, code: 'may-belong-to', params: { number }, actor: SYSTEM })),
  );
}

type Found = { readonly ticketId: string; readonly number: number };

/** Others learn nothing, not even that the ticket exists: the note is for agents alone, and strangers cause none. */
async function ofParticipants(tx: Tx, wanted: readonly { one: PlacedMessage; number: number }[]): Promise<readonly Found[]> {
  if (wanted.length === 0) return [];
  return tx.query<Found>(
    `select w.ticket_id as "ticketId", t.number::int as number
     from unnest($1::uuid[], $2::bigint[], $3::text[]) as w(ticket_id, number, address)
     join tickets t on t.number = w.number and t.id <> w.ticket_id
     where exists (select from identities i where i.contact_id = t.contact_id and i.channel = 'email' and i.address = w.address)
        or exists (select from conversations c join participants p on p.conversation_id = c.id
                   where c.current_ticket_id = t.id and p.address = w.address and p.confirmed)`,
    [wanted.map(({ one }) => one.ticketId), wanted.map(({ number }) => number), wanted.map(({ one }) => one.incoming.sender.address)],
  );
}

async function ofTokens(tx: Tx, openings: readonly PlacedMessage[]): Promise<readonly Found[]> {
  const turned = openings.flatMap((one) => (one.cameFrom ? [{ ticketId: one.ticketId, from: one.cameFrom }] : []));
  if (turned.length === 0) return [];
  return tx.query<Found>(
    `select w.ticket_id as "ticketId", t.number::int as number
     from unnest($1::uuid[], $2::uuid[]) as w(ticket_id, conversation_id)
     join conversations c on c.id = w.conversation_id join tickets t on t.id = c.current_ticket_id`,
    [turned.map((one) => one.ticketId), turned.map((one) => one.from)],
  );
}
