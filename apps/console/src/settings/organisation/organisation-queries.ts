import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';

export const organisationQuery = queryOptions({
  queryKey: ['organisation'] as const,
  queryFn: ({ signal }) => answerOf(api.GET('/organisation', { signal })),
});

export const oauthClientsQuery = queryOptions({
  queryKey: ['oauth'] as const,
  queryFn: async ({ signal }) => (await answerOf(api.GET('/oauth', { signal }))).data,
});
