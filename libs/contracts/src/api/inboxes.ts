import { z } from 'zod';
import { EmailSecrets, EmailSettings, TelegramSecrets, TelegramSettings, WebchatSettings } from '../inbox-settings.js';
import { BotProfile, Consent } from './mailboxes.js';
import { OfficeHours } from './organisation.js';
import { Channel, Id, Language, Level, named, pageOf, Params, plainLine, Ref, Time } from './shapes.js';
import { TicketSkill } from './tickets.js';

export const InboxHealth = named(
  'InboxHealth',
  z.object({
    state: z.enum(['ok', 'failing', 'off']),
    code: z.string().nullable(),
    params: Params,
    text: z.string(),
    since: Time,
  }),
);
export type InboxHealth = z.infer<typeof InboxHealth>;

/** How the reading of a mailbox goes. */
export const MailboxReading = named(
  'MailboxReading',
  z.object({
    lookedAt: Time.nullable().describe('when INBOX was last looked at with success; null: never'),
    history: z
      .object({
        done: z.int(),
        total: z.int().describe('about'),
        finished: z.boolean(),
        since: Time.nullable().describe('null: all of it'),
      })
      .nullable()
      .describe('mail from before the inbox was made; null: never asked for'),
    setAside: z.int().describe('mails that the server does not hand over: tried again later'),
  }),
);
export type MailboxReading = z.infer<typeof MailboxReading>;

export const ImportHistory = named(
  'ImportHistory',
  z.strictObject({ from: z.union([z.literal('all'), z.iso.date(), z.iso.datetime()]).describe('by when the mail server got the mail') }),
);
export type ImportHistory = z.infer<typeof ImportHistory>;

export const Inbox = named(
  'Inbox',
  z.object({
    id: Id,
    channel: Channel,
    name: z.string(),
    team: Ref,
    language: Language.nullable(),
    active: z.boolean(),
    version: z.int(),
    skills: z.array(TicketSkill).describe('what its tickets ask for'),
    officeHours: OfficeHours.nullable().describe("null: the organisation's"),
    address: z.string().nullable().describe('of a mailbox: what its mails come from'),
    settings: z.record(z.string(), z.unknown()).nullable().describe('for admins; null for others'),
    sizeLimit: z.int().nullable().describe('of a mailbox: bytes that a whole mail may have, encoded; null for other channels'),
    health: InboxHealth,
    profile: BotProfile.nullable().describe('of a bot, once it was reached; null for other channels'),
    reading: MailboxReading.nullable().describe('of a mailbox; null for other channels'),
    consent: Consent.nullable().describe('of a mailbox that is signed in to by consent; null for others'),
    createdAt: Time,
  }),
);
export type Inbox = z.infer<typeof Inbox>;
export const InboxPage = pageOf('InboxPage', Inbox);

/** A site that asked for a web chat's frame. */
export const SeenHost = named(
  'SeenHost',
  z.object({
    origin: z.string().describe('such as https://shop.example'),
    firstAt: Time,
    lastAt: Time,
    admitted: z.boolean().describe('whether it might show the chat when it was last seen'),
  }),
);
export type SeenHost = z.infer<typeof SeenHost>;
export const SeenHosts = named('SeenHosts', z.object({ data: z.array(SeenHost).describe('the latest first; at most 100') }));
export type SeenHosts = z.infer<typeof SeenHosts>;

/** By what a site signs who its user is. It is told this once. */
export const IdentityKey = named(
  'IdentityKey',
  z.object({
    key: z.string(),
    botId: z.string().nullable().describe('of a bot: what its links are signed with beside the key; null for web chats'),
  }),
);
export type IdentityKey = z.infer<typeof IdentityKey>;

const common = {
  name: plainLine().min(1).max(100),
  team: Id,
  language: Language.nullable().default(null),
  active: z.boolean().default(true),
  officeHours: OfficeHours.nullable().default(null).describe("null: the organisation's"),
  skills: z
    .array(z.strictObject({ skill: z.string().min(1).max(100), level: Level, required: z.boolean().default(true) }))
    .max(50)
    .default([]),
};

export const CreateInbox = named(
  'CreateInbox',
  z.discriminatedUnion('channel', [
    z.strictObject({
      channel: z.literal('email'),
      ...common,
      settings: EmailSettings.strict(),
      secrets: EmailSecrets.strict().prefault({}),
    }),
    z.strictObject({ channel: z.literal('telegram'), ...common, settings: TelegramSettings.strict(), secrets: TelegramSecrets.strict() }),
    z.strictObject({ channel: z.literal('webchat'), ...common, settings: WebchatSettings.strict() }),
  ]),
);
export type CreateInbox = z.infer<typeof CreateInbox>;

export const ChangeInbox = named(
  'ChangeInbox',
  z.strictObject({
    name: common.name.optional(),
    team: Id.optional(),
    language: Language.nullable().optional(),
    active: z.boolean().optional(),
    officeHours: OfficeHours.nullable().optional().describe("null: the organisation's"),
    skills: common.skills.unwrap().optional(),
    settings: z.record(z.string(), z.unknown()).optional().describe("the channel's settings, whole"),
    secrets: z.record(z.string(), z.string()).optional().describe('those that change; never read back'),
  }),
);
export type ChangeInbox = z.infer<typeof ChangeInbox>;
