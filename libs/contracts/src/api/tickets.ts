import { z } from 'zod';
import { AgentRef, Channel, Flag, Id, Level, named, numeric, pageOf, paging, ReasonText, Ref, repeatable, Time } from './shapes.js';
import { Conversation, TimelineItem } from './timeline.js';

export const TicketState = named('TicketState', z.enum(['new', 'open', 'pending', 'on_hold', 'solved', 'closed']));
export type TicketState = z.infer<typeof TicketState>;
export const Priority = named('Priority', z.enum(['low', 'normal', 'high', 'urgent']));
export type Priority = z.infer<typeof Priority>;

export const TicketSkill = named('TicketSkill', z.object({ skill: z.string(), level: Level, required: z.boolean() }));
export type TicketSkill = z.infer<typeof TicketSkill>;

const ticket = {
  id: Id,
  number: z.int(),
  version: z.int(),
  subject: z.string(),
  state: TicketState,
  priority: Priority,
  channel: Channel,
  inbox: Ref,
  team: Ref,
  assignee: AgentRef.nullable(),
  contact: z.object({ id: Id, name: z.string(), language: z.string().nullable() }),
  skills: z.array(TicketSkill),
  tags: z.array(z.string()),
  spam: z.boolean(),
  snoozedUntil: Time.nullable(),
  onHoldUntil: Time.nullable(),
  mergedInto: z.int().nullable().describe("the other ticket's number"),
  createdAt: Time,
  lastMessageAt: Time,
  waitingSince: Time.nullable().describe('since when it has been our turn'),
  preview: z.string(),
  lastPosition: z.int(),
  unread: z.boolean(),
  assignmentReason: ReasonText.nullable(),
};

export const Ticket = named('Ticket', z.object(ticket));
export type Ticket = z.infer<typeof Ticket>;
export const TicketPage = pageOf('TicketPage', Ticket);

export const TicketDetail = named(
  'TicketDetail',
  z.object({
    ...ticket,
    conversations: z.array(Conversation),
    timeline: z.array(TimelineItem).describe('by position, oldest first, the last 100'),
    timelinePrevious: z.string().nullable().describe('cursor of what came before'),
  }),
);
export type TicketDetail = z.infer<typeof TicketDetail>;

export const TICKET_SORTS = ['urgency', '-lastMessageAt', 'createdAt'] as const;

export const TicketQuery = z.strictObject({
  ...paging,
  state: repeatable(TicketState).optional(),
  assignee: z.union([z.enum(['me', 'none']), Id]).optional(),
  team: repeatable(Id).optional(),
  inbox: repeatable(Id).optional(),
  channel: repeatable(Channel).optional(),
  priority: repeatable(Priority).optional(),
  contact: Id.optional(),
  tag: repeatable(z.string().min(1).max(100)).optional(),
  spam: Flag.optional().describe('default: false'),
  q: z.string().trim().max(200).optional(),
  sort: z.enum(TICKET_SORTS).default('urgency'),
});
export type TicketQuery = z.infer<typeof TicketQuery>;

/** How many tickets stand where, of those the caller may see. */
export const TicketCounts = named(
  'TicketCounts',
  z.object({
    mine: z.int().describe('assigned to the caller: new and open'),
    mineUnread: z.int(),
    unassigned: z.int().describe('waiting for somebody'),
    states: z.object({ new: z.int(), open: z.int(), pending: z.int(), on_hold: z.int() }),
    teams: z.array(z.object({ id: Id, name: z.string(), unassigned: z.int(), open: z.int() })),
  }),
);
export type TicketCounts = z.infer<typeof TicketCounts>;

export const TimelineQuery = z.strictObject({ before: z.string().max(1000).optional(), limit: numeric(1, 100).default(100) });
export type TimelineQuery = z.infer<typeof TimelineQuery>;

const skills = z
  .array(z.strictObject({ skill: z.string().min(1).max(100).describe('its name'), level: Level, required: z.boolean().default(true) }))
  .max(50);
const subject = z.string().trim().min(1).max(500);

export const ChangeTicket = named(
  'ChangeTicket',
  z.strictObject({
    state: z.enum(['open', 'pending', 'on_hold', 'solved', 'closed']).optional(),
    onHoldUntil: Time.nullable().optional(),
    assignee: z
      .union([z.literal('me'), Id])
      .nullable()
      .optional(),
    team: Id.optional(),
    priority: Priority.optional(),
    skills: skills.optional(),
    tags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
    subject: subject.optional(),
    spam: z.boolean().optional(),
    snoozedUntil: Time.nullable().optional(),
  }),
);
export type ChangeTicket = z.infer<typeof ChangeTicket>;

const address = z.strictObject({ address: z.email().max(254), name: z.string().max(200).optional() });
const text = z.string().min(1).max(100_000);
const answer = z.string().max(100_000).describe('may be empty where a file goes along');
const html = z.string().max(200_000);
const attachments = z.array(Id).max(50);

export const StartTicket = named(
  'StartTicket',
  z.strictObject({
    inbox: Id,
    to: z.union([z.strictObject({ contact: Id }), address]),
    cc: z.array(address).max(50).optional(),
    subject,
    text: answer,
    html: html.optional(),
    attachments: attachments.optional(),
    assignee: z
      .union([z.literal('me'), Id])
      .nullable()
      .optional(),
  }),
);
export type StartTicket = z.infer<typeof StartTicket>;

export const WriteReply = named(
  'WriteReply',
  z.strictObject({
    text: answer,
    html: html.optional(),
    conversation: Id.optional().describe('default: the one the customer wrote in last'),
    to: z.array(address).max(50).optional(),
    cc: z.array(address).max(50).optional(),
    bcc: z.array(address).max(50).optional(),
    attachments: attachments.optional(),
    then: z.enum(['solve', 'pending', 'keep']).default('pending'),
    undoSeconds: z.int().min(0).max(120).default(0).describe('held for so long, so that it can be undone'),
    sendAt: Time.optional(),
  }),
);
export type WriteReply = z.infer<typeof WriteReply>;

export const RetryMessage = named(
  'RetryMessage',
  z.strictObject({ to: address.optional().describe('another address than the one that failed') }),
);
export type RetryMessage = z.infer<typeof RetryMessage>;

export const WriteNote = named('WriteNote', z.strictObject({ text, mentions: z.array(Id).max(50).default([]) }));
export type WriteNote = z.infer<typeof WriteNote>;

export const MarkRead = named('MarkRead', z.strictObject({ position: z.int().min(0) }));
export type MarkRead = z.infer<typeof MarkRead>;
