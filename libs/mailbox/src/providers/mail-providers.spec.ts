import { authServOf } from '@app/mail';
import { words } from '@app/service';
import { isHostName } from '../discovery/autoconfig-xml.js';
import { MAIL_PROVIDERS, providerOfServer } from './provider-of.js';

const THIS_MACHINE = '127.0.0.1';

const serversOf = MAIL_PROVIDERS.flatMap(({ id, servers }) => [...servers.imap, ...servers.smtp].map((server) => ({ id, ...server })));
const repeated = (all: readonly string[]): string[] => all.filter((one, at) => all.indexOf(one) !== at);

describe('the table of providers', () => {
  test('names each provider, domain, mail server and host once', () => {
    expect(repeated(MAIL_PROVIDERS.map(({ id }) => id))).toEqual([]);
    expect(repeated(MAIL_PROVIDERS.flatMap(({ mx }) => mx))).toEqual([]);
    expect(repeated(MAIL_PROVIDERS.flatMap(({ domains, hosts }) => [...domains, ...hosts]))).toEqual([]);
  });

  test('has only names of hosts in small letters, and TLS for each server', () => {
    const names = MAIL_PROVIDERS.flatMap(({ domains, mx, hosts, otherLimits }) => [domains, mx, hosts, otherLimits?.at ?? []].flat());
    const included = MAIL_PROVIDERS.flatMap(({ publishing }) => publishing?.includes ?? []).map((name) => name.replace(/^_/, ''));
    const all = [...names, ...included, ...serversOf.map(({ host }) => host)];
    expect(all.filter((name) => !isHostName(name) || name !== name.toLowerCase())).toEqual([]);
    expect(serversOf.filter(({ tls, port }) => tls !== (port === 993 || port === 465 ? 'implicit' : 'starttls'))).toEqual([]);
  });

  test('a server is of the provider that names it', () => {
    const elsewhere = serversOf.filter(({ host }) => host !== THIS_MACHINE);
    expect(elsewhere.length).toBeGreaterThan(40);
    expect(elsewhere.filter(({ id, host }) => providerOfServer(host)?.id !== id)).toEqual([]);
    expect(providerOfServer(THIS_MACHINE)).toBeNull();
  });

  test('other limits are those of servers of its own', () => {
    const other = MAIL_PROVIDERS.flatMap(({ id, otherLimits }) => (otherLimits?.at ?? []).map((host) => ({ id, host })));
    expect(other.length).toBeGreaterThan(0);
    expect(other.filter(({ id, host }) => providerOfServer(host)?.id !== id)).toEqual([]);
  });

  test('whoever can be found has servers of both kinds, and a way in', () => {
    const found = MAIL_PROVIDERS.filter(({ domains, mx }) => domains.length + mx.length > 0);
    expect(
      found.filter(({ servers, signIn }) => servers.imap.length === 0 || servers.smtp.length === 0 || signIn.ways.length === 0),
    ).toEqual([]);
  });

  test('what has to be done first has words in both languages, and a place', () => {
    const hints = MAIL_PROVIDERS.flatMap(({ signIn }) => (signIn.hint === null ? [] : [signIn.hint]));
    expect(hints.filter((hint) => !(words('en').knows(hint) && words('ru').knows(hint)))).toEqual([]);
    const told = MAIL_PROVIDERS.filter(({ signIn: { hint, refusal } }) => hint !== null || refusal !== null);
    expect(told.filter(({ signIn: { hint, url } }) => hint === null || url === null)).toEqual([]);
    const places = MAIL_PROVIDERS.flatMap(({ signIn }) => (signIn.url === null ? [] : [signIn.url]));
    expect(places.filter((url) => new URL(url).protocol !== 'https:')).toEqual([]);
  });

  test('consent is the meaning of a refusal where no password is taken, and only there', () => {
    expect(MAIL_PROVIDERS.filter(({ signIn: { ways, refusal } }) => ways.includes('password') === (refusal === 'consent'))).toEqual([]);
  });

  test('names of keys come with what a domain includes', () => {
    expect(MAIL_PROVIDERS.filter(({ publishing }) => publishing?.includes.length === 0 && publishing.selectors.length > 0)).toEqual([]);
  });
});

describe('whose verdicts an inbox believes', () => {
  test.each([
    ['google', 'mx.google.com'],
    ['mailru', 'mxs.mail.ru'],
    ['yandex', '*.yandex.net'],
    ['yahoo', '*.yahoo.com'],
    ['fastmail', '*.messagingengine.com'],
  ])('those of %s, at the servers that the table names', (id, authServ) => {
    const [server] = MAIL_PROVIDERS.find((provider) => provider.id === id)?.servers.imap ?? [];
    expect(authServOf(null, server?.host ?? null)).toBe(authServ);
  });

  test('nobody else’s', () => {
    const believed = serversOf.filter(({ host }) => authServOf(null, host) !== null).map(({ id }) => id);
    expect([...new Set(believed)].sort()).toEqual(['fastmail', 'google', 'mailru', 'yahoo', 'yandex']);
  });
});
