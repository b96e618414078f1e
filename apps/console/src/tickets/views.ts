import type { TicketSearch } from './ticket-search.js';

/** A view is a name for a set of filters: its address is all there is to it. */
export type View = { readonly id: ViewId; readonly search: TicketSearch };
export type ViewId = 'mine' | 'unassigned' | 'allOpen' | 'pending' | 'onHold' | 'solved' | 'closed';

export const MINE: View = { id: 'mine', search: { assignee: 'me', state: ['new', 'open'] } };
export const UNASSIGNED: View = { id: 'unassigned', search: { assignee: 'none', state: ['new', 'open'] } };
export const ALL_OPEN: View = { id: 'allOpen', search: { state: ['new', 'open'] } };

export const QUEUES: readonly View[] = [MINE, UNASSIGNED, ALL_OPEN];

export const STATES: readonly View[] = [
  { id: 'pending', search: { state: ['pending'] } },
  { id: 'onHold', search: { state: ['on_hold'] } },
  { id: 'solved', search: { state: ['solved'], sort: '-lastMessageAt' } },
  { id: 'closed', search: { state: ['closed'], sort: '-lastMessageAt' } },
];

/** The open tickets of one team. */
export function teamView(team: string): TicketSearch {
  return { state: ['new', 'open'], team: [team] };
}
