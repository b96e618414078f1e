import type { Store } from '@app/store';

/** As if an agent had given the same answer so many times more: each is a mail of its own, with its own id. */
export async function copyReplies(store: Store, messageId: string, times: number): Promise<void> {
  await store.query(
    `with copies as (
       select gen_random_uuid() as id, translate(md5(random()::text || n) , '0189', 'wxyz') as token, nextval('timeline_positions') as position
       from generate_series(1, $2) n),
     messages_made as (
       insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, subject, sender, recipients, cc, bcc,
         text, next_state, reply_token)
       select c.id, m.conversation_id, m.ticket_id, c.position, m.kind, m.author_type, m.author_id, m.way, m.subject, m.sender, m.recipients,
         m.cc, m.bcc, m.text, m.next_state, left(c.token, 26)
       from copies c, messages m where m.id = $1 returning id)
     insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, position, state)
     select gen_random_uuid(), c.id, d.ticket_id, d.conversation_id, d.inbox_id, d.channel, d.recipient, c.position, 'queued'
     from copies c, deliveries d where d.message_id = $1`,
    [messageId, times],
  );
}
