import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Message } from '../api/shapes.js';

/** Sends a reply again that did not arrive, or of which nobody knows. */
export function RetryButton({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => answerOf(api.POST('/messages/{id}/retry', { params: { path: { id: message.id } }, body: {} })),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket', number], exact: true }),
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconRefresh size={13} />}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {t(message.delivery?.state === 'unknown' ? 'delivery.sendAnyway' : 'delivery.retry')}
    </Button>
  );
}
