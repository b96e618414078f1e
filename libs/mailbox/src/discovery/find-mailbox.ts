import type { CheckStepName, MailServer } from '@app/contracts';
import type { Reason } from '@app/domain';
import { type Dns, type DnsAnswer, fromHere, type Mx, outside as internet, type Outside } from '@app/outside';
import { failed, good, type Step, warning } from '../check/step.js';
import type { MailProvider } from '../providers/mail-provider.js';
import { providerOfDomain } from '../providers/provider-of.js';
import { type Candidate, candidateOf, type Source } from './candidate.js';
import { type Choice, chooseServers, isWhole, type Tried, works, worstOf } from './choose-servers.js';
import { Greeter, type GreetedServer } from './greeter.js';
import { guesses } from './guesses.js';
import { type MailAddress, readMailAddress } from './mail-address.js';
import type { Search } from './search.js';
import { signIn } from './sign-in.js';
import { askAll, type Said } from './sources.js';

export type FindMailbox = {
  /** As a person typed it. */
  readonly address: string;
  /** Signs in to what is found; without it servers are only greeted. */
  readonly password?: string | undefined;
  /** Named by whoever asks: tried in place of what would be found. */
  readonly imap?: MailServer | undefined;
  readonly smtp?: MailServer | undefined;
};

export type FindOptions = {
  /** Whom names are asked of. Made for this one search: what is still asked at its end is cancelled. */
  readonly dns: Dns;
  /** What may be reached of what others name (default: the internet). */
  readonly outside?: Outside;
  /** What may be reached of what whoever asks named (default: everything). */
  readonly typed?: Outside;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string;
};

export type FoundMailbox = {
  readonly settings: { readonly address: string; readonly imap: MailServer; readonly smtp: MailServer } | null;
  readonly source: Source | null;
  readonly provider: MailProvider | null;
  readonly steps: readonly Step[];
};

/** When it is too late, ms from the beginning: for another answer of DNS or a file, for a greeting, for all of it. */
const LOOKUPS_MS = 6_000;
const GREETINGS_MS = 10_000;
const ALL_MS = 14_000;
/** From when on it is guessed side by side with sources that take long, ms. */
const GUESS_MS = 3_500;

/**
 * Finds the servers of a mailbox by its address alone, and greets each.
 *
 * Asks who knows the domain (our table), the domain itself (autoconfig by https, SRV), and who takes its mail (a provider that we know,
 * a hoster's autoconfig), all at once, and guesses where none of them names servers that work. Takes at most 14 s. A password goes only
 * to servers that the domain's owner or our table vouches for, or whoever asks typed.
 */
export async function findMailbox(asked: FindMailbox, options: FindOptions): Promise<FoundMailbox> {
  const address = addressOf(asked);
  if ('code' in address) return { settings: null, source: null, provider: null, steps: [failed('address', address)] };
  const { dns } = options;
  const over = new AbortController();
  const search: Search = {
    dns,
    outside: options.outside ?? internet({ dns }),
    typed: options.typed ?? typedHosts(dns),
    ca: options.ca,
    lookups: AbortSignal.any([over.signal, AbortSignal.timeout(LOOKUPS_MS)]),
    greetings: AbortSignal.any([over.signal, AbortSignal.timeout(GREETINGS_MS)]),
    endsAt: performance.now() + ALL_MS,
  };
  search.lookups.addEventListener('abort', () => dns.cancel(), { once: true });
  try {
    const { tried, end } = await tryAll(address, asked, search);
    // What less reliable sources still say concerns nobody.
    over.abort();
    return await conclude(address, asked, { tried, end }, search);
  } finally {
    over.abort();
  }
}

/** Who names both servers may have an address that nothing can be found out about. */
function addressOf({ address, imap, smtp }: FindMailbox): MailAddress | Reason {
  const read = readMailAddress(address);
  if (!('code' in read) || read.code === 'address-unreadable' || imap === undefined || smtp === undefined) return read;
  const plain = address.trim();
  const at = plain.lastIndexOf('@');
  return { address: plain, local: plain.slice(0, at), domain: plain.slice(at + 1) };
}

