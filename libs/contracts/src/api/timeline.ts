import { z } from 'zod';
import { Actor, Channel, Id, named, Params, ReasonText, Ref, Time } from './shapes.js';

export const MailAddress = named('MailAddress', z.object({ address: z.string(), name: z.string() }));
export type MailAddress = z.infer<typeof MailAddress>;

export const DeliveryState = named(
  'DeliveryState',
  z.enum(['held', 'queued', 'sending', 'accepted', 'delivered', 'read', 'bounced', 'failed', 'unknown', 'cancelled']),
);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** How the sending of a message stands: its own state is the worst of its recipients' (`model.md` 4). */
export const Delivery = named(
  'Delivery',
  z.object({
    state: DeliveryState,
    reason: ReasonText.nullable(),
    notBefore: Time.nullable().describe('while held or not due: when it goes out'),
    recipients: z.array(z.object({ address: z.string(), state: DeliveryState, reason: ReasonText.nullable(), at: Time })),
  }),
);
export type Delivery = z.infer<typeof Delivery>;

/** Why a file may harm whoever opens it. `page` is HTML or SVG: what phishing arrives in. */
export const FileDanger = named(
  'FileDanger',
  z.enum(['executable', 'script', 'macros', 'page', 'double-extension', 'disguised', 'reordered-name']),
);
export type FileDanger = z.infer<typeof FileDanger>;

export const Attachment = named(
  'Attachment',
  z.object({
    id: Id,
    filename: z.string(),
    contentType: z.string().describe('as its sender declares it'),
    sniffedType: z.string().nullable().describe('by its first bytes; null: not known by them'),
    picture: z.boolean().describe('its bytes are a picture that browsers show'),
    dangers: z.array(FileDanger).describe('empty: nothing that is known to be dangerous'),
    warning: z.string().nullable().describe('the dangers in words'),
    size: z.int(),
    inline: z.boolean(),
    contentId: z.string().nullable(),
    state: z.enum(['stored', 'waiting', 'failed']).describe('waiting: still to be fetched from the channel'),
    reason: ReasonText.nullable().describe('why it failed, or why it still waits'),
    url: z.string().nullable().describe('signed, good for 5 minutes; null until it is stored'),
  }),
);
export type Attachment = z.infer<typeof Attachment>;

/** A file uploaded for a message still to be written. */
export const Upload = named('Upload', z.object({ id: Id, filename: z.string(), contentType: z.string(), size: z.int() }));
export type Upload = z.infer<typeof Upload>;

const verdict = z.string().nullable();
export const Authentication = named(
  'Authentication',
  z.object({ spf: verdict, dkim: verdict, dmarc: verdict, proved: z.boolean().describe('whether the sender is who the address says') }),
);
export type Authentication = z.infer<typeof Authentication>;

/** What a message of a chat holds beside text and files. Its text says the same in plain words. */
export const MessageContent = named(
  'MessageContent',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('location'), latitude: z.number(), longitude: z.number(), live: z.boolean() }),
    z.object({ kind: z.literal('venue'), latitude: z.number(), longitude: z.number(), title: z.string(), address: z.string() }),
    z.object({ kind: z.literal('contact'), phone: z.string(), name: z.string() }),
    z.object({ kind: z.literal('poll'), question: z.string(), options: z.array(z.string()) }),
    z.object({ kind: z.literal('dice'), emoji: z.string(), value: z.int() }),
    z.object({ kind: z.literal('choice'), label: z.string(), data: z.string() }).describe('pressed below a message of ours'),
    z
      .object({ kind: z.literal('form'), topic: z.string(), answers: z.array(z.object({ label: z.string(), value: z.string() })) })
      .describe('what a visitor was asked before the chat, in the words that they saw'),
    z.object({ kind: z.literal('other'), name: z.string() }).describe("a kind that is not shown: the channel's name for it"),
  ]),
);
export type MessageContent = z.infer<typeof MessageContent>;

export const Reaction = named('Reaction', z.object({ by: z.enum(['contact', 'agent']), emoji: z.string() }));
export type Reaction = z.infer<typeof Reaction>;

/** How a chat's message looked before its author changed it. */
export const MessageVersion = named('MessageVersion', z.object({ text: z.string(), html: z.string().nullable(), until: Time }));
export const MessageVersions = named('MessageVersions', z.object({ data: z.array(MessageVersion).describe('oldest first') }));
export type MessageVersions = z.infer<typeof MessageVersions>;

