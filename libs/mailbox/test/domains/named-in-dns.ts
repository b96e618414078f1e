import { answering, autoconfigFile } from '../autoconfig-file.js';
import { type InventedDomain, implicit, startTls, usualSrv } from './invented-domain.js';

/** Domains whose DNS names their servers (SRV), or who takes their mail (MX). */
export const DOMAINS_NAMED_IN_DNS: readonly InventedDomain[] = [
  {
    what: 'SRV with TLS from the beginning',
    domain: 'gzhel.test',
    async build(internet, domain) {
      await internet.mail(`box.${domain}`, 993, 465);
      usualSrv(internet, domain, `box.${domain}`, `box.${domain}`);
    },
    expected: {
      imap: implicit('box.gzhel.test', 993, 'shop@gzhel.test'),
      smtp: implicit('box.gzhel.test', 465, 'shop@gzhel.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV with STARTTLS alone',
    domain: 'khokhloma.test',
    async build(internet, domain) {
      await internet.mail(`box.${domain}`, 143, 587);
      internet.srv(domain, 'imap', `0 1 143 box.${domain}`);
      internet.srv(domain, 'submission', `0 1 587 box.${domain}`);
    },
    expected: {
      imap: startTls('box.khokhloma.test', 143, 'shop@khokhloma.test'),
      smtp: startTls('box.khokhloma.test', 587, 'shop@khokhloma.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV: the lower priority goes first',
    domain: 'palekh.test',
    async build(internet, domain) {
      await internet.mail(`a.${domain}`, 993, 465);
      await internet.mail(`b.${domain}`, 993);
      internet.srv(domain, 'imaps', `20 9 993 b.${domain}`, `10 1 993 a.${domain}`);
      internet.srv(domain, 'submissions', `0 0 465 a.${domain}`);
    },
    expected: {
      imap: implicit('a.palekh.test', 993, 'shop@palekh.test'),
      smtp: implicit('a.palekh.test', 465, 'shop@palekh.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV: of one priority the heavier goes first',
    domain: 'zhostovo.test',
    async build(internet, domain) {
      await internet.mail(`light.${domain}`, 993, 465);
      await internet.mail(`heavy.${domain}`, 993, 465);
      internet.srv(domain, 'imaps', `10 1 993 light.${domain}`, `10 60 993 heavy.${domain}`);
      internet.srv(domain, 'submissions', `10 1 465 light.${domain}`, `10 60 465 heavy.${domain}`);
    },
    expected: {
      imap: implicit('heavy.zhostovo.test', 993, 'shop@zhostovo.test'),
      smtp: implicit('heavy.zhostovo.test', 465, 'shop@zhostovo.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV: the first is dead, the second serves',
    domain: 'bogorodsk.test',
    async build(internet, domain) {
      internet.host(`dead.${domain}`);
      await internet.mail(`live.${domain}`, 993, 465);
      internet.srv(domain, 'imaps', `1 1 993 dead.${domain}`, `2 1 993 live.${domain}`);
      internet.srv(domain, 'submissions', `1 1 465 dead.${domain}`, `2 1 465 live.${domain}`);
    },
    expected: {
      imap: implicit('live.bogorodsk.test', 993, 'shop@bogorodsk.test'),
      smtp: implicit('live.bogorodsk.test', 465, 'shop@bogorodsk.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV: `.` says that one way is not offered',
    domain: 'dymkovo.test',
    async build(internet, domain) {
      await internet.mail(`box.${domain}`, 143, 587, 993);
      internet.srv(domain, 'imaps', '0 0 0 .');
      internet.srv(domain, 'imap', `0 0 143 box.${domain}`);
      internet.srv(domain, 'submission', `0 0 587 box.${domain}`);
    },
    expected: {
      imap: startTls('box.dymkovo.test', 143, 'shop@dymkovo.test'),
      smtp: startTls('box.dymkovo.test', 587, 'shop@dymkovo.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV for reading alone: the sending server is guessed',
    domain: 'filimonovo.test',
    async build(internet, domain) {
      await internet.mail(`box.${domain}`, 993);
      await internet.mail(`imap.${domain}`, 993);
      await internet.mail(`smtp.${domain}`, 465);
      internet.srv(domain, 'imaps', `0 0 993 box.${domain}`);
    },
    expected: {
      imap: implicit('box.filimonovo.test', 993, 'shop@filimonovo.test'),
      smtp: implicit('smtp.filimonovo.test', 465, 'shop@filimonovo.test'),
      source: 'srv',
    },
  },
  {
    what: 'SRV that names a hoster’s servers',
    domain: 'kargopol.test',
    async build(internet, domain) {
      await internet.mail('in.kargopol-hosting.test', 993, 465);
      usualSrv(internet, domain, 'in.kargopol-hosting.test', 'in.kargopol-hosting.test');
    },
    expected: {
      imap: implicit('in.kargopol-hosting.test', 993, 'shop@kargopol.test'),
      smtp: implicit('in.kargopol-hosting.test', 465, 'shop@kargopol.test'),
      source: 'srv',
    },
  },
  {
    what: 'MX of Yandex 360',
    domain: 'tula-pryanik.test',
    async build(internet, domain) {
      internet.mx(domain, 'mx.yandex.net');
      await internet.mail('imap.yandex.ru', 993);
      await internet.mail('smtp.yandex.ru', 465);
    },
    expected: {
      imap: implicit('imap.yandex.ru', 993, 'shop@tula-pryanik.test'),
      smtp: implicit('smtp.yandex.ru', 465, 'shop@tula-pryanik.test'),
      source: 'mx',
      tells: ['mx-of-provider'],
    },
  },
  {
    what: 'MX of Google Workspace',
    domain: 'vologda-lace.test',
    async build(internet, domain) {
      internet.mx(domain, 'aspmx.l.google.com', 'alt1.aspmx.l.google.com');
      await internet.mail('imap.gmail.com', 993);
      await internet.mail('smtp.gmail.com', 465, 587);
    },
    expected: {
      imap: implicit('imap.gmail.com', 993, 'shop@vologda-lace.test'),
      smtp: implicit('smtp.gmail.com', 465, 'shop@vologda-lace.test'),
      source: 'mx',
    },
  },
  {
    what: 'MX of Microsoft 365',
    domain: 'pavlovo-shawl.test',
    async build(internet, domain) {
      internet.mx(domain, 'pavlovo-shawl-test.mail.protection.outlook.com');
      await internet.mail('outlook.office365.com', 993);
      await internet.mail('smtp.office365.com', 587);
    },
    expected: {
      imap: implicit('outlook.office365.com', 993, 'shop@pavlovo-shawl.test'),
      smtp: startTls('smtp.office365.com', 587, 'shop@pavlovo-shawl.test'),
      source: 'mx',
    },
  },
  {
    what: 'MX of Mail.ru for business',
    domain: 'orenburg-shawl.test',
    async build(internet, domain) {
      internet.mx(domain, 'emx.mail.ru');
      await internet.mail('imap.mail.ru', 993);
      await internet.mail('smtp.mail.ru', 465);
    },
    expected: {
      imap: implicit('imap.mail.ru', 993, 'shop@orenburg-shawl.test'),
      smtp: implicit('smtp.mail.ru', 465, 'shop@orenburg-shawl.test'),
      source: 'mx',
    },
  },
  {
    what: 'MX of a hoster that we know',
    domain: 'rostov-enamel.test',
    async build(internet, domain) {
      internet.mx(domain, 'mx1.timeweb.ru', 'mx2.timeweb.ru');
      await internet.mail('imap.timeweb.ru', 993);
      await internet.mail('smtp.timeweb.ru', 465);
    },
    expected: {
      imap: implicit('imap.timeweb.ru', 993, 'shop@rostov-enamel.test'),
      smtp: implicit('smtp.timeweb.ru', 465, 'shop@rostov-enamel.test'),
      source: 'mx',
    },
  },
  {
    what: 'MX of a hoster that has autoconfig',
    domain: 'abramtsevo.test',
    async build(internet, domain) {
      internet.mx(domain, 'mx1.abram-hosting.test');
      await internet.mail('pop-imap.abram-hosting.test', 993, 465);
      const server = { host: 'pop-imap.abram-hosting.test' };
      internet.site('autoconfig.abram-hosting.test', answering(autoconfigFile([server], [server])));
    },
    expected: {
      imap: implicit('pop-imap.abram-hosting.test', 993, 'shop@abramtsevo.test'),
      smtp: implicit('pop-imap.abram-hosting.test', 465, 'shop@abramtsevo.test'),
      source: 'mx',
    },
  },
  {
    what: 'MX of a hoster below a public suffix: whoever has autoconfig.co.uk is not asked',
    domain: 'gorodets.test',
    async build(internet, domain) {
      internet.mx(domain, 'mx1.in.gorod-hosting.co.uk');
      await internet.mail('box.gorod-hosting.co.uk', 993, 465);
      await internet.mail('box.thief.test', 993, 465);
      const file = (host: string): string => autoconfigFile([{ host }], [{ host }]);
      internet.site('autoconfig.co.uk', answering(file('box.thief.test')));
      internet.site('autoconfig.gorod-hosting.co.uk', answering(file('box.gorod-hosting.co.uk')));
    },
    expected: {
      imap: implicit('box.gorod-hosting.co.uk', 993, 'shop@gorodets.test'),
      smtp: implicit('box.gorod-hosting.co.uk', 465, 'shop@gorodets.test'),
      source: 'mx',
    },
  },
  {
    what: 'only the spare MX is a provider’s',
    domain: 'mstyora.test',
    async build(internet, domain) {
      internet.mx(domain, `mail.${domain}`, 'aspmx.l.google.com');
      await internet.mail(`mail.${domain}`, 993, 465);
    },
    expected: {
      imap: implicit('mail.mstyora.test', 993, 'shop@mstyora.test'),
      smtp: implicit('mail.mstyora.test', 465, 'shop@mstyora.test'),
      source: 'guess',
    },
  },
];
