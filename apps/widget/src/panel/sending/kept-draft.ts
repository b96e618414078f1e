import { newId } from '../browser/new-id.js';
import type { OutgoingFile } from '../state/outgoing.js';
import type { Storage } from '../browser/storage.js';

/**
 * What is typed and chosen in this tab and not sent: it is there again after a reload.
 *
 * The words are in the tab's own storage, which is written at once; the files in the one that all tabs share, under the tab's name.
 */
export class KeptDraft {
  private readonly tab: string;
  /** By the files' keys, from 1. */
  private readonly orders = new Map<string, number>();

  constructor(
    private readonly storage: Storage,
    private readonly name: string,
  ) {
    this.tab = read(`${name}-tab`) || newId();
    write(`${name}-tab`, this.tab);
  }

  get text(): string {
    return read(`${this.name}-text`);
  }

  set text(typed: string) {
    write(`${this.name}-text`, typed);
  }

  readonly files = {
    load: async (): Promise<readonly OutgoingFile[]> => {
      const files = await this.storage.chosen(this.tab);
      for (const { key } of files) this.orderOf(key);
      return files;
    },
    keep: (file: OutgoingFile): void => void this.storage.keepChosen({ key: file.key, tab: this.tab, order: this.orderOf(file.key), file }),
    drop: (key: string): void => void this.storage.dropChosen(key),
  };

  private orderOf(key: string): number {
    const order = this.orders.get(key) ?? this.orders.size + 1;
    this.orders.set(key, order);
    return order;
  }
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Where it is forbidden or full, the words live as long as the page. */
function write(key: string, value: string): void {
  try {
    if (value === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Nothing else changes.
  }
}
