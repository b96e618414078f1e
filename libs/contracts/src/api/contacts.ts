import { z } from 'zod';
import { CHANNELS } from '../inbox-settings.js';
import { Id, named, pageOf, paging, Ref, Time } from './shapes.js';

/** A private chat in Telegram in which the customer can be written to first. */
export const ContactChat = named(
  'ContactChat',
  z.object({
    conversation: Id,
    inbox: Ref,
    blockedAt: Time.nullable().describe('since when the customer does not want to hear from the bot: nothing can be sent'),
    ticket: z
      .object({ number: z.int().nullable().describe('null: one that the caller may not see') })
      .nullable()
      .describe('the live ticket there, which is to be answered; null: a new one can be started'),
  }),
);
export type ContactChat = z.infer<typeof ContactChat>;

export const IdentityChannel = z.enum([...CHANNELS, 'site']).describe("`site`: the id that the organisation's own site has for its user");

/** What came to a contact by a proof in Telegram. */
export const ContactJoin = named(
  'ContactJoin',
  z.object({
    id: Id,
    from: z.string().describe('the name of the contact whose account and chats these were'),
    how: z.enum(['telegram-link', 'site-identity']),
    at: Time,
  }),
);

export const Contact = named(
  'Contact',
  z.object({
    id: Id,
    name: z.string(),
    language: z.string().nullable(),
    createdAt: Time,
    identities: z.array(
      z.object({ id: Id, channel: IdentityChannel, address: z.string(), provedAt: Time.nullable(), how: z.string().nullable() }),
    ),
    claims: z
      .array(z.object({ address: z.string(), at: Time }))
      .describe('addresses that its visitors left in a web chat, the latest first: what they say, and nobody has proved'),
    chats: z.array(ContactChat).describe('of inboxes that the caller may write from, the latest first'),
    joins: z.array(ContactJoin).describe('what came to it by proofs, the latest first: each can be given back'),
  }),
);
export type Contact = z.infer<typeof Contact>;
export const ContactPage = pageOf('ContactPage', Contact);

export const ContactQuery = z.strictObject({ ...paging, q: z.string().trim().max(200).optional() });
export type ContactQuery = z.infer<typeof ContactQuery>;

export const ChangeContact = named(
  'ChangeContact',
  z.strictObject({
    name: z.string().trim().min(1).max(200).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2,3}$/)
      .nullable()
      .optional(),
  }),
);
export type ChangeContact = z.infer<typeof ChangeContact>;

export const MakeTelegramLink = named('MakeTelegramLink', z.strictObject({ inbox: Id.describe('of the bot') }));
export type MakeTelegramLink = z.infer<typeof MakeTelegramLink>;

export const TelegramLink = named(
  'TelegramLink',
  z.object({ url: z.string().describe('for the customer alone: whoever opens it first is this contact'), expiresAt: Time }),
);
export type TelegramLink = z.infer<typeof TelegramLink>;

export const SplitContact = named('SplitContact', z.strictObject({ join: Id.describe("of the contact's joins") }));
export type SplitContact = z.infer<typeof SplitContact>;
