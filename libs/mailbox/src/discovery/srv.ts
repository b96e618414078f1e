import type { MailServer, TlsMode } from '@app/contracts';
import type { DnsAnswer, Srv } from '@app/outside';
import { isAtOrBelow } from '../providers/at-or-below.js';
import { isHostName } from './autoconfig-xml.js';
import type { MailAddress } from './mail-address.js';
import type { Search } from './search.js';

export type SrvServers = {
  readonly imap: readonly MailServer[];
  readonly smtp: readonly MailServer[];
  /** All of them are below the domain itself: nobody else's name is to be believed. */
  readonly isOwn: boolean;
  /** The domain says that it has no such service (RFC 6186 3.4). */
  readonly isDenied: boolean;
  /** No name server answered. */
  readonly failed: string | null;
};

const MOST_SERVERS = 4;

/**
 * What a domain's DNS says of its mailboxes: TLS from the beginning before STARTTLS (RFC 8314), then by priority and weight.
 *
 * @see RFC 6186, 8314 5.1
 */
export async function srvServers({ domain, address }: MailAddress, { dns }: Search): Promise<SrvServers> {
  const ask = (service: string): Promise<DnsAnswer<Srv>> => dns.srv(`_${service}._tcp.${domain}`);
  const [imaps, imap, submissions, submission] = await Promise.all([ask('imaps'), ask('imap'), ask('submissions'), ask('submission')]);
  const all = [imaps, imap, submissions, submission];
  const found = {
    imap: [...serversOf(imaps, 'implicit', address), ...serversOf(imap, 'starttls', address)],
    smtp: [...serversOf(submissions, 'implicit', address), ...serversOf(submission, 'starttls', address)],
  };
  const records = all.flatMap((answer) => answer.records);
  return {
    ...found,
    isOwn: [...found.imap, ...found.smtp].every(({ host }) => isAtOrBelow(host, domain)),
    isDenied: records.length > 0 && records.every(({ host }) => host === ''),
    failed: all.map((answer) => (answer.state === 'failed' ? answer.code : null)).find((code) => code !== null) ?? null,
  };
}

function serversOf({ records }: DnsAnswer<Srv>, tls: TlsMode, user: string): MailServer[] {
  return [...records]
    .sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    .filter(({ host, port }) => isHostName(host) && port > 0)
    .slice(0, MOST_SERVERS)
    .map(({ host, port }) => ({ host, port, tls, user }));
}
