import {
  Acknowledgement,
  EmailSettings,
  inputReason,
  Language,
  MailServer,
  OAuthProvider,
  OfficeHours,
  plainLine,
  Role,
  SetOAuthClient,
  TeamSignature,
  TelegramSecrets,
  TelegramSettings,
  TimeZone,
} from '@app/contracts';
import { asError, DeskError, type Reason } from '@app/domain';
import { z } from 'zod';
import { WebchatChoices } from './bootstrap-webchat.js';

/** In one line, as the API takes names. */
const Name = plainLine().min(1).max(100);
const SkillName = Name.transform((name) => name.toLowerCase());
const Address = z.email().transform((address) => address.toLowerCase());
const Level = z.int().min(1).max(5);
const Password = z.string().min(1).max(200);
const Server = z.strictObject({ ...MailServer.shape, password: z.string().optional() });

const RequiredLevel = z
  .union([Level, z.strictObject({ level: Level, required: z.boolean().default(true) })])
  .transform((given) => (typeof given === 'number' ? { level: given, required: true } : given));

const inbox = {
  name: Name,
  team: Name,
  language: Language.nullable().optional(),
  officeHours: OfficeHours.nullable().optional(),
  skills: z.record(SkillName, RequiredLevel).optional(),
};

const { shape } = EmailSettings;

/**
 * What the file need not say of a mailbox: what it leaves out stays as people set it. Without their defaults, which would be said for them.
 */
export const EmailChoices = z
  .object({
    signIn: shape.signIn.unwrap(),
    folders: shape.folders.unwrap(),
    junk: shape.junk.unwrap(),
    afterTaking: shape.afterTaking.unwrap(),
    strangersWithToken: shape.strangersWithToken.unwrap(),
    trustedAuthServ: shape.trustedAuthServ.unwrap(),
    trustedSealers: shape.trustedSealers.unwrap(),
    acknowledgement: Acknowledgement,
    fromName: shape.fromName.unwrap(),
    quoteHistory: shape.quoteHistory.unwrap(),
    sending: shape.sending.unwrap(),
    sentCopy: shape.sentCopy.unwrap(),
    dkim: shape.dkim.unwrap(),
  })
  .partial();

const bot = TelegramSettings.shape;

/** What the file need not say of a bot. */
export const BotChoices = z
  .object({
    intake: bot.intake.unwrap(),
    localFolder: bot.localFolder.unwrap(),
    groups: bot.groups.unwrap(),
    channelPosts: bot.channelPosts.unwrap(),
    greeting: bot.greeting.unwrap(),
  })
  .partial();

const Inbox = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('email'),
    ...inbox,
    address: Address,
    from: EmailSettings.shape.from,
    imap: Server.nullable().default(null),
    smtp: Server,
    ...EmailChoices.shape,
  }),
  z.strictObject({
    channel: z.literal('telegram'),
    ...inbox,
    token: z.string().min(1),
    proxy: TelegramSecrets.shape.proxy,
    apiRoot: bot.apiRoot,
    ...BotChoices.shape,
  }),
  z.strictObject({ channel: z.literal('webchat'), ...inbox, ...WebchatChoices.shape }),
]);
export type BootstrapInbox = z.infer<typeof Inbox>;

/** Where no consent is given instead. */
function wantPasswords(inbox: BootstrapInbox, check: z.RefinementCtx): void {
  if (inbox.channel !== 'email' || (inbox.signIn ?? 'password') !== 'password') return;
  for (const end of ['imap', 'smtp'] as const) {
    if (inbox[end] !== null && inbox[end].password === undefined)
      check.addIssue({ code: 'custom', message: 'input-missing', path: [end, 'password'], input: undefined });
  }
}

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

const Team = z.strictObject({
  name: Name,
  agents: z.array(Address).default([]),
  leads: z.array(Address).default([]),
  signature: TeamSignature.nullable().optional(),
});

/** The file of `api.md` 6. Everything in it is optional. */
const BootstrapFile = z.strictObject({
  organisation: z
    .strictObject({
      name: Name.optional(),
      language: Language.optional(),
      timeZone: TimeZone.optional(),
      officeHours: OfficeHours.nullable().optional(),
      noticeInbox: Name.optional(),
      noticeBot: Name.optional(),
    })
    .optional(),
  admin: z.strictObject({ email: Address, name: Name, password: Password }).optional(),
  skills: z.array(SkillName).default([]),
  agents: z.array(Agent).default([]),
  teams: z.array(Team).default([]),
  inboxes: z.array(Inbox.superRefine(wantPasswords)).default([]),
  /** What is registered at Google and Microsoft, for mailboxes whose `signIn` is one of them. */
  oauth: z.partialRecord(OAuthProvider, SetOAuthClient.required({ clientSecret: true })).default({}),
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
  const ofOthers = new Set(inboxes.filter(({ channel }) => channel !== 'email').map((one) => one.name));
  const mailboxes = new Set([...allInboxes].filter((name) => !ofOthers.has(name)));
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
      ...missing(`inboxes[${at}].awayMail.inbox`, 'inbox', [one.awayMail?.inbox ?? ''], mailboxes),
      ...one.forms.flatMap(({ team }, n) => missing(`inboxes[${at}].forms[${n}].team`, 'team', [team], allTeams)),
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

const text = plainLine().catch('');
const texts = z.array(text).catch([]);
const levels = z.record(plainLine(), z.unknown()).catch({});
const Loose = z.object({
  organisation: z.object({ noticeInbox: text, noticeBot: text }).optional().catch(undefined),
  admin: z.object({ email: text }).optional().catch(undefined),
  skills: texts,
  agents: z.array(z.object({ email: text, skills: levels }).catch({ email: '', skills: {} })).catch([]),
  teams: z.array(z.object({ name: text, agents: texts, leads: texts }).catch({ name: '', agents: [], leads: [] })).catch([]),
  inboxes: z
    .array(
      z
        .object({
          channel: text,
          name: text,
          team: text,
          skills: levels,
          forms: z.array(z.object({ team: text }).catch({ team: '' })).catch([]),
          awayMail: z.object({ inbox: text }).optional().catch(undefined),
        })
        .catch({ channel: '', name: '', team: '', skills: {}, forms: [], awayMail: undefined }),
    )
    .catch([]),
});
