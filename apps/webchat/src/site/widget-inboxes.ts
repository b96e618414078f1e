import { DeskError } from '@app/domain';
import { readWidgetInboxes, Store, type WidgetInbox } from '@app/store';
import { Injectable } from '@nestjs/common';

/** How long what was read of the inboxes is good for (ms): every page of a busy site asks. */
const FRESH_MS = 2_000;

/** The web-chat inboxes as their visitors meet them. */
@Injectable()
export class WidgetInboxes {
  private read: { readonly at: number; readonly all: Promise<readonly WidgetInbox[]> } | null = null;

  constructor(private readonly store: Store) {}

  /** @throws DeskError missing/inbox-missing */
  async get(id: string): Promise<WidgetInbox> {
    const inbox = (await this.all()).find((one) => one.id === id);
    if (!inbox) throw new DeskError('missing', 'inbox-missing', 'There is no such web chat.');
    return inbox;
  }

  async all(): Promise<readonly WidgetInbox[]> {
    const now = performance.now();
    if (!this.read || now - this.read.at > FRESH_MS) {
      const all = readWidgetInboxes(this.store);
      const read = { at: now, all };
      this.read = read;
      all.catch(() => {
        if (this.read === read) this.read = null;
      });
    }
    return this.read.all;
  }
}
