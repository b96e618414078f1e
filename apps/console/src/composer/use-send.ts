import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../api/client.js';
import { asProblem } from '../api/problem.js';
import type { Message, Note, TicketDetail } from '../api/shapes.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import { forVersion, unlessSaid } from '../tickets/meanwhile.js';
import { chatBody } from '../chat-answer/chat-body.js';
import { chatOf } from '../chat-answer/chat-of-answer.js';
import { type Answering, answeringOf } from '../recipients/answering.js';
import { faulty } from '../recipients/faults.js';
import { everybodyOf } from '../recipients/person.js';
import { useOwnAddresses } from '../recipients/use-own-addresses.js';
import { clearDraft, draftOf, useDraft } from './drafts.js';
import { hold } from './held-replies.js';
import { type MailSize, mailSize } from './mail-size.js';
import { useRefusedDraft } from './refused-draft.js';
import type { Draft } from './draft.js';

/** For so long a reply can be taken back. */
export const UNDO_SECONDS = 10;

export type Then = 'pending' | 'solve' | 'keep';

export type Sending = {
  ready: boolean;
  sending: boolean;
  /** Why it was refused; null once the draft has changed. */
  error: unknown;
  /** What becomes of the ticket when the reply goes out. */
  then: Then;
  setThen: (then: Then) => void;
  send: (then?: Then) => void;
  /** The ticket is closed, and the draft a reply: notes alone can be written. */
  closed: boolean;
  /** Set when the ticket changed while the reply was written: sends it all the same. */
  sendAnyway: (() => void) | null;
  /** Since when the customer of the chat does not want to hear from us, and the draft is a reply; null: nothing of the kind. */
  blockedAt: string | null;
  /** To whom a reply goes. */
  answering: Answering;
  /** Our own addresses, which get none. */
  own: readonly string[];
  /** Of its files, where that matters. */
  size: MailSize | null;
};

/** Sends the draft of a ticket. Nothing is shown as sent before the server has it; then it can be undone for a while. */
export function useSend(ticket: TicketDetail, onSent: () => void): Sending {
  const { number } = ticket;
  const client = useQueryClient();
  const draft = useDraft(number);
  const { isRefused, refuse } = useRefusedDraft(number);
  const [then, setThen] = useState<Then>('pending');
  const sending = useMutation({
    mutationFn: ({ chosen, seen }: Attempt): Promise<Sent> =>
      draft.mode === 'note'
        ? postNote(number, draftOf(number))
        : postReply(number, draftOf(number), chosen, { answering: answeringOf(ticket, draftOf(number)), seen }),
    onSuccess: (sent) => {
      clearDraft(number, sent.item.type === 'note' ? 'note' : 'reply');
      onSent();
      if (sent.item.type === 'message') hold(number, sent.item);
      client.setQueryData(ticketQueryOptions(number).queryKey, (shown) => shown && withItem(shown, sent));
    },
    onError: refuse,
    // Also where it was refused: what happened meanwhile is shown above the draft.
    onSettled: () => void client.invalidateQueries({ queryKey: ['ticket', number], exact: true }),
  });
  const own = useOwnAddresses(ticket);
  const answering = answeringOf(ticket, draft);
  const size = answering.answer && mailSize(draft.files, draft.reply, answering.answer.sizeLimit);
  const closed = ticket.state === 'closed' && draft.mode === 'reply';
  const blockedAt = draft.mode === 'reply' && !closed ? (chatOf(answering)?.blockedAt ?? null) : null;
  const ready =
    !closed && blockedAt === null && isReady(draft) && (draft.mode === 'note' || (!size?.tooLarge && isAddressed(answering, own)));
  return {
    ready,
    closed,
    blockedAt,
    answering,
    own,
    size,
    then,
    setThen,
    sending: sending.isPending,
    error: isRefused ? sending.error : null,
    send: (chosen = then) => ready && !sending.isPending && sending.mutate({ chosen, seen: ticket }),
    sendAnyway:
      isRefused && sending.isError && asProblem(sending.error).code === 'ticket-changed'
        ? () => sending.mutate({ chosen: sending.variables.chosen, seen: null })
        : null,
  };
}

/** `seen`: the ticket as the agent sees it; null sends whatever it is by now. */
type Attempt = { chosen: Then; seen: TicketDetail | null };

/** `version`: of the ticket with it; null where that is not known. */
type Sent = { item: Message | Note; version: number | null };

/** Something is written (or attached), and every file has arrived. */
function isReady({ mode, reply, note, files }: Draft): boolean {
  if (mode === 'note') return note.trim() !== '';
  return (reply.trim() !== '' || files.length > 0) && files.every((file) => file.state === 'done');
}

/** By mail somebody gets it, and everybody who does is written so that they can. */
function isAddressed({ answer, recipients }: Answering, own: readonly string[]): boolean {
  return answer === null || (everybodyOf(recipients).length > 0 && faulty(recipients, own).length === 0);
}

type Going = { answering: Answering; seen: TicketDetail | null };

async function postReply(number: number, draft: Draft, then: Then, { answering, seen }: Going): Promise<Sent> {
  const attachments = draft.files.flatMap((file) => file.id ?? []);
  const chat = chatOf(answering);
  const body = {
    text: draft.reply.trim(),
    then,
    undoSeconds: UNDO_SECONDS,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(answering.answer ? mailOf(answering, draft) : {}),
    ...(chat ? { ...(await chatBody(draft)), conversation: chat.id, replyTo: draft.replyTo } : {}),
  };
  const post = (ifMatch: { 'If-Match'?: string }): Promise<Message> =>
    answerOf(
      api.POST('/tickets/{number}/replies', {
        params: { path: { number }, header: { 'Idempotency-Key': draft.key, ...ifMatch } },
        body,
      }),
    );
  if (!seen) return { item: await post({}), version: null };
  const { answer, version } = await forVersion(seen, unlessSaid, (expected) => post({ 'If-Match': `"${expected}"` }));
  // A reply makes one version.
  return { item: answer, version: version + 1 };
}

/** What goes out is what stood above the text, whatever the server would suggest by now (fail:S7). */
function mailOf({ conversation, recipients }: Answering, { signature, quote }: Draft) {
  const { to, cc, bcc } = recipients;
  return {
    ...(conversation ? { conversation: conversation.id } : {}),
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    signature,
    ...(quote === null ? {} : { quote }),
  };
}

async function postNote(number: number, draft: Draft): Promise<Sent> {
  const note = await answerOf(
    api.POST('/tickets/{number}/notes', {
      params: { path: { number }, header: { 'Idempotency-Key': draft.key } },
      body: { text: draft.note.trim() },
    }),
  );
  return { item: note, version: null };
}

/** The live feed may have been quicker. */
function withItem(ticket: TicketDetail, { item, version }: Sent): TicketDetail {
  const timeline = ticket.timeline.some((one) => one.id === item.id) ? ticket.timeline : [...ticket.timeline, item];
  return { ...ticket, timeline, version: Math.max(ticket.version, version ?? 0) };
}
