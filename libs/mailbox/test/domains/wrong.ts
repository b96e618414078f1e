import { answering, autoconfigFile } from '../autoconfig-file.js';
import { type InventedDomain, implicit, startTls, usual, usualServers, usualFile, usualSrv } from './invented-domain.js';

/** Domains whose sources are wrong, or disagree. */
export const WRONG_DOMAINS: readonly InventedDomain[] = [
  {
    what: 'autoconfig of yesterday names dead servers, SRV those of today',
    domain: 'yelets.test',
    async build(internet, domain) {
      internet.host(`old.${domain}`);
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile([{ host: `old.${domain}` }], [{ host: `old.${domain}` }])));
      usualSrv(internet, domain);
    },
    expected: usual('yelets.test', 'srv', ['server-refused-connection']),
  },
  {
    what: 'autoconfig names one server that works and one that does not; another source has both',
    domain: 'vyshny.test',
    async build(internet, domain) {
      await internet.mail(`old.${domain}`, 993);
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile([{ host: `old.${domain}` }], [{ host: `old.${domain}` }])));
      usualSrv(internet, domain);
    },
    expected: usual('vyshny.test', 'srv'),
  },
  {
    what: 'all sources work and disagree: autoconfig goes first',
    domain: 'kineshma.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      await internet.mail(`srv.${domain}`, 993, 465);
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain)));
      usualSrv(internet, domain, `srv.${domain}`, `srv.${domain}`);
      internet.mx(domain, 'mx.yandex.net');
    },
    expected: usual('kineshma.test', 'autoconfig'),
  },
  {
    what: 'SRV and MX disagree: SRV goes first',
    domain: 'galich.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      usualSrv(internet, domain);
      internet.mx(domain, 'emx.mail.ru');
    },
    expected: usual('galich.test', 'srv'),
  },
  {
    what: 'a certificate for another name is no server',
    domain: 'kasimov.test',
    async build(internet, domain) {
      await internet.mail(`imap.${domain}`, { port: 993, certificate: ['*.kasimov-hosting.test'] });
      await internet.mail(`smtp.${domain}`, { port: 465, certificate: ['*.kasimov-hosting.test'] });
      internet.mx(domain, 'h5.kasimov-hosting.test');
      await internet.mail('h5.kasimov-hosting.test', 993, 465);
    },
    expected: {
      imap: implicit('h5.kasimov-hosting.test', 993, 'shop@kasimov.test'),
      smtp: implicit('h5.kasimov-hosting.test', 465, 'shop@kasimov.test'),
      source: 'guess',
    },
  },
  {
    what: 'the port of reading speaks SMTP',
    domain: 'zaraysk.test',
    async build(internet, domain) {
      await internet.mail(`odd.${domain}`, { port: 993, protocol: 'smtp' }, 465);
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile([{ host: `odd.${domain}` }], [{ host: `odd.${domain}` }])));
    },
    expected: usual('zaraysk.test', 'guess', ['server-other-protocol']),
  },
  {
    what: 'port 465 takes no passwords, port 587 does',
    domain: 'volsk.test',
    async build(internet, domain) {
      await internet.mail(`imap.${domain}`, 993);
      await internet.mail(`smtp.${domain}`, { port: 465, capabilities: ['SIZE 1000'] }, 587);
    },
    expected: {
      imap: implicit('imap.volsk.test', 993, 'shop@volsk.test'),
      smtp: startTls('smtp.volsk.test', 587, 'shop@volsk.test'),
      source: 'guess',
    },
  },
  {
    what: 'autoconfig that wants a password in clear is not obeyed',
    domain: 'yuryevets.test',
    async build(internet, domain) {
      await internet.mail(`old.${domain}`, { port: 143, tls: 'none' }, { port: 587, tls: 'none' });
      await usualServers(internet, domain);
      const server = { host: `old.${domain}`, socketType: 'plain' };
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile([{ ...server, port: 143 }], [{ ...server, port: 587 }])));
    },
    expected: usual('yuryevets.test', 'guess', ['server-no-tls-at-all']),
  },
  {
    what: 'the site of autoconfig has an expired certificate',
    domain: 'tutayev.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      await internet.mail(`other.${domain}`, 993, 465);
      internet.site(
        `autoconfig.${domain}`,
        answering(autoconfigFile([{ host: `other.${domain}` }], [{ host: `other.${domain}` }])),
        'expired',
      );
    },
    expected: usual('tutayev.test', 'guess'),
  },
  {
    what: 'a page for every address in place of autoconfig',
    domain: 'myshkin.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(domain, answering('<!DOCTYPE html><html><body>Not found', 'text/html'));
      internet.site(`autoconfig.${domain}`, answering('<html><incomingServer type="imap"><hostname>x.test</hostname>', 'application/xml'));
      usualSrv(internet, domain);
    },
    expected: usual('myshkin.test', 'srv', ['autoconfig-none']),
  },
  {
    what: 'a web server that takes the question and never answers',
    domain: 'poshekhonye.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, () => {});
      usualSrv(internet, domain);
    },
    expected: usual('poshekhonye.test', 'srv', ['autoconfig-late']),
  },
  {
    what: 'a file that breaks off',
    domain: 'kalyazin.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain).slice(0, 150)));
    },
    expected: usual('kalyazin.test', 'guess', ['autoconfig-unreadable']),
  },
  {
    what: 'hosts and ports that are none',
    domain: 'shuya.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const imap = [{ host: 'imap.shuya.test/../etc' }, { host: 'a b' }, { host: `imap.${domain}`, port: 99_999 }, { host: '', port: 0 }];
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile(imap, [{ host: `smtp.${domain}`, socketType: 'magic' }])));
    },
    expected: usual('shuya.test', 'guess', ['autoconfig-no-server']),
  },
];
