import type { ReplyPart } from '@app/domain';
import type { PlannedSql } from '../database/sql.js';

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
  /** By its first bytes; null: they are no type that is known by them. */
  readonly sniffedType: string | null;
  readonly inline: boolean;
  readonly contentId: string | null;
};

/** A message with the deliveries of it that were taken. Never holds a note. */
export type DueMessage = {
  readonly id: string;
  readonly kind: 'reply' | 'auto';
  /** Of an automatic mail that repeats what people said in a chat: answers to a visitor who is away, or the whole chat. */
  readonly recap: 'away' | 'transcript' | null;
  readonly ticketId: string;
  readonly ticketNumber: number;
  readonly conversationId: string;
  /** Names the chat: `conversations.external_key`. */
  readonly externalKey: string;
  readonly position: bigint;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  /** Goes below the text by mail: plain lines. */
  readonly signature: string | null;
  /** Of earlier messages, below that. */
  readonly quoted: string | null;
  /** Of a mail: the inbox's address and the name it was written under. */
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly authorName: string | null;
  /** When it was to leave and a server was there to take it: the same at every try. */
  readonly takenAt: Date;
  /** Of a mail: its token for ever. */
  readonly replyToken: string | null;
  /** RFC 5322 ids of the conversation's earlier mails, oldest first: the first one, by which readers hold a thread together, and the last 19. */
  readonly thread: readonly string[];
  /** Of a mail: whether the sending server takes addresses in letters of any script. */
  readonly smtpUtf8: boolean;
  /** In Telegram: the number that the message which it replies to has in its chat; null: it replies to none, or that is not there. */
  readonly answersTo: string | null;
  readonly attachments: readonly DueAttachment[];
  readonly deliveries: readonly DueDelivery[];
};

/** Read, and not taken: it is dated when it is. */
export type UntakenMessage = Omit<DueMessage, 'takenAt'>;

/** For one message after the other (offset 0): joined as a whole, the ids of all mails there are would be read for each thread. */
const IDS_OF_EARLIER = `select o.message_id from message_ids o where o.message = earlier.id and not o.mention offset 0`;

/**
 * The message that `m` replies to, as the ledger names it in the chat `c` of now: a group that became a supergroup counts anew. Of an
 * album its first one. Looked up by an index that holds such names alone (`received_chat_message`).
 */
const NUMBER_IN_CHAT = `(
  select min(substring(r.external_id from '\\d+$')::bigint)::text from received r
  where r.message_id = (m.answers ->> 'message')::uuid and r.inbox_id = c.inbox_id and r.external_id like '%:%:%'
    and r.external_id ~ ('^\\d+:(message|business:[^:]+):' || split_part(c.external_key, ':', 2) || ':\\d+$'))`;

type MessageRow = Omit<DueMessage, 'deliveries' | 'attachments' | 'position'> & { position: string };

/** Reads what the taken deliveries are to say, in the order in which it was said. */
export async function dueMessages(sql: PlannedSql, taken: readonly TakenRow[]): Promise<readonly DueMessage[]> {
  if (taken.length === 0) return [];
  const ids = [...new Set(taken.map((row) => row.messageId))];
  const messages = await sql.planned<MessageRow>(
    `select m.id, m.kind, m.recap, m.ticket_id as "ticketId", t.number::int as "ticketNumber", m.conversation_id as "conversationId",
       c.external_key as "externalKey", m.position, m.subject, m.text, m.html, m.signature, m.quoted, m.sender as "from", m.recipients as "to", m.cc, m.bcc,
       a.name as "authorName", m.taken_at as "takenAt", m.reply_token as "replyToken", i.smtp_utf8 as "smtpUtf8",
       coalesce((select json_agg(x.message_id order by x.position) from (
         (select i.message_id, earlier.position from messages earlier cross join lateral (${IDS_OF_EARLIER}) i
          where earlier.conversation_id = m.conversation_id and earlier.position < m.position
          order by earlier.position limit 1)
         union
         (select i.message_id, earlier.position from messages earlier cross join lateral (${IDS_OF_EARLIER}) i
          where earlier.conversation_id = m.conversation_id and earlier.position < m.position
          order by earlier.position desc limit 19)) x), '[]') as thread,
       case when m.answers ->> 'message' is not null then ${NUMBER_IN_CHAT} end as "answersTo"
     from messages m
     join tickets t on t.id = m.ticket_id
     join conversations c on c.id = m.conversation_id
     join inboxes i on i.id = c.inbox_id
     left join agents a on a.id = m.author_id and m.author_type = 'agent'
     where m.id = any($1)
     order by m.position`,
    [ids],
  );
  const attachments = await sql.planned<DueAttachment & { messageId: string }>(
    `select id, message_id as "messageId", filename, content_type as "contentType", size::int as size, encode(sha256, 'hex') as sha256,
       sniffed_type as "sniffedType", inline, content_id as "contentId"
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

export function dueDelivery(row: TakenRow): DueDelivery {
  return {
    id: row.id,
    recipient: row.recipient,
    part: row.part,
    content: row.content as ReplyPart | null,
    attempts: row.attempts,
    isAmbiguous: row.ambiguous,
  };
}
