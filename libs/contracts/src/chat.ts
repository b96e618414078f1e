import { z } from 'zod';
import { ChatAbout } from './chat-about.js';
import { ChatFormAnswers, type ShownForm } from './chat-form.js';
import type { WebchatSettings } from './inbox-settings.js';

/**
 * What a visitor's browser and the web chat say to each other (`api.md` 4): the bodies of `/chat/v1/sessions`, the frames of
 * `/chat/v1/live`, and what the page of the frame is told.
 */

/** Told to the widget before anything is typed or chosen. */
export const CHAT_LIMITS = {
  /** Characters of one message. */
  textLength: 8_000,
  /** Files of one message. */
  files: 10,
  /** Bytes of one file. */
  fileBytes: 25_000_000,
  /** Bytes of a visitor's files that are uploaded, and in no message yet. */
  unsentBytes: 100_000_000,
  /** Bytes of one frame. */
  frameBytes: 64 * 1024,
} as const;
export type ChatLimits = { readonly textLength: number; readonly files: number; readonly fileBytes: number; readonly unsentBytes: number };

/** Whether somebody is there to answer. */
export type ChatOffice = { readonly open: boolean; readonly nextOpenAt: string | null };

/** What a visitor sees of an inbox. */
export type ChatInbox = ChatOffice & {
  readonly id: string;
  /** The organisation's: the panel's heading where `texts` have none. */
  readonly name: string;
  readonly texts: WebchatSettings['texts'];
  readonly colour: string;
  readonly position: 'left' | 'right';
  readonly forms: readonly ShownForm[];
  readonly askAddress: WebchatSettings['askAddress'];
  /** Whether who leaves an address is answered there, and may have a transcript sent. */
  readonly sendsMail: boolean;
};

/** `data-page` of the frame's page. */
export type ChatPage = {
  readonly inbox: ChatInbox;
  /** Proves for some minutes that the page came from here. */
  readonly nonce: string;
  /** Sites that may embed the frame: whose first word is heard. */
  readonly origins: readonly string[];
  /** Whether a page without an origin is heard, too: an app's WebView, a file. */
  readonly nullOrigin: boolean;
  readonly limits: ChatLimits;
};

export type ChatFile = {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  /** Signed and short-lived; a fresh one by `GET /chat/v1/files/{id}`. */
  readonly url: string;
};

/** `picture`: an address on this very listener. */
export type ChatAgent = { readonly name: string; readonly picture: string | null };

/** Whom the site has named by a signed identity. */
export type ChatUser = { readonly name: string | null; readonly email: string | null };

export type ChatMessage = {
  readonly id: string;
  readonly kind: 'inbound' | 'reply' | 'auto';
  /** Of the visitor's own: the id that the browser gave it. */
  readonly clientId: string | null;
  readonly position: number;
  readonly text: string;
  readonly at: string;
  /** Who answered; null for the visitor's own and for automatic ones. */
  readonly author: ChatAgent | null;
  /** It was said by mail. */
  readonly byMail: boolean;
  /** What the visitor answered to a form, in the words that they saw. */
  readonly form: { readonly topic: string; readonly answers: readonly { readonly label: string; readonly value: string }[] } | null;
  readonly attachments: readonly ChatFile[];
};

/** JSON carries NUL, PostgreSQL's text does not. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((typed) => typed.replaceAll('\0', ''));

export const OpenChatSession = z.strictObject({
  inbox: z.uuid(),
  nonce: z.string().max(200),
  token: z.string().max(200).nullable().default(null),
  identity: z.string().max(8_000).nullable().default(null),
  locale: z.string().max(35).nullable().default(null),
  page: text(2_000).nullable().default(null),
});
export type OpenChatSession = z.infer<typeof OpenChatSession>;

export type ChatSession = {
  readonly token: string;
  readonly visitor: string;
  /** Null: nobody that the site has named. */
  readonly user: ChatUser | null;
  /** Where the visitor asked to be answered; null: nowhere. */
  readonly address: string | null;
  readonly inbox: ChatInbox;
  /** The newest, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** Where to go on after: a position up to which everything that may be seen was given. */
  readonly cursor: number;
  /** Answers up to this position were seen. */
  readonly readPosition: number;
};

/**
 * What a site's JWT says of its user (RFC 7519), signed with HS256 by the inbox's identity key or with EdDSA: `aud` is the inbox's id, `exp` at
 * most five minutes ahead, `sub` the site's own id of the user. An `email` is believed only together with `email_verified`.
 */
