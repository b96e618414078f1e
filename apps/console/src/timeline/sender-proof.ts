import type { Message } from '../api/shapes.js';

/** `proved`: the sender is who the address says. `forged`: the address's owner says it is not. `unproved`: nobody knows. */
export type Proof = 'proved' | 'unproved' | 'forged';

/** What is known of a mail's sender; null where there is nothing to doubt (chats, our own messages). */
export function proofOf({ kind, way, authentication }: Pick<Message, 'kind' | 'way' | 'authentication'>): Proof | null {
  if (kind !== 'inbound' || way !== 'email') return null;
  if (authentication?.proved) return 'proved';
  return authentication?.dmarc === 'fail' ? 'forged' : 'unproved';
}
