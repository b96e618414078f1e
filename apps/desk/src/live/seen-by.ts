import type { FeedEvent } from '@app/contracts';
import { type Audience, audienceOf, type PlannedSql, type Viewer } from '@app/store';
import type { TeamEvent } from './feed-events.js';

/** The events of a page that one viewer may see now. */
export async function seenBy(sql: PlannedSql, viewer: Viewer, events: readonly TeamEvent[]): Promise<FeedEvent[]> {
  return shownTo(await audience(sql, [viewer.agentId], events), viewer.agentId, events);
}

/** Who of many may see which, in one statement for the whole page. */
export function audience(sql: PlannedSql, agentIds: readonly string[], events: readonly TeamEvent[]): Promise<Audience> {
  const tickets = events.flatMap(({ event }) => event.ticket?.id ?? []);
  return audienceOf(sql, agentIds, tickets);
}

export function shownTo(audience: Audience, agentId: string, events: readonly TeamEvent[]): FeedEvent[] {
  return events.filter((one) => isShown(audience, agentId, one)).map((one) => one.event);
}

/** News of people and inboxes are everybody's. Who loses sight of a ticket, with its old team or for good, is told that it went. */
function isShown(audience: Audience, agentId: string, { event, teamId, assigneeId }: TeamEvent): boolean {
  if (event.ticket === null) return audience.isActive(agentId);
  if (audience.sees(agentId, event.ticket.id)) return true;
  const wasOfTeam = teamId !== null && audience.isIn(agentId, teamId);
  if (event.changed.includes('team')) return wasOfTeam;
  return (
    event.changed.includes('removed') && (wasOfTeam || audience.isAdmin(agentId) || (assigneeId === agentId && audience.isActive(agentId)))
  );
}
