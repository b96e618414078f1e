import type { Outgoing } from '../state/outgoing.js';
import type { Storage } from '../browser/storage.js';

/**
 * The messages of an outbox: in memory, where they are at once, and in the storage that the tabs of a browser share, which has the last word.
 *
 * What could not be stored stays in memory, in its place, and is stored as soon as that is possible.
 */
export class Kept {
  private all: readonly Outgoing[] = [];
  /** In storage, unless another tab has taken them away. */
  private readonly stored = new Set<string>();
  /** Found to have no place there. */
  private readonly homeless = new Set<string>();
  /** One is stored after another, in the order of writing. */
  private storing: Promise<void> = Promise.resolve();

  constructor(
    private readonly storage: Storage,
    private readonly onChange: () => void,
  ) {}

  get items(): readonly Outgoing[] {
    return this.all;
  }

  get isSafe(): boolean {
    return this.homeless.size === 0;
  }

  nextOrder(): number {
    return Math.max(0, ...this.all.map(({ order }) => order)) + 1;
  }

  find(clientId: string): Outgoing | undefined {
    return this.all.find((one) => one.clientId === clientId);
  }

  /** @returns when it is stored, or found to have no place */
  add(one: Outgoing): Promise<void> {
    const noted = this.storage.noteOutgoing(one);
    this.show([...this.all, noted]);
    return this.storeAll(noted);
  }

  put(changed: Outgoing): void {
    this.show(this.all.map((one) => (one.clientId === changed.clientId ? { ...changed, order: one.order } : one)));
    if (this.stored.has(changed.clientId)) void this.storage.changeOutgoing(changed);
  }

  remove(clientId: string): void {
    this.stored.delete(clientId);
    this.homeless.delete(clientId);
    this.show(this.all.filter((one) => one.clientId !== clientId));
    void this.storage.dropOutgoing(clientId);
  }

  /** Learns what the other tabs have written, sent and taken away. */
  async refresh(): Promise<void> {
    await this.storeAll();
    const before = this.all;
    const found = await this.storage.outgoing();
    if (found === null) return;
    // What was changed here while it was read is newer than what was read.
    const isNewer = (one: Outgoing): boolean => !before.includes(one);
    const foundIds = new Set(found.map(({ clientId }) => clientId));
    const own = this.all.filter((one) => isNewer(one) || (!foundIds.has(one.clientId) && !this.stored.has(one.clientId)));
    const ownIds = new Set(own.map(({ clientId }) => clientId));
    const gone = new Set(before.filter((one) => !this.find(one.clientId)).map(({ clientId }) => clientId));
    const others = found.filter(({ clientId }) => !ownIds.has(clientId) && !gone.has(clientId));
    for (const { clientId } of others) this.stored.add(clientId);
    this.show([...others, ...own].sort((a, b) => a.order - b.order));
  }

  /** There may be room now for what had none before. */
  private storeAll(...more: readonly Outgoing[]): Promise<void> {
    this.storing = this.storing.then(async () => {
      for (const one of this.all) if (this.homeless.has(one.clientId)) await this.store(one);
      for (const one of more) await this.store(one);
    });
    return this.storing;
  }

  private async store(one: Outgoing): Promise<void> {
    const order = await this.storage.addOutgoing(one);
    const now = this.find(one.clientId);
    if (!now) return void this.storage.dropOutgoing(one.clientId);
    if (order === null) {
      this.homeless.add(one.clientId);
      return this.onChange();
    }
    this.homeless.delete(one.clientId);
    this.stored.add(one.clientId);
    const placed = { ...now, order };
    this.show(this.all.map((other) => (other === now ? placed : other)));
    if (now !== one) void this.storage.changeOutgoing(placed);
  }

  private show(all: readonly Outgoing[]): void {
    this.all = all;
    this.onChange();
  }
}
