import { EmailSettings, inputReason, Language, MailServer, Role, TelegramSettings, WebchatSettings } from '@app/contracts';
import { asError, DeskError, type Reason } from '@app/domain';
import { z } from 'zod';

const Name = z.string().trim().min(1).max(100);
const SkillName = Name.transform((name) => name.toLowerCase());
const Address = z.email().transform((address) => address.toLowerCase());
const Level = z.int().min(1).max(5);
const Password = z.string().min(1).max(200);
const Server = z.strictObject({ ...MailServer.shape, password: z.string() });

const RequiredLevel = z
  .union([Level, z.strictObject({ level: Level, required: z.boolean().default(true) })])
  .transform((given) => (typeof given === 'number' ? { level: given, required: true } : given));

const inbox = {
  name: Name,
  team: Name,
  language: Language.nullable().optional(),
  skills: z.record(SkillName, RequiredLevel).optional(),
};

const Inbox = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('email'),
    ...inbox,
    address: Address,
    from: EmailSettings.shape.from,
    imap: Server.nullable().default(null),
    smtp: Server,
    folders: EmailSettings.shape.folders.unwrap().optional(),
    junk: EmailSettings.shape.junk.unwrap().optional(),
    afterTaking: EmailSettings.shape.afterTaking.unwrap().optional(),
    strangersWithToken: EmailSettings.shape.strangersWithToken.unwrap().optional(),
    trustedAuthServ: EmailSettings.shape.trustedAuthServ.unwrap().optional(),
    trustedSealers: EmailSettings.shape.trustedSealers.unwrap().optional(),
  }),
  z.strictObject({ channel: z.literal('telegram'), ...inbox, token: z.string().min(1), apiRoot: TelegramSettings.shape.apiRoot }),
  z.strictObject({ channel: z.literal('webchat'), ...inbox, ...WebchatSettings.shape }),
]);
export type BootstrapInbox = z.infer<typeof Inbox>;

const Agent = z.strictObject({
  email: Address,
  name: Name,
  password: Password.optional(),
  role: Role.default('agent'),
  language: Language.nullable().default(null),
  capacity: z.int().min(0).max(1000).default(6),
  skills: z.record(SkillName, Level).default({}),
});
export type BootstrapAgent = z.infer<typeof Agent>;

/** The file of `api.md` 6. Everything in it is optional. */
const BootstrapFile = z.strictObject({
  organisation: z
    .strictObject({
      name: Name.optional(),
      language: Language.optional(),
      timeZone: z.string().refine(isTimeZone, 'input-not-time-zone').optional(),
      noticeInbox: Name.optional(),
      noticeBot: Name.optional(),
    })
    .optional(),
  admin: z.strictObject({ email: Address, name: Name, password: Password }).optional(),
  skills: z.array(SkillName).default([]),
  agents: z.array(Agent).default([]),
  teams: z.array(z.strictObject({ name: Name, agents: z.array(Address).default([]), leads: z.array(Address).default([]) })).default([]),
  inboxes: z.array(Inbox).default([]),
});
export type BootstrapFile = z.infer<typeof BootstrapFile>;

/** Names that the database knows already: a file may refer to them. */
export type KnownNames = {
  readonly skills: readonly string[];
  readonly agents: readonly string[];
  readonly teams: readonly string[];
  readonly inboxes: readonly string[];
};

/**
 * Reads a bootstrap file.
 *
 * @throws DeskError invalid/bootstrap-invalid {count}, with every mistake in its details
 */
export function readBootstrapFile(text: string, known: KnownNames): BootstrapFile {
  const content = parseJson(text);
  const parsed = BootstrapFile.safeParse(content, { reportInput: true });
  const mistakes = [...(parsed.success ? [] : parsed.error.issues.map(mistakeOf)), ...wrongReferences(content, known)];
  if (parsed.success && mistakes.length === 0) return parsed.data;
  throw invalid(mistakes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid([{ code: 'bootstrap-not-json', params: { why: asError(error).message } }]);
  }
}

