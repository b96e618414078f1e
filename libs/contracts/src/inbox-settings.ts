import { z } from 'zod';

/** `implicit`: TLS from the first byte. `starttls`: required, never optional. `none`: private and loopback hosts only. */
export const TlsMode = z.enum(['implicit', 'starttls', 'none']);
export type TlsMode = z.infer<typeof TlsMode>;

/** A mail server and the name we sign in with; its password is among the inbox's secrets. */
export const MailServer = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  tls: TlsMode,
  user: z.string().min(1),
});
export type MailServer = z.infer<typeof MailServer>;

const FolderPath = z.string().trim().min(1).max(500);

/** What is moved to a folder that is read would be read again. */
const isNotInbox = (path: string): boolean => path.toUpperCase() !== 'INBOX';

export const EmailSettings = z.object({
  address: z
    .string()
    .trim()
    .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'input-not-email'),
  /** Which mail of the mailbox is taken at the first connection: none of it, all, or what came since a day. */
  from: z.union([z.literal('now'), z.literal('all'), z.iso.date(), z.iso.datetime()]).default('now'),
  /** Null: no mailbox is read; an MTA hands the mail over (`MAIL_LISTEN`). */
  imap: MailServer.nullable(),
  smtp: MailServer,
  /** Further folders that are read, by their whole path on the server. */
  folders: z
    .array(z.object({ path: FolderPath }))
    .max(20)
    .default([]),
  /** Whether the junk folder is read too. What comes from it is marked as spam. */
  junk: z.boolean().default(false),
  /** What becomes of a mail on the server once it is ours. It is never deleted. */
  afterTaking: z
    .union([z.literal('leave'), z.literal('mark-seen'), z.object({ moveTo: FolderPath.refine(isNotInbox, 'input-moves-to-inbox') })])
    .default('leave'),
  /**
   * The authserv-id whose Authentication-Results are believed (RFC 8601), as the mail server that takes our mail in writes it.
   * Null: the provider's own where `imap` is at a provider that we know, else none.
   */
  trustedAuthServ: z.string().trim().min(1).max(255).nullable().default(null),
  /** Domains of forwarders and mailing lists whose word is taken for what a mail was before they changed it (ARC, RFC 8617). */
  trustedSealers: z.array(z.string().trim().toLowerCase().min(1).max(253)).max(100).default([]),
  /**
   * What becomes of a mail that carries the secret of a conversation and comes from nobody who takes part in it: part of the conversation,
   * marked, or a ticket of its own that names the other.
   */
  strangersWithToken: z.enum(['join', 'own-ticket']).default('join'),
});
export type EmailSettings = z.infer<typeof EmailSettings>;
export const EmailSecrets = z.object({ imapPassword: z.string().default(''), smtpPassword: z.string() });
export type EmailSecrets = z.infer<typeof EmailSecrets>;

export const TelegramSettings = z.object({
  apiRoot: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
});
export type TelegramSettings = z.infer<typeof TelegramSettings>;
/** The bot's id, a colon, its secret: as BotFather gives it. */
export const TelegramSecrets = z.object({
  token: z
    .string()
    .trim()
    .regex(/^\d{1,18}:[\w-]{1,200}$/, 'input-not-token'),
});
export type TelegramSecrets = z.infer<typeof TelegramSecrets>;

export const WebchatSettings = z.object({
  /** Sites that may embed the frame, e.g. `https://shop.example`. */
  origins: z.array(z.url({ protocol: /^https?$/ })).default([]),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#3b5bdb'),
  /** What the panel is headed with; null: the organisation's name. */
  title: z.string().trim().min(1).max(60).nullable().default(null),
  /** First words of an empty chat; null: the widget's own, in the visitor's language. */
  greeting: z.string().trim().min(1).max(300).nullable().default(null),
});
export type WebchatSettings = z.infer<typeof WebchatSettings>;
export const WebchatSecrets = z.object({});
export type WebchatSecrets = z.infer<typeof WebchatSecrets>;

export const CHANNELS = ['email', 'telegram', 'webchat'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What each channel's inbox is set to, and what is kept encrypted beside it. */
export const INBOX_SCHEMAS = {
  email: { settings: EmailSettings, secrets: EmailSecrets },
  telegram: { settings: TelegramSettings, secrets: TelegramSecrets },
  webchat: { settings: WebchatSettings, secrets: WebchatSecrets },
} as const;

export type SettingsOf<C extends Channel> = z.infer<(typeof INBOX_SCHEMAS)[C]['settings']>;
/** As it is written: what has a default may be left out. */
export type SettingsInput<C extends Channel> = z.input<(typeof INBOX_SCHEMAS)[C]['settings']>;
export type SecretsOf<C extends Channel> = z.infer<(typeof INBOX_SCHEMAS)[C]['secrets']>;
