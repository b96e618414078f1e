import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api } from '../api/client.js';
import type { ContactChat, Inbox, Ticket } from '../api/shapes.js';
import { chatBody } from '../chat-answer/chat-body.js';
import { clearDraft, draftOf } from '../composer/drafts.js';
import { useRefusedDraft } from '../composer/refused-draft.js';
import { UNDO_SECONDS } from '../composer/use-send.js';
import { faulty } from '../recipients/faults.js';
import { NOBODY } from '../recipients/person.js';
import type { Draft } from '../composer/draft.js';

/**
 * Sends the message that starts a conversation, and opens its ticket: there it can be undone for a while.
 *
 * @returns `error`: why it was refused; null once the draft has changed
 */
export function useStart(inbox: Inbox | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { isRefused, refuse } = useRefusedDraft('new');
  const starting = useMutation({
    mutationFn: () => startTicket(inbox, draftOf('new')),
    onSuccess: ({ number }) => {
      clearDraft('new', 'reply');
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'tickets' || queryKey[0] === 'counts' });
      void navigate({ to: '/tickets/$number', params: { number }, search: (search) => search });
    },
    onError: refuse,
  });
  return { start: () => starting.mutate(), isStarting: starting.isPending, error: isRefused ? starting.error : null };
}

/** What is still missing; null: it can be sent. Words are in the catalogs under `newMessage.missing`. */
export function missingOf(
  { recipients, subject, reply, files, partner }: Draft,
  inbox: Inbox | undefined,
  own: readonly string[],
  chat: ContactChat | null,
): 'inbox' | 'partner' | 'blocked' | 'live' | 'to' | 'addresses' | 'subject' | 'text' | 'files' | null {
  if (!inbox) return 'inbox';
  if (inbox.channel === 'telegram') {
    if (!partner) return 'partner';
    if (chat?.blockedAt) return 'blocked';
    if (chat?.ticket) return 'live';
  } else {
    if (!recipients?.to.length) return 'to';
    if (faulty(recipients, own).length > 0) return 'addresses';
    if (subject.trim() === '') return 'subject';
  }
  if (reply.trim() === '' && files.length === 0) return 'text';
  return files.every((file) => file.state === 'done') ? null : 'files';
}

async function startTicket(inbox: Inbox | undefined, draft: Draft): Promise<Ticket> {
  const attachments = draft.files.flatMap((file) => file.id ?? []);
  return answerOf(
    api.POST('/tickets', {
      params: { header: { 'Idempotency-Key': draft.key } },
      body: {
        inbox: inbox?.id ?? '',
        ...(inbox?.channel === 'telegram' ? { to: { contact: draft.partner?.id ?? '' }, ...(await chatBody(draft)) } : mailOf(draft)),
        text: draft.reply.trim(),
        undoSeconds: UNDO_SECONDS,
        ...(attachments.length > 0 ? { attachments } : {}),
      },
    }),
  );
}

function mailOf({ recipients, subject, signature }: Draft) {
  const { to, cc, bcc } = recipients ?? NOBODY;
  return { to: [...to], cc: [...cc], bcc: [...bcc], subject: subject.trim(), signature };
}
