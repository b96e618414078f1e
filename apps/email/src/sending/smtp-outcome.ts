import { asksForLess, refusalKind, refusalReason, type Reason, type RefusalStage } from '@app/domain';
import type { DeliveryResult, DueDelivery } from '@app/store';
import { retryDelayMs } from './retry-schedule.js';

/** What a server refused, and how. */
export type Refusal = { readonly status: number; readonly answer: string; readonly stage?: RefusalStage | null };

/** How one SMTP transaction ended. */
export type SmtpOutcome =
  /** The mail is the server's now, for all recipients that it did not refuse. */
  | { readonly kind: 'taken'; readonly answer: string; readonly refused: ReadonlyMap<string, Refusal> }
  /** Nothing was taken: the server said no to the sender, to every recipient or to the mail. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly refused: ReadonlyMap<string, Refusal> }
  /** Larger than the server takes, as it says beforehand: nothing was sent. Bytes. */
  | { readonly kind: 'too-large'; readonly bytes: number; readonly mostBytes: number }
  /** The server asks for less, and nothing is sent for a while, ms: no mail is to blame. */
  | { readonly kind: 'slowed'; readonly refusal: Refusal; readonly pauseMs: number; readonly isCounted: boolean }
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
  const inMs = (ms: number): Date => new Date(now.getTime() + ms);
  switch (outcome.kind) {
    case 'taken': {
      const refusal = outcome.refused.get(delivery.recipient);
      return refusal ? resultOfRefusal(refusal, delivery, now) : { id, state: 'accepted', externalId: outcome.answer };
    }
    case 'refused':
      return resultOfRefusal(outcome.refused.get(delivery.recipient) ?? outcome.refusal, delivery, now);
    case 'too-large':
      return failedOrUnknown(delivery, {
        code: 'mail-over-limit',
        params: { megabytes: megabytes(outcome.bytes), limit: megabytes(outcome.mostBytes) },
      });
    case 'slowed': {
      const reason = reasonOf(outcome.refusal);
      if (outcome.isCounted && retryDelayMs(delivery.attempts) === null) return failedOrUnknown(delivery, reason);
      // Twice the pause: after it others go first, who may have better luck.
      return { id, state: 'queued', reason, notBefore: inMs(outcome.pauseMs * 2), isUncounted: !outcome.isCounted };
    }
    case 'cut': {
      const reason: Reason = { code: outcome.isAfterDot ? 'smtp-cut-after-mail' : 'smtp-cut', params: { error: outcome.error } };
      if (outcome.isAfterDot && delivery.isAmbiguous) return { id, state: 'unknown', reason };
      if (!outcome.isAfterDot && retryDelayMs(delivery.attempts) === null) return failedOrUnknown(delivery, reason);
      return { id, state: 'queued', reason, notBefore: inMs(CUT_PAUSE_MS), isAmbiguous: outcome.isAfterDot };
    }
    case 'stopped':
      return { id, state: 'queued', reason: outcome.reason, notBefore: now, isUncounted: true };
  }
}

/** The recipients that the server had no room for beside others: they go in a following transaction. */
export function leftOver(outcome: SmtpOutcome): ReadonlySet<string> {
  if (outcome.kind !== 'taken') return new Set();
  return new Set([...outcome.refused].flatMap(([recipient, refusal]) => (kindOf(refusal) === 'too-many-recipients' ? [recipient] : [])));
}

/** What the server said when it asked for less, for everything in this transaction; null when it did not. */
export function askForLess(outcome: SmtpOutcome): Refusal | null {
  if (outcome.kind !== 'refused') return null;
  const all = outcome.refused.size > 0 ? [...outcome.refused.values()] : [outcome.refusal];
  return all.every(asked) ? (all[0] ?? null) : null;
}

const asked = (refusal: Refusal): boolean => asksForLess({ ...refusal, enhanced: null });
const kindOf = (refusal: Refusal) => refusalKind({ ...refusal, enhanced: null });
const reasonOf = (refusal: Refusal): Reason => refusalReason({ ...refusal, enhanced: null });

function resultOfRefusal(refusal: Refusal, delivery: DueDelivery, now: Date): DeliveryResult {
  const isForGood = refusal.status >= 500 && !asked(refusal);
  const delayMs = isForGood ? null : retryDelayMs(delivery.attempts);
  if (delayMs === null) return failedOrUnknown(delivery, reasonOf(refusal));
  return { id: delivery.id, state: 'queued', reason: reasonOf(refusal), notBefore: new Date(now.getTime() + delayMs) };
}

/** A resend that is refused for good says nothing of the first try, which may have arrived. */
function failedOrUnknown({ id, isAmbiguous }: DueDelivery, reason: Reason): DeliveryResult {
  return isAmbiguous ? { id, state: 'unknown', reason } : { id, state: 'failed', reason };
}

/** For people: 34.2. */
function megabytes(bytes: number): number {
  return Math.round((bytes / 1_048_576) * 10) / 10;
}

/**
 * A server's answer as it may be kept and shown: one line, without the addresses that servers repeat in it, and with the code that they
 * put before each of several lines once.
 */
export function shownAnswer(response: string): string {
  return response
    .replace(/^\d{3}[ -]/gm, '')
    .replace(/(?<=\n)[245]\.\d{1,3}\.\d{1,3} /g, '')
    .replace(/<?[^\s<>,;:"']{1,200}@[^\s<>,;:"']{1,200}>?:?/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
