import { z } from 'zod';
import { ChatAbout } from './chat-about.js';
import { AnsweredForm } from './chat-form.js';
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

/** What the SMTP or LMTP session said of a mail that was handed over. Its addresses are as the client wrote them. */
export const MailEnvelope = z.object({
  /** Of the client that the organisation's own mail server took it from; null when that is not known. */
  clientAddress: z.string().nullable(),
  /** What that client called itself. */
  helo: z.string().nullable(),
  /** '' for the null return path; null when it is not known. */
  mailFrom: z.string().nullable(),
  /** Of this inbox alone: the others of the transaction are nobody's business (BCC). */
  recipients: z.array(z.string()),
});
export type MailEnvelope = z.infer<typeof MailEnvelope>;

/**
 * A mail was fetched, or handed over. `carried` is the raw RFC 5322 message.
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
    /** Where it lies on the server; null for a mail that was handed over. */
    folder: z.string().nullable().default(null),
    uidValidity: z.string().nullable().default(null),
    uid: z.int().nullable().default(null),
    /** Null for a mail that was fetched. */
    envelope: MailEnvelope.nullable().default(null),
    /** It lay in the junk folder: its ticket begins as spam. */
    junk: z.boolean().default(false),
    /** Why `carried` is not the whole mail, e.g. `mail-left-on-server`; null when it is. */
    problem: z
      .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
      .nullable()
      .default(null),
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
    /** Without `@`; what is addressed to the bot in a group names it. Null: not known yet. */
    botUsername: z.string().nullable().default(null),
    /** Null where what came by the webhook is no update. */
    updateId: z.int().nullable(),
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
  /** What they are called, in the same order. */
  filenames: z.array(z.string()).default([]),
  form: AnsweredForm.nullable().default(null),
  page: z.string().nullable().default(null),
  about: ChatAbout.nullable().default(null),
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
