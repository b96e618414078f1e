import { afterFailedReply, type DeliveryState, type Reason } from '@app/domain';
import type { Tx } from '../database/store.js';
import { applyWhatWaited, takeWhatWaited } from '../intake/chats/what-waited.js';
import { enterSent } from '../intake/received.js';
import { changeStandings, lockTickets } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM, type TicketEvent } from '../tickets/timeline.js';
import { announceStates } from './announce-states.js';
import { type FailedChange, undoChanges } from './failed-changes.js';
import { type Ended, noteHowItEnded } from './undeliverable.js';

/**
 * How the sending of one delivery ended, for now or for good.
 *
 * `sentAs`: names of its messages in a chat (`messageName`), by which answers, reactions and echoes find it.
 */
export type DeliveryResult = { readonly id: string } & (
  | { readonly state: 'accepted' | 'delivered' | 'read'; readonly externalId?: string; readonly sentAs?: readonly string[] }
  | { readonly state: 'failed' | 'bounced'; readonly reason: Reason }
  /** Still `accepted`: a server on the way goes on trying, and says why. */
  | { readonly state: 'delayed'; readonly reason: Reason }
  /** Still `accepted`: it went on to where nothing more is told. */
  | { readonly state: 'relayed' }
  /** Nobody can know whether it arrived: it stays so until an agent decides. */
  | { readonly state: 'unknown'; readonly reason: Reason }
  /**
   * To be tried again; `isAmbiguous` when this try may have arrived (one resend, same Message-ID), `isUncounted` when the try was none
   * of this delivery's own: nobody was asked, or the server asked for less.
   */
  | {
      readonly state: 'queued';
      readonly reason: Reason;
      readonly notBefore: Date;
      readonly isAmbiguous?: boolean;
      readonly isUncounted?: boolean;
    }
);

/** In a transaction of the caller's (the normalizer's, for bounces). Conversations that something waited in, and tickets, are locked here. */
export async function reportDeliveries(tx: Tx, results: readonly DeliveryResult[]): Promise<void> {
  const concerned = await tx.planned<Concerned>(
    `select d.id, d.ticket_id as "ticketId", d.message_id as "messageId", d.inbox_id as "inboxId", d.recipient, d.purpose, m.kind, m.recap,
       exists (select from undeliverable_addresses u where u.address = d.recipient and u.cause = 'bounce') as "hasBounced"
     from deliveries d join messages m on m.id = d.message_id where d.id = any($1)`,
    [results.map((result) => result.id)],
  );
  const byId = new Map(concerned.map((row) => [row.id, row]));
  // First, as intake does: an echo that comes in at this moment holds the ledger, and waits for the ticket.
  const awaited = await enterSent(
    tx,
    results.flatMap((result) => namesOf(result, byId.get(result.id))),
  );
  const waited = await takeWhatWaited(tx, awaited);
  const troubled = results.filter(isTrouble);
  // A take-up whose commit is still under way, though its line was cut, holds them too: what it takes is seen and put back then.
  const locked = results.filter((result) => isTrouble(result) || result.state === 'queued');
  const tickets = await lockTickets(tx, [
    ...locked.flatMap((result) => byId.get(result.id)?.ticketId ?? []),
    ...[...waited.known.values()].map((message) => message.ticketId),
  ]);
  await applyWhatWaited(tx, waited, tickets);
  const written = await writeStates(tx, results);
  await undoChanges(
    tx,
    results.flatMap((result) => (written.has(result.id) ? failedChange(result, byId.get(result.id)) : [])),
    tickets,
  );
  // A change that has to be repeated, or failed, says nothing of the message itself.
  const real = troubled.filter(
    (result) =>
      written.has(result.id) && byId.get(result.id)?.purpose === 'send' && !(result.state === 'delayed' && written.get(result.id)),
  );
  await addTicketEvents(
    tx,
    real.flatMap((result) => troubleEvent(result, byId.get(result.id)?.ticketId)),
  );
  const failedTickets = new Set(
    real.flatMap((result) => {
      const row = byId.get(result.id);
      // Answers that were mailed to a visitor who is away reached nobody then.
      return (row?.kind === 'reply' || row?.recap === 'away') && (result.state === 'failed' || result.state === 'bounced')
        ? row.ticketId
        : [];
    }),
  );
  await changeStandings(
    tx,
    [...failedTickets].flatMap((id) => {
      const ticket = tickets.get(id);
      return ticket ? { ticket, to: afterFailedReply(ticket), actor: SYSTEM } : [];
    }),
  );
  const ended = results.flatMap((result) => (written.has(result.id) ? endedFor(result, byId.get(result.id)) : []));
  await noteHowItEnded(tx, ended);
  await announceStates(
    tx,
    concerned.filter((row) => written.has(row.id)).map((row) => row.messageId),
  );
}

