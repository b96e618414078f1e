import { z } from 'zod';
import { EmailSecrets, EmailSettings, TelegramSecrets, TelegramSettings, WebchatSettings } from '../inbox-settings.js';
import { Channel, Id, Language, Level, named, pageOf, Params, Ref, Time } from './shapes.js';
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
    settings: z.record(z.string(), z.unknown()).nullable().describe('for admins; null for others'),
    health: InboxHealth,
    reading: MailboxReading.nullable().describe('of a mailbox; null for other channels'),
    createdAt: Time,
  }),
);
export type Inbox = z.infer<typeof Inbox>;
export const InboxPage = pageOf('InboxPage', Inbox);

const common = {
  name: z.string().trim().min(1).max(100),
  team: Id,
  language: Language.nullable().default(null),
  active: z.boolean().default(true),
  skills: z
    .array(z.strictObject({ skill: z.string().min(1).max(100), level: Level, required: z.boolean().default(true) }))
    .max(50)
    .default([]),
};

export const CreateInbox = named(
  'CreateInbox',
  z.discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('email'), ...common, settings: EmailSettings.strict(), secrets: EmailSecrets.strict() }),
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
    skills: common.skills.unwrap().optional(),
    settings: z.record(z.string(), z.unknown()).optional().describe("the channel's settings, whole"),
    secrets: z.record(z.string(), z.string()).optional().describe('those that change; never read back'),
  }),
);
export type ChangeInbox = z.infer<typeof ChangeInbox>;
