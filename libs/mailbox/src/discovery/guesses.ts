import type { MailServer, TlsMode } from '@app/contracts';
import type { MailAddress } from './mail-address.js';

type Way = { readonly port: number; readonly tls: TlsMode };

const IMAP: readonly Way[] = [
  { port: 993, tls: 'implicit' },
  { port: 143, tls: 'starttls' },
];
const SMTP: readonly Way[] = [
  { port: 465, tls: 'implicit' },
  { port: 587, tls: 'starttls' },
];

/**
 * Where the servers of a mailbox usually are: the names that people give them, at the ports that they have.
 *
 * @param mxHosts the domain's mail servers, best first
 */
export function guesses({ domain, address }: MailAddress, mxHosts: readonly string[]): { imap: MailServer[]; smtp: MailServer[] } {
  const common = [`mail.${domain}`, domain, ...mxHosts.slice(0, 1)];
  const at = (hosts: readonly string[], ways: readonly Way[]): MailServer[] =>
    ways.flatMap((way) => [...new Set(hosts)].map((host) => ({ host, ...way, user: address })));
  return { imap: at([`imap.${domain}`, ...common], IMAP), smtp: at([`smtp.${domain}`, ...common], SMTP) };
}
