import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../api/client.js';
import { asProblem } from '../api/problem.js';
import type { Message, Note, TicketDetail } from '../api/shapes.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import { clearDraft, type Draft, draftOf, useDraft } from './drafts.js';
import { hold } from './held-replies.js';

/** For so long a reply can be taken back. */
const UNDO_SECONDS = 10;

export type Then = 'pending' | 'solve' | 'keep';

export type Sending = {
  ready: boolean;
  sending: boolean;
  error: unknown;
  /** What becomes of the ticket when the reply goes out. */
  then: Then;
  setThen: (then: Then) => void;
  send: (then?: Then) => void;
  /** Set when the ticket changed while the reply was written: sends it all the same. */
  sendAnyway: (() => void) | null;
};

/** Sends the draft of a ticket. Nothing is shown as sent before the server has it; then it can be undone for a while. */
export function useSend(ticket: TicketDetail): Sending {
  const { number } = ticket;
  const client = useQueryClient();
  const draft = useDraft(number);
  const [then, setThen] = useState<Then>('pending');
  const sending = useMutation({
    mutationFn: ({ chosen, version }: Attempt): Promise<Message | Note> =>
      draft.mode === 'note' ? postNote(number, draftOf(number)) : postReply(number, draftOf(number), chosen, version),
    onSuccess: (item) => {
      clearDraft(number, item.type === 'note' ? 'note' : 'reply');
      if (item.type === 'message') hold(number, item);
      client.setQueryData(ticketQueryOptions(number).queryKey, (shown) => shown && withItem(shown, item));
      void client.invalidateQueries({ queryKey: ['ticket', number], exact: true });
    },
  });
  const ready = isReady(draft);
  return {
    ready,
    then,
    setThen,
    sending: sending.isPending,
    error: sending.error,
    send: (chosen = then) => ready && !sending.isPending && sending.mutate({ chosen, version: ticket.version }),
    sendAnyway:
      sending.isError && asProblem(sending.error).code === 'ticket-changed'
        ? () => sending.mutate({ chosen: sending.variables.chosen, version: null })
        : null,
  };
}

/** `version`: of the ticket that the agent sees; null sends whatever it is by now. */
type Attempt = { chosen: Then; version: number | null };

/** Something is written (or attached), and every file has arrived. */
function isReady({ mode, reply, note, files }: Draft): boolean {
  if (mode === 'note') return note.trim() !== '';
  return reply.trim() !== '' && files.every((file) => file.state === 'done');
}

function postReply(number: number, draft: Draft, then: Then, version: number | null): Promise<Message> {
  const attachments = draft.files.flatMap((file) => file.id ?? []);
  return answerOf(
    api.POST('/tickets/{number}/replies', {
      params: { path: { number }, header: { 'Idempotency-Key': draft.key, ...(version === null ? {} : { 'If-Match': `"${version}"` }) } },
      body: { text: draft.reply.trim(), then, undoSeconds: UNDO_SECONDS, ...(attachments.length > 0 ? { attachments } : {}) },
    }),
  );
}

function postNote(number: number, draft: Draft): Promise<Note> {
  return answerOf(
    api.POST('/tickets/{number}/notes', {
      params: { path: { number }, header: { 'Idempotency-Key': draft.key } },
      body: { text: draft.note.trim() },
    }),
  );
}

/** The live feed may have been quicker. */
function withItem(ticket: TicketDetail, item: Message | Note): TicketDetail {
  if (ticket.timeline.some((one) => one.id === item.id)) return ticket;
  return { ...ticket, timeline: [...ticket.timeline, item] };
}
