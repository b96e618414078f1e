import { z } from 'zod';
import { MailServer, TelegramSecrets, TelegramSettings } from '../inbox-settings.js';
import { Id, named, Params, ReasonText, Time } from './shapes.js';

/** What is looked at, in the order in which it is: of a mailbox its settings, each server, then what the world thinks of the domain; of a bot. */
export const CHECK_STEPS = [
  'address',
  'known-provider',
  'autoconfig',
  'srv',
  'mx',
  'guess',
  'consent',
  'imap-connect',
  'imap-login',
  'imap-folder',
  'imap-idle',
  'smtp-connect',
  'smtp-login',
  'smtp-from',
  'spf',
  'dkim',
  'dmarc',
  'clock',
  'round-trip',
  'bot-api',
  'bot-token',
  'bot-intake',
  'bot-groups',
] as const;
export type CheckStepName = (typeof CHECK_STEPS)[number];

/** One step of finding or testing an inbox, as it went. */
export const CheckStep = named(
  'CheckStep',
  z.object({
    step: z.enum(CHECK_STEPS),
    ok: z.boolean().describe('false only where the inbox cannot be used as it is'),
    level: z.enum(['ok', 'warning', 'failed']),
    code: z.string().describe('what was seen'),
    params: Params,
    text: z.string().describe('the code in words'),
    mend: z.string().nullable().describe('what to do about it; null where nothing is to be done'),
    skips: z.array(z.enum(CHECK_STEPS)).describe('what could not be looked at because of it'),
  }),
);
export type CheckStep = z.infer<typeof CheckStep>;

export const SIGN_INS = ['password', 'google', 'microsoft'] as const;

/** How a mailbox is signed in to: a password (of an app, where the provider asks for one), or consent given at the provider. */
export const SignInWay = z.enum(SIGN_INS);
export type SignInWay = z.infer<typeof SignInWay>;

const ProbeMailbox = named(
  'ProbeMailbox',
  z.strictObject({
    channel: z.literal('email').optional(),
    address: z.string().trim().min(1).max(320),
    password: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('signs in to what is found; without it servers are only greeted. Sent only to servers that are vouched for'),
    imap: MailServer.optional().describe('tried instead of what would be found, as one that is trusted'),
    smtp: MailServer.optional().describe('tried instead of what would be found, as one that is trusted'),
  }),
);
export type ProbeMailbox = z.infer<typeof ProbeMailbox>;

const ProbeBot = named(
  'ProbeBot',
  z.strictObject({
    channel: z.literal('telegram'),
    ...TelegramSecrets.pick({ token: true, proxy: true }).shape,
    ...TelegramSettings.pick({ apiRoot: true, intake: true, groups: true }).shape,
  }),
);
export type ProbeBot = z.infer<typeof ProbeBot>;

/** What is looked at before it is saved: a mailbox by its address, a bot by its token. */
export const ProbeInbox = named('ProbeInbox', z.discriminatedUnion('channel', [ProbeMailbox, ProbeBot]));
export type ProbeInbox = z.infer<typeof ProbeInbox>;

/** What a bot says of itself. */
export const BotProfile = named(
  'BotProfile',
  z.object({
    id: z.string(),
    username: z.string().describe('without @; t.me/USERNAME leads to it'),
    name: z.string(),
    picture: z.string().nullable().describe('where it can be had for some minutes; null: it has none'),
    readsGroups: z.boolean().describe('privacy mode is off: in groups it sees every message, not only what is addressed to it'),
  }),
);
export type BotProfile = z.infer<typeof BotProfile>;

export const Probe = named(
  'Probe',
  z.object({
    settings: z
      .object({ address: z.string(), imap: MailServer, smtp: MailServer })
      .nullable()
      .describe('of a mailbox, as an inbox takes them; null where nothing was found. What of it does not work is among the steps'),
    source: z.enum(['known-provider', 'autoconfig', 'srv', 'mx', 'guess', 'given']).nullable(),
    provider: z
      .object({
        id: z.string(),
        name: z.string(),
        signIn: z.array(SignInWay).describe('the ways in, the best first'),
        hint: z.string().nullable().describe('what has to be switched on there first, in words'),
        url: z.string().nullable().describe('where that is done'),
      })
      .nullable(),
    bot: BotProfile.nullable().describe('of a bot; null where its token is not accepted'),
    steps: z.array(CheckStep),
  }),
);
export type Probe = z.infer<typeof Probe>;

