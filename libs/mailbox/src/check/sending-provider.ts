import type { Publishing } from '../providers/mail-provider.js';
import { providerOfServer } from '../providers/provider-of.js';

/** What a provider sends mail of other people's domains with. */
export type SendingProvider = Publishing & {
  readonly name: string;
  /** Domains of its own: it publishes what they need. */
  readonly domains: readonly string[];
};

/** Who sends for whoever signs in at this server; null for the others. */
export function sendingProvider(smtpHost: string): SendingProvider | null {
  const provider = providerOfServer(smtpHost);
  return provider?.publishing ? { name: provider.name, domains: provider.domains, ...provider.publishing } : null;
}