/** A host that somebody here named may be one that only this machine knows. */
function typedHosts(dns: Dns): Outside {
  const here = fromHere();
  return {
    ...here,
    addresses: async (host) => {
      const found = await dns.addresses(host);
      return found.state === 'no-name' || found.state === 'no-record' ? await here.addresses(host) : found;
    },
  };
}

async function conclude(address: MailAddress, { password }: FindMailbox, { tried, end }: Trials, search: Search): Promise<FoundMailbox> {
  const choice = chooseServers(tried, address.domain);
  const steps = [...tried.flatMap((one) => sourceSteps(one, choice)), ...(end === null ? [] : [end])];
  if (choice === null) return { settings: null, source: null, provider: null, steps: [...steps, ...emptyHanded(tried, end)] };
  const signed = password === undefined ? null : await signIn(choice, password, address, search);
  return {
    settings: { address: address.address, imap: signed?.imap ?? choice.imap.server, smtp: signed?.smtp ?? choice.smtp.server },
    source: choice.source,
    provider: choice.provider,
    steps: [...steps, serverStep('imap-connect', choice.imap), serverStep('smtp-connect', choice.smtp), ...(signed?.steps ?? [])],
  };
}

/** What was tried, the most reliable first; `end`: why nothing more was. */
type Trials = { readonly tried: readonly Tried[]; readonly end: Step | null };

async function tryAll(address: MailAddress, asked: FindMailbox, search: Search): Promise<Trials> {
  const greeter = new Greeter(search);
  const given = await tryGiven(asked, greeter, search);
  if (given !== null && given.imap !== null && given.smtp !== null) return { tried: [given], end: null };
  const others = await tryFound(address, greeter, search);
  return given === null ? others : { ...others, tried: others.tried.map((one) => withGiven(one, given)) };
}

/** What whoever asks named stands in for what was found. */
function withGiven(found: Tried, given: Tried): Tried {
  return { ...found, imap: given.imap ?? found.imap, smtp: given.smtp ?? found.smtp };
}

async function tryGiven({ imap, smtp }: FindMailbox, greeter: Greeter, search: Search): Promise<Tried | null> {
  if (imap === undefined && smtp === undefined) return null;
  const candidate: Candidate = { source: 'given', imap: imap ? [imap] : [], smtp: smtp ? [smtp] : [], isVouchedFor: true };
  return await tried({ step: good('address', 'servers-given'), candidate, provider: null }, greeter, search.typed);
}

async function tryFound(address: MailAddress, greeter: Greeter, search: Search): Promise<Trials> {
  const known = providerOfDomain(address.domain);
  if (known !== null) {
    const said = { step: good('known-provider', 'provider-known', { name: known.name }), provider: known };
    // Our own table may name this machine (Proton Bridge).
    return {
      tried: [await tried({ ...said, candidate: candidateOf(known, address, 'known-provider') }, greeter, search.typed)],
      end: null,
    };
  }
  const asking = search.dns.mx(address.domain);
  const asked = askAll(address, asking, search).map(async (said) => await tried(await said, greeter, search.outside));
  for (const one of asked) one.catch(() => {});
  const mx = await asking;
  const end = endOf(mx, address.domain);
  if (end !== null) return { tried: [], end };
  return { tried: await withGuesses(asked, () => tryGuesses(address, mx, greeter, search)), end: mxTrouble(mx) };
}

/** Why it makes no sense to look further. */
function endOf(mx: DnsAnswer<Mx>, domain: string): Step | null {
  if (mx.state === 'no-name') return failed('mx', { code: 'domain-unknown', params: { domain } });
  if (mx.records.some(({ host }) => host === '')) return failed('mx', { code: 'mx-null', params: { domain } });
  return null;
}

