import { answering } from '../autoconfig-file.js';
import { type InventedDomain, implicit, startTls, usual, usualServers } from './invented-domain.js';

/** Domains that say nothing: their servers have the usual names. */
export const GUESSED_DOMAINS: readonly InventedDomain[] = [
  {
    what: 'nothing but imap. and smtp.',
    domain: 'suzdal.test',
    build: usualServers,
    expected: usual('suzdal.test', 'guess', ['guessed']),
  },
  {
    what: 'nothing but mail.',
    domain: 'uglich.test',
    build: (internet, domain) => internet.mail(`mail.${domain}`, 993, 465),
    expected: {
      imap: implicit('mail.uglich.test', 993, 'shop@uglich.test'),
      smtp: implicit('mail.uglich.test', 465, 'shop@uglich.test'),
      source: 'guess',
    },
  },
  {
    what: 'nothing but the domain itself',
    domain: 'murom.test',
    build: (internet, domain) => internet.mail(domain, 993, 587),
    expected: {
      imap: implicit('murom.test', 993, 'shop@murom.test'),
      smtp: startTls('murom.test', 587, 'shop@murom.test'),
      source: 'guess',
    },
  },
  {
    what: 'nothing but mail. with STARTTLS',
    domain: 'ples.test',
    build: (internet, domain) => internet.mail(`mail.${domain}`, 143, 587),
    expected: {
      imap: startTls('mail.ples.test', 143, 'shop@ples.test'),
      smtp: startTls('mail.ples.test', 587, 'shop@ples.test'),
      source: 'guess',
    },
  },
  {
    what: 'nothing but the host that takes the mail',
    domain: 'kolomna.test',
    async build(internet, domain) {
      internet.mx(domain, 'vps7.kolomna-rack.test');
      await internet.mail('vps7.kolomna-rack.test', 993, 465);
    },
    expected: {
      imap: implicit('vps7.kolomna-rack.test', 993, 'shop@kolomna.test'),
      smtp: implicit('vps7.kolomna-rack.test', 465, 'shop@kolomna.test'),
      source: 'guess',
    },
  },
  {
    what: 'every name leads to a web server that knows no mail, but one',
    domain: 'torzhok.test',
    async build(internet, domain) {
      for (const name of [`imap.${domain}`, `smtp.${domain}`, domain])
        internet.site(name, answering('<!doctype html><p>Welcome', 'text/html'));
      await internet.mail(`mail.${domain}`, 993, 465);
    },
    expected: {
      imap: implicit('mail.torzhok.test', 993, 'shop@torzhok.test'),
      smtp: implicit('mail.torzhok.test', 465, 'shop@torzhok.test'),
      source: 'guess',
    },
  },
];
