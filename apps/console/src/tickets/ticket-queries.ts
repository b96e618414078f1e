import { infiniteQueryOptions, type InfiniteData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.js';
import type { Page, Ticket, TicketDetail } from '../api/shapes.js';
import { keepEarlier } from './merge-timeline.js';
import type { ListQuery } from './ticket-search.js';

const PAGE = 40;

export type TicketPages = InfiniteData<Page<Ticket>, string | null>;

/** The list of a view, page by page. */
export function listQueryOptions(query: ListQuery) {
  return infiniteQueryOptions({
    queryKey: ['tickets', query] as const,
    queryFn: ({ pageParam, signal }) => fetchPage(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** @param cursor of the page; null for the first */
export function fetchPage(query: ListQuery, cursor: string | null, signal: AbortSignal): Promise<Page<Ticket>> {
  return answerOf(api.GET('/tickets', { params: { query: { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) } }, signal }));
}

/** A ticket with its timeline. An earlier part that was opened stays open when it is fetched again. */
export function ticketQueryOptions(number: number) {
  return queryOptions({
    queryKey: ['ticket', number] as const,
    queryFn: async ({ signal, client }) => {
      const fresh = await fetchTicket(number, signal);
      return keepEarlier(fresh, client.getQueryData<TicketDetail>(['ticket', number]));
    },
  });
}

export function fetchTicket(number: number, signal?: AbortSignal): Promise<TicketDetail> {
  return answerOf(api.GET('/tickets/{number}', { params: { path: { number } }, ...(signal ? { signal } : {}) }));
}

/** How many tickets stand where: the figures beside the views. */
export const countsQuery = queryOptions({
  queryKey: ['counts'] as const,
  queryFn: ({ signal }) => answerOf(api.GET('/tickets/counts', { signal })),
});
