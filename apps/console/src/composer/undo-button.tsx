import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Message } from '../api/shapes.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import { restoreDraft } from './drafts.js';
import { letGo } from './held-replies.js';

type Props = { message: Message; number: number; open?: boolean };

/** Takes a held reply back: it is a draft again. With `open`, the ticket is opened too. */
export function UndoButton({ message, number, open = false }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const undo = useMutation({
    mutationFn: () => answerOf(api.DELETE('/messages/{id}', { params: { path: { id: message.id } } })),
    onSuccess: () => {
      letGo(message.id);
      restoreDraft(number, message);
      client.setQueryData(
        ticketQueryOptions(number).queryKey,
        (ticket) => ticket && { ...ticket, timeline: ticket.timeline.filter((item) => item.id !== message.id) },
      );
      if (open) void navigate({ to: '/tickets/$number', params: { number }, search: (search) => search });
    },
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket', number], exact: true }),
  });
  return (
    <Button
      size="compact-xs"
      variant="light"
      leftSection={<IconArrowBackUp size={14} />}
      loading={undo.isPending}
      onClick={() => undo.mutate()}
    >
      {t('composer.undo')}
    </Button>
  );
}