export const TestInbox = named(
  'TestInbox',
  z.strictObject({
    send: z.boolean().default(false).describe('of a mailbox: also send a mail to the mailbox itself, and wait for it there'),
  }),
);
export type TestInbox = z.infer<typeof TestInbox>;

export const TestedInbox = named(
  'TestedInbox',
  z.object({ ok: z.boolean().describe('no step failed; there may be warnings'), steps: z.array(CheckStep) }),
);
export type TestedInbox = z.infer<typeof TestedInbox>;

export const OAUTH_PROVIDERS = ['google', 'microsoft'] as const;

/** Who lets us into mailboxes by consent of their owners. */
export const OAuthProvider = z.enum(OAUTH_PROVIDERS);
export type OAuthProvider = z.infer<typeof OAuthProvider>;

const LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1\])$/;

/** Client secrets and tokens travel to it: TLS, but for hosts of one's own network that are given by address. */
function isSafeEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, hash } = new URL(text);
  if (username !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOCAL_HOST.test(hostname));
}

const Endpoint = z.string().trim().max(500).refine(isSafeEndpoint, 'input-endpoint-unsafe');

/** Where a provider is asked, when not where it usually is: national clouds of Microsoft, and servers of one's own. */
export const OAuthEndpoints = named(
  'OAuthEndpoints',
  z.strictObject({ authorize: Endpoint.describe('where the owner consents'), token: Endpoint.describe('where tokens are given') }),
);
export type OAuthEndpoints = z.infer<typeof OAuthEndpoints>;

/** What an admin registered at a provider, so that its mailboxes can be consented to. */
export const OAuthClient = named(
  'OAuthClient',
  z.object({
    provider: OAuthProvider,
    clientId: z.string().nullable().describe('null: not set up yet'),
    tenant: z.string().nullable().describe('Microsoft: the directory; null is any (`common`)'),
    endpoints: OAuthEndpoints.nullable().describe("null: the provider's own"),
    redirectUri: z.string().describe('to be registered at the provider'),
    inboxes: z.int().describe('how many inboxes are signed in to by it'),
  }),
);
export type OAuthClient = z.infer<typeof OAuthClient>;
export const OAuthClientList = named('OAuthClientList', z.object({ data: z.array(OAuthClient) }));

export const SetOAuthClient = named(
  'SetOAuthClient',
  z.strictObject({
    clientId: z.string().trim().min(1).max(500),
    clientSecret: z.string().trim().min(1).max(1000).optional().describe('absent: stays as it is; never read back'),
    tenant: z
      .string()
      .trim()
      .regex(/^[\w.-]{1,200}$/, 'input-not-tenant')
      .nullable()
      .default(null),
    endpoints: OAuthEndpoints.nullable().default(null),
  }),
);
export type SetOAuthClient = z.infer<typeof SetOAuthClient>;

/** Whether the owner of a mailbox let us in. */
export const Consent = named(
  'Consent',
  z.object({
    provider: OAuthProvider,
    state: z.enum(['wanted', 'given', 'lost']),
    account: z.string().nullable().describe('who consented; for admins, null for others'),
    since: Time.nullable().describe('of the state; null while consent is wanted'),
    reason: ReasonText.nullable().describe('why it was lost'),
    refusal: ReasonText.nullable().describe('why the last way to the provider led nowhere, for an hour; for admins, null for others'),
    warning: ReasonText.nullable().describe('what will go wrong if nothing is done, e.g. a clock that is off'),
  }),
);
export type Consent = z.infer<typeof Consent>;

/** Where the browser goes on from, to give consent. */
export const ConsentQuery = z.strictObject({ inbox: Id });
export type ConsentQuery = z.infer<typeof ConsentQuery>;

/** What a provider sends the browser back with (RFC 6749 4.1.2). It may add more, which is nobody's. */
export const ConsentAnswer = z
  .looseObject({ state: z.string().max(500).optional(), code: z.string().max(10_000).optional(), error: z.string().max(500).optional() })
  .transform(({ state, code, error }) => ({ state, code, error }));
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;
