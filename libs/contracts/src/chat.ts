import { z } from 'zod';

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
  /** Bytes of one frame. */
  frameBytes: 64 * 1024,
} as const;
export type ChatLimits = { readonly textLength: number; readonly files: number; readonly fileBytes: number };

/** What a visitor sees of an inbox. */
export type ChatInbox = {
  readonly id: string;
  readonly name: string;
  readonly greeting: string | null;
  readonly colour: string;
  readonly open: boolean;
  readonly nextOpenAt: string | null;
  readonly forms: readonly never[];
};

/** `data-page` of the frame's page. */
export type ChatPage = {
  readonly inbox: ChatInbox;
  /** Proves for some minutes that the page came from here. */
  readonly nonce: string;
  /** Sites that may embed the frame: whose first word is heard. */
  readonly origins: readonly string[];
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

export type ChatMessage = {
  readonly id: string;
  readonly kind: 'inbound' | 'reply' | 'auto';
  /** Of the visitor's own: the id that the browser gave it. */
  readonly clientId: string | null;
  readonly position: number;
  readonly text: string;
  readonly at: string;
  /** Who answered; null for the visitor's own and for automatic ones. */
  readonly author: { readonly name: string; readonly picture: string | null } | null;
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
  readonly inbox: ChatInbox;
  /** The newest, oldest first. */
  readonly messages: readonly ChatMessage[];
  /** Where to go on after: a position up to which everything that may be seen was given. */
  readonly cursor: number;
  /** Answers up to this position were seen. */
  readonly readPosition: number;
};

const Position = z.int().nonnegative();

/** Frames of the browser: an object with one of these keys. */
export const CHAT_FRAMES = {
  hello: z.object({ token: z.string().max(200), after: Position.nullable().default(null) }),
  send: z.object({
    clientId: z.uuid(),
    text: text(CHAT_LIMITS.textLength),
    attachments: z.array(z.uuid()).max(CHAT_LIMITS.files).default([]),
    form: z.record(z.string().max(100), text(1_000)).nullable().default(null),
    page: text(2_000).nullable().default(null),
  }),
  got: z.object({ position: Position }),
  read: z.object({ position: Position }),
  typing: z.object({}),
  ping: z.object({}),
  identify: z.object({ identity: z.string() }),
  logout: z.object({}),
  address: z.object({ email: z.string() }),
  transcript: z.object({ email: z.string() }),
} as const;

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
  | { readonly ready: { readonly cursor: number } }
  | { readonly stored: { readonly clientId: string } }
  | { readonly message: ChatMessage; readonly cursor: number }
  | { readonly pong: Record<string, never> }
  | { readonly error: ChatError };
