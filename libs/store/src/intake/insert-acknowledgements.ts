import type { BudgetCase } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { MailAddress } from '../sending/due-messages.js';

/** An acknowledgement that is on its way. */
export type WrittenAcknowledgement = Omit<BudgetCase, 'perHour'> & {
  readonly messageId: string;
  readonly deliveryId: string;
  readonly ticketId: string;
  /** The inbox's address, by the organisation's name. */
  readonly from: MailAddress;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  /** Its Message-ID and Reply-To: an answer to it joins the conversation. */
  readonly token: string;
};

/** Writes messages, their ids, their deliveries and what they are counted by (table `acknowledgements`): all in one statement. */
export async function insertAcknowledgements(tx: Tx, all: readonly WrittenAcknowledgement[]): Promise<void> {
  await tx.query(
    `with a as (
       select * from jsonb_to_recordset($1::jsonb) as r(message_id uuid, delivery_id uuid, inbox_id uuid, conversation_id uuid,
         ticket_id uuid, sender jsonb, recipients jsonb, recipient text, address text, subject text, text text, token text, mail_id text,
         domain text, body text)
     ), m as (
       insert into messages (id, conversation_id, ticket_id, position, kind, author_type, way, subject, sender, recipients, text, next_state,
         reply_token, automatic)
       select message_id, conversation_id, ticket_id, nextval('timeline_positions'), 'auto', 'system', 'email', subject, sender, recipients,
         text, 'keep', token, true
       from a returning id, position
     ), i as (
       insert into message_ids (inbox_id, message_id, message, conversation_id) select inbox_id, mail_id, message_id, conversation_id from a
     ), d as (
       insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, position, state)
       select a.delivery_id, a.message_id, a.ticket_id, a.conversation_id, a.inbox_id, 'email', a.recipient, m.position, 'queued'
       from a join m on m.id = a.message_id
     )
     insert into acknowledgements (message_id, inbox_id, address, domain, body)
     select message_id, inbox_id, address, domain, decode(body, 'hex') from a`,
    [JSON.stringify(all.map(rowOf))],
  );
}

function rowOf(one: WrittenAcknowledgement): object {
  return {
    message_id: one.messageId,
    delivery_id: one.deliveryId,
    inbox_id: one.inboxId,
    conversation_id: one.conversationId,
    ticket_id: one.ticketId,
    sender: one.from,
    recipients: [one.to],
    recipient: one.to.address,
    address: one.address,
    subject: one.subject,
    text: one.text,
    token: one.token,
    mail_id: `<${one.token}@${one.from.address.slice(one.from.address.lastIndexOf('@') + 1)}>`,
    domain: one.domain,
    body: one.body,
  };
}
