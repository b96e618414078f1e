import type { Inbox } from '../../api/shapes.js';
import { isJson, type Json, text } from '../json.js';

export type Tls = 'implicit' | 'starttls' | 'none';
export type Server = { host: string; port: number; tls: Tls; user: string; password: string };
export type SignIn = 'password' | 'google' | 'microsoft';
export type FromName = 'agent' | 'organisation' | 'agent-and-organisation';
/** Texts of one language; '' is our own. */
export type AcknowledgementWords = { subject: string; text: string };
/** '' is as the provider has it. */
type Limit = number | '';

/** The fields of a mailbox. */
export type MailValues = {
  address: string;
  from: 'now' | 'all' | 'date';
  fromDate: string;
  /** False: no mailbox is read, a mail server hands the mail over. */
  readsMailbox: boolean;
  signIn: SignIn;
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
  strangersWithToken: 'join' | 'own-ticket';
  acknowledgement: { enabled: boolean; perHour: number; ru: AcknowledgementWords; en: AcknowledgementWords };
  fromName: FromName;
  quoteHistory: boolean;
  sentCopy: boolean;
  /** Both '': what leaves is not signed here. */
  dkim: { domain: string; selector: string };
  sending: { connections: Limit; perMinute: Limit; perDay: Limit };
};

const NO_WORDS: AcknowledgementWords = { subject: '', text: '' };

export function newMailbox(): MailValues {
  return {
    address: '',
    from: 'now',
    fromDate: '',
    readsMailbox: true,
    signIn: 'password',
    imap: { host: '', port: 993, tls: 'implicit', user: '', password: '' },
    smtp: { host: '', port: 465, tls: 'implicit', user: '', password: '' },
    folders: [],
    junk: false,
    afterTaking: 'leave',
    moveTo: '',
    authServ: '',
    sealers: [],
    strangersWithToken: 'join',
    acknowledgement: { enabled: false, perHour: 200, ru: NO_WORDS, en: NO_WORDS },
    fromName: 'agent-and-organisation',
    quoteHistory: false,
    sentCopy: false,
    dkim: { domain: '', selector: '' },
    sending: { connections: '', perMinute: '', perDay: '' },
  };
}

/** Settings of a mailbox as its form shows them. What has an unknown shape is empty there. */
export function mailValuesOf(given: Inbox['settings']): MailValues {
  const settings: Json = given ?? {};
  const blank = newMailbox();
  const from = text(settings['from']) || 'now';
  const whole = from === 'now' || from === 'all';
  return {
    address: text(settings['address']),
    from: whole ? from : 'date',
    fromDate: whole ? '' : from.slice(0, 10),
    readsMailbox: settings['imap'] !== null,
    signIn: oneOf(['google', 'microsoft'], settings['signIn']) ?? 'password',
    imap: serverOf(settings['imap'], blank.imap),
    smtp: serverOf(settings['smtp'], blank.smtp),
    folders: foldersOf(settings['folders']),
    junk: settings['junk'] === true,
    ...afterTakingOf(settings['afterTaking']),
    authServ: text(settings['trustedAuthServ']),
    sealers: Array.isArray(settings['trustedSealers']) ? settings['trustedSealers'].map(text) : [],
    strangersWithToken: oneOf(['own-ticket'], settings['strangersWithToken']) ?? 'join',
    acknowledgement: acknowledgementOf(settings['acknowledgement'], blank.acknowledgement),
    fromName: oneOf(['agent', 'organisation'], settings['fromName']) ?? 'agent-and-organisation',
    quoteHistory: settings['quoteHistory'] === true,
    sentCopy: settings['sentCopy'] === true,
    dkim: dkimOf(settings['dkim']),
    sending: limitsOf(settings['sending']),
  };
}

function oneOf<const Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((value) => value === given);
}

function foldersOf(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  return given.map((folder: unknown) => (isJson(folder) ? text(folder['path']) : '')).filter((path) => path !== '');
}

function afterTakingOf(given: unknown): Pick<MailValues, 'afterTaking' | 'moveTo'> {
  if (isJson(given)) return { afterTaking: 'move', moveTo: text(given['moveTo']) };
  return { afterTaking: given === 'mark-seen' ? 'mark-seen' : 'leave', moveTo: '' };
}

function serverOf(given: unknown, blank: Server): Server {
  const server: Json = isJson(given) ? given : {};
  return {
    host: text(server['host']),
    port: typeof server['port'] === 'number' ? server['port'] : blank.port,
    tls: oneOf(['starttls', 'none'], server['tls']) ?? 'implicit',
    user: text(server['user']),
    password: '',
  };
}

function acknowledgementOf(given: unknown, blank: MailValues['acknowledgement']): MailValues['acknowledgement'] {
  if (!isJson(given)) return blank;
  const texts: Json = isJson(given['texts']) ? given['texts'] : {};
  return {
    enabled: given['enabled'] === true,
    perHour: typeof given['perHour'] === 'number' ? given['perHour'] : blank.perHour,
    ru: wordsOf(texts['ru']),
    en: wordsOf(texts['en']),
  };
}

function wordsOf(given: unknown): AcknowledgementWords {
  return isJson(given) ? { subject: text(given['subject']), text: text(given['text']) } : NO_WORDS;
}

function dkimOf(given: unknown): MailValues['dkim'] {
  return isJson(given) ? { domain: text(given['domain']), selector: text(given['selector']) } : { domain: '', selector: '' };
}

function limitsOf(given: unknown): MailValues['sending'] {
  const limits: Json = isJson(given) ? given : {};
  const limit = (name: string): Limit => {
    const value = limits[name];
    return typeof value === 'number' ? value : '';
  };
  return { connections: limit('connections'), perMinute: limit('perMinute'), perDay: limit('perDay') };
}

/** The form as settings of a mailbox. */
export function mailSettings(values: MailValues) {
  const { from, fromDate, imap, folders, afterTaking, moveTo, acknowledgement, dkim, sending } = values;
  return {
    address: values.address.trim(),
    from: from === 'date' ? fromDate : from,
    imap: values.readsMailbox ? withoutPassword(imap) : null,
    smtp: withoutPassword(values.smtp),
    signIn: values.signIn,
    folders: folders.map((path) => ({ path: path.trim() })),
    junk: values.junk,
    afterTaking: afterTaking === 'move' ? { moveTo: moveTo.trim() } : afterTaking,
    trustedAuthServ: values.authServ.trim() || null,
    trustedSealers: values.sealers.map((domain) => domain.trim().toLowerCase()),
    strangersWithToken: values.strangersWithToken,
    acknowledgement: {
      enabled: acknowledgement.enabled,
      perHour: acknowledgement.perHour,
      texts: { ru: ownWords(acknowledgement.ru), en: ownWords(acknowledgement.en) },
    },
    fromName: values.fromName,
    quoteHistory: values.quoteHistory,
    sentCopy: values.sentCopy,
    dkim: dkim.domain.trim() === '' ? null : { domain: dkim.domain.trim(), selector: dkim.selector.trim() },
    sending: { connections: sending.connections || null, perMinute: sending.perMinute || null, perDay: sending.perDay || null },
  };
}

function ownWords({ subject, text: words }: AcknowledgementWords) {
  return words.trim() === '' ? null : { subject: subject.trim() || null, text: words.trim() };
}

function withoutPassword({ host, port, tls, user }: Server) {
  return { host: host.trim(), port, tls, user: user.trim() };
}
