import type { Params } from '@app/domain';
import { fetchOutside, NotFetched } from '@app/outside';
import { getDomain } from 'tldts';
import { type AutoconfigServers, readAutoconfig } from './autoconfig-xml.js';
import type { MailAddress } from './mail-address.js';
import type { Search } from './search.js';

const MAX_BYTES = 256 * 1024;
const TIME_MS = 5_000;

/** What a domain publishes about its mailboxes: servers; a file that cannot be used (`code`); or nothing. */
export type Autoconfig =
  | { readonly servers: AutoconfigServers; readonly from: string }
  | { readonly code: string; readonly params: Params };

/**
 * Asks a domain's own web servers for the settings of its mailboxes, by https alone: what comes by http anybody on the way may have
 * written.
 */
export async function domainAutoconfig(address: MailAddress, search: Search): Promise<Autoconfig> {
  const { domain } = address;
  return await firstUsable([
    fetchAutoconfig(fileOf(domain, address), address, search),
    fetchAutoconfig(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`, address, search),
  ]);
}

/** Asks whoever takes mail for the domain: the organisation that the name of the mail server belongs to, never a public suffix. */
export async function hosterAutoconfig(mxHost: string, address: MailAddress, search: Search): Promise<Autoconfig | null> {
  const organisation = getDomain(mxHost, { allowPrivateDomains: true });
  if (organisation === null || organisation === address.domain) return null;
  const below = mxHost.split('.').slice(1).join('.');
  const domains = below === organisation || below.length < organisation.length ? [organisation] : [below, organisation];
  return await firstUsable(domains.map((domain) => fetchAutoconfig(fileOf(domain, address), address, search)));
}

function fileOf(domain: string, { address }: MailAddress): string {
  return `https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`;
}

/** All are asked at once; the first in order that names servers counts, and where none does, the first that says anything. */
async function firstUsable(asked: readonly Promise<Autoconfig>[]): Promise<Autoconfig> {
  const answers = await Promise.all(asked);
  const isTelling = (answer: Autoconfig): boolean => !('code' in answer) || answer.code !== 'autoconfig-none';
  const none: Autoconfig = { code: 'autoconfig-none', params: {} };
  return answers.find((answer) => 'servers' in answer) ?? answers.find(isTelling) ?? none;
}

async function fetchAutoconfig(url: string, address: MailAddress, { outside, ca, lookups }: Search): Promise<Autoconfig> {
  const from = new URL(url).hostname;
  try {
    const fetched = await fetchOutside(
      url,
      {
        accept: 'application/xml, text/xml;q=0.9, */*;q=0.1',
        agent: 'Otklik mailbox set-up',
        maxBytes: MAX_BYTES,
        timeMs: TIME_MS,
        ca,
        signal: lookups,
      },
      outside,
    );
    const servers = readAutoconfig(textOf(fetched.bytes), address);
    if (servers === null) return { code: isPage(fetched.bytes) ? 'autoconfig-none' : 'autoconfig-unreadable', params: { host: from } };
    if (servers.imap.length + servers.smtp.length === 0) return { code: 'autoconfig-no-server', params: { host: from } };
    return { servers, from };
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error;
    if (error.kind === 'refused') return { code: 'autoconfig-refused', params: { host: from, why: error.why } };
    return { code: isLate(error) ? 'autoconfig-late' : 'autoconfig-none', params: { host: from, why: error.why } };
  }
}

/** By its byte order mark (XML 1.0, F.1); without one UTF-8: what names servers is ASCII. */
function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  return new TextDecoder(mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8').decode(bytes);
}

/** It took the connection or the question, and its time ran out. */
function isLate(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return ('name' in error && error.name === 'TimeoutError') || ('cause' in error && isLate(error.cause));
}

/** Sites that have a page for every address are common. */
function isPage(bytes: Buffer): boolean {
  return /^\s*<(!doctype html|html|head|body)\b/i.test(bytes.subarray(0, 1_000).toString('latin1'));
}
