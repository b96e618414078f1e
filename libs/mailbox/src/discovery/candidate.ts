import type { MailServer, Probe } from '@app/contracts';
import type { MailProvider, ProviderServer } from '../providers/mail-provider.js';
import type { MailAddress } from './mail-address.js';

/** Where settings come from, the most reliable first. */
export type Source = NonNullable<Probe['source']>;

/** Servers of a mailbox that one source names, the ones it prefers first. */
export type Candidate = {
  readonly source: Source;
  readonly imap: readonly MailServer[];
  readonly smtp: readonly MailServer[];
  /**
   * Whether the domain's owner said so over a line that cannot be forged, or we know it: then a password may go there. An answer of DNS
   * alone is none (RFC 6186 6).
   */
  readonly isVouchedFor: boolean;
};

/** What we know of a provider is vouched for: whoever turns an answer of DNS round can at most lead to another large provider. */
export function candidateOf({ servers }: MailProvider, address: MailAddress, source: Source): Candidate {
  const filled = ({ user, ...server }: ProviderServer): MailServer => ({
    ...server,
    user: user === 'address' ? address.address : address.local,
  });
  return { source, imap: servers.imap.map(filled), smtp: servers.smtp.map(filled), isVouchedFor: true };
}
