import { answering, autoconfigFile, emailProvider, redirecting } from '../autoconfig-file.js';
import { type InventedDomain, implicit, startTls, usual, usualServers, usualFile } from './invented-domain.js';

/** Domains that publish their settings (autoconfig). */
export const PUBLISHED_DOMAINS: readonly InventedDomain[] = [
  {
    what: 'autoconfig at its own subdomain',
    domain: 'samovar.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain)));
    },
    expected: usual('samovar.test', 'autoconfig', ['autoconfig-found']),
  },
  {
    what: 'autoconfig at the well-known address alone',
    domain: 'matryoshka.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(domain, (request, response) => {
        if (request.url === '/.well-known/autoconfig/mail/config-v1.1.xml') answering(usualFile(domain))(request, response);
        else response.writeHead(404).end();
      });
    },
    expected: usual('matryoshka.test', 'autoconfig'),
  },
  {
    what: 'the subdomain and the well-known address disagree',
    domain: 'balalaika.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      await internet.mail(`old.${domain}`, 993, 465);
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain)));
      internet.site(domain, answering(autoconfigFile([{ host: `old.${domain}` }], [{ host: `old.${domain}` }])));
    },
    expected: usual('balalaika.test', 'autoconfig'),
  },
  {
    what: 'the name to sign in with is the part before the @',
    domain: 'valenki.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const [imap, smtp] = ['imap', 'smtp'].map((name) => [{ host: `${name}.${domain}`, user: '%EMAILLOCALPART%' }]);
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile(imap ?? [], smtp ?? [])));
    },
    expected: { imap: implicit('imap.valenki.test', 993, 'shop'), smtp: implicit('smtp.valenki.test', 465, 'shop'), source: 'autoconfig' },
  },
  {
    what: 'a file in UTF-16, the little end first',
    domain: 'ushanka.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(Buffer.from(`\ufeff${usualFile(domain)}`, 'utf16le')));
    },
    expected: usual('ushanka.test', 'autoconfig', ['autoconfig-found']),
  },
  {
    what: 'a file in UTF-16, the big end first',
    domain: 'tulup.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(domain, answering(Buffer.from(`\ufeff${usualFile(domain)}`, 'utf16le').swap16()));
    },
    expected: usual('tulup.test', 'autoconfig', ['autoconfig-found']),
  },
  {
    what: 'hosts and names made of the domain',
    domain: 'kvass.test',
    async build(internet, domain) {
      await internet.mail(`post.${domain}`, 993, 465);
      const server = { host: 'post.%EMAILDOMAIN%', user: '%EMAILLOCALPART%.%EMAILDOMAIN%' };
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile([server], [server])));
    },
    expected: {
      imap: implicit('post.kvass.test', 993, 'shop.kvass.test'),
      smtp: implicit('post.kvass.test', 465, 'shop.kvass.test'),
      source: 'autoconfig',
    },
  },
  {
    what: 'STARTTLS alone',
    domain: 'borscht.test',
    async build(internet, domain) {
      await internet.mail(`mx.${domain}`, 143, 587);
      const server = { host: `mx.${domain}`, socketType: 'STARTTLS' };
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile([{ ...server, port: 143 }], [{ ...server, port: 587 }])));
    },
    expected: {
      imap: startTls('mx.borscht.test', 143, 'shop@borscht.test'),
      smtp: startTls('mx.borscht.test', 587, 'shop@borscht.test'),
      source: 'autoconfig',
    },
  },
  {
    what: 'several servers, of which the first is dead',
    domain: 'pelmeni.test',
    async build(internet, domain) {
      await internet.mail(`b.${domain}`, 993, 587);
      internet.host(`a.${domain}`);
      const file = autoconfigFile(
        [{ host: `a.${domain}` }, { host: `b.${domain}` }],
        [{ host: `a.${domain}` }, { host: `b.${domain}`, port: 587, socketType: 'STARTTLS' }],
      );
      internet.site(`autoconfig.${domain}`, answering(file));
    },
    expected: {
      imap: implicit('b.pelmeni.test', 993, 'shop@pelmeni.test'),
      smtp: startTls('b.pelmeni.test', 587, 'shop@pelmeni.test'),
      source: 'autoconfig',
    },
  },
  {
    what: 'POP3 before IMAP',
    domain: 'okroshka.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const imap = [{ host: `pop.${domain}`, port: 995, type: 'pop3' }, { host: `imap.${domain}` }];
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile(imap, [{ host: `smtp.${domain}` }])));
    },
    expected: usual('okroshka.test', 'autoconfig'),
  },
  {
    what: 'ports that nobody would guess',
    domain: 'vatrushka.test',
    async build(internet, domain) {
      await internet.mail(`mail.${domain}`, 1993, 1465);
      internet.site(
        `autoconfig.${domain}`,
        answering(autoconfigFile([{ host: `mail.${domain}`, port: 1993 }], [{ host: `mail.${domain}`, port: 1465 }])),
      );
    },
    expected: {
      imap: implicit('mail.vatrushka.test', 1993, 'shop@vatrushka.test'),
      smtp: implicit('mail.vatrushka.test', 1465, 'shop@vatrushka.test'),
      source: 'autoconfig',
    },
  },
  {
    what: 'several providers in one file, of which the second names the domain',
    domain: 'kulich.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      await internet.mail('mail.kulich-other.test', 993, 465);
      const other = emailProvider([{ host: 'mail.kulich-other.test' }], [{ host: 'mail.kulich-other.test' }], 'kulich-other.test');
      const own = emailProvider([{ host: `imap.${domain}` }], [{ host: `smtp.${domain}` }], domain);
      internet.site(`autoconfig.${domain}`, answering(`<clientConfig version="1.1">${other}${own}</clientConfig>`));
    },
    expected: usual('kulich.test', 'autoconfig'),
  },
  {
    what: 'a redirect to the hoster’s file',
    domain: 'blini.test',
    async build(internet, domain) {
      await internet.mail('mail.blini-hosting.test', 993, 465);
      internet.site(`autoconfig.${domain}`, redirecting('https://autoconfig.blini-hosting.test/for-customers.xml'));
      const server = { host: 'mail.blini-hosting.test' };
      internet.site('autoconfig.blini-hosting.test', answering(autoconfigFile([server], [server])));
    },
    expected: {
      imap: implicit('mail.blini-hosting.test', 993, 'shop@blini.test'),
      smtp: implicit('mail.blini-hosting.test', 465, 'shop@blini.test'),
      source: 'autoconfig',
    },
  },
  {
    what: 'a file with a byte order mark, comments, CDATA, unknown elements and odd cases, as text/plain',
    domain: 'kefir.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const file = `\ufeff<?xml version="1.0"?><!-- v2 --><clientConfig version="1.1" xmlns:x="urn:x"><x:note>!</x:note><emailProvider id="k">
        <domain>${domain}</domain><domain>b.test</domain><displayShortName><![CDATA[<Kefir>]]></displayShortName>
        <incomingServer type="IMAP"><hostname> IMAP.${domain} </hostname><port> 993 </port><socketType>ssl</socketType></incomingServer>
        <outgoingServer type="smtp"><hostname>smtp.${domain}.</hostname><port>465</port><socketType>SSL</socketType><username/></outgoingServer>
        </emailProvider><webMail><loginPage url="https://x.test/"/></webMail></clientConfig>`;
      internet.site(`autoconfig.${domain}`, answering(file, 'text/plain'));
    },
    expected: { ...usual('kefir.test', 'autoconfig'), smtp: implicit('smtp.kefir.test', 465, 'shop@kefir.test') },
  },
  {
    what: 'a first server that wants Kerberos',
    domain: 'ryazhenka.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      await internet.mail(`krb.${domain}`, 993);
      const imap = [
        { host: `krb.${domain}`, authentication: ['GSSAPI', 'NTLM'] },
        { host: `imap.${domain}`, authentication: ['GSSAPI', 'password-cleartext'] },
      ];
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile(imap, [{ host: `smtp.${domain}` }])));
    },
    expected: usual('ryazhenka.test', 'autoconfig'),
  },
];
