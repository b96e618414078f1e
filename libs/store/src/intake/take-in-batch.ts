import { asError, DeskError } from '@app/domain';
import type { Store } from '../database/store.js';
import type { Incoming } from './incoming.js';
import { takeIn } from './take-in.js';

/** How often a batch is redone at once; after that the bus waits and gives it again. */
const TRIES = 5;

/**
 * Takes in a batch in a transaction of its own, and again from its beginning where another normalizer brought a mail of the same thread
 * in at the same moment (`fail:T8`): the second time it finds what the other one stored.
 *
 * Called by the normalizer.
 */
export async function takeInBatch(store: Store, batch: readonly Incoming[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store.transaction((tx) => takeIn(tx, batch), 'W5');
    } catch (thrown) {
      const error = asError(thrown);
      const isRaced = error instanceof DeskError && error.code === 'threads-raced';
      if (!isRaced || tries === TRIES) throw thrown;
    }
  }
}
