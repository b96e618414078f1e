import { z } from 'zod';
import { contract, type Contract } from './contract.js';
import { MailReceived, UpdateReceived, VisitorWrote } from './intake.js';

const ticket = { ticketId: z.uuid(), number: z.int().positive(), teamId: z.uuid() };

/** A ticket was opened. Producer: normalizer, desk. Consumers: router, desk. */
export const TicketOpened = contract({
  type: 'ticket.opened.v1',
  topic: 'ticket',
  data: z.object({ ...ticket, inboxId: z.uuid() }),
  key: (data) => data.ticketId,
});

/**
 * A message was added to a ticket. Producer: normalizer (inbound, auto), desk (reply), router (auto). Consumers: desk, webchat, router.
 */
export const MessageAdded = contract({
  type: 'ticket.message-added.v1',
  topic: 'ticket',
  data: z.object({
    ...ticket,
    messageId: z.uuid(),
    conversationId: z.uuid(),
    inboxId: z.uuid(),
    kind: z.enum(['inbound', 'reply', 'auto']),
  }),
  key: (data) => data.ticketId,
});

/** A message of a ticket was changed (edited, a file arrived). Producer: normalizer, telegram. Consumers: desk. */
export const MessageChanged = contract({
  type: 'ticket.message-changed.v1',
  topic: 'ticket',
  data: z.object({ ...ticket, messageId: z.uuid() }),
  key: (data) => data.ticketId,
});

/** A note was written. Producer: desk. Consumers: desk. */
export const NoteAdded = contract({
  type: 'ticket.note-added.v1',
  topic: 'ticket',
  data: z.object({ ...ticket, noteId: z.uuid() }),
  key: (data) => data.ticketId,
});

/** A ticket's own fields changed. Producer: normalizer, desk, router, the sending apps. Consumers: router, desk. */
export const TicketChanged = contract({
  type: 'ticket.changed.v1',
  topic: 'ticket',
  data: z.object({
    ...ticket,
    version: z.int(),
    /** Which fields, e.g. `state`, `assignee`; `removed`: there is no such ticket any more. */
    changed: z.array(z.string()),
    state: z.enum(['new', 'open', 'pending', 'on_hold', 'solved', 'closed']),
    assigneeId: z.uuid().nullable(),
  }),
  key: (data) => data.ticketId,
});

/** A ticket was given to an agent. Producer: router, desk. Consumers: desk. */
export const TicketAssigned = contract({
  type: 'ticket.assigned.v1',
  topic: 'ticket',
  data: z.object({ ...ticket, agentId: z.uuid(), by: z.enum(['router', 'agent', 'reply', 'system']) }),
  key: (data) => data.ticketId,
});

/** An agent looked at a ticket further than anybody had before. Producer: desk. Consumer: webchat. */
export const TicketSeen = contract({
  type: 'ticket.seen.v1',
  topic: 'ticket',
  data: z.object({ ...ticket, position: z.int().nonnegative() }),
  key: (data) => data.ticketId,
});

/**
 * A visitor writes at this moment: whoever reads it later than a few seconds leaves it alone. At most one a conversation and 4 s from each
 * process. Producer: webchat. Consumer: desk.
 */
export const ContactTyping = contract({
  type: 'ticket.contact-typing.v1',
  topic: 'ticket',
  data: z.object({ ...ticket, conversationId: z.uuid() }),
  key: (data) => data.ticketId,
});

/** An agent's presence, skills, teams or capacity changed. Producer: desk. Consumers: router, desk. */
export const AgentChanged = contract({
  type: 'agent.changed.v1',
  topic: 'agent',
  data: z.object({ agentId: z.uuid(), changed: z.array(z.string()) }),
  key: (data) => data.agentId,
});

/** An inbox was created or changed. Producer: desk, bootstrap. Consumers: the channel apps. */
export const InboxChanged = contract({
  type: 'inbox.changed.v1',
  topic: 'inbox',
  data: z.object({ inboxId: z.uuid() }),
  key: (data) => data.inboxId,
});