export const ChatIdentity = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(200).optional(),
  email: z.email().max(254).optional(),
  email_verified: z.boolean().optional(),
});
export type ChatIdentity = z.infer<typeof ChatIdentity>;

const Position = z.int().nonnegative();

/** Frames of the browser: an object with one of these keys. */
export const CHAT_FRAMES = {
  hello: z.object({ token: z.string().max(200), after: Position.nullable().default(null) }),
  send: z.object({
    clientId: z.uuid(),
    text: text(CHAT_LIMITS.textLength),
    attachments: z.array(z.uuid()).max(CHAT_LIMITS.files).default([]),
    form: ChatFormAnswers.nullable().default(null),
    /** As whom it was first sent; null: as the one who sends it now. So that what was sent before an `identify` is still one message. */
    visitor: z.uuid().nullable().default(null),
    page: text(2_000).nullable().default(null),
    /** What the site told. It is never a reason to refuse a message. */
    about: ChatAbout.nullable().default(null).catch(null),
  }),
  got: z.object({ position: Position }),
  read: z.object({ position: Position }),
  typing: z.object({}),
  ping: z.object({}),
  /** The site's JWT: see `ChatIdentity`. */
  identify: z.object({ identity: z.string().max(8_000) }),
  /** This browser forgets the visitor: its token is good for nothing any more. */
  logout: z.object({}),
  /** Where to answer when the visitor is away. */
  address: z.object({ email: z.string().max(320) }),
  /** The whole exchange by mail. */
  transcript: z.object({ email: z.string().max(320) }),
} as const;

/** How long a call for news may wait for them (s). */
export const LONGEST_WAIT = 25;

/** The query of `GET /chat/v1/messages`: for browsers whose network lets no socket through, and to see that a socket kept nothing back. */
export const ChatPoll = z.strictObject({
  /** The cursor. */
  after: z.coerce.number().pipe(Position).default(0),
  /** Seconds to wait for something new. */
  wait: z.coerce.number().pipe(z.int().min(0).max(LONGEST_WAIT)).default(LONGEST_WAIT),
  /** As the frames of these names say. */
  got: z.coerce.number().pipe(Position).default(0),
  read: z.coerce.number().pipe(Position).default(0),
});
export type ChatPoll = z.infer<typeof ChatPoll>;

/** What a socket would have been told meanwhile, or of what is said by `POST /chat/v1/messages`: `send`, `typing`, `address`, `transcript`. */
export type ChatNews = { readonly answers: readonly ChatAnswer[] };

export type ChatFrameName = keyof typeof CHAT_FRAMES;
export type ChatFrameBody<Name extends ChatFrameName> = z.infer<(typeof CHAT_FRAMES)[Name]>;
/** What a browser sends; what it leaves out has its default. */
export type ChatFrame = { [Name in ChatFrameName]: { readonly [Key in Name]: z.input<(typeof CHAT_FRAMES)[Name]> } }[ChatFrameName];

export type ChatError = {
  readonly code: string;
  readonly text: string;
  /** Of the message that is refused or to be kept. */
  readonly clientId?: string;
  /** When to send it again; absent: it is refused for good. */
  readonly retryAfterMs?: number;
};

/** Frames of the server. */
export type ChatAnswer =
  /** Before the owner's messages and `ready`: what the browser keeps from now on. */
  | { readonly identified: { readonly token: string; readonly visitor: string; readonly user: ChatUser } }
  | { readonly loggedOut: Record<string, never> }
  | { readonly address: { readonly email: string } }
  | { readonly transcript: { readonly email: string } }
  /** Whoever has the ticket; null: nobody. */
  | { readonly agent: ChatAgent | null }
  /** How many are served before, and between how many and how many minutes it may take; null: it is not waited for. */
  | { readonly queue: { readonly place: number; readonly expected: readonly [number, number] | null } | null }
  /** An agent writes at this moment: good for five seconds. */
  | { readonly typing: Record<string, never> }
  /** An agent has looked at the visitor's messages up to this position. */
  | { readonly seen: { readonly position: number } }
  | { readonly office: ChatOffice }
  | { readonly ready: { readonly cursor: number } }
  | { readonly stored: { readonly clientId: string } }
  | { readonly message: ChatMessage; readonly cursor: number }
  | { readonly pong: Record<string, never> }
  | { readonly error: ChatError };
