import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import { tellProblem } from '../api/problem-notice.js';
import type { Ticket, TicketChange } from '../api/shapes.js';
import { liveState } from '../live/live-store.js';
import { forVersion, type StillFits } from './meanwhile.js';
import { patchTicket, restore } from './patch-ticket.js';

type Change = {
  body: TicketChange;
  /** The ticket's fields as they will be: shown at once. */
  shows: Partial<Ticket>;
  /** The ticket as the agent saw it, where what happened meanwhile may stop this change. */
  unless?: { seen: Ticket; stillFits: StillFits };
};

/** Changes a ticket: shown at once, taken back with a word if the server refuses. */
export function useChangeTicket(number: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, unless }: Change) => {
      if (!unless) return patch(number, body, null);
      return (await forVersion(unless.seen, unless.stillFits, (version) => patch(number, body, version))).answer;
    },
    onMutate: async ({ shows }) => {
      await client.cancelQueries({ queryKey: ['ticket', number], exact: true });
      return patchTicket(client, number, shows);
    },
    onError: (error, _change, before) => {
      if (before) restore(client, before);
      tellProblem(error);
      void client.invalidateQueries({ queryKey: ['ticket', number], exact: true });
    },
    onSuccess: (ticket) => patchTicket(client, number, ticket),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['ticket', number], exact: true });
      // With the line up, the feed names the ticket and the lists follow row by row.
      if (liveState() !== 'live')
        void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'tickets' || queryKey[0] === 'counts' });
    },
  });
}

function patch(number: number, body: TicketChange, version: number | null): Promise<Ticket> {
  const header = version === null ? {} : { header: { 'If-Match': `"${version}"` } };
  return answerOf(api.PATCH('/tickets/{number}', { params: { path: { number }, ...header }, body }));
}
