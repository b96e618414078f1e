import { type Consent, PROVIDER_NAMES } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Words } from '@app/service';
import type { Caller, ConsentRow } from '@app/store';
import { inWords } from '../http/in-words.js';

/** Clocks may differ by so much, s: beyond it what depends on time goes wrong somewhere. */
const CLOCKS_APART_S = 120;

/** Whether the owner of a mailbox let us in. From what is stored alone: the provider is never asked for it (`fail:O3`). */
export function consentAnswer(
  { provider, state, account, since, reason, refusal, clockAheadS }: ConsentRow,
  user: string,
  caller: Caller,
  catalog: Words,
): Consent {
  return {
    provider,
    state,
    account: caller.role === 'admin' ? account : null,
    since: since === null ? null : new Date(since).toISOString(),
    reason: inWords(reason, catalog),
    refusal: caller.role === 'admin' ? inWords(refusal, catalog) : null,
    warning: inWords(state === 'given' ? warningOf({ provider, account, clockAheadS }, user) : null, catalog),
  };
}

/** @param user whom the servers know the mailbox as */
function warningOf(
  { provider, account, clockAheadS }: Pick<ConsentRow, 'provider' | 'account' | 'clockAheadS'>,
  user: string,
): Reason | null {
  if (clockAheadS !== null && Math.abs(clockAheadS) > CLOCKS_APART_S)
    return {
      code: 'oauth-clock-skewed',
      params: { provider: PROVIDER_NAMES[provider], minutes: Math.round(Math.abs(clockAheadS) / 60) },
    };
  // At Microsoft people may be let into the mailboxes of others; at Google an account has its own alone.
  const isOther = provider === 'google' && account !== null && account.toLowerCase() !== user.toLowerCase();
  return isOther ? { code: 'oauth-account-other', params: {} } : null;
}
