import type { Page, Ticket } from '../api/shapes.js';

/** The fresh rows of tickets that events named; null where the ticket no longer belongs to the list. */
export type Refreshed = ReadonlyMap<number, Ticket | null>;

/**
 * Merges the fresh first page of a list into the pages that are shown, by id.
 *
 * A row that vanished from the first page has either been pushed down by newer ones or has left the list. Events tell
 * which: a ticket that none of them named was pushed down.
 *
 * @param pages as shown, in order; at least one
 * @param head the first page, fetched again
 * @param named numbers of the tickets that events named since the pages were fetched
 * @param refreshed rows of named tickets that lie below the first page
 */
export function mergeHead(
  pages: readonly Page<Ticket>[],
  head: Page<Ticket>,
  named: ReadonlySet<number>,
  refreshed: Refreshed,
): Page<Ticket>[] {
  if (head.next === null) return [head];
  const onTop = new Set(head.data.map((ticket) => ticket.id));
  const stays = (ticket: Ticket): Ticket[] => {
    if (onTop.has(ticket.id)) return [];
    if (!named.has(ticket.number)) return [ticket];
    return [refreshed.get(ticket.number) ?? []].flat();
  };
  const [first, second, ...others] = pages.map((page) => ({ ...page, data: page.data.flatMap(stays) }));
  const below = { data: [...(first?.data ?? []), ...(second?.data ?? [])], next: second ? second.next : (first?.next ?? head.next) };
  if (below.data.length === 0 && !second) return [head];
  return [head, below, ...others];
}

/** Which of the named tickets lie below the first page, and so must be fetched one by one. */
export function namedBelow(pages: readonly Page<Ticket>[], head: Page<Ticket>, named: ReadonlySet<number>): number[] {
  const onTop = new Set(head.data.map((ticket) => ticket.number));
  return pages.flatMap((page) => page.data.map((ticket) => ticket.number)).filter((number) => named.has(number) && !onTop.has(number));
}
