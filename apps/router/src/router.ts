import { decideRound } from '@app/domain';
import { applyDecisions, candidates, Leases, Store, teamsWithWaiting, waitingTickets, withWaiting, type Lease } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Tickets that one round of a team looks at. */
const ROUND = 500;
/** A customer who writes on changes the ticket while it is decided on: so often is it decided anew at once. */
const MOST_MISSES = 3;

/**
 * Gives a team's waiting tickets to its agents.
 *
 * A decision is made on what the database says now, and applied where it still holds. One router serves a team at a time (a lease,
 * for economy: correctness is in the database).
 */
@Injectable()
export class Router {
  private readonly teams = new Map<string, Lease>();

  constructor(
    private readonly store: Store,
    private readonly leases: Leases,
  ) {}

  /** Routes every team in which something waits and that no other router serves. */
  async routeAll(): Promise<void> {
    await this.route(await teamsWithWaiting(this.store));
  }

  async route(teamIds: Iterable<string>): Promise<void> {
    const served: string[] = [];
    for (const teamId of new Set(teamIds)) if (await this.serves(teamId)) served.push(teamId);
    // Most of what wakes the router leaves nobody waiting: it costs no more than this question.
    for (const teamId of await withWaiting(this.store, served)) await this.routeTeam(teamId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.teams.values()].map((lease) => this.leases.release(lease)));
  }

  /** Rounds go on until nothing more can be given, or all that was decided had changed meanwhile, again and again. */
  private async routeTeam(teamId: string): Promise<void> {
    for (let misses = 0; misses < MOST_MISSES; ) {
      const agents = await candidates(this.store, teamId);
      // When nobody has room, what waits need not be looked at, however much it is.
      if (!agents.some((agent) => agent.load < agent.capacity)) return;
      const waiting = await waitingTickets(this.store, teamId, ROUND);
      const decisions = decideRound(waiting, agents);
      if (decisions.length === 0) return;
      const applied = await applyDecisions(this.store, decisions);
      if (applied === 0) misses += 1;
      // All that waited were given; who comes from here on wakes the router.
      if (applied === waiting.length && waiting.length < ROUND) return;
    }
  }

  private async serves(teamId: string): Promise<boolean> {
    const held = this.teams.get(teamId);
    if (held && held.remainingMs > 0) return true;
    const lease = await this.leases.acquire(`team:${teamId}`);
    if (lease) this.teams.set(teamId, lease);
    else this.teams.delete(teamId);
    return lease !== null;
  }
}
