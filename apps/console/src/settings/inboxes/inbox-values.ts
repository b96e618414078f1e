import type { CreateInbox, Channel, Inbox, InboxChange, Language } from '../../api/shapes.js';
import type { LevelRow } from '../skill-levels.js';

export type Tls = 'implicit' | 'starttls' | 'none';
export type Server = { host: string; port: number; tls: Tls; user: string; password: string };

/** What the form of an inbox holds: all channels' fields, of which one channel's are shown. */
export type InboxValues = {
  channel: Channel;
  name: string;
  team: string;
  language: Language | '';
  active: boolean;
  skills: LevelRow[];
  address: string;
  from: 'now' | 'all' | 'date';
  fromDate: string;
  /** False: no mailbox is read, a mail server hands the mail over. */
  readsMailbox: boolean;
  imap: Server;
  smtp: Server;
  /** Paths of further folders. */
  folders: string[];
  junk: boolean;
  afterTaking: 'leave' | 'mark-seen' | 'move';
  moveTo: string;
  /** The mail server whose verdicts are believed; '': the provider's, where it is known. */
  authServ: string;
  /** Domains whose ARC seals are believed. */
  sealers: string[];
  token: string;
  apiRoot: string;
  origins: string[];
  colour: string;
  title: string;
  greeting: string;
};

export const BOT_API = 'https://api.telegram.org';
/** The console's own accent: a widget that nobody has coloured looks like the product. */
export const FIRST_COLOUR = '#0a7654';

export function newInbox(channel: Channel, team: string): InboxValues {
  return {
    channel,
    name: '',
    team,
    language: '',
    active: true,
    skills: [],
    address: '',
    from: 'now',
    fromDate: '',
    readsMailbox: true,
    imap: { host: '', port: 993, tls: 'implicit', user: '', password: '' },
    smtp: { host: '', port: 465, tls: 'implicit', user: '', password: '' },
    folders: [],
    junk: false,
    afterTaking: 'leave',
    moveTo: '',
    authServ: '',
    sealers: [],
    token: '',
    apiRoot: BOT_API,
    origins: [],
    colour: FIRST_COLOUR,
    title: '',
    greeting: '',
  };
}

type Json = Readonly<Record<string, unknown>>;

/** An inbox as its form shows it. Secrets are never read back: their fields are empty. */
export function valuesOf(inbox: Inbox): InboxValues {
  const blank = newInbox(inbox.channel, inbox.team.id);
  const settings: Json = inbox.settings ?? {};
  const from = text(settings['from']) || 'now';
  const whole = from === 'now' || from === 'all';
  return {
    ...blank,
    name: inbox.name,
    language: inbox.language ?? '',
    active: inbox.active,
    skills: inbox.skills,
    address: text(settings['address']),
    from: whole ? from : 'date',
    fromDate: whole ? '' : from.slice(0, 10),
    readsMailbox: settings['imap'] !== null,
    imap: serverOf(settings['imap'], blank.imap),
    smtp: serverOf(settings['smtp'], blank.smtp),
    folders: foldersOf(settings['folders']),
    junk: settings['junk'] === true,
    ...afterTakingOf(settings['afterTaking']),
    authServ: text(settings['trustedAuthServ']),
    sealers: Array.isArray(settings['trustedSealers']) ? settings['trustedSealers'].map(text) : [],
    apiRoot: text(settings['apiRoot']) || BOT_API,
    origins: Array.isArray(settings['origins']) ? settings['origins'].map(text) : [],
    colour: text(settings['colour']) || blank.colour,
    title: text(settings['title']),
    greeting: text(settings['greeting']),
  };
}

function foldersOf(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  return given.map((folder: unknown) => (isJson(folder) ? text(folder['path']) : '')).filter((path) => path !== '');
}

function afterTakingOf(given: unknown): Pick<InboxValues, 'afterTaking' | 'moveTo'> {
  if (isJson(given)) return { afterTaking: 'move', moveTo: text(given['moveTo']) };
  return { afterTaking: given === 'mark-seen' ? 'mark-seen' : 'leave', moveTo: '' };
}

function serverOf(given: unknown, blank: Server): Server {
  const server: Json = isJson(given) ? given : {};
  const tls = server['tls'];
  return {
    host: text(server['host']),
    port: typeof server['port'] === 'number' ? server['port'] : blank.port,
    tls: tls === 'starttls' || tls === 'none' ? tls : 'implicit',
    user: text(server['user']),
    password: '',
  };
}

function isJson(given: unknown): given is Json {
  return typeof given === 'object' && given !== null;
}

function text(given: unknown): string {
  return typeof given === 'string' ? given : '';
}

/** The form as a new inbox. */
export function creationOf(values: InboxValues): CreateInbox {
  const common = {
    name: values.name.trim(),
    team: values.team,
    language: values.language || null,
    active: values.active,
    skills: skillsOf(values),
  };
  switch (values.channel) {
    case 'email':
      return {
        channel: 'email',
        ...common,
        settings: emailSettings(values),
        secrets: { imapPassword: values.imap.password, smtpPassword: values.smtp.password || values.imap.password },
      };
    case 'telegram':
      return { channel: 'telegram', ...common, settings: { apiRoot: values.apiRoot }, secrets: { token: values.token.trim() } };
    case 'webchat':
      return { channel: 'webchat', ...common, settings: webchatSettings(values) };
  }
}

/** The form as a change of an inbox: secrets only where something was typed. */
export function changeOf(values: InboxValues): InboxChange {
  const { settings, secrets = {}, channel: _, ...common } = { secrets: undefined, ...creationOf(values) };
  const typed = { imapPassword: values.imap.password, smtpPassword: values.smtp.password, token: values.token.trim() };
  const changed = Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== '' && name in secrets));
  return { ...common, settings, ...(Object.keys(changed).length > 0 ? { secrets: changed } : {}) };
}

function skillsOf({ skills }: InboxValues) {
  return skills.map(({ skill, level, required = true }) => ({ skill, level, required }));
}

function emailSettings(values: InboxValues) {
  const { address, from, fromDate, readsMailbox, imap, smtp, folders, junk, afterTaking, moveTo, authServ, sealers } = values;
  return {
    address: address.trim(),
    from: from === 'date' ? fromDate : from,
    imap: readsMailbox ? withoutPassword(imap) : null,
    smtp: withoutPassword(smtp),
    folders: folders.map((path) => ({ path: path.trim() })),
    junk,
    afterTaking: afterTaking === 'move' ? { moveTo: moveTo.trim() } : afterTaking,
    trustedAuthServ: authServ.trim() || null,
    trustedSealers: sealers.map((domain) => domain.trim().toLowerCase()),
  };
}

function withoutPassword({ host, port, tls, user }: Server) {
  return { host: host.trim(), port, tls, user: user.trim() };
}

function webchatSettings({ origins, colour, title, greeting }: InboxValues) {
  return { origins: origins.map((origin) => origin.trim()), colour, title: title.trim() || null, greeting: greeting.trim() || null };
}
