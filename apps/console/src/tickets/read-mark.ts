import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, api } from '../api/client.js';
import type { TicketDetail } from '../api/shapes.js';
import { patchTicket } from './patch-ticket.js';

/** Tells the server how far the agent has read, when it is on the screen. */
export function useReadMark({ number, unread, lastPosition }: TicketDetail): void {
  const client = useQueryClient();
  const visible = useDocumentVisibility() === 'visible';
  useEffect(() => {
    if (!visible || !unread) return;
    patchTicket(client, number, { unread: false });
    answerOf(api.PUT('/tickets/{number}/read', { params: { path: { number } }, body: { position: lastPosition } }))
      .then(() => {
        // A list that was fetched meanwhile still says unread.
        patchTicket(client, number, { unread: false });
        return client.invalidateQueries({ queryKey: ['counts'] });
      })
      // Nothing is lost: the ticket stays unread and is marked with its next message.
      .catch(() => undefined);
  }, [client, number, unread, lastPosition, visible]);
}
