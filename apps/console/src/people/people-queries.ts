import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../api/all-pages.js';
import { answerOf, api } from '../api/client.js';

/** Who may get a ticket, with presence and load: old after seconds. */
export const activeAgentsQuery = queryOptions({
  queryKey: ['agents', 'active'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/agents', { params: { query: { ...paging, active: 'true' } }, signal }))),
  staleTime: 10_000,
});

export const agentsQuery = queryOptions({
  queryKey: ['agents', 'all'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/agents', { params: { query: paging }, signal }))),
});

export const teamsQuery = queryOptions({
  queryKey: ['teams'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/teams', { params: { query: paging }, signal }))),
});

export const skillsQuery = queryOptions({
  queryKey: ['skills'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/skills', { params: { query: paging }, signal }))),
});
