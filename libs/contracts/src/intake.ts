import { z } from 'zod';
import { contract } from './contract.js';

/**
 * Where the bytes of what came are: in the event's payload, or (above 48 kB) in a blob named by its SHA-256.
 */
export const Carried = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inline') }),
  z.object({ kind: z.literal('blob'), sha256: z.hex().length(64), size: z.int().nonnegative() }),
]);
export type Carried = z.infer<typeof Carried>;

const intake = {
  inboxId: z.uuid(),
  /** Unique in the inbox for ever (`model.md` 2). */
  externalId: z.string().min(1),
  receivedAt: z.iso.datetime(),
  /** The raw mail, the update as JSON, or the widget's message as JSON. */
  carried: Carried,
};

/**
 * A mail was fetched. `carried` is the raw RFC 5322 message.
 *
 * Producer: email. Consumer: normalizer. `externalId` is the SHA-256 of the raw bytes.
 */
export const MailReceived = contract({
  type: 'intake.email.v1',
  topic: 'intake.email',
  data: z.object({
    ...intake,
    /** The author's address in lower case, '' when there is none: the key, so that one sender's mails keep their order. */
    sender: z.string(),
    folder: z.string(),
    uidValidity: z.string(),
    uid: z.int(),
    /** Imported history: stored without acknowledgements, routing or notices. */
    historic: z.boolean().default(false),
  }),
  key: (data) => `${data.inboxId}:${data.sender}`,
});

/**
 * A Telegram update was received. `carried` is the update as JSON, as the Bot API gave it.
 *
 * Producer: telegram. Consumer: normalizer.
 */
export const UpdateReceived = contract({
  type: 'intake.telegram.v1',
  topic: 'intake.telegram',
  data: z.object({
    ...intake,
    botId: z.string(),
    updateId: z.int(),
    /** Account (`0`, or the business account's user id), chat and topic; '' for an update without a chat. */
    chatKey: z.string(),
  }),
  key: (data) => `${data.inboxId}:${data.chatKey}`,
});

/** What a visitor sent, as `carried` of `VisitorWrote`. */
export const VisitorMessage = z.object({
  text: z.string(),
  /** Ids of uploaded attachments. */
  attachments: z.array(z.uuid()).max(20).default([]),
  form: z.record(z.string(), z.string()).nullable().default(null),
  page: z.string().nullable().default(null),
});
export type VisitorMessage = z.infer<typeof VisitorMessage>;

/**
 * A visitor of a web chat wrote. `carried` is a `VisitorMessage` as JSON.
 *
 * Producer: webchat. Consumer: normalizer. `externalId` is the visitor's id and the client's message id.
 */
export const VisitorWrote = contract({
  type: 'intake.webchat.v1',
  topic: 'intake.webchat',
  data: z.object({
    ...intake,
    visitorId: z.uuid(),
    clientId: z.uuid(),
    locale: z.string().nullable(),
  }),
  key: (data) => `${data.inboxId}:${data.visitorId}`,
});
