import { gzipSync } from 'node:zlib';
import { answering, autoconfigFile, redirecting } from '../autoconfig-file.js';
import { type InventedDomain, implicit, usual, usualServers, usualFile, usualSrv } from './invented-domain.js';

/** Domains that mean harm, or hang. */
export const HOSTILE_DOMAINS: readonly InventedDomain[] = [
  {
    what: 'entities that unfold to gigabytes (threat:D)',
    domain: 'lyskovo.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const bomb = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, n) => `<!ENTITY ${'b'.repeat(n + 1)} "${`&${n === 0 ? 'a' : 'b'.repeat(n)};`.repeat(10)}">`).join('')}]>`;
      internet.site(`autoconfig.${domain}`, answering(usualFile(domain).replace('<clientConfig', `${bomb}<clientConfig`)));
      usualSrv(internet, domain);
    },
    expected: usual('lyskovo.test', 'srv', ['autoconfig-unreadable']),
  },
  {
    what: 'an entity that reads a file of ours',
    domain: 'arzamas.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const file = usualFile(domain).replace('%EMAILADDRESS%', '&x;');
      internet.site(
        `autoconfig.${domain}`,
        answering(file.replace('<clientConfig', '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><clientConfig')),
      );
    },
    expected: usual('arzamas.test', 'guess', ['autoconfig-unreadable']),
  },
  {
    what: 'elements within elements without end',
    domain: 'gorbatov.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, answering('<clientConfig>'.repeat(18_000)));
    },
    expected: usual('gorbatov.test', 'guess', ['autoconfig-unreadable']),
  },
  {
    what: 'a file without end',
    domain: 'vetluga.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/xml' });
        const more = (): void => {
          while (!response.destroyed && response.write('<!-- '.padEnd(65_536, 'x')));
        };
        response.on('drain', more);
        more();
      });
    },
    expected: usual('vetluga.test', 'guess', ['autoconfig-refused']),
  },
  {
    what: 'a file that unpacks to gigabytes',
    domain: 'semyonov.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const packed = gzipSync(Buffer.alloc(50_000_000));
      internet.site(
        `autoconfig.${domain}`,
        (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
      );
    },
    expected: usual('semyonov.test', 'guess', ['autoconfig-refused']),
  },
  {
    what: 'a byte a second',
    domain: 'balakhna.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, (_request, response) => {
        response.writeHead(200).write('<clientConfig>');
        const timer = setInterval(() => response.write(' '), 1_000);
        response.on('close', () => clearInterval(timer));
      });
    },
    expected: usual('balakhna.test', 'guess'),
  },
  {
    what: 'a site that takes the question and says nothing',
    domain: 'bogorodskoe.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, () => {});
      internet.site(domain, () => {});
      usualSrv(internet, domain);
    },
    expected: usual('bogorodskoe.test', 'srv'),
  },
  {
    what: 'a firewall that swallows what goes to the sites',
    domain: 'knyaginino.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.swallow(`autoconfig.${domain}`, 443);
      internet.swallow(domain, 443);
      usualSrv(internet, domain);
    },
    expected: usual('knyaginino.test', 'srv'),
  },
  {
    what: 'redirects in a circle',
    domain: 'perevoz.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, redirecting(`https://autoconfig.${domain}/again`));
    },
    expected: usual('perevoz.test', 'guess', ['autoconfig-refused']),
  },
  {
    what: 'a redirect to a line in clear',
    domain: 'sergach.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, redirecting(`http://autoconfig.${domain}/mail/config-v1.1.xml`));
    },
    expected: usual('sergach.test', 'guess', ['autoconfig-refused']),
  },
  {
    what: 'threat:F1 a redirect into our own network',
    domain: 'pochinki.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.site(`autoconfig.${domain}`, redirecting('https://169.254.169.254/latest/meta-data'));
      internet.site(domain, redirecting('https://localhost/'));
      internet.dns.set('A', 'localhost', ['127.0.0.1']);
    },
    expected: usual('pochinki.test', 'guess', ['autoconfig-refused']),
  },
  {
    what: 'threat:F1 autoconfig that names servers of our own network',
    domain: 'vacha.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      const imap = ['127.0.0.1', '169.254.169.254', '10.0.0.1', '::1', `inside.${domain}`].map((host) => ({ host }));
      internet.dns.set('A', `inside.${domain}`, ['192.168.0.1']);
      internet.site(`autoconfig.${domain}`, answering(autoconfigFile(imap, [{ host: `inside.${domain}` }])));
    },
    expected: usual('vacha.test', 'guess', ['server-private-address']),
  },
  {
    what: 'threat:F1 SRV that names this machine',
    domain: 'diveevo.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.dns.set('A', `self.${domain}`, ['127.0.0.1']);
      usualSrv(internet, domain, `self.${domain}`, `self.${domain}`);
    },
    expected: usual('diveevo.test', 'guess', ['server-private-address']),
  },
  {
    what: 'threat:F1 a name that is outside and inside at once',
    domain: 'sarov.test',
    async build(internet, domain) {
      await usualServers(internet, domain);
      internet.dns.set('A', `half.${domain}`, [internet.host(`imap.${domain}`), '10.9.8.7']);
      usualSrv(internet, domain, `half.${domain}`, `half.${domain}`);
    },
    expected: usual('sarov.test', 'guess', ['server-private-address']),
  },
  {
    what: 'servers that take the connection and hang',
    domain: 'ardatov.test',
    async build(internet, domain) {
      await internet.mail(`imap.${domain}`, { port: 993, greeting: null }, { port: 143, greeting: null });
      await internet.mail(`smtp.${domain}`, { port: 465, greeting: null });
      internet.swallow(`smtp.${domain}`, 587);
      await internet.mail(`mail.${domain}`, 993, 465);
    },
    expected: {
      imap: implicit('mail.ardatov.test', 993, 'shop@ardatov.test'),
      smtp: implicit('mail.ardatov.test', 465, 'shop@ardatov.test'),
      source: 'guess',
    },
  },
];
