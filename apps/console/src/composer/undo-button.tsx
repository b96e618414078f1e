import { Button } from '@mantine/core';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Message, TicketDetail } from '../api/shapes.js';
import { isChat } from '../chat/is-chat.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import { restoreDraft, restoreStart } from './drafts.js';
import { letGo } from './held-replies.js';

type Props = { message: Message; number: number; open?: boolean };

/**
 * Takes a held reply back: it is a draft again. With `open`, the ticket is opened too. What had started its ticket is a new message
 * again, and the page of new messages is opened: there is no ticket then.
 */
export function UndoButton({ message, number, open = false }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const undo = useMutation({
    mutationFn: () => answerOf(api.DELETE('/messages/{id}', { params: { path: { id: message.id } } })),
    onSuccess: async ({ ticketGone }) => {
      letGo(message.id);
      const text = await writtenText(message, client.getQueryData(ticketQueryOptions(number).queryKey));
      if (ticketGone) return startAgain(client, number, message, text, () => navigate({ to: '/tickets/new', search: (search) => search }));
      restoreDraft(number, message, text);
      client.setQueryData(
        ticketQueryOptions(number).queryKey,
        (ticket) => ticket && { ...ticket, timeline: ticket.timeline.filter((item) => item.id !== message.id) },
      );
      if (open) void navigate({ to: '/tickets/$number', params: { number }, search: (search) => search });
    },
    onError: tellProblem,
    onSettled: (undone) => {
      if (!undone?.ticketGone) void client.invalidateQueries({ queryKey: ['ticket', number], exact: true });
    },
  });
  return (
    <Button
      size="compact-xs"
      variant="light"
      leftSection={<IconArrowBackUp size={14} />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      {t('held.undo')}
    </Button>
  );
}

/** With the marks that became formatting in a chat. */
async function writtenText(message: Message, ticket: TicketDetail | undefined): Promise<string> {
  if (message.html === null || !ticket || !isChat(ticket, message)) return message.text;
  const { marksOf } = await import('../formatting/marks-of-html.js');
  return marksOf(message.html);
}

/** The ticket is left before it is forgotten, so that nobody asks for it again. */
async function startAgain(client: QueryClient, number: number, message: Message, text: string, leave: () => Promise<void>): Promise<void> {
  const ticket = client.getQueryData(ticketQueryOptions(number).queryKey);
  const partner = ticket && isChat(ticket, message) ? { id: ticket.contact.id, name: ticket.contact.name } : null;
  restoreStart(message, ticket?.inbox.id ?? null, partner, text);
  await leave();
  client.removeQueries({ queryKey: ['ticket', number], exact: true });
  await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'tickets' || queryKey[0] === 'counts' });
}
