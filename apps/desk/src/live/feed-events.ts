import type { FeedEvent as LogEvent } from '@app/bus';
import { ContactTyping, FEED_TYPES, type FeedEvent, type Topic } from '@app/contracts';
import { isStillTyping } from '@app/domain';
import { z } from 'zod';

/** The streams that people's live views are made of. */
export const FEED_TOPICS: readonly Topic[] = ['ticket', 'agent', 'inbox', 'reply'];

/** An event as people may hear of it, and whose its ticket was: a team's, an agent's. */
export type TeamEvent = { readonly event: FeedEvent; readonly teamId: string | null; readonly assigneeId: string | null };

/** Ids that events of these streams carry, whichever they have. */
const Ids = z.object({
  ticketId: z.uuid().optional(),
  number: z.int().optional(),
  teamId: z.uuid().optional(),
  messageId: z.uuid().optional(),
  noteId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  assigneeId: z.uuid().nullish(),
  inboxId: z.uuid().optional(),
  changed: z.array(z.string()).optional(),
});

/** What of the log is for people: ids only, never a message's words. */
export function feedEvents(events: readonly LogEvent[]): TeamEvent[] {
  return events.flatMap((event) => {
    if (event.type === ContactTyping.type && !isStillTyping(event.at, Date.now())) return [];
    const type = FEED_TYPES.find((one) => event.type.startsWith(`${one}.v`));
    const data = Ids.safeParse(event.data);
    if (!type || !data.success) return [];
    const { ticketId, number, teamId, messageId, noteId, agentId, assigneeId, inboxId, changed } = data.data;
    const news: FeedEvent = {
      cursor: event.cursor,
      id: event.id,
      type,
      at: event.at,
      ticket: ticketId !== undefined && number !== undefined ? { id: ticketId, number } : null,
      messageId: messageId ?? null,
      noteId: noteId ?? null,
      agentId: agentId ?? null,
      inboxId: inboxId ?? null,
      changed: changed ?? [],
    };
    return { event: news, teamId: teamId ?? null, assigneeId: assigneeId ?? null };
  });
}
