import { EmailSettings } from '@app/contracts';
import { Dns } from '@app/outside';
import { type DnsAnswer, type DnsServer, startDns } from '@app/testing';
import { domainSteps, type OwnKey } from './domain-steps.js';

let dns: DnsServer;

beforeAll(async () => {
  dns = await startDns();
});
afterEach(() => dns.forget());
afterAll(() => dns.stop());

const OWN_KEY: OwnKey = { domain: 'shop.test', selector: 'otklik', record: 'v=DKIM1; k=rsa; p=AAAABBBB' };

type Zone = Readonly<Record<string, DnsAnswer>>;

/** Texts of DNS by name, and what is said of shop.test then: level and code of each step, with the values that matter. */
async function look(zone: Zone, more: { host?: string; ownKey?: OwnKey; address?: string } = {}) {
  for (const [name, answer] of Object.entries(zone)) dns.set('TXT', name, answer);
  const server = { host: more.host ?? 'mail.shop.test', port: 465, tls: 'implicit', user: 'u' } as const;
  const settings = EmailSettings.parse({ address: more.address ?? 'support@shop.test', imap: null, smtp: server });
  // Who is silent is waited for in full, twice; who answers has time on a busy machine.
  const isSilent = Object.values(zone).some((answer) => answer === 'silence');
  const asked = new Dns({ servers: [dns.address], timeoutMs: isSilent ? 200 : 10_000 });
  const found = [];
  for await (const step of domainSteps({ settings, dns: asked, ownKey: more.ownKey ?? null })) found.push(step);
  return { spf: found[0], dkim: found[1], dmarc: found[2] };
}

const GOOD: Zone = {
  'shop.test': ['google-site-verification=x', 'v=spf1 mx -all'],
  'mail._domainkey.shop.test': ['v=DKIM1; k=rsa; p=AAAA'],
  '_dmarc.shop.test': ['v=DMARC1; p=quarantine; rua=mailto:d@shop.test'],
};

test('a domain with all three', async () => {
  expect(await look(GOOD)).toMatchObject({
    spf: { level: 'ok', code: 'spf-good' },
    dkim: { level: 'ok', code: 'dkim-found', params: { selector: 'mail' } },
    dmarc: { level: 'ok', code: 'dmarc-good', params: { policy: 'quarantine' } },
  });
});

test('a domain with nothing: warnings with what to publish, and nothing that keeps the mailbox from working', async () => {
  expect(await look({})).toMatchObject({
    spf: { level: 'warning', code: 'spf-missing', params: { record: 'v=spf1 a:mail.shop.test ~all' } },
    dkim: { level: 'warning', code: 'dkim-not-found' },
    dmarc: { level: 'warning', code: 'dmarc-missing', params: { record: 'v=DMARC1; p=none' } },
  });
});

test.each([
  ['192.0.2.7', 'v=spf1 ip4:192.0.2.7 ~all'],
  ['2001:db8::7', 'v=spf1 ip6:2001:db8::7 ~all'],
])('what sends from an address without a name, %s, is named as one', async (host, record) => {
  expect(await look({}, { host })).toMatchObject({ spf: { code: 'spf-missing', params: { record } } });
});

test('a domain of the provider itself is left to it', async () => {
  const found = await look({}, { host: 'smtp.yandex.ru', address: 'shop@yandex.ru' });
  expect(found.spf).toMatchObject({ level: 'ok', code: 'domain-of-provider' });
  expect(dns.asked).toEqual([]);
});

const includes = (count: number): Zone =>
  Object.fromEntries([
    ['shop.test', [`v=spf1 ${Array.from({ length: count }, (_, n) => `include:i${n}.test`).join(' ')} ~all`]],
    ...Array.from({ length: count }, (_, n) => [`i${n}.test`, ['v=spf1 ip4:192.0.2.1 -all']]),
  ]);

