import type { Query, QueryClient } from '@tanstack/react-query';
import { asProblem } from '../api/problem.js';
import type { Ticket } from '../api/shapes.js';
import { belongs } from '../tickets/belongs.js';
import { fetchPage, fetchTicket, type TicketPages } from '../tickets/ticket-queries.js';
import type { ListQuery } from '../tickets/ticket-search.js';
import type { Changes } from './changes.js';
import { mergeHead, namedBelow } from './merge-list.js';

/** From so many tickets below the first page on, fetching them one by one costs more than the list. */
const MOST_ALONE = 8;

/**
 * Brings the cache up to date with what the feed named, and nothing else.
 *
 * @param me id of the agent who looks
 */
export async function applyChanges(client: QueryClient, changes: Changes, me: string): Promise<void> {
  const work: Promise<void>[] = [];
  if (changes.tickets.size > 0) work.push(applyToTickets(client, changes.tickets, me), client.invalidateQueries({ queryKey: ['counts'] }));
  if (changes.agents.size > 0 || changes.loads) work.push(client.invalidateQueries({ queryKey: ['agents'] }));
  if (changes.agents.has(me)) work.push(client.invalidateQueries({ queryKey: ['session'] }));
  if (changes.inboxes) work.push(client.invalidateQueries({ queryKey: ['inboxes'] }));
  await Promise.all(work);
}

async function applyToTickets(client: QueryClient, named: ReadonlySet<number>, me: string): Promise<void> {
  const opened = [...named].map((number) => client.invalidateQueries({ queryKey: ['ticket', number], exact: true }));
  const lists = client.getQueryCache().findAll({ queryKey: ['tickets'] });
  await Promise.all([...opened, ...lists.map((list) => refreshList(client, list, named, me))]);
}

async function refreshList(client: QueryClient, list: Query, named: ReadonlySet<number>, me: string): Promise<void> {
  const { queryKey } = list;
  const shown = client.getQueryData<TicketPages>(queryKey);
  if (!list.isActive() || !shown || list.state.fetchStatus !== 'idle') {
    await client.invalidateQueries({ queryKey, exact: true });
    return;
  }
  const query = queryKey[1] as ListQuery;
  const head = await fetchPage(query, null, new AbortController().signal);
  const below = namedBelow(shown.pages, head, named);
  if (below.length > MOST_ALONE) {
    await client.invalidateQueries({ queryKey, exact: true });
    return;
  }
  const refreshed = new Map(await Promise.all(below.map(async (number) => [number, await rowOf(number, query, me)] as const)));
  client.setQueryData<TicketPages>(queryKey, (now) => now && withPages(mergeHead(now.pages, head, named, refreshed)));
}

function withPages(pages: TicketPages['pages']): TicketPages {
  return { pages, pageParams: [null, ...pages.slice(0, -1).map((page) => page.next)] };
}

async function rowOf(number: number, query: ListQuery, me: string): Promise<Ticket | null> {
  try {
    const ticket = await fetchTicket(number);
    return belongs(ticket, query, me) ? ticket : null;
  } catch (error) {
    if (asProblem(error).status === 404) return null;
    throw error;
  }
}
