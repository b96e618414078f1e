import { DeskError, type Params } from '@app/domain';
import type { Tx } from '../database/store.js';
import { ticketMissing } from './ticket-view.js';
import { lockTickets, type TicketRow } from './tickets.js';

export type Seen = {
  readonly id: string;
  /** The version that the caller saw; null: whatever it is now. */
  readonly expectedVersion: number | null;
  /** Who calls, to tell what others did from what they did themselves; null: no agent. */
  readonly agentId: string | null;
};

/**
 * Locks a ticket and makes sure that it is as the caller saw it: nobody changed it, and nothing was said.
 *
 * @throws DeskError missing/ticket-missing, conflict/ticket-changed with the present version and what happened since
 */
export async function lockUnchanged(tx: Tx, { id, expectedVersion, agentId }: Seen): Promise<TicketRow> {
  const ticket = (await lockTickets(tx, [id])).get(id);
  if (!ticket) throw ticketMissing();
  if (expectedVersion === null || ticket.version === expectedVersion) return ticket;
  throw new DeskError('conflict', 'ticket-changed', 'Somebody changed the ticket meanwhile, or wrote: look at it again.', {
    params: {
      version: ticket.version,
      state: ticket.state,
      assigneeId: ticket.assigneeId,
      ...(await happenedSince(tx, id, expectedVersion, agentId)),
    },
  });
}

const CUSTOMER_WROTE = 'customer-wrote';
const ANSWERED = 'answered';

type Happened = { readonly code: string; readonly isMine: boolean };

/** An answer that was undone leaves no trace but the version. */
async function happenedSince(tx: Tx, ticketId: string, version: number, agentId: string | null): Promise<Params> {
  const since = await tx.query<Happened>(
    `select distinct code, by is not distinct from $3 as "isMine" from (
       select code, actor_id as by from ticket_events where ticket_id = $1 and version > $2
       union all
       select case kind when 'inbound' then '${CUSTOMER_WROTE}' else '${ANSWERED}' end, author_id
       from messages where ticket_id = $1 and ticket_version > $2) as happened
     order by code`,
    [ticketId, version, agentId],
  );
  return {
    changed: [...new Set(since.map((one) => one.code))].join(', '),
    /** Who spoke: the customer, whoever else did too. */
    said: whoSpoke(since),
    /** Whether anybody but the caller did any of it. */
    others: since.some((one) => !one.isMine),
  };
}

function whoSpoke(since: readonly Happened[]): 'customer' | 'colleague' | 'you' | null {
  if (since.some((one) => one.code === CUSTOMER_WROTE)) return 'customer';
  const answers = since.filter((one) => one.code === ANSWERED);
  if (answers.length === 0) return null;
  return answers.some((one) => !one.isMine) ? 'colleague' : 'you';
}
