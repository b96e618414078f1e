import { ReplyRequested, type Channel } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Tx } from '../database/store.js';
import { noteParticipants } from '../intake/participants.js';
import { lockTickets } from '../tickets/tickets.js';
import { addTicketEvents, type Actor, SYSTEM } from '../tickets/timeline.js';
import { announceStates } from './announce-states.js';
import type { MailAddress } from './due-messages.js';
import { refuseBlocked } from './sent-reply.js';

export type Retry = {
  /** The recipient that failed, as its delivery names it; null: all that failed. */
  readonly recipient?: string | null;
  /** Another address in its place; null: the same again. */
  readonly to?: MailAddress | null;
  /** Who asks for it (default: the product). */
  readonly actor?: Actor;
};

type Sent = {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly inboxId: string;
  readonly channel: Channel;
  readonly isBlocked: boolean;
  readonly isDeleted: boolean;
};

/**
 * Sends failed or uncertain deliveries of a reply again, or one of them to another address.
 *
 * It is the same mail with the same Message-ID. For another address it says so: that stands in the place of the one that failed, so that
 * an answer to all goes where this went (and not, as a bare resend would have it, to the address that failed). Tries are counted anew.
 *
 * @throws DeskError missing/message-missing, conflict/nothing-to-retry, conflict/already-recipient, conflict/message-deleted,
 *   conflict/chat-blocked,
 *   invalid/chat-has-no-addresses
 */
export async function retryReply(tx: Tx, messageId: string, { recipient = null, to = null, actor = SYSTEM }: Retry = {}): Promise<void> {
  const [message] = await tx.query<Sent>(
    `select m.ticket_id as "ticketId", m.conversation_id as "conversationId", c.inbox_id as "inboxId", i.channel,
       c.blocked_at is not null as "isBlocked", m.deleted_at is not null as "isDeleted"
     from messages m join conversations c on c.id = m.conversation_id join inboxes i on i.id = c.inbox_id
     where m.id = $1 and m.kind <> 'inbound'`,
    [messageId],
  );
  if (!message) throw new DeskError('missing', 'message-missing', 'There is no such answer.');
  if (message.isDeleted) throw new DeskError('conflict', 'message-deleted', 'It was deleted: nothing of it is sent again.');
  refuseBlocked(message.isBlocked);
  await lockTickets(tx, [message.ticketId]);
  const failed = recipient?.toLowerCase() ?? null;
  const again = to === null ? await queueAgain(tx, messageId, failed) : await sendElsewhere(tx, messageId, { message, failed, to, actor });
  if (again === 0) throw new DeskError('conflict', 'nothing-to-retry', 'Nothing of this answer has failed.');
  await announceStates(tx, [messageId]);
  const { conversationId, inboxId, channel } = message;
  tx.outbox.add(ReplyRequested, { messageId, conversationId, inboxId, channel });
}

const FAILED = `('failed', 'unknown', 'bounced')`;

async function queueAgain(tx: Tx, messageId: string, recipient: string | null): Promise<number> {
  const rows = await tx.query(
    `update deliveries set state = 'queued', not_before = now(), reason = null, attempts = 0, updated_at = now()
     where message_id = $1 and purpose = 'send' and state in ${FAILED} and ($2::text is null or lower(recipient) = $2) returning id`,
    [messageId, recipient],
  );
  return rows.length;
}

type Elsewhere = { readonly message: Sent; readonly failed: string | null; readonly to: MailAddress; readonly actor: Actor };

/** One recipient that failed, the first where none is named, is written to elsewhere; others that failed stay as they are. */
async function sendElsewhere(tx: Tx, messageId: string, { message, failed, to, actor }: Elsewhere): Promise<number> {
  if (message.channel !== 'email') throw new DeskError('invalid', 'chat-has-no-addresses', 'A chat can only be written to again.');
  const address = to.address.toLowerCase();
  const rows = await tx.query<{ recipient: string; failed: boolean }>(
    `select recipient, state in ${FAILED} and ($2::text is null or lower(recipient) = $2) as failed from deliveries
     where message_id = $1 order by recipient`,
    [messageId, failed],
  );
  const old = rows.find((row) => row.failed)?.recipient;
  if (old === undefined) return 0;
  if (address === old) return queueAgain(tx, messageId, old);
  if (rows.some((row) => row.recipient === address))
    throw new DeskError('conflict', 'already-recipient', 'The answer goes there already.', { params: { address } });
  await tx.query(
    `update deliveries set state = 'queued', not_before = now(), reason = null, recipient = $3, attempts = 0, ambiguous_at = null,
       external_id = null, updated_at = now()
     where message_id = $1 and recipient = $2`,
    [messageId, old, address],
  );
  await tx.query(
    `update messages set recipients = ${replaced('recipients')}, cc = ${replaced('cc')}, bcc = ${replaced('bcc')} where id = $1`,
    [messageId, old, JSON.stringify(to)],
  );
  await noteParticipants(tx, [{ conversationId: message.conversationId, address, part: 'participant' }]);
  const params = { message: messageId, address: old, elsewhere: address };
  await addTicketEvents(tx, [{ ticketId: message.ticketId, code: 'sent-elsewhere', params, actor }]);
  return 1;
}

/** SQL: a list of addresses with `$3` in the place of `$2`. */
function replaced(list: 'recipients' | 'cc' | 'bcc'): string {
  return `(select coalesce(jsonb_agg(case when lower(x ->> 'address') = $2 then $3::jsonb else x end order by n), '[]')
    from jsonb_array_elements(${list}) with ordinality as e(x, n))`;
}
