import type { Socket } from 'node:net';
import type { Params, Reason } from '@app/domain';
import type { ServerLine } from './server-line.js';

/** The server cannot be used, and why. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
  readonly reason: Reason;

  constructor(code: string, params: Params = {}) {
    super(code);
    this.reason = { code, params };
  }
}

export type WhatItCan = {
  /** Its first words. */
  readonly greeting: string;
  readonly capabilities: readonly string[];
  readonly takesLogin: boolean;
};

/** Makes the line safe, after the server has agreed to; null: it stays as it is. */
type Upgrade = ((plain: Socket) => Promise<ServerLine>) | null;

/** More lines than any server answers a command with. */
const MOST_LINES = 100;

/** @throws Unfit; what the line throws */
export async function speakImap(line: ServerLine, upgrade: Upgrade): Promise<WhatItCan> {
  const greeting = await line.next();
  if (!/^\* (OK|PREAUTH|BYE)\b/i.test(greeting)) throw otherThan('IMAP', greeting);
  if (/^\* BYE\b/i.test(greeting)) throw new Unfit('server-refuses-us', { answer: wordsOf(greeting.slice(6)) });
  let at = line;
  let capabilities = await askImap(at, 'a1', 'CAPABILITY');
  if (upgrade !== null) {
    if (!capabilities.includes('STARTTLS')) throw new Unfit('server-no-starttls');
    await askImap(at, 'a2', 'STARTTLS');
    at = await upgraded(at, upgrade);
    capabilities = await askImap(at, 'a3', 'CAPABILITY');
  }
  at.write('a4 LOGOUT');
  return { greeting, capabilities, takesLogin: !capabilities.includes('LOGINDISABLED') };
}

/** @returns what the answer names as capabilities */
async function askImap(line: ServerLine, tag: string, command: string): Promise<string[]> {
  line.write(`${tag} ${command}`);
  const capabilities: string[] = [];
  for (let count = 0; count < MOST_LINES; count++) {
    const answer = await line.next();
    const listed = /^\* CAPABILITY (.*)$/i.exec(answer)?.[1];
    if (listed !== undefined) capabilities.push(...listed.toUpperCase().split(' '));
    if (/^\* BYE\b/i.test(answer)) throw new Unfit('server-refuses-us', { answer: wordsOf(answer.slice(6)) });
    if (!answer.startsWith(`${tag} `)) continue;
    if (/^\S+ OK\b/i.test(answer)) return capabilities;
    throw new Unfit('server-refuses-us', { answer: wordsOf(answer.slice(tag.length + 1)) });
  }
  throw otherThan('IMAP', '');
}

/** @throws Unfit; what the line throws */
export async function speakSmtp(line: ServerLine, upgrade: Upgrade, domain: string): Promise<WhatItCan> {
  const greeting = await answerSmtp(line);
  if (greeting.code !== 220) throw refusedBy(greeting);
  let at = line;
  let capabilities = await sayHello(at, domain);
  if (upgrade !== null) {
    if (!capabilities.includes('STARTTLS')) throw new Unfit('server-no-starttls');
    at.write('STARTTLS');
    const ready = await answerSmtp(at);
    if (ready.code !== 220) throw refusedBy(ready);
    at = await upgraded(at, upgrade);
    capabilities = await sayHello(at, domain);
  }
  at.write('QUIT');
  return { greeting: greeting.lines.join(' '), capabilities, takesLogin: capabilities.some((line) => /^AUTH[ =]/.test(line)) };
}

async function sayHello(line: ServerLine, domain: string): Promise<string[]> {
  line.write(`EHLO ${domain}`);
  const answer = await answerSmtp(line);
  // An FTP server greets with 220 as well, and does not know this word.
  if (answer.code >= 500) throw otherThan('SMTP', '');
  if (answer.code !== 250) throw refusedBy(answer);
  return answer.lines.slice(1).map((one) => one.trim().toUpperCase());
}

type SmtpAnswer = { readonly code: number; readonly lines: readonly string[] };

async function answerSmtp(line: ServerLine): Promise<SmtpAnswer> {
  const lines: string[] = [];
  while (lines.length < MOST_LINES) {
    const said = await line.next();
    const [, code = '', more = '', words = ''] = /^(\d{3})([ -]?)(.*)$/.exec(said) ?? [];
    if (code === '') throw otherThan('SMTP', said);
    lines.push(words);
    if (more !== '-') return { code: Number(code), lines };
  }
  throw otherThan('SMTP', '');
}

function refusedBy({ code, lines }: SmtpAnswer): Unfit {
  return new Unfit('server-refuses-us', { answer: wordsOf(`${code} ${lines.join(' ')}`) });
}

/** What was sent before the line was safe would be taken for what was said on it: nothing may be left (CVE-2011-0411 and its kin). */
async function upgraded(line: ServerLine, upgrade: NonNullable<Upgrade>): Promise<ServerLine> {
  if (line.release() !== '') throw new Unfit('server-tls-failed', { error: 'STARTTLS' });
  return await upgrade(line.socket);
}

function otherThan(wanted: 'IMAP' | 'SMTP', line: string): Unfit {
  const spoken = protocolOf(line);
  return spoken === null ? new Unfit('server-unknown-protocol', { wanted }) : new Unfit('server-other-protocol', { wanted, spoken });
}

/** By the first words of a server; null where they are of none that we know. */
function protocolOf(line: string): string | null {
  if (/^\* (OK|PREAUTH|BYE)\b/i.test(line)) return 'IMAP';
  if (/^(\+OK|-ERR)/i.test(line)) return 'POP3';
  if (/^\d{3}[ -].*\bftp/i.test(line)) return 'FTP';
  if (/^\d{3}[ -]/.test(line)) return 'SMTP';
  if (/^(HTTP\/|<)/i.test(line)) return 'HTTP';
  return line.startsWith('SSH-') ? 'SSH' : null;
}

/** A server's own words, as far as they can be shown. */
function wordsOf(answer: string): string {
  return answer
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
}
