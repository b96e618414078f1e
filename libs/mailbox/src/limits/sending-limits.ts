import { isAtOrBelow } from '../providers/at-or-below.js';
import type { SendingLimits } from '../providers/mail-provider.js';
import { providerOfServer } from '../providers/provider-of.js';

/** What an admin sets for an inbox; null: as the provider has it. */
export type OwnLimits = {
  readonly connections: number | null;
  readonly perMinute: number | null;
  readonly perDay: number | null;
};

/** Of a server of one's own. One that takes fewer connections says so, and gets fewer. */
const UNKNOWN: SendingLimits = {
  connections: 8,
  mailsPerMinute: null,
  recipientsPerDay: null,
  recipientsPerMail: null,
  mailBytes: null,
  filesSent: false,
};

/** Of a provider that says nothing else. */
const OF_PROVIDER: SendingLimits = { ...UNKNOWN, connections: 4 };

/** @param host of the sending server; @param own what the inbox's settings say instead */
export function sendingLimits(host: string, own: OwnLimits = { connections: null, perMinute: null, perDay: null }): SendingLimits {
  const limits = limitsAt(host);
  return {
    ...limits,
    connections: own.connections ?? limits.connections,
    mailsPerMinute: own.perMinute ?? limits.mailsPerMinute,
    recipientsPerDay: own.perDay ?? limits.recipientsPerDay,
  };
}

function limitsAt(host: string): SendingLimits {
  const provider = providerOfServer(host);
  if (provider === null) return UNKNOWN;
  const { limits, otherLimits } = provider;
  const isOther = otherLimits?.at.some((known) => isAtOrBelow(host, known)) === true;
  return { ...OF_PROVIDER, ...(isOther ? otherLimits.limits : limits) };
}
