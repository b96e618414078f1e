import { z } from 'zod';
import { namesOnly } from './variables.js';

/** What the texts of an acknowledgement may name, as `{{ticket.number}}`. */
export const ACKNOWLEDGEMENT_VARIABLES = [
  'ticket.number',
  'ticket.subject',
  'contact.name',
  'organisation.name',
  'inbox.name',
  'expected',
  'opening',
] as const;
export type AcknowledgementVariable = (typeof ACKNOWLEDGEMENT_VARIABLES)[number];

const knowsItsVariables = namesOnly(ACKNOWLEDGEMENT_VARIABLES);

/** The words of an acknowledgement in one language. */
export const AcknowledgementText = z.strictObject({
  /** Null: the customer's own subject, answered. Chats have none. */
  subject: z.string().trim().min(1).max(200).superRefine(knowsItsVariables).nullable().default(null),
  /** Plain text; the HTML of a mail is made of it. A line whose variable has nothing to say is left out. */
  text: z.string().trim().min(1).max(5_000).superRefine(knowsItsVariables),
});
export type AcknowledgementText = z.infer<typeof AcknowledgementText>;

/**
 * What a customer who writes first is told at once, by inbox (`need:S6`).
 *
 * Off at first: a mailbox that is connected for the first time must not surprise anybody's customers.
 */
export const Acknowledgement = z.strictObject({
  enabled: z.boolean().default(false),
  /** The most that the inbox sends in an hour. What an address may get is not a setting: one an hour, three a day. */
  perHour: z.int().min(1).max(100_000).default(200),
  /** By the customer's language; null: our own text. */
  texts: z
    .strictObject({ ru: AcknowledgementText.nullable().default(null), en: AcknowledgementText.nullable().default(null) })
    .prefault({}),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;
