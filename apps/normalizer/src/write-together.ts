import { asError, DeskError } from '@app/domain';

type Part<T> = { readonly items: readonly T[] } & Pick<PromiseWithResolvers<void>, 'resolve' | 'reject'>;

/**
 * Writes what callers bring, and what comes while a write is under way together with others in the next: a transaction costs nearly the same
 * for one message as for ten, and each partition of the bus brings its own.
 *
 * Who brings something bad fails alone: what is refused together is written apart. What fails because the database is away fails for all.
 */
export class WriteTogether<T> {
  private readonly waiting: Part<T>[] = [];
  private writing = 0;

  constructor(
    private readonly write: (items: readonly T[]) => Promise<void>,
    private readonly options: {
      /** Writes under way at once. */
      readonly lanes: number;
      /** Items that wait until another write begins beside one that is under way: fewer gather meanwhile, at nobody's cost. */
      readonly enough: number;
      /** Items of callers that are written together; one caller's may be more. */
      readonly most: number;
    },
  ) {}

  /** Resolves when the items are written, in their order. */
  add(items: readonly T[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiting.push({ items, resolve, reject });
    if (this.mayBegin()) void this.run();
    return promise;
  }

  private async run(): Promise<void> {
    while (this.mayBegin()) {
      this.writing += 1;
      await this.writeParts(this.next());
      this.writing -= 1;
    }
  }

  private mayBegin(): boolean {
    if (this.writing === 0) return this.waiting.length > 0;
    const count = this.waiting.reduce((sum, { items }) => sum + items.length, 0);
    return this.writing < this.options.lanes && count >= this.options.enough;
  }

  private next(): Part<T>[] {
    let count = 0;
    const end = this.waiting.findIndex(({ items }, n) => {
      count += items.length;
      return n > 0 && count > this.options.most;
    });
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end);
  }

  private async writeParts(parts: readonly Part<T>[]): Promise<void> {
    try {
      await this.write(parts.flatMap(({ items }) => items));
      for (const { resolve } of parts) resolve();
    } catch (thrown) {
      const error = asError(thrown);
      const isAway = error instanceof DeskError && error.fault === 'unavailable';
      if (parts.length === 1 || isAway) for (const { reject } of parts) reject(thrown);
      else for (const part of parts) await this.writeParts([part]);
    }
  }
}
