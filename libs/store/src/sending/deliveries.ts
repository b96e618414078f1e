import type { Reason } from '@app/domain';
import type { Lease } from '../database/leases.js';
import type { Store, Tx } from '../database/store.js';
import { lockTickets } from '../tickets/tickets.js';
import { dueDelivery, dueMessages, type DueMessage, type TakenRow, type UntakenMessage } from './due-messages.js';
import { type DueRow, findDue, nextDue, readRows, sentInADay, stillDue, type TakeOptions } from './find-due.js';
import { type DeliveryResult, reportDeliveries } from './report-deliveries.js';
import { wantSentCopies } from './sent-copies.js';
import { takeUpReplies } from './take-up-replies.js';

export type { TakeOptions } from './find-due.js';

/** `sentCopies`: what was taken is to lie in the Sent folder too (default false). */
export type ReportOptions = { readonly sentCopies?: boolean };

/**
 * The queue of what is to be sent, and the truth about what was (table `deliveries`, written here, in `report-deliveries.ts` and `replies.ts`).
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
    return this.store.transaction(
      async (tx) => {
        const taken = await takeRows(tx, await findDue(tx, inboxId, options), lease);
        return dueMessages(tx, taken);
      },
      { point: 'W7' },
    );
  }

  /** Reads what is due, in the order in which it is to leave, and takes nothing: whoever sends it takes it up first (`takeUp`). */
  async readDue(inboxId: string, options: TakeOptions): Promise<readonly UntakenMessage[]> {
    const due = await findDue(this.store, inboxId, options);
    if (due.length === 0) return [];
    const ids = due.map((row) => row.id);
    const messages = await dueMessages(this.store, await readRows(this.store, ids));
    const nth = new Map(ids.map((id, n) => [id, n]));
    const placeOf = ({ deliveries }: UntakenMessage): number => Math.min(...deliveries.map(({ id }) => nth.get(id) ?? due.length));
    return messages.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  /**
   * Takes what was read, as `takeDue` does: right before it is sent, so that whoever dies leaves little in doubt.
   *
   * @returns what is due still
   */
  takeUp(messages: readonly UntakenMessage[], lease: Lease): Promise<readonly DueMessage[]> {
    return this.store.transaction(
      async (tx) => {
        const ids = messages.flatMap((message) => message.deliveries.map(({ id }) => id));
        const taken = Map.groupBy(await takeRows(tx, await stillDue(tx, ids), lease), (row) => row.messageId);
        return messages.flatMap((message) => {
          const rows = taken.get(message.id);
          return rows?.[0] ? [{ ...message, takenAt: rows[0].takenAt, deliveries: rows.map(dueDelivery) }] : [];
        });
      },
      { point: 'W7' },
    );
  }

  /** When the next one of an inbox is due; null when nothing waits. */
  nextDue(inboxId: string): Promise<Date | null> {
    return nextDue(this.store, inboxId);
  }

  /** Recipients whom mails of an inbox went to in the last 24 hours. */
  sentInADay(inboxId: string): Promise<number> {
    return sentInADay(this.store, inboxId);
  }

  /** Writes results with all that follows from them: timeline, a failed reply's ticket, `reply.reported`. */
  async report(results: readonly DeliveryResult[], { sentCopies = false }: ReportOptions = {}): Promise<void> {
    if (results.length === 0) return;
    await this.store.transaction(
      async (tx) => {
        await reportDeliveries(tx, results);
        if (sentCopies)
          await wantSentCopies(
            tx,
            results.filter((result) => result.state === 'accepted').map((result) => result.id),
          );
      },
      { point: 'W7-result' },
    );
  }

  /** What is left in `sending` while nobody has any in hand, for a channel where that leaves nothing uncertain (web chat: stored is accepted). */
  async leftSending(inboxId: string, lease: Lease): Promise<readonly string[]> {
    // What is due is waited for: the commit of a take-up may be still under way, though its line was cut.
    const left = await this.store.query<{ id: string }>(
      `with open as (
         select id, state, epoch from deliveries
         where inbox_id = $1 and (state = 'sending' or (state in ('held', 'queued') and not_before <= now()))
         order by id for update)
       select id from open where state = 'sending' and epoch <= $2`,
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
    const left = await this.store.query<{ id: string; ambiguous: boolean; isChange: boolean }>(
      `select id, ambiguous_at is not null as ambiguous, purpose <> 'send' as "isChange" from deliveries
       where inbox_id = $1 and state = 'sending' and epoch < $2`,
      [inboxId, lease.epoch],
    );
    const reason: Reason = { code: 'sender-died', params: {} };
    await this.report(
      left.map(({ id, ambiguous, isChange }) =>
        // To change or delete the same twice changes nothing.
        isChange || (resend && !ambiguous)
          ? { id, state: 'queued', reason, notBefore: new Date(), isAmbiguous: true }
          : { id, state: 'unknown', reason },
      ),
    );
    await this.store.query(
      `update deliveries set not_before = now()
       where inbox_id = $1 and state = 'queued' and not_before > now() and reason ->> 'code' = any($2)`,
      [inboxId, REFUSED_LOGINS],
    );
  }
}

/** Whoever takes an inbox over may have been given another way to sign in: what waited for that waits no more. */
export const REFUSED_LOGINS: readonly string[] = ['telegram-token-refused'];

/** Puts back what a take-up that was cut off may have taken; what it has not taken stays as it is. */
export function untaken(messages: readonly UntakenMessage[]): readonly DeliveryResult[] {
  const reason: Reason = { code: 'sender-changed', params: {} };
  const notBefore = new Date();
  return messages.flatMap(({ deliveries }) =>
    deliveries.map(({ id }): DeliveryResult => ({ id, state: 'queued', reason, notBefore, isUncounted: true })),
  );
}

async function takeRows(tx: Tx, due: readonly DueRow[], lease: Lease): Promise<DatedRow[]> {
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
  return taken;
}

/** `takenAt`: when its message was taken for the first time. */
type DatedRow = TakenRow & { readonly takenAt: Date };

function markSending(tx: Tx, ids: readonly string[], lease: Lease): Promise<DatedRow[]> {
  return tx.planned<DatedRow>(
    `update deliveries set state = 'sending', epoch = $2, attempts = attempts + 1, updated_at = now()
     where id = any($1) and state in ('held', 'queued')
       and exists (select from leases where name = $3 and epoch = $2 and expires_at > now())
     returning id, message_id as "messageId", recipient, part, content, attempts, ambiguous_at is not null as ambiguous,
       (select coalesce(m.taken_at, now()) from messages m where m.id = message_id) as "takenAt"`,
    [ids, lease.epoch, lease.name],
  );
}
