import { z } from 'zod';
import { ACKNOWLEDGEMENT_VARIABLES, AcknowledgementText } from '../acknowledgement.js';
import { OfficeHours as Hours, TimeZone } from '../office-hours.js';
import { Id, Language, named, plainLine, Ref } from './shapes.js';

export const OfficeHours = named('OfficeHours', Hours);

/** What holds for the whole installation. */
export const OrganisationSettings = named(
  'OrganisationSettings',
  z.object({
    name: z.string(),
    language: Language,
    timeZone: z.string(),
    officeHours: OfficeHours.nullable().describe('of inboxes that have none of their own; null: always open'),
    noticeInbox: Ref.nullable().describe('by which agents are told of things by mail; null: not at all'),
    noticeBot: Ref.nullable().describe('by which they are told in Telegram; null: not at all'),
  }),
);
export type OrganisationSettings = z.infer<typeof OrganisationSettings>;

export const ChangeOrganisation = named(
  'ChangeOrganisation',
  z.strictObject({
    name: plainLine().min(1).max(200).optional(),
    language: Language.optional(),
    timeZone: TimeZone.optional(),
    officeHours: OfficeHours.nullable().optional(),
    noticeInbox: Id.nullable().optional().describe('an inbox of mail'),
    noticeBot: Id.nullable().optional().describe('a bot'),
  }),
);
export type ChangeOrganisation = z.infer<typeof ChangeOrganisation>;

/** What customers are told where an inbox has no text of its own, and what the texts may name. */
export const OwnAcknowledgement = named(
  'OwnAcknowledgement',
  z.object({
    texts: z.object({ ru: AcknowledgementText, en: AcknowledgementText }),
    variables: z.array(z.enum(ACKNOWLEDGEMENT_VARIABLES)),
  }),
);
export type OwnAcknowledgement = z.infer<typeof OwnAcknowledgement>;
