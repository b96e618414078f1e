import { useQuery } from '@tanstack/react-query';
import type { TicketDetail } from '../api/shapes.js';
import { inboxesQuery } from '../settings/inboxes/inbox-queries.js';

/** Addresses that we write from: no mail of ours goes there, it would come back as a customer's (fail:S8). */
export function useOwnAddresses(ticket: TicketDetail | null = null): string[] {
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  const written = ticket?.timeline.flatMap((item) =>
    item.type === 'message' && item.kind !== 'inbound' && item.from ? [item.from.address] : [],
  );
  return [...inboxes.flatMap(({ address }) => address ?? []), ...(written ?? [])];
}
