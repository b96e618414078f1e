import { z } from 'zod';
import { Agent, Password, PersonName, Role } from './people.js';
import { Language, named, plainLine, Time } from './shapes.js';

export const SignIn = named('SignIn', z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) }));
export type SignIn = z.infer<typeof SignIn>;

export const Organisation = named('Organisation', z.object({ name: z.string(), language: Language, timeZone: z.string() }));
export type Organisation = z.infer<typeof Organisation>;

export const Session = named(
  'Session',
  z.object({
    agent: Agent,
    organisation: Organisation,
    publicSiteUrl: z.string().describe('where customers reach the widget and the demo page, PUBLIC_SITE_URL'),
    csrfToken: z.string().nullable().describe('to be sent as X-CSRF-Token with every write; null for a Bearer token'),
    expiresAt: Time.nullable(),
  }),
);
export type Session = z.infer<typeof Session>;

export const LinkKind = named('LinkKind', z.enum(['setup', 'invite', 'reset']));
export type LinkKind = z.infer<typeof LinkKind>;

export const MakeLink = named(
  'MakeLink',
  z.strictObject({
    kind: z.enum(['invite', 'reset']),
    email: z.email().max(254).toLowerCase(),
    name: plainLine().max(200).optional(),
    role: Role.optional().describe('of the person invited (default agent)'),
  }),
);
export type MakeLink = z.infer<typeof MakeLink>;

/** The link itself, shown once: who has it can set the password. */
export const MadeLink = named('MadeLink', z.object({ kind: LinkKind, email: z.string(), url: z.url(), expiresAt: Time }));
export type MadeLink = z.infer<typeof MadeLink>;

/** What a link is for, so that the console can ask for what is missing. */
export const LinkInfo = named(
  'LinkInfo',
  z.object({ kind: LinkKind, email: z.string().nullable(), name: z.string().nullable(), organisation: z.string(), expiresAt: Time }),
);
export type LinkInfo = z.infer<typeof LinkInfo>;

export const TakeLink = named(
  'TakeLink',
  z.strictObject({
    email: z.email().max(254).toLowerCase().optional().describe('needed for a set-up link, which belongs to nobody yet'),
    name: PersonName.optional(),
    organisation: plainLine().min(1).max(200).optional().describe('set-up only: what the organisation is called'),
    language: Language.optional(),
    password: Password,
  }),
);
export type TakeLink = z.infer<typeof TakeLink>;
