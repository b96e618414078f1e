import { countedAddress, DeskError, transcriptRefusal, type TranscriptMessage, type WrittenMail } from '@app/domain';
import { readSpent } from '../intake/acknowledgement-budget.js';
import { afterMerges, lockConversations } from '../intake/conversations.js';
import { undeliverable } from '../sending/undeliverable.js';
import type { Store, Tx } from '../database/store.js';
import { lockTickets } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../tickets/timeline.js';
import type { MailOutlet } from './away-inboxes.js';
import { wordsWithForm } from './form-words.js';
import { insertRecaps } from './recaps.js';
import { readHistories } from './visitor-history.js';

/** Messages that a transcript holds: the newest. */
const MOST_MESSAGES = 1_000;

/** What is to be written. */
export type TranscriptOrder = {
  readonly ticketNumber: number;
  readonly organisation: string;
  readonly timeZone: string;
  readonly locale: string | null;
  readonly messages: readonly TranscriptMessage[];
  readonly isCut: boolean;
};

export type TranscriptAsked = {
  readonly visitorId: string;
  readonly inboxId: string;
  /** Plain: `local@domain`. */
  readonly address: string;
  readonly outlet: MailOutlet;
};

type Chat = {
  readonly rootId: string;
  readonly contactId: string;
  readonly ticketId: string | null;
  readonly isAnswered: boolean;
  readonly ofChat: number;
  readonly organisation: string;
  readonly timeZone: string;
  readonly locale: string | null;
};

/**
 * Sends a visitor's whole chat to an address of their choice, as far as it may be (`threat:H1`): counted among the automatic mails of the
 * mailbox, and nothing of it before a person of ours has answered. Called by webchat.
 *
 * @throws DeskError conflict/transcript-unanswered, conflict/transcript-sent-already, conflict/transcript-address-day,
 *   unavailable/transcript-inbox-hour, conflict/visitor-address-dead
 */
export async function sendTranscript(store: Store, asked: TranscriptAsked, write: (order: TranscriptOrder) => WrittenMail): Promise<void> {
  await store.transaction(async (tx) => {
    const { address, outlet } = asked;
    await lockChat(tx, asked);
    const chat = await readChat(tx, asked);
    const ticket = (await lockTickets(tx, chat?.ticketId ? [chat.ticketId] : [])).get(chat?.ticketId ?? '');
    if (!chat || !ticket) throw refused('transcript-unanswered');
    if ((await undeliverable(tx, [address.toLowerCase()])).size > 0)
      throw new DeskError('conflict', 'visitor-address-dead', 'Mail to this address has come back, or is not wanted there.');
    const [history] = await readHistories(tx, [{ ...asked, after: null }], MOST_MESSAGES);
    const counted = countedAddress(address);
    const { perHour } = outlet;
    const spent = await readSpent(tx, [
      { address: counted, conversationId: chat.rootId, inboxId: outlet.id, perHour, domain: null, body: null },
    ]);
    const refusal = transcriptRefusal({ ...chat, address: counted, mailInboxId: outlet.id, perHour }, spent);
    if (refusal !== null) throw refused(refusal);
    const messages = (history?.messages ?? []).map(
      ({ kind, author, byMail, at, text, form, files }): TranscriptMessage => ({
        author: author?.name ?? null,
        isVisitors: kind === 'inbound',
        byMail,
        at,
        text: wordsWithForm({ form, text }),
        files: files.map((file) => file.filename),
      }),
    );
    const written = write({ ...chat, ticketNumber: ticket.number, messages, isCut: messages.length === MOST_MESSAGES });
    const { rootId, contactId, organisation } = chat;
    const [mail] = await insertRecaps(tx, [
      { kind: 'transcript', rootId, contactId, ticket, outlet, fromName: organisation, address, written, fileIds: [] },
    ]);
    await tx.query(`insert into acknowledgements (message_id, inbox_id, address) values ($1, $2, $3)`, [mail, outlet.id, counted]);
    await addTicketEvents(tx, [{ ticketId: ticket.id, code: 'transcript-sent', params: { address }, actor: SYSTEM }]);
  });
}

function refused(code: string): DeskError {
  const isForNow = code === 'transcript-inbox-hour';
  return new DeskError(isForNow ? 'unavailable' : 'conflict', code, 'The chat is not sent by mail now.', {
    params: isForNow ? { retryAfterSeconds: 600 } : {},
  });
}

async function lockChat(tx: Tx, asked: TranscriptAsked): Promise<void> {
  const rows = await tx.query<{ id: string }>(`select id from (${FAMILY}) family`, [asked.inboxId, asked.visitorId]);
  await lockConversations(
    tx,
    rows.map((row) => row.id),
  );
}

async function readChat(tx: Tx, { inboxId, visitorId }: TranscriptAsked): Promise<Chat | null> {
  const [row] = await tx.query<Chat>(
    `with family as (${FAMILY})
     select f.id as "rootId", f.contact_id as "contactId", v.locale, o.name as organisation, o.time_zone as "timeZone",
       ${afterMerges(`(select m.ticket_id from messages m where m.conversation_id in (select id from family) order by m.position desc limit 1)`)}
         as "ticketId",
       exists (select from messages m join deliveries d on d.message_id = m.id where m.conversation_id in (select id from family)
         and m.kind = 'reply' and m.author_type = 'agent' and d.state in ('accepted', 'delivered', 'read')) as "isAnswered",
       (select count(*)::int from messages m where m.conversation_id in (select id from family) and m.recap = 'transcript'
         and m.received_at > now() - interval '1 hour') as "ofChat"
     from family f cross join organisation o left join visitors v on v.id = $2::text::uuid
     where f.external_key = $2 and f.inbox_id = $1`,
    [inboxId, visitorId],
  );
  return row ?? null;
}

/** SQL: the visitor's own chat, and all that goes on in it. */
const FAMILY = `select c.* from conversations own join conversations c on c.id = own.id or c.continues = own.id
  where own.inbox_id = $1 and own.external_key = $2`;
