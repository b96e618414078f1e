import { NoteAdded } from '@app/contracts';
import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';
import { lockTickets } from './tickets.js';
import { ticketMissing } from './ticket-view.js';

export type NewNote = { readonly ticketId: string; readonly authorId: string; readonly text: string; readonly mentions: readonly string[] };

/**
 * Writes a note (table `notes`, written here alone, read by no sender). Called by desk and, for what agents say about a
 * mail that they forward, the normalizer.
 *
 * @throws DeskError missing/ticket-missing, missing/agent-missing
 */
export async function addNote(tx: Tx, { ticketId, authorId, text, mentions }: NewNote): Promise<string> {
  const ticket = (await lockTickets(tx, [ticketId])).get(ticketId);
  if (!ticket) throw ticketMissing();
  const mentioned = [...new Set(mentions)];
  const known = await tx.query(`select from agents where id = any($1)`, [mentioned]);
  if (known.length !== mentioned.length) throw new DeskError('missing', 'agent-missing', 'There is no such agent.');
  const noteId = newId();
  await tx.query(
    `insert into notes (id, ticket_id, position, author_id, text, mentions) values ($1, $2, nextval('timeline_positions'), $3, $4, $5)`,
    [noteId, ticketId, authorId, text, mentioned],
  );
  tx.outbox.add(NoteAdded, { ticketId, number: ticket.number, teamId: ticket.teamId, noteId });
  return noteId;
}
