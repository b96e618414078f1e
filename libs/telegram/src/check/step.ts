import type { CheckStepName } from '@app/contracts';
import type { Params, Reason } from '@app/domain';

/** One thing that was looked at, without words: those are made at the edge. */
export type BotStep = {
  readonly step: CheckStepName;
  /** `failed`: the bot cannot be used as it is. */
  readonly level: 'ok' | 'warning' | 'failed';
  readonly code: string;
  readonly params: Params;
  /** What could not be looked at because of it. */
  readonly skips: readonly CheckStepName[];
};

export function good(step: CheckStepName, code: string, params: Params = {}): BotStep {
  return { step, level: 'ok', code, params, skips: [] };
}

export function warning(step: CheckStepName, { code, params }: Reason): BotStep {
  return { step, level: 'warning', code, params, skips: [] };
}

export function failed(step: CheckStepName, { code, params }: Reason, skips: readonly CheckStepName[] = []): BotStep {
  return { step, level: 'failed', code, params, skips };
}
