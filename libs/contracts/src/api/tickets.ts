import { z } from 'zod';
import {
  AgentRef,
  Channel,
  Flag,
  Id,
  Level,
  named,
  numeric,
  pageOf,
  paging,
  plainLine,
  ReasonText,
  Ref,
  repeatable,
  Time,
} from './shapes.js';
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
  undelivered: z.boolean().describe('an answer of ours did not arrive, or nobody knows, and nothing has been said since'),
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
const subject = plainLine().min(1).max(500);

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

/** Judged by the desk, which names the one that is wrong. A domain may be in letters of any script. */
const address = z.strictObject({ address: z.string().min(1).max(1_000), name: z.string().max(200).optional() });
/** At most 100 in all are taken (`too-many-recipients`); beyond this a list is not even read. */
const addresses = z.array(address).max(5_000);
const text = z.string().min(1).max(100_000);
const answer = z.string().max(100_000).describe('may be empty where a file goes along');
const html = z
  .string()
  .max(3_000_000)
  .describe(
    'sanitized. Mail: <img src="cid:ID"> shows an uploaded attachment in its place; pictures in data: addresses become such. ' +
      'Telegram: bold, italic, underlined, struck out, spoilers (<tg-spoiler>), code, pre, quotes and links are formatting, everything ' +
      'else is plain; its words stand in the place of `text`. Web chat: the visitor reads `text`',
  );
/** Labels of buttons below an answer; more than ten nobody reads. */
const choices = z
  .array(plainLine().pipe(z.string().min(1).max(60)))
  .max(10)
  .default([])
  .describe(
    "Telegram only: labels of buttons below the answer's text, without one below its last file. A press comes back as the customer's message",
  );
const attachments = z.array(Id).max(50);
const signature = z.boolean().default(true).describe("whether the team's signature is put below it (mail)");
const undoSeconds = z.int().min(0).max(120).default(0).describe('held for so long, so that it can be undone');

export const StartTicket = named(
  'StartTicket',
  z.strictObject({
    inbox: Id,
    to: z
      .union([z.strictObject({ contact: Id }), address, addresses.min(1)])
      .describe(
        'the customer: a contact, or an address; of several addresses the first. Telegram: a contact whose chat the bot knows (`Contact.chats`)',
      ),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    subject: subject.optional().describe('mail needs one; of a chat the beginning of the text is taken'),
    text: answer,
    html: html.optional(),
    choices,
    attachments: attachments.optional(),
    signature,
    undoSeconds,
    sendAt: Time.optional(),
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
    replyTo: Id.nullable().default(null).describe('Telegram only: the message of the same conversation that is replied to'),
    choices,
    to: addresses.optional().describe("default: the conversation's `answer.to`"),
    cc: addresses.optional(),
    bcc: addresses.optional(),
    replyAll: z.boolean().default(false).describe("where `cc` is absent: the conversation's `answer.cc`"),
    attachments: attachments.optional(),
    signature,
    quote: z.boolean().optional().describe("whether earlier messages are quoted below it (mail); default: the inbox's setting"),
    then: z.enum(['solve', 'pending', 'keep']).default('pending'),
    undoSeconds,
    sendAt: Time.optional(),
  }),
);
export type WriteReply = z.infer<typeof WriteReply>;

export const ChangeMessage = named('ChangeMessage', z.strictObject({ text: answer, html: html.optional() }));
export type ChangeMessage = z.infer<typeof ChangeMessage>;

export const SayTyping = named(
  'SayTyping',
  z.strictObject({ conversation: Id.optional().describe('default: the one the customer wrote in last') }),
);
export type SayTyping = z.infer<typeof SayTyping>;

export const UndoneMessage = named(
  'UndoneMessage',
  z.object({
    undone: z.boolean().describe('nothing of it was sent: it is gone. Else it is being deleted in the chat, and stays here as deleted'),
    ticketGone: z.boolean().describe('it had started its ticket, and nothing else was said or noted there: both are gone'),
  }),
);
export type UndoneMessage = z.infer<typeof UndoneMessage>;

export const RetryMessage = named(
  'RetryMessage',
  z.strictObject({
    recipient: z
      .string()
      .max(1_000)
      .optional()
      .describe('the one that failed, as `delivery.recipients` names it; default: all that failed'),
    to: address.optional().describe('another address in place of the one that failed (mail); the first one where `recipient` names none'),
  }),
);
export type RetryMessage = z.infer<typeof RetryMessage>;

export const WriteNote = named('WriteNote', z.strictObject({ text, mentions: z.array(Id).max(50).default([]) }));
export type WriteNote = z.infer<typeof WriteNote>;

export const MarkRead = named('MarkRead', z.strictObject({ position: z.int().min(0) }));
export type MarkRead = z.infer<typeof MarkRead>;
