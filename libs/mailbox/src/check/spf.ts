import type { Dns } from '@app/outside';
import type { Reason } from '@app/domain';

/** RFC 7208 4.6.4: receivers that come to more give up, and the mail counts as not allowed. */
const MOST_LOOKUPS = 10;

/** What a domain says of who may send for it. */
export type Spf = {
  /** Other domains whose say counts too, directly or through others. */
  readonly included: ReadonlySet<string>;
  /** Questions of DNS that a receiver has to ask. */
  readonly lookups: number;
  /** What becomes of what nothing in it fits: `-` refused, `~` suspect, `?` and `+` let through; null: not said. */
  readonly rest: string | null;
};

/** @returns the reason where there is no record that receivers could read */
export async function readSpf(domain: string, dns: Dns): Promise<Spf | Reason> {
  const walk: Walk = { dns, included: new Set(), lookups: 0 };
  const found = await recordOf(domain, dns);
  if (typeof found !== 'string') return found;
  const rest = await follow(found, walk);
  return { included: walk.included, lookups: walk.lookups, rest };
}

type Walk = { readonly dns: Dns; readonly included: Set<string>; lookups: number };

async function recordOf(domain: string, dns: Dns): Promise<string | Reason> {
  const answer = await dns.txt(domain);
  if (answer.state === 'failed') return { code: 'dns-silent', params: { name: domain } };
  const records = answer.records.filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (records.length > 1) return { code: 'spf-several', params: { domain, count: records.length } };
  return records[0] ?? { code: 'spf-missing', params: { domain } };
}

/** @returns the qualifier of `all`; of the record that is redirected to where that decides */
async function follow(record: string, walk: Walk): Promise<string | null> {
  const terms = record.split(/\s+/).slice(1);
  const all = terms.map((term) => /^([-~?+]?)all$/i.exec(term)).find((match) => match !== null);
  for (const term of terms) {
    const [, name = '', domain = ''] = /^[-~?+]?(include|a|mx|ptr|exists|redirect)(?:[:=/]([^/\s]*).*)?$/i.exec(term) ?? [];
    if (name === '') continue;
    const isRedirect = name.toLowerCase() === 'redirect';
    if (isRedirect && all) continue;
    walk.lookups += 1;
    if (walk.lookups > MOST_LOOKUPS) return all ? qualifier(all) : null;
    if (name.toLowerCase() !== 'include' && !isRedirect) continue;
    walk.included.add(domain.toLowerCase().replace(/\.$/, ''));
    const inner = await recordOf(domain, walk.dns);
    const rest = typeof inner === 'string' ? await follow(inner, walk) : null;
    if (isRedirect) return rest;
  }
  return all ? qualifier(all) : null;
}

function qualifier([, sign]: RegExpExecArray): string {
  return sign || '+';
}

export function hasTooManyLookups(spf: Spf): boolean {
  return spf.lookups > MOST_LOOKUPS;
}