type Concerned = {
  readonly id: string;
  readonly ticketId: string;
  readonly messageId: string;
  readonly inboxId: string;
  readonly recipient: string;
  /** Whether it brings the message, or changes what was sent of it. */
  readonly purpose: 'send' | 'change' | 'remove';
  readonly kind: string;
  readonly recap: 'away' | 'transcript' | null;
  /** Mail to the recipient came back before. */
  readonly hasBounced: boolean;
};

function namesOf(result: DeliveryResult, row: Concerned | undefined) {
  if (!row || !('sentAs' in result)) return [];
  return (result.sentAs ?? []).map((externalId) => ({ inboxId: row.inboxId, externalId, messageId: row.messageId }));
}

function failedChange(result: DeliveryResult, row: Concerned | undefined): FailedChange[] {
  if (!row || row.purpose === 'send' || result.state !== 'failed') return [];
  const { messageId, ticketId, purpose } = row;
  return [{ messageId, ticketId, purpose, reason: result.reason }];
}

function endedFor(result: DeliveryResult, row: Concerned | undefined): Ended[] {
  if (!row || row.purpose !== 'send') return [];
  const { recipient, kind, hasBounced } = row;
  return [{ recipient, kind, hasBounced, state: result.state, code: 'reason' in result ? result.reason.code : null }];
}

function isTrouble(result: DeliveryResult): boolean {
  return (
    result.state === 'failed' ||
    result.state === 'bounced' ||
    result.state === 'unknown' ||
    result.state === 'delayed' ||
    (result.state === 'queued' && result.isAmbiguous === true)
  );
}

function troubleEvent(result: DeliveryResult, ticketId: string | undefined): TicketEvent[] {
  if (ticketId === undefined || !('reason' in result)) return [];
  const code = result.state === 'queued' ? 'delivery-resent' : `delivery-${result.state}`;
  return [{ ticketId, code, params: { ...result.reason.params, delivery: result.id, reason: result.reason.code }, actor: SYSTEM }];
}

/** Which states may follow which: a late result never turns a later state back. */
const FOLLOWS: Record<DeliveryResult['state'], readonly DeliveryState[]> = {
  accepted: ['sending', 'unknown'],
  delivered: ['sending', 'accepted', 'unknown'],
  read: ['sending', 'accepted', 'delivered', 'unknown'],
  // Held, queued: nobody is there to have them any more (a chat that was blocked).
  failed: ['sending', 'queued', 'held'],
  // Queued: an uncertain try arrived after all, and came back before it was repeated.
  bounced: ['sending', 'accepted', 'unknown', 'delivered', 'queued'],
  delayed: ['sending', 'accepted', 'unknown'],
  relayed: ['sending', 'accepted', 'unknown'],
  unknown: ['sending'],
  queued: ['sending'],
};

/** @returns those that changed, with whether they were told to be delayed before */
async function writeStates(tx: Tx, results: readonly DeliveryResult[]): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx.planned<{ id: string; wasDelayed: boolean }>(
    `update deliveries d set
       state = r.state,
       reason = r.reason::jsonb,
       external_id = coalesce(r.external_id, d.external_id),
       not_before = coalesce(r.not_before, d.not_before),
       attempts = d.attempts - case when r.uncounted then 1 else 0 end,
       ambiguous_at = case when r.ambiguous then coalesce(d.ambiguous_at, now()) else d.ambiguous_at end,
       updated_at = now()
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[], $7::text[], $8::boolean[])
       as r(id, state, reason, external_id, not_before, ambiguous, follows, uncounted)
     join deliveries before on before.id = r.id
     where d.id = r.id and d.state = any(string_to_array(r.follows, ','))
       -- What an agent sends again is not brought back by a report on the first time.
       and (r.state <> 'bounced' or d.state <> 'queued' or (d.ambiguous_at is not null and d.reason is not null))
     returning d.id, coalesce(before.state = 'accepted' and before.reason ->> 'code' = 'mail-delayed', false) as "wasDelayed"`,
    [
      results.map((result) => result.id),
      results.map(({ state }) => (state === 'delayed' || state === 'relayed' ? 'accepted' : state)),
      results.map((result) => ('reason' in result ? JSON.stringify(result.reason) : null)),
      results.map((result) => ('externalId' in result ? (result.externalId ?? null) : null)),
      results.map((result) => ('notBefore' in result ? result.notBefore : null)),
      results.map((result) => result.state === 'unknown' || (result.state === 'queued' && result.isAmbiguous === true)),
      results.map((result) => FOLLOWS[result.state].join(',')),
      results.map((result) => result.state === 'queued' && result.isUncounted === true),
    ],
  );
  return new Map(rows.map((row) => [row.id, row.wasDelayed]));
}
