import type { Sql } from '../database/sql.js';
import type { MailAddress } from './due-messages.js';

/** A message that an answer may repeat. */
type EarlierMessage = { readonly author: MailAddress; readonly at: Date; readonly text: string };

/**
 * What customer and organisation said to each other in one conversation, newest first: what an answer may quote (`fail:S9`).
 *
 * Notes are in a table that nobody reads here. Automatic mail, what we have not sent yet, what could not be read, and strangers who got in
 * by our token alone are left out: the customer has not seen it, or should not for the first time from us.
 */
export function readEarlierMessages(sql: Sql, conversationId: string, limit: number): Promise<EarlierMessage[]> {
  return sql.query<EarlierMessage>(
    `select m.sender as author, coalesce(case when m.kind = 'inbound' then m.source_at end, m.received_at) as at, m.text
     from messages m
     where m.conversation_id = $1 and not m.automatic and m.problem is null and m.text <> '' and m.sender ->> 'address' <> ''
       and (m.kind = 'inbound' and m.authentication -> 'answerTo' ->> 'address' <> '' or m.kind = 'reply' and m.taken_at is not null)
     order by m.position desc limit $2`,
    [conversationId, limit],
  );
}
