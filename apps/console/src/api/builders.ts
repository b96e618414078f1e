import type { FeedEvent, Message, Ticket } from './shapes.js';

const AT = '2026-01-05T07:12:00.000Z';

/** A ticket for tests: say only what the test is about. */
export function aTicket(over: Partial<Ticket> = {}): Ticket {
  return {
    id: 't-1',
    number: 1,
    version: 1,
    subject: 'Where is my bill?',
    state: 'open',
    priority: 'normal',
    channel: 'email',
    inbox: { id: 'i-1', name: 'support' },
    team: { id: 'team-1', name: 'Support' },
    assignee: null,
    contact: { id: 'c-1', name: 'Ivan', language: 'ru' },
    skills: [],
    tags: [],
    spam: false,
    snoozedUntil: null,
    onHoldUntil: null,
    mergedInto: null,
    createdAt: AT,
    lastMessageAt: AT,
    waitingSince: AT,
    preview: '',
    lastPosition: 1,
    unread: false,
    undelivered: false,
    assignmentReason: null,
    ...over,
  };
}

export function aMessage(over: Partial<Message> = {}): Message {
  return {
    type: 'message',
    id: 'm-1',
    conversationId: 'cv-1',
    kind: 'inbound',
    author: { type: 'contact', id: 'c-1', name: 'Ivan', picture: null },
    way: 'email',
    position: 1,
    subject: null,
    from: null,
    to: [],
    cc: [],
    bcc: [],
    authentication: null,
    text: 'Hello',
    html: null,
    quotedText: null,
    signature: null,
    sourceAt: AT,
    receivedAt: AT,
    late: false,
    edited: false,
    deletedAt: null,
    content: null,
    answers: null,
    forwarded: null,
    reactions: [],
    choices: [],
    changeable: false,
    deletable: false,
    changing: null,
    automatic: false,
    recap: null,
    problem: null,
    remarks: [],
    original: null,
    attachments: [],
    delivery: null,
    next: null,
    ...over,
  };
}

export function anEvent(over: Partial<FeedEvent> = {}): FeedEvent {
  return {
    cursor: 'cursor',
    id: 'e-1',
    type: 'ticket.changed',
    at: AT,
    ticket: { id: 't-1', number: 1 },
    messageId: null,
    noteId: null,
    agentId: null,
    inboxId: null,
    changed: [],
    ...over,
  };
}
