import { z } from 'zod';
import { namesOnly } from '../variables.js';
import { AgentRef, Flag, Id, Language, Level, named, pageOf, paging, Picture, plainLine, Time } from './shapes.js';

export const Role = named('Role', z.enum(['admin', 'lead', 'agent']));
export type Role = z.infer<typeof Role>;
export const Presence = named('Presence', z.enum(['online', 'away', 'offline']));
export type Presence = z.infer<typeof Presence>;

const EmailAddress = z.email().max(254).toLowerCase();
/** One line, and read in the order in which it is written. */
export const PersonName = plainLine().min(1).max(200);
/** 200 characters at most, so that hashing one stays cheap. */
export const Password = z.string().min(10).max(200);

export const SkillLevel = named('SkillLevel', z.object({ skill: z.string(), level: Level }));
export type SkillLevel = z.infer<typeof SkillLevel>;

export const Agent = named(
  'Agent',
  z.object({
    id: Id,
    email: z.string(),
    name: z.string(),
    picture: Picture,
    role: Role,
    language: Language.nullable(),
    capacity: z.int(),
    load: z.int().describe('tickets that count towards the capacity now'),
    presence: Presence,
    presenceAt: Time,
    active: z.boolean(),
    hasPassword: z.boolean().describe('false until the invitation was taken'),
    teams: z.array(z.object({ id: Id, name: z.string(), lead: z.boolean() })),
    skills: z.array(SkillLevel),
  }),
);
export type Agent = z.infer<typeof Agent>;
export const AgentPage = pageOf('AgentPage', Agent);

export const AgentQuery = z.strictObject({
  ...paging,
  team: Id.optional(),
  active: Flag.optional(),
  q: z.string().max(200).optional(),
});
export type AgentQuery = z.infer<typeof AgentQuery>;

const skillsById = z.array(z.strictObject({ skill: z.string().min(1).max(100).describe('its name'), level: Level })).max(100);
const capacity = z.int().min(0).max(1000);
const membership = z.strictObject({ team: Id, lead: z.boolean().default(false) });

export const CreateAgent = named(
  'CreateAgent',
  z.strictObject({
    email: EmailAddress,
    name: PersonName,
    role: Role.default('agent'),
    language: Language.nullable().default(null),
    capacity: capacity.default(6),
    teams: z.array(membership).max(100).default([]),
    skills: skillsById.default([]),
  }),
);
export type CreateAgent = z.infer<typeof CreateAgent>;

export const ChangeAgent = named(
  'ChangeAgent',
  z.strictObject({
    name: PersonName.optional(),
    role: Role.optional(),
    language: Language.nullable().optional(),
    capacity: capacity.optional(),
    active: z.boolean().optional(),
    presence: Presence.optional(),
    teams: z.array(membership).max(100).optional(),
    skills: skillsById.optional(),
  }),
);
export type ChangeAgent = z.infer<typeof ChangeAgent>;

/** What agents may change of themselves. */
export const ChangeMe = named('ChangeMe', z.strictObject({ name: PersonName.optional(), language: Language.nullable().optional() }));
export type ChangeMe = z.infer<typeof ChangeMe>;

export const SetPresence = named('SetPresence', z.strictObject({ state: Presence }));
export type SetPresence = z.infer<typeof SetPresence>;

export const Team = named(
  'Team',
  z.object({
    id: Id,
    name: z.string(),
    createdAt: Time,
    members: z.array(z.object({ agent: AgentRef, lead: z.boolean() })),
    signature: z.string().nullable().describe('put below its answers by mail, with its variables'),
  }),
);
export type Team = z.infer<typeof Team>;
export const TeamPage = pageOf('TeamPage', Team);

const members = z.array(z.strictObject({ agent: Id, lead: z.boolean().default(false) })).max(1000);
const teamName = plainLine().min(1).max(100);

/** What stands for something else in a signature, in double braces. */
const SIGNATURE_VARIABLES = ['agent.name', 'team.name', 'organisation.name'] as const;

/** Lines of plain text. */
export const TeamSignature = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .superRefine(namesOnly(SIGNATURE_VARIABLES))
  .describe('with {{agent.name}}, {{team.name}}, {{organisation.name}}');

export const CreateTeam = named(
  'CreateTeam',
  z.strictObject({ name: teamName, members: members.default([]), signature: TeamSignature.nullable().default(null) }),
);
export type CreateTeam = z.infer<typeof CreateTeam>;
export const ChangeTeam = named(
  'ChangeTeam',
  z.strictObject({ name: teamName.optional(), members: members.optional(), signature: TeamSignature.nullable().optional() }),
);
export type ChangeTeam = z.infer<typeof ChangeTeam>;

export const Skill = named('Skill', z.object({ id: Id, name: z.string() }));
export type Skill = z.infer<typeof Skill>;
export const SkillPage = pageOf('SkillPage', Skill);
export const NameSkill = named('NameSkill', z.strictObject({ name: plainLine().toLowerCase().min(1).max(100) }));
export type NameSkill = z.infer<typeof NameSkill>;
