import type { Tx } from '../database/store.js';
import { addTicketEvents } from '../tickets/timeline.js';
import type { IncomingMessage } from './incoming.js';
import type { MailInboxes } from './mail-inboxes.js';
import type { PlacedMessage } from './messages.js';
import type { Fresh } from './received.js';

/** Tickets of other inboxes that the same mail was sent to, by the id that the mail's message has here. */
export type AlsoSent = ReadonlyMap<string, readonly { readonly ticketId: string; readonly number: number }[]>;

type Candidate = { readonly messageId: string; readonly inboxId: string; readonly id: string; readonly author: string };

/**
 * Finds the tickets that one mail to several of our inboxes has become already (`fail:T12`).
 *
 * Only mails that name another inbox of ours, or not this one (BCC), are looked at. Those that come in side by side wait for each other
 * on their Message-ID, so that the second one sees the first.
 */
export async function findAlsoSent(tx: Tx, mails: readonly Fresh<IncomingMessage>[], inboxes: MailInboxes): Promise<AlsoSent> {
  const candidates = inboxes.ids.length < 2 ? [] : mails.flatMap((mail) => candidateOf(mail, inboxes));
  if (candidates.length === 0) return new Map();
  await tx.query(
    `select pg_advisory_xact_lock(1869900908, k.hash) from (select hashtext(id) as hash from unnest($1::text[]) as id group by 1 order by 1) k`,
    [candidates.map((one) => one.id)],
  );
  const rows = await tx.query<{ messageId: string; ticketId: string; number: number }>(
    `select distinct c.message as "messageId", t.id as "ticketId", t.number::int as number
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as c(message, inbox_id, id, author)
     cross join unnest($5::uuid[]) as other(inbox_id)
     join message_ids i on i.inbox_id = other.inbox_id and i.message_id = c.id and not i.mention
     join messages m on m.id = i.message and lower(m.sender ->> 'address') = c.author
     join tickets t on t.id = m.ticket_id
     where other.inbox_id <> c.inbox_id`,
    [
      candidates.map((one) => one.messageId),
      candidates.map((one) => one.inboxId),
      candidates.map((one) => one.id),
      candidates.map((one) => one.author),
      inboxes.ids,
    ],
  );
  return Map.groupBy(rows, (row) => row.messageId);
}

function candidateOf({ messageId, incoming }: Fresh<IncomingMessage>, inboxes: MailInboxes): Candidate[] {
  const { inboxId, place, to, cc, from, sender } = incoming;
  if (place.kind !== 'thread' || place.messageId === null) return [];
  const named = [...to, ...cc].map((one) => one.address);
  const isHidden = !named.some((address) => inboxes.isOurs(address));
  if (!isHidden && inboxes.othersNamed(inboxId, named).length === 0) return [];
  return [{ messageId, inboxId, id: place.messageId, author: (from ?? sender).address.toLowerCase() }];
}

/**
 * Tells both tickets of each other, once. The tickets of `found` must be locked; those of this batch are found among `placed`.
 *
 * @param numbers of the tickets of this batch
 */
export async function noteAlsoSent(
  tx: Tx,
  placed: readonly PlacedMessage[],
  found: AlsoSent,
  numbers: ReadonlyMap<string, number>,
): Promise<void> {
  const pairs = new Map<string, readonly [Side, Side]>();
  const add = (a: Side, b: Side): void => {
    if (a.ticketId !== b.ticketId) pairs.set([a.ticketId, b.ticketId].sort().join(' '), [a, b]);
  };
  const sides = placed.map((one) => ({ one, side: { ticketId: one.ticketId, number: numbers.get(one.ticketId) ?? 0 } }));
  for (const { one, side } of sides) for (const other of found.get(one.messageId) ?? []) add(side, other);
  for (const together of Map.groupBy(sides, ({ one }) => sameMail(one)).values()) {
    const [first, ...others] = together;
    for (const other of others) if (first && other.one.incoming.inboxId !== first.one.incoming.inboxId) add(first.side, other.side);
  }
  if (pairs.size === 0) return;
  const events = [...pairs.values()].flatMap(([a, b]) => [
    { ticketId: a.ticketId, code: 'also-sent-to', params: { number: b.number } },
    { ticketId: b.ticketId, code: 'also-sent-to', params: { number: a.number } },
  ]);
  const known = await tx.query<{ ticketId: string; number: number }>(
    `select ticket_id as "ticketId", (params ->> 'number')::int as number from ticket_events where ticket_id = any($1) and code = 'also-sent-to'`,
    [events.map((event) => event.ticketId)],
  );
  const told = new Set(known.map((row) => `${row.ticketId} ${row.number}`));
  await addTicketEvents(
    tx,
    events
      .filter((event) => !told.has(`${event.ticketId} ${event.params.number}`))
      .map((event) => ({ ...event, actor: { type: 'system', id: null } as const })),
  );
}

type Side = { readonly ticketId: string; readonly number: number };

function sameMail({ messageId, incoming: { place, from, sender } }: PlacedMessage): string {
  return place.kind === 'thread' && place.messageId !== null ? `${place.messageId} ${(from ?? sender).address.toLowerCase()}` : messageId;
}
