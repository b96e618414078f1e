/** One partition in the hands of this process: made anew each time it is taken. */
export type RecordSource = {
  /** Names the partition in the ledger, e.g. `3` or `ticket/3`. */
  readonly name: string;
  /** Fires when the partition is taken away or the consumer stops. */
  readonly signal: AbortSignal;
  /** Commits the records up to `offset` while the rest of the batch is still in hand. */
  progress(offset: bigint): Promise<void>;
};

/** Thrown out of a batch when its partition was taken away or the consumer stops: nothing more of it is committed. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
