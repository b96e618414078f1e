import type { CheckStep } from '@app/contracts';
import type { Step } from '@app/mailbox';
import type { Words } from '@app/service';

/**
 * One step of finding or testing an inbox, in the words of the caller.
 *
 * @param of `unsaved`: no inbox works with it yet
 */
export function stepAnswer({ step, level, code, params, skips }: Step, catalog: Words, of?: 'unsaved'): CheckStep {
  const reason = { code, params };
  return {
    step,
    ok: level !== 'failed',
    level,
    code,
    params: { ...params },
    text: catalog.cause(reason),
    mend: catalog.mend(reason, of),
    skips: [...skips],
  };
}
