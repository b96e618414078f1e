import type { Reason } from './errors.js';

export type Priority = 'low' | 'normal' | 'high' | 'urgent';

/** A ticket that waits for somebody. */
export type WaitingTicket = {
  readonly id: string;
  readonly version: number;
  readonly priority: Priority;
  readonly waitingSince: Date;
  /** Least level by skill; an agent must have each of them. */
  readonly required: ReadonlyMap<string, number>;
};

/** An agent who may be given tickets: active, online, in the team. */
export type Candidate = {
  readonly id: string;
  /** Level 1-5 by skill. */
  readonly skills: ReadonlyMap<string, number>;
  /** Weight of the tickets now in hand. */
  readonly load: number;
  /** Most weight at once. */
  readonly capacity: number;
  /** When the agent was last given a ticket; null if never. */
  readonly assignedAt: Date | null;
};

export type Decision = { readonly ticketId: string; readonly version: number; readonly agentId: string; readonly reason: Reason };

/** How much of a capacity a ticket uses while it is our turn (default; settings by channel come with the settings pages). */
export const TICKET_WEIGHT = 1;

const RANK: Record<Priority, number> = { urgent: 3, high: 2, normal: 1, low: 0 };

/**
 * Decides who gets which of a team's waiting tickets, now.
 *
 * The most urgent ticket is served first: by priority, then by how long it has waited. It goes to the agent with every required
 * skill at its level and room for it, who has the least share of load; ties go to whoever was given nothing for longest.
 * A ticket that nobody can take waits, and does not hold up the next.
 */
export function decideRound(tickets: readonly WaitingTicket[], agents: readonly Candidate[]): readonly Decision[] {
  const free = agents.map((agent) => new Taking(agent)).filter((agent) => agent.hasRoom);
  const decisions: Decision[] = [];
  for (const ticket of tickets.toSorted(byUrgency)) {
    if (free.length === 0) break;
    const able = free.filter((agent) => agent.isAble(ticket));
    const chosen = least(able);
    if (!chosen) continue;
    decisions.push({ ticketId: ticket.id, version: ticket.version, agentId: chosen.id, reason: chosen.reasonFor(ticket, able.length) });
    chosen.take();
    if (!chosen.hasRoom) free.splice(free.indexOf(chosen), 1);
  }
  return decisions;
}

export function byUrgency(a: WaitingTicket, b: WaitingTicket): number {
  return RANK[b.priority] - RANK[a.priority] || a.waitingSince.getTime() - b.waitingSince.getTime() || (a.id < b.id ? -1 : 1);
}

/** An agent during one round: load grows with each ticket given. */
class Taking {
  private load: number;
  private turn: number;

  constructor(private readonly agent: Candidate) {
    this.load = agent.load;
    this.turn = agent.assignedAt?.getTime() ?? 0;
  }

  get id(): string {
    return this.agent.id;
  }

  get hasRoom(): boolean {
    return this.load + TICKET_WEIGHT <= this.agent.capacity;
  }

  isAble(ticket: WaitingTicket): boolean {
    for (const [skill, level] of ticket.required) if ((this.agent.skills.get(skill) ?? 0) < level) return false;
    return true;
  }

  isBefore(other: Taking): boolean {
    const share = this.load / this.agent.capacity - other.load / other.agent.capacity;
    return (share || this.turn - other.turn || (this.id < other.id ? -1 : 1)) < 0;
  }

  take(): void {
    this.load += TICKET_WEIGHT;
    // Behind everybody who was last given something before this round.
    this.turn = Number.MAX_SAFE_INTEGER;
  }

  reasonFor(ticket: WaitingTicket, able: number): Reason {
    const params: Record<string, string | number> = { load: this.load, capacity: this.agent.capacity, able };
    const [skill] = [...ticket.required.keys()];
    if (skill !== undefined) Object.assign(params, { skill, level: this.agent.skills.get(skill) ?? 0, skills: ticket.required.size });
    return { code: able === 1 ? 'only-able' : 'least-load', params };
  }
}

function least(agents: readonly Taking[]): Taking | null {
  return agents.reduce<Taking | null>((best, agent) => (best === null || agent.isBefore(best) ? agent : best), null);
}
