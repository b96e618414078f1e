import * as z from 'zod/mini';

const STATES = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const;
const CHANNELS = ['email', 'telegram', 'webchat'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export const SORTS = ['urgency', '-lastMessageAt', 'createdAt'] as const;

/** Reads a key that may be given once or often; what is wrong in it counts as not given. */
function many<Item extends z.ZodMiniType<string>>(item: Item) {
  const list = z.pipe(z.transform(listOf), z.array(item));
  return z.catch(z.optional(list), undefined);
}

function listOf(given: unknown): unknown {
  return Array.isArray(given) ? given : [given];
}

function one<Item extends z.ZodMiniType>(item: Item) {
  return z.catch(z.optional(item), undefined);
}

const Id = z.string().check(z.minLength(1));

/** Every filter of the ticket list, as it stands in the address: a view is a link. */
export const TicketSearch = z.object({
  state: many(z.enum(STATES)),
  assignee: one(Id),
  team: many(Id),
  inbox: many(Id),
  channel: many(z.enum(CHANNELS)),
  priority: many(z.enum(PRIORITIES)),
  contact: one(Id),
  tag: many(Id),
  spam: one(z.literal('true')),
  q: one(Id),
  sort: one(z.enum(SORTS)),
});
export type TicketSearch = z.infer<typeof TicketSearch>;

/** The keys that narrow a view further; the others say which view it is. */
const NARROWING = ['inbox', 'channel', 'priority', 'contact', 'tag', 'spam', 'q'] as const;
export type Narrowing = (typeof NARROWING)[number];

/** How many filters the agent has added to the view. */
export function narrowingOf(search: TicketSearch): Narrowing[] {
  return NARROWING.filter((key) => search[key] !== undefined);
}

/** The view without what narrows it. */
export function widened(search: TicketSearch): TicketSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => !NARROWING.includes(key as Narrowing)));
}

/** Whether the address shows this view, narrowed or not. */
export function isView(search: TicketSearch, view: TicketSearch): boolean {
  const same = (key: 'state' | 'team'): boolean => [...(search[key] ?? [])].sort().join() === [...(view[key] ?? [])].sort().join();
  return search.assignee === view.assignee && same('state') && same('team');
}

/** The same filters as the API wants them: without what is not given. */
export function listQuery(search: TicketSearch): ListQuery {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value.length > 0));
}

export type ListQuery = { [Key in keyof TicketSearch]?: NonNullable<TicketSearch[Key]> };
