import type { Agent, Ticket } from '../api/shapes.js';
import { useChangeTicket } from './change-ticket.js';
import { unlessGiven } from './meanwhile.js';

export type Assign = (agent: Pick<Agent, 'id' | 'name' | 'email' | 'picture'> | null) => void;

/** Gives a ticket to an agent, or back to the queue. Not over the head of somebody who did so meanwhile. */
export function useAssign(ticket: Ticket): Assign {
  const change = useChangeTicket(ticket.number);
  return (agent) => {
    const ours = ticket.state === 'new' || ticket.state === 'open';
    const state = ours ? { state: agent ? ('open' as const) : ('new' as const) } : {};
    const assignee = agent && { id: agent.id, name: agent.name, email: agent.email, picture: agent.picture };
    change.mutate({
      body: { assignee: agent?.id ?? null },
      shows: { assignee, assignmentReason: null, ...state },
      unless: { seen: ticket, stillFits: unlessGiven },
    });
  };
}
