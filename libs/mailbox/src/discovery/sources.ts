import type { CheckStepName } from '@app/contracts';
import type { DnsAnswer, Mx } from '@app/outside';
import { good, type Step, warning } from '../check/step.js';
import { type Autoconfig, domainAutoconfig, hosterAutoconfig } from './autoconfig.js';
import type { MailProvider } from '../providers/mail-provider.js';
import { providerOfMx } from '../providers/provider-of.js';
import { type Candidate, candidateOf } from './candidate.js';
import type { MailAddress } from './mail-address.js';
import type { Search } from './search.js';
import { srvServers } from './srv.js';

/** What one source says of a domain's mailboxes. */
export type Said = {
  /** Null: nothing worth telling. */
  readonly step: Step | null;
  readonly candidate: Candidate | null;
  readonly provider: MailProvider | null;
  /** The domain says that it has no mailboxes: nothing is guessed. */
  readonly isDenied?: boolean;
};

/** Everybody who may know, asked at once; the most reliable first. */
export function askAll(address: MailAddress, mx: Promise<DnsAnswer<Mx>>, search: Search): readonly Promise<Said>[] {
  return [askAutoconfig(address, search), askSrv(address, search), askMx(address, mx), askHoster(address, mx, search)];
}

async function askAutoconfig(address: MailAddress, search: Search): Promise<Said> {
  return autoconfigSaid(await domainAutoconfig(address, search), true);
}

async function askHoster(address: MailAddress, mx: Promise<DnsAnswer<Mx>>, search: Search): Promise<Said> {
  const hosts = (await mx).records.map(({ host }) => host);
  const [best] = hosts;
  if (best === undefined || best === '' || providerOfMx(hosts) !== null) return nothing(null);
  const found = await hosterAutoconfig(best, address, search);
  // Who takes the mail is known by DNS alone.
  return found === null ? nothing(null) : autoconfigSaid(found, false);
}

function autoconfigSaid(found: Autoconfig, isVouchedFor: boolean): Said {
  const step: CheckStepName = isVouchedFor ? 'autoconfig' : 'mx';
  const source = isVouchedFor ? 'autoconfig' : 'mx';
  if ('code' in found) return nothing(found.code === 'autoconfig-none' ? good(step, found.code, found.params) : warning(step, found));
  const { imap, smtp } = found.servers;
  return { step: good(step, 'autoconfig-found', { host: found.from }), candidate: { source, imap, smtp, isVouchedFor }, provider: null };
}

async function askSrv(address: MailAddress, search: Search): Promise<Said> {
  const { imap, smtp, isOwn, isDenied, failed } = await srvServers(address, search);
  if (isDenied) return { ...nothing(warning('srv', { code: 'srv-denied', params: { domain: address.domain } })), isDenied };
  if (imap.length + smtp.length === 0) {
    return nothing(failed === null ? good('srv', 'srv-none') : warning('srv', { code: 'dns-failed', params: { error: failed } }));
  }
  const candidate: Candidate = { source: 'srv', imap, smtp, isVouchedFor: isOwn };
  return { step: good('srv', 'srv-found'), candidate, provider: null };
}

async function askMx(address: MailAddress, mx: Promise<DnsAnswer<Mx>>): Promise<Said> {
  const { state, records } = await mx;
  if (state === 'failed') return nothing(null);
  const hosts = records.map(({ host }) => host);
  const provider = providerOfMx(hosts);
  if (provider === null) return nothing(good('mx', hosts.length === 0 ? 'mx-none' : 'mx-unknown', { host: hosts[0] ?? null }));
  return { step: good('mx', 'mx-of-provider', { name: provider.name }), candidate: candidateOf(provider, address, 'mx'), provider };
}

function nothing(step: Step | null): Said {
  return { step, candidate: null, provider: null };
}
