import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../../api/all-pages.js';
import { answerOf, api } from '../../api/client.js';

export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/inboxes', { params: { query: paging }, signal }))),
});

/** Which sites asked for a web chat, as it happens. */
export const seenHostsQuery = (inbox: string) =>
  queryOptions({
    queryKey: ['inboxes', inbox, 'hosts'] as const,
    queryFn: async ({ signal }) => (await answerOf(api.GET('/inboxes/{id}/hosts', { params: { path: { id: inbox } }, signal }))).data,
    refetchInterval: 3_000,
  });

/** What customers are told where an inbox has no text of its own. It changes with the product alone. */
export const ownAcknowledgementQuery = queryOptions({
  queryKey: ['own-acknowledgement'] as const,
  queryFn: ({ signal }) => answerOf(api.GET('/organisation/acknowledgement', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
