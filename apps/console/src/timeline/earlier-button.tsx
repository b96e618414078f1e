import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import { prepend } from '../tickets/merge-timeline.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import classes from './timeline.module.css';

/** Fetches what was said before the part that is shown. */
export function EarlierButton({ number, before }: { number: number; before: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const earlier = useMutation({
    mutationFn: () => answerOf(api.GET('/tickets/{number}/timeline', { params: { path: { number }, query: { before } } })),
    onSuccess: (part) => client.setQueryData(ticketQueryOptions(number).queryKey, (ticket) => ticket && prepend(ticket, part)),
    onError: tellProblem,
  });
  return (
    <Button className={classes.earlier} size="xs" variant="subtle" loading={earlier.isPending} onClick={() => earlier.mutate()}>
      {t('timeline.earlier')}
    </Button>
  );
}
