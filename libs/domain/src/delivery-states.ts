/** States of one delivery (`model.md` 4). */
export type DeliveryState =
  | 'held'
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'delivered'
  | 'read'
  | 'bounced'
  | 'failed'
  | 'unknown'
  | 'cancelled';

const WORST_FIRST: readonly DeliveryState[] = [
  'failed',
  'bounced',
  'unknown',
  'held',
  'queued',
  'sending',
  'accepted',
  'delivered',
  'read',
];

/** The state of a message: the worst of its deliveries, those that were cancelled aside; null when it has none. */
export function messageState(states: readonly DeliveryState[]): DeliveryState | null {
  if (states.length === 0) return null;
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'cancelled';
}
