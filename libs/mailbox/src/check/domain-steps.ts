import { isIP } from 'node:net';
import type { EmailSettings } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Dns } from '@app/outside';
import { isAtOrBelow } from '../providers/at-or-below.js';
import { sendingProvider, type SendingProvider } from './sending-provider.js';
import { hasTooManyLookups, readSpf } from './spf.js';
import { good, type Step, warning } from './step.js';

/** The key that we sign with ourselves: where it is published, and what is to stand there. */
export type OwnKey = { readonly domain: string; readonly selector: string; readonly record: string };

export type DomainCheck = {
  readonly settings: EmailSettings;
  readonly dns: Dns;
  /** Null: the sending server signs, or nobody. */
  readonly ownKey: OwnKey | null;
};

/** Where keys lie that nobody told us of: what servers that are set up by hand, and services that send for others, call them. */
const USUAL_SELECTORS = ['default', 'dkim', 'mail', 'selector1', 's1', 'k1', 'key1', 'google'];

/** Whether receivers can see that mail of the inbox's domain is its own. Nothing here keeps the mailbox from working: receivers decide. */
export async function* domainSteps({ settings, dns, ownKey }: DomainCheck): AsyncGenerator<Step> {
  const domain = settings.address.slice(settings.address.lastIndexOf('@') + 1).toLowerCase();
  const provider = sendingProvider(settings.smtp.host);
  if (provider?.domains.includes(domain) === true) {
    for (const step of ['spf', 'dkim', 'dmarc'] as const) yield good(step, 'domain-of-provider', { domain, provider: provider.name });
    return;
  }
  const [spf, dkim, dmarc] = await Promise.all([
    spfStep(domain, provider, settings.smtp.host, dns),
    dkimStep(domain, provider, ownKey, dns),
    dmarcOf(domain, dns),
  ]);
  yield spf;
  yield dkim;
  yield dmarcStep(domain, dmarc, spf.level === 'ok' || dkim.level === 'ok');
}

/** Who may send, by RFC 7208 5: `a` takes names alone. */
function termOf(host: string): string {
  const version = isIP(host);
  return version === 0 ? `a:${host}` : `ip${version}:${host}`;
}

async function spfStep(domain: string, provider: SendingProvider | null, host: string, dns: Dns): Promise<Step> {
  const [include] = provider?.includes ?? [];
  const record = `v=spf1 ${include === undefined ? termOf(host) : `include:${include}`} ~all`;
  const spf = await readSpf(domain, dns);
  if ('code' in spf) return warning('spf', { code: spf.code, params: { ...spf.params, ...(spf.code === 'spf-missing' && { record }) } });
  if (hasTooManyLookups(spf)) return warning('spf', { code: 'spf-too-many-lookups', params: { domain } });
  if (spf.rest !== '-' && spf.rest !== '~') return warning('spf', { code: 'spf-open', params: { domain } });
  if (include !== undefined && provider?.includes.some((one) => spf.included.has(one)) === false)
    return warning('spf', { code: 'spf-without-provider', params: { domain, provider: provider.name, include } });
  return good('spf', 'spf-good', { domain });
}

async function dkimStep(domain: string, provider: SendingProvider | null, ownKey: OwnKey | null, dns: Dns): Promise<Step> {
  if (ownKey !== null) return ownKeyStep(domain, ownKey, dns);
  const names = provider !== null && provider.selectors.length > 0 ? provider.selectors : USUAL_SELECTORS;
  const answers = await Promise.all(names.map((selector) => dns.txt(`${selector}._domainkey.${domain}`)));
  const at = answers.findIndex(({ records }) => records.some(isKey));
  if (at >= 0) return good('dkim', 'dkim-found', { domain, selector: names[at] ?? '' });
  if (answers.some(({ state }) => state === 'failed')) return warning('dkim', silent(domain));
  return warning(
    'dkim',
    provider === null
      ? { code: 'dkim-not-found', params: { domain } }
      : { code: 'dkim-not-at-provider', params: { domain, provider: provider.name, name: `${names[0] ?? ''}._domainkey.${domain}` } },
  );
}

async function ownKeyStep(domain: string, { domain: signer, selector, record }: OwnKey, dns: Dns): Promise<Step> {
  const name = `${selector}._domainkey.${signer}`;
  const { state, records } = await dns.txt(name);
  if (state === 'failed') return warning('dkim', silent(name));
  const [key] = records.filter((text) => /(?:^|;)\s*p=/.test(text));
  if (key === undefined) return warning('dkim', { code: 'dkim-own-missing', params: { name, record } });
  if (keyOf(key) !== keyOf(record)) return warning('dkim', { code: 'dkim-own-differs', params: { name, record } });
  if (!isAtOrBelow(domain, signer) && !isAtOrBelow(signer, domain))
    return warning('dkim', { code: 'dkim-of-other-domain', params: { domain, signer } });
  return good('dkim', 'dkim-own-good', { name });
}

function dmarcStep(domain: string, found: string | Reason, isProved: boolean): Step {
  if (typeof found !== 'string') return warning('dmarc', found);
  const policy = /(?:^|;)\s*p\s*=\s*(\w+)/i.exec(found)?.[1]?.toLowerCase() ?? '';
  if (!['none', 'quarantine', 'reject'].includes(policy)) return warning('dmarc', { code: 'dmarc-broken', params: { domain } });
  // With neither a sender that SPF allows nor a signature, the domain's own rule turns against its mail.
  if (policy !== 'none' && !isProved) return warning('dmarc', { code: 'dmarc-against-us', params: { domain, policy } });
  return good('dmarc', 'dmarc-good', { domain, policy });
}

/** The record of the domain, or of the nearest one above it (RFC 9989). */
async function dmarcOf(domain: string, dns: Dns): Promise<string | Reason> {
  const labels = domain.split('.');
  for (let from = 0; from <= Math.max(0, labels.length - 2); from += 1) {
    const name = `_dmarc.${labels.slice(from).join('.')}`;
    const { state, records } = await dns.txt(name);
    if (state === 'failed') return silent(name);
    const policies = records.filter((text) => /^v=DMARC1\s*(?:;|$)/i.test(text));
    if (policies.length > 1) return { code: 'dmarc-several', params: { domain, count: policies.length } };
    if (policies[0] !== undefined) return policies[0];
  }
  return { code: 'dmarc-missing', params: { domain, record: 'v=DMARC1; p=none' } };
}

function silent(name: string): Reason {
  return { code: 'dns-silent', params: { name } };
}

/** A key that was revoked is an empty one (RFC 6376 3.6.1). */
function isKey(text: string): boolean {
  return keyOf(text) !== '';
}

function keyOf(record: string): string {
  return (/(?:^|;)\s*p=([^;]*)/.exec(record)?.[1] ?? '').replace(/\s+/g, '');
}
