import { asError, DeskError } from '@app/domain';
import type { Store } from '../database/store.js';
import { NO_SITE_KEYS, type SiteKeys } from '../inboxes/site-key.js';
import type { ExpectedResponses } from '../routing/first-responses.js';
import type { Incoming } from './incoming.js';
import { splitBatch } from './split-batch.js';
import { takeIn } from './take-in.js';

/** How often a batch is redone at once; after that the bus waits and gives it again. */
const TRIES = 5;

/** What another normalizer did at the same moment: the second time it is there. */
const RACED: ReadonlySet<string> = new Set(['threads-raced', 'chats-raced']);

/** What is told beside a batch. */
export type TakeInOptions = {
  /** How soon teams answer, for what customers are told at once (default: not known). */
  readonly expected?: ExpectedResponses;
  /** By what links of the organisation's own sites are known (default: none is). */
  readonly siteKeys?: SiteKeys;
};

/**
 * Takes in a batch, nearly always in one transaction (`splitBatch`), and again from its beginning where another normalizer brought a mail of
 * the same thread in at the same moment (`fail:T8`): the second time it finds what the other one stored.
 *
 * Called by the normalizer.
 */
export async function takeInBatch(store: Store, batch: readonly Incoming[], options: TakeInOptions = {}): Promise<void> {
  for (const part of splitBatch(batch)) await takePart(store, part, options);
}

async function takePart(
  store: Store,
  part: readonly Incoming[],
  { expected = new Map(), siteKeys = NO_SITE_KEYS }: TakeInOptions,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store.transaction((tx) => takeIn(tx, part, expected, siteKeys), { point: 'W5', isPlanned: true });
    } catch (thrown) {
      const error = asError(thrown);
      const isRaced = error instanceof DeskError && RACED.has(error.code);
      if (!isRaced || tries === TRIES) throw thrown;
    }
  }
}