describe('SPF', () => {
  test.each<[string, Zone, string, string]>([
    ['two records', { 'shop.test': ['v=spf1 -all', 'v=spf1 mx ~all'] }, 'mail.shop.test', 'spf-several'],
    ['what only begins like one is none', { 'shop.test': ['v=spf10 -all'] }, 'mail.shop.test', 'spf-missing'],
    ['everybody is let through', { 'shop.test': ['v=spf1 mx +all'] }, 'mail.shop.test', 'spf-open'],
    ['nothing is said of the others', { 'shop.test': ['v=spf1 mx'] }, 'mail.shop.test', 'spf-open'],
    ['neutral', { 'shop.test': ['v=spf1 mx ?all'] }, 'mail.shop.test', 'spf-open'],
    ['redirected to a good one', { 'shop.test': ['v=spf1 redirect=s.test'], 's.test': ['v=spf1 mx -all'] }, 'mail.shop.test', 'spf-good'],
    ['redirected to nothing', { 'shop.test': ['v=spf1 redirect=s.test'] }, 'mail.shop.test', 'spf-open'],
    ['10 questions', includes(10), 'mail.shop.test', 'spf-good'],
    ['11 questions', includes(11), 'mail.shop.test', 'spf-too-many-lookups'],
    ['one that includes itself', { 'shop.test': ['v=spf1 include:shop.test -all'] }, 'mail.shop.test', 'spf-too-many-lookups'],
    ['without Google, by which it is sent', { 'shop.test': ['v=spf1 mx ~all'] }, 'smtp.gmail.com', 'spf-without-provider'],
    ['with Google', { 'shop.test': ['v=spf1 include:_spf.google.com ~all'] }, 'smtp.gmail.com', 'spf-good'],
    [
      'with Yandex, by way of another',
      { 'shop.test': ['v=spf1 include:all.test ~all'], 'all.test': ['v=spf1 include:_spf.yandex.net ~all'] },
      'smtp.yandex.ru',
      'spf-good',
    ],
    [
      'redirected to Mail.ru',
      { 'shop.test': ['v=spf1 redirect=_spf.mail.ru'], '_spf.mail.ru': ['v=spf1 mx ~all'] },
      'smtp.mail.ru',
      'spf-good',
    ],
    ['name servers that fail', { 'shop.test': 'servfail' }, 'mail.shop.test', 'dns-silent'],
    ['name servers that are silent', { 'shop.test': 'silence' }, 'mail.shop.test', 'dns-silent'],
  ])('%s', async (_, zone, host, code) => {
    expect((await look(zone, { host })).spf).toMatchObject({ code, level: code === 'spf-good' ? 'ok' : 'warning' });
  });

  test('what to publish names the provider', async () => {
    expect((await look({}, { host: 'smtp.office365.com' })).spf?.params).toMatchObject({
      record: 'v=spf1 include:spf.protection.outlook.com ~all',
    });
  });
});

describe('DKIM', () => {
  const at = 'otklik._domainkey.shop.test';

  test.each<[string, Zone, string]>([
    ['our key is published, in whatever pieces', { [at]: ['v=DKIM1;k=rsa; p=AAAA BBBB'] }, 'dkim-own-good'],
    ['it is not', {}, 'dkim-own-missing'],
    ['another is', { [at]: ['v=DKIM1; p=CCCC'] }, 'dkim-own-differs'],
    ['it was revoked', { [at]: ['v=DKIM1; p='] }, 'dkim-own-differs'],
  ])('%s', async (_, zone, code) => {
    const { dkim } = await look(zone, { ownKey: OWN_KEY });
    expect(dkim).toMatchObject({ code, params: { name: at, ...(code !== 'dkim-own-good' && { record: OWN_KEY.record }) } });
  });

  test('a key of another domain does not speak for this one; one of the domain above does', async () => {
    const zone = { 'otklik._domainkey.other.test': ['p=AAAABBBB'] };
    expect((await look(zone, { ownKey: { ...OWN_KEY, domain: 'other.test' } })).dkim?.code).toBe('dkim-of-other-domain');
    const above = await look({ [at]: ['p=AAAABBBB'] }, { ownKey: OWN_KEY, address: 'help@mail.shop.test' });
    expect(above.dkim?.code).toBe('dkim-own-good');
  });

  test('at a provider its own names are looked for', async () => {
    const found = await look({ 'selector2._domainkey.shop.test': ['v=DKIM1; p=AAAA'] }, { host: 'smtp.office365.com' });
    expect(found.dkim).toMatchObject({ code: 'dkim-found', params: { selector: 'selector2' } });
    dns.forget();
    expect((await look({}, { host: 'smtp.mail.ru' })).dkim).toMatchObject({
      code: 'dkim-not-at-provider',
      params: { name: 'mailru._domainkey.shop.test' },
    });
  });

  test('a revoked key is none', async () => {
    expect((await look({ 'default._domainkey.shop.test': ['v=DKIM1; p='] })).dkim?.code).toBe('dkim-not-found');
  });
});

describe('DMARC', () => {
  test.each<[string, Zone, string]>([
    ['the rule of the domain above holds', { '_dmarc.shop.test': ['v=DMARC1; p=none'] }, 'dmarc-good'],
    ['two rules', { '_dmarc.help.shop.test': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] }, 'dmarc-several'],
    ['a rule that says nothing', { '_dmarc.help.shop.test': ['v=DMARC1; rua=mailto:x@shop.test'] }, 'dmarc-broken'],
    ['one that turns against its own mail', { '_dmarc.shop.test': ['v=DMARC1; p=reject'] }, 'dmarc-against-us'],
    ['strict, and SPF speaks for it', { '_dmarc.shop.test': ['v=DMARC1; p=reject'], 'help.shop.test': ['v=spf1 mx -all'] }, 'dmarc-good'],
    ['name servers that fail', { '_dmarc.help.shop.test': 'servfail' }, 'dns-silent'],
  ])('%s', async (_, zone, code) => {
    expect((await look(zone, { address: 'a@help.shop.test' })).dmarc?.code).toBe(code);
  });
});