/** An inbox stopped working. Producer: the channel app. Consumers: desk. */
export const InboxFailed = contract({
  type: 'inbox.failed.v1',
  topic: 'inbox',
  data: z.object({ inboxId: z.uuid(), code: z.string() }),
  key: (data) => data.inboxId,
});

/** An inbox works again. Producer: the channel app. Consumers: desk. */
export const InboxRecovered = contract({
  type: 'inbox.recovered.v1',
  topic: 'inbox',
  data: z.object({ inboxId: z.uuid() }),
  key: (data) => data.inboxId,
});

/** Files of a message have still to be fetched from the channel. Producer: normalizer. Consumer: telegram. */
export const FilesWanted = contract({
  type: 'inbox.files-wanted.v1',
  topic: 'inbox',
  data: z.object({ inboxId: z.uuid(), messageId: z.uuid() }),
  key: (data) => data.inboxId,
});

/** A bot has something to say by itself: wakes the sender, which reads it from the table. Producer: normalizer. Consumer: telegram. */
export const BotAnswerQueued = contract({
  type: 'inbox.bot-answer-queued.v1',
  topic: 'inbox',
  data: z.object({ inboxId: z.uuid() }),
  key: (data) => data.inboxId,
});

/** Deliveries were queued: wakes the sender, which reads them from the table. Producer: desk, normalizer, router. Consumers: the channel apps. */
export const ReplyRequested = contract({
  type: 'reply.requested.v1',
  topic: 'reply',
  data: z.object({ messageId: z.uuid(), conversationId: z.uuid(), inboxId: z.uuid(), channel: z.enum(['email', 'telegram', 'webchat']) }),
  key: (data) => data.conversationId,
});

/** The state of a message's deliveries changed. Producer: the channel apps, normalizer (bounces). Consumers: desk, router. */
export const ReplyReported = contract({
  type: 'reply.reported.v1',
  topic: 'reply',
  data: z.object({
    messageId: z.uuid(),
    conversationId: z.uuid(),
    ticketId: z.uuid(),
    number: z.int(),
    teamId: z.uuid(),
    state: z.string(),
  }),
  key: (data) => data.conversationId,
});

/**
 * Somebody of ours writes an answer at this moment: whoever reads it later than a few seconds leaves it alone. At most one a conversation
 * and 4 s from each process. Producer: desk. Consumers: telegram, webchat.
 */
export const ReplyTyping = contract({
  type: 'reply.typing.v1',
  topic: 'reply',
  data: z.object({ conversationId: z.uuid(), inboxId: z.uuid(), chatKey: z.string() }),
  key: (data) => data.conversationId,
});

/**
 * A site has named a visitor, a browser forgot one, or their chat goes on by mail from now on: the visitor's history may hold more than before,
 * and some tokens (their hashes, hex) of whom the browser was until then are good for nothing any more. Producer: webchat. Consumer: webchat.
 */
export const VisitorChanged = contract({
  type: 'inbox.visitor-changed.v1',
  topic: 'inbox',
  data: z.object({ inboxId: z.uuid(), visitorId: z.uuid(), formerId: z.uuid(), ended: z.array(z.hex()) }),
  key: (data) => data.inboxId,
});

/** Every event that exists: what is not here is unknown, and parked. */
export const CONTRACTS: readonly Contract[] = [
  MailReceived,
  UpdateReceived,
  VisitorWrote,
  TicketOpened,
  MessageAdded,
  MessageChanged,
  NoteAdded,
  TicketChanged,
  TicketAssigned,
  TicketSeen,
  ContactTyping,
  AgentChanged,
  InboxChanged,
  InboxFailed,
  InboxRecovered,
  FilesWanted,
  BotAnswerQueued,
  ReplyRequested,
  ReplyReported,
  ReplyTyping,
  VisitorChanged,
];