function invalid(mistakes: readonly Reason[]): DeskError {
  const places = mistakes.map(({ code, params }) => `${params.place ?? 'the file'} (${code})`);
  return new DeskError('invalid', 'bootstrap-invalid', `The bootstrap file has mistakes (${mistakes.length}): ${places.join(', ')}.`, {
    params: { count: mistakes.length },
    details: mistakes,
  });
}

/** Place, what stands there, what was expected; a password or token is never repeated. */
function mistakeOf(issue: z.core.$ZodIssue): Reason {
  const details = [inputReason(issue)];
  const place = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  if (place === '') return { code: 'bootstrap-whole', params: {}, details };
  const isSecret = /password|token/.test(place);
  const got = isSecret || issue.input === undefined || typeof issue.input === 'object' ? '' : ` (${JSON.stringify(issue.input)})`;
  return { code: 'bootstrap-value', params: { place, got }, details };
}

/** Names that are used but stand nowhere, and names given twice. Looked for in the raw file: other mistakes do not hide these. */
function wrongReferences(content: unknown, known: KnownNames): Reason[] {
  const file = Loose.safeParse(content);
  if (!file.success) return [];
  const { organisation, admin, skills, agents, teams, inboxes } = file.data;
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
  const allSkills = new Set([...known.skills, ...lower(skills)]);
  const emails = lower([...(admin?.email ? [admin.email] : []), ...agents.map((agent) => agent.email)]);
  const allAgents = new Set([...known.agents, ...emails]);
  const allTeams = new Set([...known.teams, ...teams.map((team) => team.name)]);
  const allInboxes = new Set([...known.inboxes, ...inboxes.map((one) => one.name)]);
  const missing = (
    where: string,
    kind: 'skill' | 'agent' | 'team' | 'inbox',
    names: readonly string[],
    all: ReadonlySet<string>,
  ): Reason[] =>
    names.filter((name) => name !== '' && !all.has(name)).map((name) => ({ code: `bootstrap-no-${kind}`, params: { place: where, name } }));
  return [
    ...twice('agents', emails),
    ...twice(
      'teams',
      teams.map((team) => team.name),
    ),
    ...twice(
      'inboxes',
      inboxes.map((one) => one.name),
    ),
    ...agents.flatMap((agent, at) => missing(`agents[${at}].skills`, 'skill', lower(Object.keys(agent.skills)), allSkills)),
    ...teams.flatMap((team, at) => missing(`teams[${at}].agents`, 'agent', lower([...team.agents, ...team.leads]), allAgents)),
    ...inboxes.flatMap((one, at) => [
      ...missing(`inboxes[${at}].team`, 'team', [one.team], allTeams),
      ...missing(`inboxes[${at}].skills`, 'skill', lower(Object.keys(one.skills)), allSkills),
    ]),
    ...missing('organisation.noticeInbox', 'inbox', [organisation?.noticeInbox ?? ''], allInboxes),
    ...missing('organisation.noticeBot', 'inbox', [organisation?.noticeBot ?? ''], allInboxes),
  ];
}

function twice(where: string, names: readonly string[]): Reason[] {
  const repeated = names.filter((name, at) => name !== '' && names.indexOf(name) < at);
  return [...new Set(repeated)].map((name) => ({ code: 'bootstrap-twice', params: { place: where, name } }));
}

const text = z.string().catch('');
const texts = z.array(text).catch([]);
const levels = z.record(z.string(), z.unknown()).catch({});
const Loose = z.object({
  organisation: z.object({ noticeInbox: text, noticeBot: text }).optional().catch(undefined),
  admin: z.object({ email: text }).optional().catch(undefined),
  skills: texts,
  agents: z.array(z.object({ email: text, skills: levels }).catch({ email: '', skills: {} })).catch([]),
  teams: z.array(z.object({ name: text, agents: texts, leads: texts }).catch({ name: '', agents: [], leads: [] })).catch([]),
  inboxes: z.array(z.object({ name: text, team: text, skills: levels }).catch({ name: '', team: '', skills: {} })).catch([]),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
