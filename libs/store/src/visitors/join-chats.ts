import { isLive } from '@app/domain';
import type { Tx } from '../database/store.js';
import { continueIn, continuing, findChats, lockConversations, pointToTickets } from '../intake/conversations.js';
import { lockTickets } from '../tickets/tickets.js';

type Chat = { readonly key: string; readonly contactId: string };

/**
 * What was said in the one chat belongs to the history of the other from now on. Each stays where it is, with its tickets; the other goes on with
 * the ticket of the one where it has no live one itself. A chat that was never begun is, so that what is on its way finds it.
 *
 * Locks conversations and tickets, all that `between` changes too: that of the one's contact. Identities must be locked.
 *
 * @param between what is to be done of it before
 */
export async function joinChats(
  tx: Tx,
  inboxId: string,
  { from, into }: { readonly from: Chat; readonly into: Chat },
  between: () => Promise<unknown>,
): Promise<void> {
  const chats = await findChats(
    tx,
    [from, into].map(({ key, contactId }) => ({ inboxId, externalKey: key, contactId })),
  );
  const [fromId, intoId] = [from, into].map(({ key }) => chats.get(`${inboxId} ${key}`));
  if (fromId === undefined || intoId === undefined) throw new Error('A chat is not there after it was made.');
  const goingOn = await continuing(tx, [fromId, intoId]);
  const ofContact = await tx.query<{ id: string }>(`select id from conversations where contact_id = $1`, [from.contactId]);
  const locked = await lockConversations(tx, [fromId, intoId, ...goingOn, ...ofContact.map(({ id }) => id)]);
  const [here, there] = [locked.get(fromId)?.currentTicketId ?? null, locked.get(intoId)?.currentTicketId ?? null];
  const ticketsOfContact = await tx.query<{ id: string }>(`select id from tickets where contact_id = $1`, [from.contactId]);
  const tickets = await lockTickets(
    tx,
    [here, there, ...ticketsOfContact.map(({ id }) => id)].filter((id) => id !== null),
  );
  await between();
  await continueIn(tx, fromId, intoId);
  const isAlive = (id: string | null): id is string => id !== null && isLive(tickets.get(id)?.state ?? 'closed');
  if (isAlive(here) && !isAlive(there)) await pointToTickets(tx, [[intoId, here]]);
}
