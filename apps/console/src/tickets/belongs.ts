import type { Ticket } from '../api/shapes.js';
import type { ListQuery } from './ticket-search.js';

/**
 * Whether a ticket belongs to a list, as far as the console can tell.
 *
 * What a search (`q`) finds only the server knows: a ticket that it found before is taken to be found still.
 *
 * @param me id of the agent who looks
 */
export function belongs(ticket: Ticket, query: ListQuery, me: string): boolean {
  const among = <Value>(wanted: readonly Value[] | undefined, value: Value): boolean => wanted === undefined || wanted.includes(value);
  return (
    ticket.mergedInto === null &&
    ticket.spam === (query.spam === 'true') &&
    isAssignedTo(ticket, query.assignee, me) &&
    among(query.state, ticket.state) &&
    among(query.team, ticket.team.id) &&
    among(query.inbox, ticket.inbox.id) &&
    among(query.channel, ticket.channel) &&
    among(query.priority, ticket.priority) &&
    (query.contact === undefined || query.contact === ticket.contact.id) &&
    (query.tag === undefined || query.tag.some((tag) => ticket.tags.includes(tag)))
  );
}

function isAssignedTo(ticket: Ticket, wanted: string | undefined, me: string): boolean {
  if (wanted === undefined) return true;
  if (wanted === 'none') return ticket.assignee === null;
  return ticket.assignee?.id === (wanted === 'me' ? me : wanted);
}
