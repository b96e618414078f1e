import type { LiveEvent } from './frame.js';

/** What of the cache a batch of events has made old: each thing once, however often it was named. */
export type Changes = {
  /** Numbers of tickets. */
  tickets: ReadonlySet<number>;
  agents: ReadonlySet<string>;
  /** Tickets changed hands or state, and with them what agents have in hand. */
  loads: boolean;
  inboxes: boolean;
};

/** @param seen ids of events that were handled before; those of this batch are added */
export function changesOf(events: readonly LiveEvent[], seen: Set<string>): Changes {
  // That somebody writes changes nothing that is kept.
  const fresh = events.filter((event) => !seen.has(event.id) && event.type !== 'ticket.contact-typing');
  for (const event of fresh) seen.add(event.id);
  return {
    tickets: new Set(fresh.flatMap((event) => event.ticket?.number ?? [])),
    agents: new Set(fresh.flatMap((event) => (event.type === 'agent.changed' ? (event.agentId ?? []) : []))),
    loads: fresh.some((event) => event.type === 'ticket.changed' || event.type === 'ticket.assigned'),
    inboxes: fresh.some((event) => event.type.startsWith('inbox.')),
  };
}
