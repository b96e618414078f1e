import type { Delivery, Message, TimelineItem } from '../api/shapes.js';

type Recipient = Delivery['recipients'][number];

/** How far a mail has come for somebody, as agents tell it: two states more than the queue has. */
export type ShownState = Delivery['state'] | 'delayed' | 'retrying';

/** Left, but a server on its way reports that it goes on trying; or not taken yet, and to be tried again. */
export function shownState({ state, reason }: Pick<Recipient, 'state' | 'reason'>): ShownState {
  if (reason && state === 'accepted') return 'delayed';
  return reason && state === 'queued' ? 'retrying' : state;
}

/** Somebody has to decide: send it again, elsewhere, or leave it. */
export function isTroubled(state: Delivery['state']): state is 'failed' | 'bounced' | 'unknown' {
  return state === 'failed' || state === 'bounced' || state === 'unknown';
}

export type DeliverySummary = {
  /** The worst of its recipients'. */
  readonly state: ShownState;
  readonly reason: string | null;
  /** Of several recipients, how many are in trouble; 0 where one alone is, or none. */
  readonly troubled: number;
};

/** What one line tells of a message that may go to many. */
export function summaryOf({ state, reason, recipients }: Delivery): DeliverySummary {
  const slow = recipients.find((one) => one.state === state && shownState(one) !== state);
  const worst = slow ?? recipients.find((one) => one.state === state) ?? { state, reason };
  const troubled = recipients.length > 1 ? recipients.filter((one) => isTroubled(one.state)).length : 0;
  return { state: shownState(worst), reason: (worst.reason ?? reason)?.text ?? null, troubled };
}

/** The reply that the mark of a ticket is about: the last one that did not arrive, or of which nobody knows. */
export function undeliveredIn(timeline: readonly TimelineItem[]): Message | null {
  return (
    timeline.findLast(
      (item): item is Message =>
        item.type === 'message' && item.kind === 'reply' && item.delivery !== null && isTroubled(item.delivery.state),
    ) ?? null
  );
}
