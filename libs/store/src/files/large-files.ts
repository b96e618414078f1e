import type { Language } from '@app/contracts';
import { languageOfText, largeFileNote, type Reason } from '@app/domain';
import { addReply } from '../sending/replies.js';
import { lockConversations } from '../intake/conversations.js';
import type { Store, Tx } from '../database/store.js';
import { announceFile, markFailed, type WaitingFile } from './waiting-files.js';

/** What comes later than this after its message is no answer to it any more, ms. */
const STALE_MS = 3_600_000;

type Sent = {
  readonly conversationId: string;
  readonly ticketId: string;
  readonly text: string;
  readonly language: string | null;
  readonly inboxLanguage: Language;
  /** Where the same team takes mail. */
  readonly address: string | null;
  /** Whether its author is told: a customer, just now, who has not blocked the bot and was not told of this message already. */
  readonly isTold: boolean;
};

/**
 * A file is larger than the channel lets us have: its message shows why, and its author is told what to do, once a message (fail:G11). An
 * album's parts come one by one and are one message.
 *
 * Called by telegram.
 *
 * @param reason `telegram-file-too-large` with `megabytes`
 */
export function refuseLargeFile(store: Store, file: WaitingFile, reason: Reason): Promise<void> {
  return store.transaction(async (tx) => {
    const sent = await readSent(tx, file, reason.code);
    await markFailed(tx, file, reason);
    await announceFile(tx, file.messageId);
    if (!sent?.isTold) return;
    const { conversationId, ticketId, address } = sent;
    const text = largeFileNote(languageOf(sent), { megabytes: Number(reason.params.megabytes), address });
    const note = { conversationId, ticketId, kind: 'auto', authorId: null, way: 'telegram', text, next: 'keep' } as const;
    await addReply(tx, { ...note, answers: file.messageId });
  });
}

/** The conversation is locked first: of two files of a message one tells it. */
async function readSent(tx: Tx, { messageId, createdAt }: WaitingFile, code: string): Promise<Sent | null> {
  const [message] = await tx.query<{ conversationId: string }>(`select conversation_id as "conversationId" from messages where id = $1`, [
    messageId,
  ]);
  if (!message) return null;
  await lockConversations(tx, [message.conversationId]);
  const [sent] = await tx.query<Sent>(
    `select m.conversation_id as "conversationId", m.ticket_id as "ticketId", m.text, c.language,
       coalesce(i.language, o.language) as "inboxLanguage",
       (select e.settings ->> 'address' from inboxes e where e.channel = 'email' and e.active and e.team_id = i.team_id
        order by e.created_at limit 1) as address,
       m.kind = 'inbound' and not m.late and v.blocked_at is null and $3 and not exists (
         select 1 from attachments f where f.message_id = m.id and f.state = 'failed' and f.reason ->> 'code' = $2) as "isTold"
     from messages m join conversations v on v.id = m.conversation_id join inboxes i on i.id = v.inbox_id cross join organisation o
     left join contacts c on m.author_type = 'contact' and c.id = m.author_id
     where m.id = $1`,
    [messageId, code, Date.now() - createdAt.getTime() < STALE_MS],
  );
  return sent ?? null;
}

function languageOf({ language, text, inboxLanguage }: Sent): Language {
  return language === 'ru' || language === 'en' ? language : (languageOfText(text) ?? inboxLanguage);
}
