import { TicketOpened } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { PlacedMessage } from './messages.js';
import type { NewTicket } from './placement.js';
import type { Tx } from '../database/store.js';
import { addTicketEvents } from '../tickets/timeline.js';

type Opened = { readonly id: string; readonly number: number; readonly teamId: string };

/**
 * Opens tickets in the teams of their inboxes, with the skills that these ask for (tables `tickets`, `ticket_skills`).
 *
 * Called by the normalizer and, for an agent who writes first, desk.
 *
 * @param openings the place of each opening in its timeline, drawn before those of the first messages, `placed`
 */
export async function insertTickets(
  tx: Tx,
  tickets: readonly NewTicket[],
  { openings, placed }: { readonly openings: readonly string[]; readonly placed: readonly PlacedMessage[] } = { openings: [], placed: [] },
): Promise<Map<string, Opened>> {
  if (tickets.length === 0) return new Map();
  const last = new Map(placed.map((one) => [one.ticketId, one]));
  const rows = await tx.query<Opened & { inboxId: string }>(
    `insert into tickets (id, number, subject, state, team_id, contact_id, inbox_id, channel, language, follows, preview, last_position,
       waiting_since)
     select t.id, nextval('ticket_numbers'), t.subject, 'new', i.team_id, t.contact_id, i.id, t.channel, t.language, t.follows,
       left(t.preview, 200), t.last_position, now()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::bigint[])
       with ordinality as t(id, inbox_id, contact_id, channel, subject, language, follows, preview, last_position, n)
     join inboxes i on i.id = t.inbox_id
     order by t.n
     returning id, number::int as number, team_id as "teamId", inbox_id as "inboxId"`,
    [
      tickets.map((one) => one.id),
      tickets.map((one) => one.inboxId),
      tickets.map((one) => one.contactId),
      tickets.map((one) => one.channel),
      tickets.map((one) => one.subject),
      tickets.map((one) => one.language),
      tickets.map((one) => one.follows),
      tickets.map((one) => last.get(one.id)?.incoming.text ?? ''),
      tickets.map((one) => last.get(one.id)?.position ?? 0),
    ],
  );
  if (rows.length !== tickets.length) throw new DeskError('missing', 'inbox-missing', 'The inbox of a message is not configured here.');
  await tx.query(
    `insert into ticket_skills (ticket_id, skill_id, level, required)
     select t.id, s.skill_id, s.level, s.required from tickets t join inbox_skills s on s.inbox_id = t.inbox_id where t.id = any($1)`,
    [rows.map((row) => row.id)],
  );
  await addTicketEvents(
    tx,
    tickets.map((one, n) => ({
      ticketId: one.id,
      ...(openings[n] === undefined ? {} : { position: openings[n] }),
      code: 'opened',
      params: { follows: one.follows },
      actor: one.openedBy ?? { type: 'contact', id: one.contactId },
    })),
  );
  for (const row of rows) tx.outbox.add(TicketOpened, { ticketId: row.id, number: row.number, teamId: row.teamId, inboxId: row.inboxId });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Brings what lists show of older tickets up to date with what customers wrote; a snoozed ticket wakes up. */
export async function noteArrivals(tx: Tx, placed: readonly PlacedMessage[]): Promise<void> {
  if (placed.length === 0) return;
  const last = new Map(placed.map((one) => [one.ticketId, one.messageId]));
  await tx.query(
    `update tickets t set last_message_at = now(), preview = left(m.text, 200), last_position = m.position, snoozed_until = null
     from messages m where m.id = any($1) and m.ticket_id = t.id`,
    [[...last.values()]],
  );
}
