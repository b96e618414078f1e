import { isAtOrBelow } from './at-or-below.js';
import { GERMAN } from './german.js';
import type { MailProvider } from './mail-provider.js';
import { RUSSIAN } from './russian.js';
import { WORLDWIDE } from './worldwide.js';

/**
 * Facts that the providers publish, compared with Thunderbird's ISPDB (github.com/thunderbird/autoconfig, MPL-2.0), of which no text is
 * taken over. Hosts, ports, TLS, user names and hints are those of the providers' pages for mail programs; limits those that they
 * document for a mailbox, and the size that they announce (EHLO's SIZE): where plans differ, the dearest one's, since too many mails are
 * refused and slow the inbox down, too few would only wait. What domains publish is from the pages for administrators.
 */
export const MAIL_PROVIDERS: readonly MailProvider[] = [...RUSSIAN, ...WORLDWIDE, ...GERMAN];

/** Whose addresses these are; null where the table does not name the domain. */
export function providerOfDomain(domain: string): MailProvider | null {
  return MAIL_PROVIDERS.find(({ domains }) => domains.includes(domain)) ?? null;
}

/**
 * Who takes mail for a domain, by its mail servers.
 *
 * @param hosts best first: a spare one elsewhere does not count
 */
export function providerOfMx([best]: readonly string[]): MailProvider | null {
  return best === undefined ? null : narrowest(best, ({ mx }) => mx);
}

/** Whose server this is, by its name. */
export function providerOfServer(host: string): MailProvider | null {
  return narrowest(host, ({ domains, hosts }) => [...domains, ...hosts]);
}

/** The narrower name wins: AOL's mail server is below Yahoo's. */
function narrowest(host: string, namesOf: (provider: MailProvider) => readonly string[]): MailProvider | null {
  const matches = MAIL_PROVIDERS.flatMap((provider) =>
    namesOf(provider)
      .filter((name) => isAtOrBelow(host, name))
      .map((name) => ({ provider, length: name.length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.provider ?? null;
}