function mxTrouble(mx: DnsAnswer<Mx>): Step | null {
  return mx.state === 'failed' ? warning('mx', { code: 'dns-failed', params: { error: mx.code } }) : null;
}

/** What a more reliable source says is waited for, and what a less reliable one says is not. */
async function withGuesses(asked: readonly Promise<Tried>[], guess: () => Promise<Tried>): Promise<Tried[]> {
  const settled: Tried[] = [];
  const all = Promise.all(asked.map(async (one) => void settled.push(await one)));
  const isEnough = (): boolean => settled.some((one) => isWhole(one) || one.isDenied === true);
  const guessing = soon(all).then(() => (isEnough() ? null : guess()));
  guessing.catch(() => {});
  const tried: Tried[] = [];
  for (const one of asked) {
    tried.push(await one);
    if (tried.some(isWhole)) return tried;
  }
  const guessed = await guessing;
  return guessed === null ? tried : [...tried, guessed];
}

/** When it is done, or has taken so long that it is time to guess. */
function soon(work: Promise<unknown>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, GUESS_MS);
  work.then(() => resolve(), reject);
  return promise.finally(() => clearTimeout(timer));
}

async function tryGuesses(address: MailAddress, mx: DnsAnswer<Mx>, greeter: Greeter, search: Search): Promise<Tried> {
  const hosts = mx.records.map(({ host }) => host);
  const candidate: Candidate = { source: 'guess', ...guesses(address, hosts), isVouchedFor: false };
  const found = await tried({ step: good('guess', 'guessed'), candidate, provider: null }, greeter, search.outside);
  return works(found.imap) || works(found.smtp) ? found : { ...found, step: good('guess', 'guess-none') };
}

async function tried(said: Said, greeter: Greeter, outside: Outside): Promise<Tried> {
  const { candidate } = said;
  if (candidate === null) return { ...said, imap: null, smtp: null };
  const [imap, smtp] = await Promise.all([greeter.best(candidate.imap, 'imap', outside), greeter.best(candidate.smtp, 'smtp', outside)]);
  return { ...said, imap, smtp };
}

/** What a source said, and what is wrong with the servers that it names where others were chosen. */
function sourceSteps({ step, imap, smtp, candidate }: Tried, choice: Choice | null): Step[] {
  const said = step === null ? [] : [step];
  if (candidate === null || candidate.source === 'guess' || choice === null) return said;
  const passedOver = [imap, smtp].filter((one) => one !== null && one.server !== choice.imap.server && one.server !== choice.smtp.server);
  return [...said, ...passedOver.flatMap((one) => (one?.trouble == null ? [] : [warning(stepOf(candidate.source), one.trouble)]))];
}

function stepOf(source: Source): CheckStepName {
  return source === 'given' ? 'address' : source;
}

function serverStep(step: 'imap-connect' | 'smtp-connect', { server, trouble }: GreetedServer): Step {
  return trouble === null ? good(step, 'server-greets', { host: server.host, port: server.port }) : failed(step, trouble);
}

/** Nothing works. What was only guessed says nothing unless somebody is there. */
function emptyHanded(all: readonly Tried[], end: Step | null): Step[] {
  if (end?.level === 'failed') return [];
  const isTelling = (one: GreetedServer | null, { candidate }: Tried): GreetedServer | null =>
    candidate?.source === 'guess' && /^server-(unknown-host|name-unresolved)$/.test(one?.trouble?.code ?? '') ? null : one;
  const imap = worstOf(all, (one) => isTelling(one.imap, one));
  const smtp = worstOf(all, (one) => isTelling(one.smtp, one));
  return [
    ...(imap === null ? [] : [serverStep('imap-connect', imap)]),
    ...(smtp === null ? [] : [serverStep('smtp-connect', smtp)]),
    failed('address', end ?? { code: 'nothing-found', params: {} }),
  ];
}
