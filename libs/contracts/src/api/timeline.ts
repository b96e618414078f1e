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
    quotedText: z.string().nullable(),
    signature: z.string().nullable(),
    sourceAt: Time.nullable().describe('when it was written, as the channel says'),
    receivedAt: Time,
    late: z.boolean().describe('came long after it was written'),
    edited: z.boolean(),
    automatic: z.boolean(),
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

export const Conversation = named(
  'Conversation',
  z.object({
    id: Id,
    inbox: Ref,
    channel: Channel,
    externalKey: z.string(),
    current: z.boolean(),
    answersGoTo: z.array(MailAddress).describe('of mail: to whom an answer goes that names nobody else'),
  }),
);
export type Conversation = z.infer<typeof Conversation>;
