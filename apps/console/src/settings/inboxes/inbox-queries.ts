import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../../api/all-pages.js';
import { answerOf, api } from '../../api/client.js';

export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/inboxes', { params: { query: paging }, signal }))),
});
