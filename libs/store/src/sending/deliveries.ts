import { ReplyReported } from '@app/contracts';
import { afterFailedReply, afterReply, messageState, type DeliveryState, type NextState, type Reason, type Standing } from '@app/domain';
import { dueMessages, type DueMessage, type TakenRow } from './due-messages.js';
import type { Lease } from '../database/leases.js';
import type { Store, Tx } from '../database/store.js';
import { changeStandings, lockTickets, type StandingChange, type TicketRow } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM, type TicketEvent } from '../tickets/timeline.js';

/** How the sending of one delivery ended, for now or for good. */
export type DeliveryResult = { readonly id: string } & (
  | { readonly state: 'accepted' | 'delivered' | 'read'; readonly externalId?: string }
  | { readonly state: 'failed' | 'bounced'; readonly reason: Reason }
  /** Nobody can know whether it arrived: it stays so until an agent decides. */
  | { readonly state: 'unknown'; readonly reason: Reason }
  /** To be tried again; `isAmbiguous` when this try may have arrived (one resend, same Message-ID). */
  | { readonly state: 'queued'; readonly reason: Reason; readonly notBefore: Date; readonly isAmbiguous?: boolean }
);

/** What a sender may take: rows of one inbox, in strict order within a chat or each on its own. */
export type TakeOptions = {
  readonly limit: number;
  readonly inOrder: boolean;
  /** Recipients who may not be written to at this moment (default none). */
  readonly except?: readonly string[];
};

/**
 * The queue of what is to be sent, and the truth about what was (table `deliveries`, written here and in `replies.ts`).
 *
 * Called by the sending apps (`takeDue`, `report`, `recoverInterrupted`) and, for bounces, by the normalizer (`report`).
 */
export class Deliveries {
  constructor(private readonly store: Store) {}

  /**
   * Takes what is due: `sending` is committed before this resolves, and the replies taken for the first time change their tickets.
   *
   * Nothing is taken when the lease is no longer ours. Whoever takes must check `lease.remainingMs` right before the network.
   */
  takeDue(inboxId: string, lease: Lease, options: TakeOptions): Promise<readonly DueMessage[]> {
    return this.store.transaction(async (tx) => {
      const due = await findDue(tx, inboxId, options);
      if (due.length === 0) return [];
      const tickets = await lockTickets(
        tx,
        due.map((row) => row.ticketId),
      );
      const taken = await markSending(
        tx,
        due.map((row) => row.id),
        lease,
      );
      await takeUpReplies(
        tx,
        taken.map((row) => row.messageId),
        tickets,
      );
      return dueMessages(tx, taken);
    }, 'W7');
  }

  /** When the next one of an inbox is due; null when nothing waits. */
  async nextDue(inboxId: string): Promise<Date | null> {
    const [row] = await this.store.query<{ at: Date | null }>(
      `select min(not_before) as at from deliveries where inbox_id = $1 and state in ('held', 'queued')`,
      [inboxId],
    );
    return row?.at ?? null;
  }

  /** Writes results with all that follows from them: timeline, a failed reply's ticket, `reply.reported`. */
  async report(results: readonly DeliveryResult[]): Promise<void> {
    if (results.length > 0) await this.store.transaction((tx) => reportDeliveries(tx, results), 'W7-result');
  }

  /** What a dead holder left in `sending`, for a channel where that leaves nothing uncertain (web chat: stored is accepted). */
  async leftSending(inboxId: string, lease: Lease): Promise<readonly string[]> {
    const left = await this.store.query<{ id: string }>(
      `select id from deliveries where inbox_id = $1 and state = 'sending' and epoch < $2`,
      [inboxId, lease.epoch],
    );
    return left.map(({ id }) => id);
  }

  /**
   * What a dead holder left in `sending` may have arrived.
   *
   * @param resend whether the channel's recipients recognise a duplicate (mail: by its Message-ID): then it is sent once more, once
   */
  async recoverInterrupted(inboxId: string, lease: Lease, resend: boolean): Promise<void> {
    const left = await this.store.query<{ id: string; ambiguous: boolean }>(
      `select id, ambiguous_at is not null as ambiguous from deliveries where inbox_id = $1 and state = 'sending' and epoch < $2`,
      [inboxId, lease.epoch],
    );
    const reason: Reason = { code: 'sender-died', params: {} };
    await this.report(
      left.map(({ id, ambiguous }) =>
        resend && !ambiguous ? { id, state: 'queued', reason, notBefore: new Date(), isAmbiguous: true } : { id, state: 'unknown', reason },
      ),
    );
  }
}

type DueRow = { readonly id: string; readonly ticketId: string };

function findDue(tx: Tx, inboxId: string, { limit, inOrder, except = [] }: TakeOptions): Promise<DueRow[]> {
  return tx.query<DueRow>(
    `select d.id, d.ticket_id as "ticketId" from deliveries d
     where d.inbox_id = $1 and d.state in ('held', 'queued') and d.not_before <= now()
       and d.recipient <> all($4)
       and not ($3 and exists (
         select from deliveries earlier
         where earlier.inbox_id = d.inbox_id and earlier.recipient = d.recipient
           and earlier.state in ('held', 'queued', 'sending')
           -- One that waits for its hour holds back nothing; one that can still be undone does.
           and (earlier.state <> 'held' or earlier.not_before < now() + interval '1 minute')
           and (earlier.position, earlier.part) < (d.position, d.part)))
     order by d.position, d.part
     limit $2`,
    [inboxId, limit, inOrder, except],
  );
}

