import { TicketOpened } from '@app/contracts';
import { DeskError } from '@app/domain';
import { inBrief } from './in-brief.js';
import { isOwn, type PlacedMessage } from './messages.js';
import { isHistoric, type NewTicket } from './placement.js';
import type { Tx } from '../database/store.js';
import { addTicketEvents } from '../tickets/timeline.js';

type Opened = { readonly id: string; readonly number: number; readonly teamId: string };

/**
 * Opens tickets in the teams of their inboxes, or in those that they are for, with the skills that these ask for (tables `tickets`, `ticket_skills`).
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
       created_at, last_message_at, waiting_since, closed_at, spam)
     select t.id, nextval('ticket_numbers'), t.subject, case when t.historic_at is null then 'new' else 'closed' end, coalesce(f.id, i.team_id),
       t.contact_id, i.id, t.channel, t.language, t.follows, left(t.preview, 200), t.last_position,
       coalesce(t.historic_at, now()), coalesce(t.historic_at, now()), case when t.historic_at is null then now() end, t.historic_at, t.spam
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::bigint[],
         $10::timestamptz[], $11::boolean[], $12::uuid[])
       with ordinality as t(id, inbox_id, contact_id, channel, subject, language, follows, preview, last_position, historic_at, spam, team_id, n)
     join inboxes i on i.id = t.inbox_id
     left join teams f on f.id = t.team_id
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
      tickets.map((one) => previewOf(last.get(one.id))),
      tickets.map((one) => last.get(one.id)?.position ?? 0),
      tickets.map((one) => one.historicAt ?? null),
      tickets.map((one) => one.spam ?? false),
      tickets.map((one) => one.teamId ?? null),
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
      code: one.historicAt ? 'imported' : 'opened',
      params: { follows: one.follows },
      actor: one.openedBy ?? { type: 'contact', id: one.contactId },
    })),
  );
  const historic = new Set(tickets.filter((one) => one.historicAt).map((one) => one.id));
  for (const { id, number, teamId, inboxId } of rows) {
    if (!historic.has(id)) tx.outbox.add(TicketOpened, { ticketId: id, number, teamId, inboxId });
  }
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Brings what lists show of older tickets, and their versions, up to date with what came; a snoozed ticket wakes up when its customer wrote.
 * What a machine says is not shown in place of what people said.
 */
export async function noteArrivals(tx: Tx, placed: readonly PlacedMessage[]): Promise<void> {
  const arrived = placed.filter((one) => !isHistoric(one));
  if (arrived.length === 0) return;
  const byTicket = [...Map.groupBy(arrived, (one) => one.ticketId)];
  const said = byTicket.map(([, all]) => all.findLast((one) => !one.isAutomatic));
  await tx.query(
    `update tickets t set version = t.version + 1, last_message_at = now(), last_position = n.position,
       preview = left(case when n.said is null and t.preview <> '' then t.preview else coalesce(n.said, n.brief) end, 200),
       snoozed_until = case when not n.wakes then t.snoozed_until end
     from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::boolean[]) as n(ticket_id, position, brief, said, wakes)
     where t.id = n.ticket_id`,
    [
      byTicket.map(([ticketId]) => ticketId),
      byTicket.map(([, all]) => all.at(-1)?.position ?? 0),
      byTicket.map(([, all]) => previewOf(all.at(-1))),
      said.map((one) => (one ? previewOf(one) : null)),
      byTicket.map(([, all]) => all.some((one) => !one.isAutomatic && !isOwn(one))),
    ],
  );
}

/** More than a list shows of it, and less than all of a long mail. */
function previewOf(message: PlacedMessage | undefined): string {
  return message ? inBrief(message.incoming).slice(0, 1_000).toWellFormed() : '';
}
