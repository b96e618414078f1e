import type { ReplyPart } from '@app/domain';
import type { Sql } from '../database/sql.js';

/** A delivery as it was just taken. */
export type TakenRow = {
  readonly id: string;
  readonly messageId: string;
  readonly recipient: string;
  readonly part: number;
  readonly content: unknown;
  readonly attempts: number;
  readonly ambiguous: boolean;
};

/** One recipient (or part) to be sent now. */
export type DueDelivery = {
  readonly id: string;
  readonly recipient: string;
  readonly part: number;
  /** What this part is; null is the whole message. */
  readonly content: ReplyPart | null;
  /** Tries so far, this one included. */
  readonly attempts: number;
  /** An earlier try may have arrived. */
  readonly isAmbiguous: boolean;
};

export type MailAddress = { readonly address: string; readonly name: string };

export type DueAttachment = {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly inline: boolean;
  readonly contentId: string | null;
};

/** A message with the deliveries of it that were taken. Never holds a note. */
export type DueMessage = {
  readonly id: string;
  readonly kind: 'reply' | 'auto';
  readonly ticketId: string;
  readonly ticketNumber: number;
  readonly conversationId: string;
  /** Names the chat: `conversations.external_key`. */
  readonly externalKey: string;
  readonly position: bigint;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly authorName: string | null;
  /** Of a mail: its token for ever. */
  readonly replyToken: string | null;
  /** RFC 5322 ids of the conversation's earlier mails, oldest first, at most 20. */
  readonly thread: readonly string[];
  readonly attachments: readonly DueAttachment[];
  readonly deliveries: readonly DueDelivery[];
};

type MessageRow = Omit<DueMessage, 'deliveries' | 'attachments' | 'position'> & { position: string };

/** Reads what the taken deliveries are to say, in the order in which it was said. */
export async function dueMessages(sql: Sql, taken: readonly TakenRow[]): Promise<readonly DueMessage[]> {
  if (taken.length === 0) return [];
  const ids = [...new Set(taken.map((row) => row.messageId))];
  const messages = await sql.query<MessageRow>(
    `select m.id, m.kind, m.ticket_id as "ticketId", t.number::int as "ticketNumber", m.conversation_id as "conversationId",
       c.external_key as "externalKey", m.position, m.subject, m.text, m.html, m.recipients as "to", m.cc, m.bcc,
       a.name as "authorName", m.reply_token as "replyToken",
       coalesce((select json_agg(x.message_id order by x.position) from (
         select i.message_id, earlier.position from message_ids i join messages earlier on earlier.id = i.message
         where earlier.conversation_id = m.conversation_id and earlier.position < m.position and not i.mention
         order by earlier.position desc limit 20) x), '[]') as thread
     from messages m
     join tickets t on t.id = m.ticket_id
     join conversations c on c.id = m.conversation_id
     left join agents a on a.id = m.author_id and m.author_type = 'agent'
     where m.id = any($1)
     order by m.position`,
    [ids],
  );
  const attachments = await sql.query<DueAttachment & { messageId: string }>(
    `select id, message_id as "messageId", filename, content_type as "contentType", size::int as size, encode(sha256, 'hex') as sha256,
       inline, content_id as "contentId"
     from attachments where message_id = any($1) and state = 'stored' order by message_id, ordinal`,
    [ids],
  );
  return messages.map((message) => ({
    ...message,
    position: BigInt(message.position),
    attachments: attachments.filter((file) => file.messageId === message.id),
    deliveries: taken.filter((row) => row.messageId === message.id).map(dueDelivery),
  }));
}

function dueDelivery(row: TakenRow): DueDelivery {
  return {
    id: row.id,
    recipient: row.recipient,
    part: row.part,
    content: row.content as ReplyPart | null,
    attempts: row.attempts,
    isAmbiguous: row.ambiguous,
  };
}
