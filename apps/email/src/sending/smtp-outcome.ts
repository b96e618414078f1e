import type { Reason } from '@app/domain';
import type { DeliveryResult, DueDelivery } from '@app/store';
import { retryDelayMs } from './retry-schedule.js';

/** What a server refused, and how. */
export type Refusal = { readonly status: number; readonly answer: string };

/** How one SMTP transaction ended. */
export type SmtpOutcome =
  /** The mail is the server's now, for all recipients that it did not refuse. */
  | { readonly kind: 'taken'; readonly answer: string; readonly refused: ReadonlyMap<string, Refusal> }
  /** Nothing was taken: the server said no to the sender, to every recipient or to the mail. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly refused: ReadonlyMap<string, Refusal> }
  /** The connection ended before the server had said what became of the mail. */
  | { readonly kind: 'cut'; readonly isAfterDot: boolean; readonly error: string }
  /** It was us who did not go on: the lease was about to end, or there was no server to go to. Nothing was taken. */
  | { readonly kind: 'stopped'; readonly reason: Reason };

/** After a cut the next try waits this long, ms. */
const CUT_PAUSE_MS = 60_000;

/**
 * What one transaction means for each of its recipients (`architecture.md` 3.6).
 *
 * 5xx is final, 4xx is tried again, a cut before the final dot is tried again. After the final dot nobody knows: sent once more with
 * the same Message-ID, by which it is recognised; uncertain a second time it stays so.
 */
export function resultOf(outcome: SmtpOutcome, delivery: DueDelivery, now: Date): DeliveryResult {
  const { id } = delivery;
  switch (outcome.kind) {
    case 'taken': {
      const refusal = outcome.refused.get(delivery.recipient);
      return refusal ? resultOfRefusal(refusal, delivery, now) : { id, state: 'accepted', externalId: outcome.answer };
    }
    case 'refused':
      return resultOfRefusal(outcome.refused.get(delivery.recipient) ?? outcome.refusal, delivery, now);
    case 'cut': {
      const reason: Reason = { code: outcome.isAfterDot ? 'smtp-cut-after-mail' : 'smtp-cut', params: { error: outcome.error } };
      if (outcome.isAfterDot && delivery.isAmbiguous) return { id, state: 'unknown', reason };
      if (!outcome.isAfterDot && retryDelayMs(delivery.attempts) === null) return failedOrUnknown(delivery, reason);
      return { id, state: 'queued', reason, notBefore: new Date(now.getTime() + CUT_PAUSE_MS), isAmbiguous: outcome.isAfterDot };
    }
    case 'stopped':
      return { id, state: 'queued', reason: outcome.reason, notBefore: now };
  }
}

function resultOfRefusal(refusal: Refusal, delivery: DueDelivery, now: Date): DeliveryResult {
  const reason: Reason = { code: 'smtp-refused', params: { status: refusal.status, answer: refusal.answer } };
  const delayMs = refusal.status < 500 ? retryDelayMs(delivery.attempts) : null;
  if (delayMs === null) return failedOrUnknown(delivery, reason);
  return { id: delivery.id, state: 'queued', reason, notBefore: new Date(now.getTime() + delayMs) };
}

/** A resend that is refused for good says nothing of the first try, which may have arrived. */
function failedOrUnknown({ id, isAmbiguous }: DueDelivery, reason: Reason): DeliveryResult {
  return isAmbiguous ? { id, state: 'unknown', reason } : { id, state: 'failed', reason };
}

/**
 * A server's answer as it may be kept and shown: one line, without the addresses that servers repeat in it.
 */
export function shownAnswer(response: string): string {
  return response
    .replace(/^\d{3}[ -]/gm, '')
    .replace(/<?[^\s<>,;:"']{1,200}@[^\s<>,;:"']{1,200}>?:?/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
