import type { StartTicket } from '@app/contracts';
import { DeskError } from '@app/domain';
import { checkRecipients } from '@app/mail';
import {
  addReply,
  type Blobs,
  type Caller,
  type FirstWord,
  type MailAddress,
  openTicketFor,
  startingChannel,
  type Store,
  type Tx,
} from '@app/store';
import { chatBody } from './chat-text.js';
import { mailParts } from './mail-parts.js';
import { refuseLooks } from './read-answer.js';
import { type FirstMessage, startInChat } from './start-in-chat.js';
import { addresses, sendAt } from './write-reply.js';
import { addPictures, writtenBody } from './written-body.js';

/** Opens the ticket in a transaction, and gives its number. */
export type Start = (tx: Tx) => Promise<number>;

/**
 * Reads what an agent writes first, before anything is locked.
 *
 * @throws DeskError missing/inbox-missing, invalid/channel-cannot-start, invalid/only-in-telegram, invalid/html-too-long
 */
export async function startOf(store: Store, blobs: Blobs, caller: Caller, asked: StartTicket): Promise<Start> {
  const assigneeId = asked.assignee === undefined || asked.assignee === 'me' ? caller.agentId : asked.assignee;
  if ((await startingChannel(store, caller, asked.inbox)) === 'telegram') {
    const body = chatBody(asked);
    return (tx) => startInChat(tx, { caller, asked, body, assigneeId });
  }
  refuseLooks(asked);
  const body = await writtenBody(blobs, asked);
  return (tx) => startMail(tx, { caller, asked, body, assigneeId });
}

/** Writes a mail first: a conversation and a ticket of its own, with the agent's message on its way. */
async function startMail(tx: Tx, { caller, asked, body, assigneeId }: FirstMessage): Promise<number> {
  if (asked.subject === undefined) throw new DeskError('invalid', 'subject-needed', 'A mail needs a subject.');
  const [first, ...others] = recipientsOf(asked.to);
  const opened = await openTicketFor(tx, { viewer: caller, inboxId: asked.inbox, to: first, subject: asked.subject, assigneeId });
  const { ticketId, conversationId } = opened;
  await addPictures(tx, body, caller.agentId);
  const parts = await mailParts(tx, {
    conversationId,
    ticketId,
    agentId: caller.agentId,
    body,
    to: [opened.to, ...others],
    cc: addresses(asked.cc),
    bcc: addresses(asked.bcc),
    replyAll: false,
    signature: asked.signature,
    quote: false,
  });
  await addReply(tx, {
    ...parts,
    ticketId,
    conversationId,
    kind: 'reply',
    authorId: caller.agentId,
    way: caller.session ? 'console' : 'api',
    text: body.text,
    html: body.html,
    attachmentIds: body.attachmentIds,
    shownIds: body.shownIds,
    next: 'pending',
    holdMs: asked.undoSeconds * 1_000,
    sendAt: sendAt(asked.sendAt),
  });
  return opened.number;
}

/**
 * The customer, and who else it goes to. In the spelling in which the customer's own mails name the address: it is the same contact then.
 *
 * @throws DeskError invalid/recipient-invalid, invalid/too-many-recipients
 */
function recipientsOf(to: StartTicket['to']): readonly [FirstWord['to'], ...MailAddress[]] {
  if ('contact' in to) return [to];
  const given = { to: addresses([to].flat()), cc: [], bcc: [] };
  const [first, ...others] = checkRecipients(given, { isOurs: () => false, smtpUtf8: true }).to;
  if (first === undefined) throw new DeskError('invalid', 'no-recipient', 'Say to whom it goes.');
  return [first, ...others];
}
