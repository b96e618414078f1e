import type { Tx } from '../database/store.js';
import { forgetBounces, type Writer } from '../sending/undeliverable.js';
import { isHistoric } from './placement.js';
import type { PlacedMessage } from './messages.js';

/**
 * Forgets that mail to an address came back, where its owner shows that it is there: by a mail that is proved, or one that answers ours.
 * A mail that anybody could have written in that name shows nothing: else a made-up address would be answered, and bounce, for ever.
 */
export async function forgiveWriters(tx: Tx, placed: readonly PlacedMessage[]): Promise<void> {
  await forgetBounces(tx, placed.flatMap(writersOf));
}

function writersOf({ incoming, isAutomatic, isReport, part }: PlacedMessage): Writer[] {
  const { place, authentication, sender } = incoming;
  if (place.kind !== 'thread' || isAutomatic || isReport || isHistoric({ incoming })) return [];
  if (authentication?.proved) return [{ address: sender.address, token: null }];
  return part === 'participant' ? place.tokens.map((token) => ({ address: sender.address, token })) : [];
}
