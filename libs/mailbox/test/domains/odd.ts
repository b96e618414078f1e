import { answering } from '../autoconfig-file.js';
import { type InventedDomain, implicit, usual, usualServers, usualFile, usualSrv, nothing } from './invented-domain.js';

/** Addresses that are written oddly, and domains where nothing is found, and why. */
export const ODD_DOMAINS: readonly InventedDomain[] = [
  {
    what: 'a Russian domain',
    domain: 'xn--80a1acny.xn--e1aybc',
    typed: 'shop@Почта.ТЕСТ',
    async build(internet, domain) {
      await usualServers(internet, domain);
      usualSrv(internet, domain);
    },
    expected: usual('xn--80a1acny.xn--e1aybc', 'srv'),
  },
  {
    what: 'an emoji domain',
    domain: 'xn--53h.test',
    typed: 'shop@☕.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain)));
    },
    expected: usual('xn--53h.test', 'autoconfig'),
  },
  {
    what: 'an address as it comes from a mail program',
    domain: 'lukoyanov.test',
    typed: '  The shop <mailto:shop@LUKOYANOV.test.>  ',
    async build(internet, domain) {
      await usualServers(internet, domain);
      usualSrv(internet, domain);
    },
    expected: usual('lukoyanov.test', 'srv'),
  },
  {
    what: 'an address with a plus part',
    domain: 'shatki.test',
    typed: 'shop+new@shatki.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain)));
    },
    expected: {
      imap: implicit('imap.shatki.test', 993, 'shop+new@shatki.test'),
      smtp: implicit('smtp.shatki.test', 465, 'shop+new@shatki.test'),
      source: 'autoconfig',
    },
  },
  {
    what: 'a domain that takes no mail (RFC 7505)',
    domain: 'nomail.test',
    async build(internet, domain) {
      internet.dns.set('MX', domain, ['0 .']);
      await usualServers(internet, domain);
    },
    expected: nothing(['mx-null']),
  },
  { what: 'a domain that does not exist', domain: 'nosuchshop.test', build: () => {}, expected: nothing(['domain-unknown']) },
  {
    what: 'name servers that fail',
    domain: 'sickdns.test',
    build: (internet, domain) => internet.dns.setAll(domain, 'servfail'),
    expected: nothing(['dns-failed']),
  },
  {
    what: 'name servers that say nothing',
    domain: 'mutedns.test',
    build: (internet, domain) => internet.dns.setAll(domain, 'silence'),
    expected: nothing(['dns-failed']),
  },
  {
    what: 'a domain with nothing but a site',
    domain: 'onlysite.test',
    build: (internet, domain) => internet.site(domain, answering('<!doctype html>', 'text/html')),
    expected: nothing(['nothing-found', 'server-refused-connection']),
  },
  {
    what: 'servers whose certificates have expired',
    domain: 'expired.test',
    async build(internet, domain) {
      await internet.mail(`imap.${domain}`, { port: 993, certificate: 'expired' });
      await internet.mail(`smtp.${domain}`, { port: 465, certificate: 'expired' });
    },
    expected: nothing(['nothing-found', 'server-tls-expired']),
  },
  {
    what: 'a domain whose SRV records deny mailboxes',
    domain: 'denied.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      for (const service of ['imaps', 'imap', 'submissions', 'submission']) internet.srv(domain, service, '0 0 0 .');
    },
    expected: nothing(['srv-denied', 'nothing-found']),
  },
  {
    what: 'the ports of sending are shut on our side',
    domain: 'shutports.test',
    async build(internet, domain) {
      await internet.mail(`imap.${domain}`, 993);
      internet.swallow(`smtp.${domain}`, 465);
      usualSrv(internet, domain);
    },
    expected: usual('shutports.test', 'srv', ['server-unreachable']),
  },
];
