import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { asError } from '@app/domain';

/**
 * What DNS says to a question: records; that the name has none of that kind; that there is no such name; or nothing that can be
 * used (`code` as c-ares gives it: ESERVFAIL, ETIMEOUT, ...).
 */
export type DnsAnswer<T> =
  | { readonly state: 'found'; readonly records: readonly T[] }
  | { readonly state: 'no-record' | 'no-name'; readonly records: readonly [] }
  | { readonly state: 'failed'; readonly records: readonly []; readonly code: string };

export type Mx = { readonly host: string; readonly preference: number };
export type Srv = { readonly host: string; readonly port: number; readonly priority: number; readonly weight: number };

export type DnsOptions = {
  /** As `address[:port]` (default: the system's). */
  readonly servers?: readonly string[] | undefined;
  /** How long the first try waits, ms (default 1,500); the second waits twice as long. */
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 1_500;
/** How much longer an answer about IPv6 is waited for than that about IPv4: servers that never answer it are common, ms. */
const IPV6_GRACE_MS = 300;

/**
 * Asks name servers, each question once: to be made for one piece of work and then forgotten.
 *
 * By questions alone: no file of this machine gives a name another meaning, and no thread of it is held.
 */
export class Dns {
  private readonly resolver: Resolver;
  private readonly answers = new Map<string, Promise<DnsAnswer<unknown>>>();

  constructor({ servers, timeoutMs = TIMEOUT_MS }: DnsOptions = {}) {
    this.resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers !== undefined) this.resolver.setServers(servers);
  }

  /** An address stands for itself. */
  async addresses(host: string): Promise<DnsAnswer<string>> {
    if (isIP(host) !== 0) return { state: 'found', records: [host] };
    const v4 = this.ask('A', host, (resolver) => resolver.resolve4(host));
    const v6 = this.ask('AAAA', host, (resolver) => resolver.resolve6(host));
    const first = await v4;
    const second = await (first.state === 'found' ? Promise.race([v6, nothingAfter(IPV6_GRACE_MS)]) : v6);
    const records = [...first.records, ...second.records];
    if (records.length > 0) return { state: 'found', records };
    return first.state === 'failed' ? first : second;
  }

  /** Best first. A host of '' is a null MX: the domain takes no mail (RFC 7505). */
  mx(domain: string): Promise<DnsAnswer<Mx>> {
    return this.ask('MX', domain, async (resolver) => {
      const found = await resolver.resolveMx(domain);
      return found
        .map(({ exchange, priority }) => ({ host: bare(exchange), preference: priority }))
        .sort((a, b) => a.preference - b.preference);
    });
  }

  /** A host of '' says that the service is not offered (RFC 2782). */
  srv(name: string): Promise<DnsAnswer<Srv>> {
    return this.ask('SRV', name, async (resolver) => {
      const found = await resolver.resolveSrv(name);
      return found.map(({ name: host, port, priority, weight }) => ({ host: bare(host), port, priority, weight }));
    });
  }

  /** Each record's strings put together. */
  txt(name: string): Promise<DnsAnswer<string>> {
    return this.ask('TXT', name, async (resolver) => (await resolver.resolveTxt(name)).map((parts) => parts.join('')));
  }

  /** What is still being asked is answered with `failed`. */
  cancel(): void {
    this.resolver.cancel();
  }

  private ask<T>(type: string, name: string, question: (resolver: Resolver) => Promise<readonly T[]>): Promise<DnsAnswer<T>> {
    const key = `${type} ${name.toLowerCase()}`;
    const asked = this.answers.get(key) ?? answered(question(this.resolver));
    this.answers.set(key, asked);
    // A key stands for one type of record.
    return asked as Promise<DnsAnswer<T>>;
  }
}

async function answered<T>(asking: Promise<readonly T[]>): Promise<DnsAnswer<T>> {
  try {
    const records = await asking;
    return records.length > 0 ? { state: 'found', records } : { state: 'no-record', records: [] };
  } catch (error) {
    const { code = 'EUNKNOWN' }: NodeJS.ErrnoException = asError(error);
    if (code === 'ENODATA') return { state: 'no-record', records: [] };
    if (code === 'ENOTFOUND') return { state: 'no-name', records: [] };
    return { state: 'failed', records: [], code };
  }
}

function nothingAfter(ms: number): Promise<DnsAnswer<string>> {
  return new Promise((resolve) => setTimeout(() => resolve({ state: 'no-record', records: [] }), ms).unref());
}

function bare(host: string): string {
  return host.replace(/\.$/, '').toLowerCase();
}
