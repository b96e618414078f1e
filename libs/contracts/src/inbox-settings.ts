import { z } from 'zod';
import { Acknowledgement } from './acknowledgement.js';
import { areApart, ChatForm } from './chat-form.js';

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
  /** How both servers let us in: by the passwords among the secrets, or by consent of the mailbox's owner at the provider. */
  signIn: z.enum(['password', 'google', 'microsoft']).default('password'),
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
  /** What who writes first is told at once. */
  acknowledgement: Acknowledgement.prefault({}),
  /** Whose name stands before the address that answers come from: `Anna`, `Warm Bread` or `Anna (Warm Bread)`. */
  fromName: z.enum(['agent', 'organisation', 'agent-and-organisation']).default('agent-and-organisation'),
  /** Whether answers repeat the conversation's earlier messages below; an agent may decide otherwise for each. */
  quoteHistory: z.boolean().default(false),
  /** How fast answers may leave. Null: as the provider of `smtp` documents it. */
  sending: z
    .object({
      /** Connections to the sending server at once. */
      connections: z.int().min(1).max(20).nullable().default(null),
      /** Mails a minute. */
      perMinute: z.int().min(1).max(10_000).nullable().default(null),
      /** Recipients in 24 hours; each recipient of a mail counts. */
      perDay: z.int().min(1).max(1_000_000).nullable().default(null),
    })
    .prefault({}),
  /** Whether a copy of each answer is put into the mailbox's Sent folder, where the provider does not do so by itself. */
  sentCopy: z.boolean().default(false),
  /** Signs what leaves for this domain (DKIM, RFC 6376) with the secret `dkimKey`; null: the sending server does, or nobody. */
  dkim: z
    .object({
      domain: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^(?:[a-z0-9_-]{1,63}\.){1,8}[a-z0-9-]{2,63}$/, 'input-not-domain'),
      selector: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}$/, 'input-not-selector'),
    })
    .nullable()
    .default(null),
});
export type EmailSettings = z.infer<typeof EmailSettings>;
export const EmailSecrets = z.object({
  imapPassword: z.string().default(''),
  smtpPassword: z.string().default(''),
  /** Of `dkim`: PKCS#8 in PEM, RSA or Ed25519. Missing: made by us when `dkim` is set. */
  dkimKey: z.string().min(1).max(10_000).optional(),
});
export type EmailSecrets = z.infer<typeof EmailSecrets>;

const Greeting = z.string().trim().min(1).max(1_000).nullable().default(null);

export const TelegramSettings = z.object({
  /** The Bot API: Telegram's own, or a local server (`docker run ... telegram-bot-api`). */
  apiRoot: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
  /** Long polling works behind any network; a webhook needs `PUBLIC_SITE_URL` to be reached by https from outside. */
  intake: z.enum(['polling', 'webhook']).default('polling'),
  /** Where a local server (`--local`) that runs beside us keeps its files; null: files are downloaded, at most 20 MB each. */
  localFolder: z.string().trim().min(1).max(1_000).nullable().default(null),
  /** In groups: what is addressed to the bot (a mention, a command, an answer to it), everything it sees, or nothing. */
  groups: z.enum(['addressed', 'always', 'ignore']).default('addressed'),
  /** Whether posts of channels that the bot is an admin of are taken as messages. */
  channelPosts: z.boolean().default(false),
  /** What who presses Start is told, by language; null: the product's own words. */
  greeting: z.object({ ru: Greeting, en: Greeting }).prefault({}),
});
export type TelegramSettings = z.infer<typeof TelegramSettings>;
/** The bot's id, a colon, its secret: as BotFather gives it. */
export const TelegramSecrets = z.object({
  token: z
    .string()
    .trim()
    .regex(/^\d{1,18}:[\w-]{1,200}$/, 'input-not-token'),
  /** By which way the Bot API is reached: `http://`, `https://` or `socks5://`, with name and password if it asks for them. */
  proxy: z
    .string()
    .trim()
    .max(1_000)
    .regex(/^(?:https?|socks5h?):\/\/[^\s/]+\/?$/, 'input-not-proxy')
    .optional(),
  /** What Telegram shows that a call of the webhook is its own. Missing: made by us, 256 bits. @see https://core.telegram.org/bots/api#setwebhook */
  webhookSecret: z
    .string()
    .regex(/^[\w-]{43,256}$/)
    .optional(),
  /** Signs the identity of customers in `t.me/bot?start=...` links of the organisation's own site. Missing: made by us. */
  identityKey: z
    .string()
    .regex(/^[\w-]{32,200}$/)
    .optional(),
});
export type TelegramSecrets = z.infer<typeof TelegramSecrets>;

const WebchatWords = z.object({
  /** What the panel is headed with; null: the organisation's name. */
  title: z.string().trim().min(1).max(60).nullable().default(null),
  /** First words of an empty chat; null: the widget's own. */
  greeting: z.string().trim().min(1).max(300).nullable().default(null),
  /** What is said while nobody is there to answer; null: the widget's own, with the next opening. */
  closed: z.string().trim().min(1).max(300).nullable().default(null),
});

export const WebchatSettings = z.object({
  /** Sites that may embed the frame, e.g. `https://shop.example`. */
  origins: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(100)
    .default([]),
  /** Whether pages without an origin may, too: an app's WebView, a file (`fail:W4`). */
  nullOrigin: z.boolean().default(false),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#3b5bdb'),
  /** Where the launcher stands on the page. */
  position: z.enum(['left', 'right']).default('right'),
  /** What visitors read, by their language. */
  texts: z.object({ ru: WebchatWords.prefault({}), en: WebchatWords.prefault({}) }).prefault({}),
  /** What is asked before the first message, by topic (`need:S16`); none: nothing is. */
  forms: z.array(ChatForm).max(20).superRefine(areApart).default([]),
  /** When visitors are asked for an address to be answered at: never, while nobody is there, or always. They never must. */
  askAddress: z.enum(['never', 'closed', 'always']).default('closed'),
  /** By which mailbox answers reach visitors who left an address and went, and what they ask to be sent; null: by none. */
  awayMail: z
    .object({
      inboxId: z.uuid(),
      /** For so long an answer waits for its visitor to come back, minutes. */
      afterMinutes: z.int().min(1).max(1_440).default(10),
    })
    .nullable()
    .default(null),
  /** Checks identities that the site signs with EdDSA: an Ed25519 public key in PEM (SPKI). Null: only those signed with the secret key. */
  identityPublicKey: z
    .string()
    .trim()
    .max(1_000)
    .regex(/^-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----$/, 'input-not-public-key')
    .nullable()
    .default(null),
});
export type WebchatSettings = z.infer<typeof WebchatSettings>;
export const WebchatSecrets = z.object({
  /** Signs who the site's users are (JWT, HS256). Missing: made by us, 256 bits. */
  identityKey: z
    .string()
    .regex(/^[\w-]{43,200}$/)
    .optional(),
  /** The one before it, still good while sites change theirs. */
  previousIdentityKey: z.object({ key: z.string(), until: z.iso.datetime() }).optional(),
});
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
