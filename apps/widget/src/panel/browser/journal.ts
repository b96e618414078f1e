import type { Outgoing } from '../state/outgoing.js';

/**
 * What was written a moment ago and is not in the database yet, which takes its time: a tab may be closed meanwhile.
 *
 * One entry a message in the storage that is written at once and that all tabs of the browser share, until the database has it. Files are
 * in it by name alone: their bytes are kept since they were chosen. Where that storage is forbidden or full there is no journal.
 */
export class Journal {
  constructor(private readonly name: string) {}

  write(one: Outgoing): void {
    const files = one.files.map((file) => ({ ...file, blob: null }));
    attempt(() => localStorage.setItem(this.name + one.clientId, JSON.stringify({ ...one, files })));
  }

  drop(clientId: string): void {
    attempt(() => localStorage.removeItem(this.name + clientId));
  }

  /** In the order of writing. */
  entries(): readonly Outgoing[] {
    const read = (): Outgoing[] => this.keys().map((key) => JSON.parse(localStorage.getItem(key) ?? '') as Outgoing);
    return (attempt(read) ?? []).sort((a, b) => a.order - b.order);
  }

  clear(): void {
    attempt(() => this.keys().forEach((key) => localStorage.removeItem(key)));
  }

  private keys(): string[] {
    return Object.keys(localStorage).filter((key) => key.startsWith(this.name));
  }
}

/** @returns undefined where it is forbidden or full */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
