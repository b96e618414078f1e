import type { Sql } from '../database/sql.js';
import { makeReplyToken } from '../sending/reply-token.js';

/** Mails that mailboxes were sent by themselves (table `mailbox_tests`, written here alone). Called by desk. @returns the new one's token */
export async function noteMailboxTest(sql: Sql, inboxId: string): Promise<string> {
  const token = makeReplyToken();
  // What has not come within a month does not come any more.
  await sql.query(`delete from mailbox_tests where inbox_id = $1 and sent_at < now() - interval '30 days'`, [inboxId]);
  await sql.query(`insert into mailbox_tests (token, inbox_id) values ($1, $2)`, [token, inboxId]);
  return token;
}
