import { z } from 'zod';
import { Id, named, numeric, Time } from './shapes.js';

export const FEED_TYPES = [
  'ticket.opened',
  'ticket.message-added',
  'ticket.message-changed',
  'ticket.note-added',
  'ticket.changed',
  'ticket.assigned',
  'ticket.contact-typing',
  'reply.reported',
  'agent.changed',
  'inbox.changed',
  'inbox.failed',
  'inbox.recovered',
] as const;

/** That something happened, and to what: ids only, to be fetched through the API that checks rights again. */
export const FeedEvent = named(
  'FeedEvent',
  z.object({
    cursor: z.string(),
    id: Id.describe('the same in every delivery: merge by it'),
    type: z.enum(FEED_TYPES).describe('`ticket.contact-typing` is good for five seconds: who catches up later is not told'),
    at: Time,
    ticket: z.object({ id: Id, number: z.int() }).nullable(),
    messageId: Id.nullable(),
    noteId: Id.nullable(),
    agentId: Id.nullable(),
    inboxId: Id.nullable(),
    changed: z.array(z.string()).describe('which fields, where the event says so; `removed`: the ticket is gone'),
  }),
);
export type FeedEvent = z.infer<typeof FeedEvent>;

export const FeedQuery = z.strictObject({ after: z.string().max(2000).optional(), limit: numeric(1, 500).default(100) });
export type FeedQuery = z.infer<typeof FeedQuery>;

/** `next` is never null: it is where to go on from. Without `after` the answer is empty and says where now is. */
export const FeedPart = named('FeedPart', z.object({ data: z.array(FeedEvent), next: z.string() }));
export type FeedPart = z.infer<typeof FeedPart>;

/** What the console says on `WS /api/v1/live`. */
export const LiveRequest = named(
  'LiveRequest',
  z.union([
    z.strictObject({ subscribe: z.strictObject({ after: z.string().max(2000).nullable() }) }),
    z.strictObject({ pong: z.object({}) }),
  ]),
);
export type LiveRequest = z.infer<typeof LiveRequest>;

/** What it hears: `ready` first, then parts of the feed as `GET /events` gives them, `ping` every 20 s, `error` before the connection ends. */
export const LiveFrame = named(
  'LiveFrame',
  z.union([
    z.object({ ready: z.string() }),
    FeedPart,
    z.object({ ping: z.object({}) }),
    z.object({ error: z.object({ code: z.string(), text: z.string() }) }),
  ]),
);
export type LiveFrame = z.infer<typeof LiveFrame>;
