import type { MailServer } from '@app/contracts';
import { findMailbox, type FoundMailbox } from '@app/mailbox';
import { words } from '@app/service';
import { MAIL_PROVIDERS } from '../src/providers/provider-of.js';
import { PUBLISHED_DOMAINS } from './domains/published.js';
import { DOMAINS_NAMED_IN_DNS } from './domains/named-in-dns.js';
import { GUESSED_DOMAINS } from './domains/guessed.js';
import { WRONG_DOMAINS } from './domains/wrong.js';
import { HOSTILE_DOMAINS } from './domains/hostile.js';
import { ODD_DOMAINS } from './domains/odd.js';
import type { InventedDomain } from './domains/invented-domain.js';
import { InventedInternet } from './invented-internet.js';

/** Names that no table of ours has. */
const INVENTED_DOMAINS: readonly InventedDomain[] = [
  ...PUBLISHED_DOMAINS,
  ...DOMAINS_NAMED_IN_DNS,
  ...GUESSED_DOMAINS,
  ...WRONG_DOMAINS,
  ...HOSTILE_DOMAINS,
  ...ODD_DOMAINS,
];

type Outcome = { readonly found: FoundMailbox; readonly ms: number };

/** Searches at once: those that wait for what never comes take seconds each. */
const AT_ONCE = 3;
/** It gives up after 14 s by itself; the rest is what a machine may stand still, and less than what hangs would be waited for. */
const LONGEST_MS = 30_000;

let internet: InventedInternet;
const outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  internet = await InventedInternet.start();
  for (const { domain, build } of INVENTED_DOMAINS) await build(internet, domain);
  const waiting = [...INVENTED_DOMAINS];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.set(next.domain, await search(next));
    }),
  );
}, 300_000);
afterAll(() => internet?.stop());

async function search({ domain, typed = `shop@${domain}` }: InventedDomain): Promise<Outcome> {
  const started = performance.now();
  const found = await findMailbox({ address: typed }, internet.search());
  return { found, ms: performance.now() - started };
}

const shown = (server: MailServer | undefined): string | null =>
  server === undefined ? null : `${server.host}:${server.port} ${server.tls} ${server.user}`;

function settingsOf({ settings, source }: FoundMailbox) {
  return { imap: shown(settings?.imap), smtp: shown(settings?.smtp), source };
}

describe('need:Q4 a mailbox is found by its address alone', () => {
  test.each(INVENTED_DOMAINS.map((one) => [one.what, one] as const))('%s', (_, { domain, expected: { tells = [], ...settings } }) => {
    const { found, ms } = outcomes.get(domain) ?? { found: null, ms: Infinity };
    expect(found && settingsOf(found)).toEqual(settings);
    expect(found?.steps.map(({ code }) => code)).toEqual(expect.arrayContaining([...tells]));
    expect(ms).toBeLessThan(LONGEST_MS);
  });

  test.each(['en', 'ru'] as const)('every step has words, filled in; what is wrong says what to do (%s)', (language) => {
    const catalog = words(language);
    const steps = [...outcomes.values()].flatMap(({ found }) => found.steps);
    expect(steps.filter((step) => !catalog.knows(step.code) || /[{}]|undefined|null/.test(catalog.reason(step)))).toEqual([]);
    expect(steps.filter((step) => step.level === 'failed' && catalog.mend(step) === null)).toEqual([]);
  });

  test('no domain of these is in a table of ours', () => {
    const known = new Set(MAIL_PROVIDERS.flatMap(({ domains }) => domains));
    expect(INVENTED_DOMAINS.filter(({ domain }) => known.has(domain))).toEqual([]);
    expect(new Set(INVENTED_DOMAINS.map(({ domain }) => domain)).size).toBeGreaterThanOrEqual(40);
  });

  test('threat:F1 nothing led into a private network', () => {
    expect(internet.trespasses).toEqual([]);
  });

  test('nobody is asked about a public suffix, or who the address is of over a line in clear', () => {
    expect(internet.web.asked.filter((asked) => asked.startsWith('autoconfig.co.uk'))).toEqual([]);
  });

  test('at least 95 of 100 are right, and none takes longer than the search gives itself', () => {
    const right = INVENTED_DOMAINS.filter(({ domain, expected: { imap, smtp, source } }) => {
      const { found } = outcomes.get(domain) ?? {};
      return found !== undefined && JSON.stringify(settingsOf(found)) === JSON.stringify({ imap, smtp, source });
    });
    const times = [...outcomes.values()].map(({ ms }) => ms).sort((a, b) => a - b);
    const at = (share: number): string => ((times[Math.floor((times.length - 1) * share)] ?? 0) / 1_000).toFixed(1);
    process.stdout.write(
      `autoconfig: ${right.length} of ${INVENTED_DOMAINS.length} right; s: p50 ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)}\n`,
    );
    expect(right.length / INVENTED_DOMAINS.length).toBeGreaterThanOrEqual(0.95);
    expect(Math.max(...times)).toBeLessThan(LONGEST_MS);
  });
});