function markSending(tx: Tx, ids: readonly string[], lease: Lease): Promise<TakenRow[]> {
  return tx.query<TakenRow>(
    `update deliveries set state = 'sending', epoch = $2, attempts = attempts + 1, updated_at = now()
     where id = any($1) and state in ('held', 'queued')
       and exists (select from leases where name = $3 and epoch = $2 and expires_at > now())
     returning id, message_id as "messageId", recipient, part, content, attempts, ambiguous_at is not null as ambiguous`,
    [ids, lease.epoch, lease.name],
  );
}

type TakenReply = {
  readonly ticketId: string;
  readonly authorId: string | null;
  readonly next: NextState;
  readonly kind: 'reply' | 'auto';
};

/** A reply changes its ticket now, when it can no longer be undone, and only the first time it is taken. */
async function takeUpReplies(tx: Tx, messageIds: readonly string[], tickets: ReadonlyMap<string, TicketRow>): Promise<void> {
  const first = await tx.query<TakenReply & { id: string }>(
    `update messages set taken_at = now() where id = any($1) and taken_at is null
     returning id, ticket_id as "ticketId", author_id as "authorId", coalesce(next_state, 'keep') as next, kind`,
    [[...new Set(messageIds)]],
  );
  if (first.length === 0) return;
  await tx.query(
    `update tickets t set last_message_at = now(), preview = left(m.text, 200), last_position = greatest(t.last_position, m.position)
     from messages m where m.id = any($1) and m.ticket_id = t.id`,
    [first.map((message) => message.id)],
  );
  await changeStandings(tx, standingsAfter(first, tickets));
  await announceStates(
    tx,
    first.map((message) => message.id),
  );
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

/** In a transaction of the caller's (the normalizer's, for bounces). Tickets are locked here. */
export async function reportDeliveries(tx: Tx, results: readonly DeliveryResult[]): Promise<void> {
  const concerned = await tx.query<{ id: string; ticketId: string; messageId: string; kind: string; ambiguous: boolean }>(
    `select d.id, d.ticket_id as "ticketId", d.message_id as "messageId", m.kind, d.ambiguous_at is not null as ambiguous
     from deliveries d join messages m on m.id = d.message_id where d.id = any($1)`,
    [results.map((result) => result.id)],
  );
  const byId = new Map(concerned.map((row) => [row.id, row]));
  const troubled = results.filter(isTrouble);
  const tickets = await lockTickets(
    tx,
    troubled.flatMap((result) => byId.get(result.id)?.ticketId ?? []),
  );
  const written = new Set(await writeStates(tx, results));
  const real = troubled.filter((result) => written.has(result.id));
  await addTicketEvents(
    tx,
    real.flatMap((result) => troubleEvent(result, byId.get(result.id)?.ticketId)),
  );
  const failedTickets = new Set(
    real.flatMap((result) => {
      const row = byId.get(result.id);
      return row?.kind === 'reply' && (result.state === 'failed' || result.state === 'bounced') ? row.ticketId : [];
    }),
  );
  await changeStandings(
    tx,
    [...failedTickets].flatMap((id) => {
      const ticket = tickets.get(id);
      return ticket ? { ticket, to: afterFailedReply(ticket), actor: SYSTEM } : [];
    }),
  );
  await announceStates(
    tx,
    concerned.filter((row) => written.has(row.id)).map((row) => row.messageId),
  );
}

function isTrouble(result: DeliveryResult): boolean {
  return (
    result.state === 'failed' ||
    result.state === 'bounced' ||
    result.state === 'unknown' ||
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
  failed: ['sending', 'queued'],
  bounced: ['sending', 'accepted', 'unknown', 'delivered'],
  unknown: ['sending'],
  queued: ['sending'],
};

async function writeStates(tx: Tx, results: readonly DeliveryResult[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update deliveries d set
       state = r.state,
       reason = r.reason::jsonb,
       external_id = coalesce(r.external_id, d.external_id),
       not_before = coalesce(r.not_before, d.not_before),
       ambiguous_at = case when r.ambiguous then coalesce(d.ambiguous_at, now()) else d.ambiguous_at end,
       updated_at = now()
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[], $7::text[])
       as r(id, state, reason, external_id, not_before, ambiguous, follows)
     where d.id = r.id and d.state = any(string_to_array(r.follows, ','))
     returning d.id`,
    [
      results.map((result) => result.id),
      results.map((result) => result.state),
      results.map((result) => ('reason' in result ? JSON.stringify(result.reason) : null)),
      results.map((result) => ('externalId' in result ? (result.externalId ?? null) : null)),
      results.map((result) => ('notBefore' in result ? result.notBefore : null)),
      results.map((result) => result.state === 'unknown' || (result.state === 'queued' && result.isAmbiguous === true)),
      results.map((result) => FOLLOWS[result.state].join(',')),
    ],
  );
  return rows.map((row) => row.id);
}

/** Tells what the state of each message is now. */
export async function announceStates(tx: Tx, messageIds: readonly string[]): Promise<void> {
  const rows = await tx.query<{
    messageId: string;
    conversationId: string;
    ticketId: string;
    number: number;
    teamId: string;
    states: DeliveryState[];
  }>(
    `select m.id as "messageId", m.conversation_id as "conversationId", t.id as "ticketId", t.number::int as number, t.team_id as "teamId",
       array_agg(d.state) as states
     from messages m join tickets t on t.id = m.ticket_id join deliveries d on d.message_id = m.id
     where m.id = any($1) group by m.id, t.id`,
    [[...new Set(messageIds)]],
  );
  for (const { states, ...row } of rows) tx.outbox.add(ReplyReported, { ...row, state: messageState(states) ?? 'cancelled' });
}
