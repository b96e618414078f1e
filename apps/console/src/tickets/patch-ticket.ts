import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Ticket, TicketDetail } from '../api/shapes.js';
import type { TicketPages } from './ticket-queries.js';

/** What the cache held before a change that may have to be taken back. */
export type Before = readonly (readonly [QueryKey, unknown])[];

/** Shows a change of a ticket everywhere before (or after) the server has said yes. */
export function patchTicket(client: QueryClient, number: number, change: Partial<Ticket>): Before {
  const lists = client.getQueriesData<TicketPages>({ queryKey: ['tickets'] });
  const before: Before = [[['ticket', number], client.getQueryData<TicketDetail>(['ticket', number])], ...lists];
  client.setQueryData<TicketDetail>(['ticket', number], (ticket) => ticket && { ...ticket, ...change });
  for (const [key] of lists) {
    client.setQueryData<TicketPages>(
      key,
      (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, data: patched(page.data, number, change) })) },
    );
  }
  return before;
}

function patched(rows: Ticket[], number: number, change: Partial<Ticket>): Ticket[] {
  return rows.some((row) => row.number === number) ? rows.map((row) => (row.number === number ? { ...row, ...change } : row)) : rows;
}

export function restore(client: QueryClient, before: Before): void {
  for (const [key, data] of before) client.setQueryData(key, data);
}
