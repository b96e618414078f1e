import type { ReasonText } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Words } from '@app/service';

/** A stored reason as people read it. */
export function inWords(reason: Reason, catalog: Words): ReasonText;
export function inWords(reason: Reason | null, catalog: Words): ReasonText | null;
export function inWords(reason: Reason | null, catalog: Words): ReasonText | null {
  return reason && { code: reason.code, params: { ...reason.params }, text: catalog.reason(reason) };
}