export const Message = named(
  'Message',
  z.object({
    type: z.literal('message'),
    id: Id,
    conversationId: Id,
    kind: z.enum(['inbound', 'reply', 'auto']),
    author: Actor,
    way: z.enum(['console', 'email', 'telegram', 'widget', 'api']).describe('how it came'),
    position: z.int(),
    subject: z.string().nullable(),
    from: MailAddress.nullable(),
    to: z.array(MailAddress),
    cc: z.array(MailAddress),
    bcc: z.array(MailAddress),
    authentication: Authentication.nullable(),
    text: z.string(),
    html: z
      .string()
      .nullable()
      .describe('sanitized; its pictures name an attachment (data-attachment) or wait to be asked for (data-remote-src)'),
    quotedText: z.string().nullable().describe('repeated of earlier messages: by the customer, or below our answer'),
    signature: z.string().nullable().describe('not part of the text'),
    sourceAt: Time.nullable().describe('when it was written, as the channel says'),
    receivedAt: Time,
    late: z.boolean().describe('came long after it was written'),
    edited: z.boolean(),
    deletedAt: Time.nullable().describe('by its author, in the chat: agents still see what it said'),
    content: MessageContent.nullable(),
    answers: z
      .object({ message: Id.nullable().describe('null: not one of ours'), text: z.string() })
      .nullable()
      .describe('of a chat: the message that it replies to, and what is quoted of it'),
    forwarded: z.object({ from: z.string(), at: Time.nullable() }).nullable().describe('of a chat: who said it first'),
    reactions: z.array(Reaction),
    choices: z.array(z.string()).describe('buttons that stand below it in the chat'),
    changeable: z.boolean().describe('whether its author, a lead or an admin may still change what it says: `PATCH /messages/{id}`'),
    deletable: z.boolean().describe('whether they may delete it in the chat; Telegram allows it for 48 hours'),
    changing: z
      .object({
        what: z.enum(['text', 'removal']),
        state: DeliveryState.describe('until it is done: `queued`, `sending`; `failed`: the chat shows it as it stands here'),
        reason: ReasonText.nullable(),
      })
      .nullable()
      .describe('of an answer that was changed or deleted after it was sent: how that stands; null: nothing of the kind, or done'),
    automatic: z.boolean(),
    recap: z
      .enum(['away', 'transcript'])
      .nullable()
      .describe('a mail that repeats what was said in a web chat: answers to a visitor who was away, or the whole chat'),
    problem: ReasonText.nullable().describe('why the text is not the message itself'),
    remarks: z.array(ReasonText).describe('what to know before believing or answering it'),
    original: z
      .object({ size: z.int(), url: z.string() })
      .nullable()
      .describe('the mail as it came; the link is signed, good for 5 minutes'),
    attachments: z.array(Attachment),
    delivery: Delivery.nullable(),
    next: z.enum(['solve', 'pending', 'keep']).nullable().describe('of a reply: what the ticket becomes when it goes out'),
  }),
);
export type Message = z.infer<typeof Message>;

/** The header fields of a mail as they came. */
export const MailHeaders = named('MailHeaders', z.object({ text: z.string(), cut: z.boolean().describe('longer than 256 kB') }));
export type MailHeaders = z.infer<typeof MailHeaders>;

/** By which address a browser may fetch each remote image of a mail: through our proxy, so that the image's owner learns nothing. */
export const RemoteImages = named(
  'RemoteImages',
  z.object({
    data: z.array(
      z.object({ address: z.string().describe('as data-remote-src names it'), url: z.string().describe('signed, good for 5 minutes') }),
    ),
  }),
);
export type RemoteImages = z.infer<typeof RemoteImages>;

export const Note = named(
  'Note',
  z.object({ type: z.literal('note'), id: Id, position: z.int(), author: Actor, text: z.string(), mentions: z.array(Ref), at: Time }),
);
export type Note = z.infer<typeof Note>;

/** What happened to a ticket. */
export const TicketEvent = named(
  'TicketEvent',
  z.object({
    type: z.literal('event'),
    id: Id,
    position: z.int(),
    code: z.string(),
    params: Params,
    text: z.string(),
    actor: Actor,
    at: Time,
  }),
);
export type TicketEvent = z.infer<typeof TicketEvent>;

export const TimelineItem = named('TimelineItem', z.discriminatedUnion('type', [Message, Note, TicketEvent]));
export type TimelineItem = z.infer<typeof TimelineItem>;

/** A part of a timeline by position, oldest first; `previous` is the cursor of what came before it. */
export const TimelinePart = named('TimelinePart', z.object({ data: z.array(TimelineItem), previous: z.string().nullable() }));
export type TimelinePart = z.infer<typeof TimelinePart>;

/** An answer by mail as it would go out if the agent changed nothing of it. */
export const SuggestedAnswer = named(
  'SuggestedAnswer',
  z.object({
    to: z.array(MailAddress),
    cc: z
      .array(MailAddress)
      .describe("whom else the customer's last mail went to, without our own addresses: who answers all writes there too"),
    joined: z.array(z.string()).describe('addresses among these that no earlier mail of the conversation names'),
    signature: z.string().nullable().describe("the team's signature as it would be put below the caller's answer"),
    quote: z.boolean().describe('whether earlier messages are quoted unless the answer says otherwise'),
    sizeLimit: z.int().describe('bytes that a whole mail may have, encoded: in it a file is larger by 37 %'),
  }),
);
export type SuggestedAnswer = z.infer<typeof SuggestedAnswer>;

export const Conversation = named(
  'Conversation',
  z.object({
    id: Id,
    inbox: Ref,
    channel: Channel,
    externalKey: z.string(),
    current: z.boolean(),
    chat: z
      .object({
        kind: z.enum(['private', 'group', 'channel']),
        title: z.string().nullable().describe("of a group: its name; of a business account's chat: whose account it is"),
        username: z.string().nullable(),
        business: z.boolean().describe('the chat of a business account that the bot answers for'),
        topic: z.string().nullable().describe('of a topic of a forum: its title, where that is known'),
      })
      .nullable()
      .describe('of Telegram'),
    blockedAt: Time.nullable().describe('since when the customer does not want to hear from the bot: nothing can be sent'),
    answersGoTo: z.array(MailAddress).describe('of mail: to whom an answer goes that names nobody else'),
    answer: SuggestedAnswer.nullable().describe('null of chats'),
  }),
);
export type Conversation = z.infer<typeof Conversation>;
