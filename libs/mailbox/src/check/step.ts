import type { CheckStepName } from '@app/contracts';
import type { Params, Reason } from '@app/domain';
import type { Proof } from '../connecting/mail-login.js';

/** One thing that was looked at, without words: those are made at the edge. */
export type Step = {
  readonly step: CheckStepName;
  /** `failed`: the mailbox cannot be used as it is. */
  readonly level: 'ok' | 'warning' | 'failed';
  readonly code: string;
  readonly params: Params;
  /** What could not be looked at because of it. */
  readonly skips: readonly CheckStepName[];
};

export function good(step: CheckStepName, code: string, params: Params = {}): Step {
  return { step, level: 'ok', code, params, skips: [] };
}

/** Where somebody consented, no password is right or wrong. */
export function signedIn(step: CheckStepName, proof: Proof): Step {
  return good(step, 'accessToken' in proof ? 'login-accepted-by-consent' : 'login-accepted');
}

export function warning(step: CheckStepName, { code, params }: Reason): Step {
  return { step, level: 'warning', code, params, skips: [] };
}

export function failed(step: CheckStepName, { code, params }: Reason, skips: readonly CheckStepName[] = []): Step {
  return { step, level: 'failed', code, params, skips };
}
