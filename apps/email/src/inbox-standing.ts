import type { Reason } from '@app/domain';
import type { Log } from '@app/service';
import type { Inboxes } from '@app/store';

/** The two ends of a mailbox, each with its own server and password; and the second connection, for further folders. */
export type MailboxPart = 'imap' | 'smtp' | 'folders';

/**
 * How an inbox stands, from how its two ends stand: failing when one fails, ok when both are known to work. One that reads no
 * mailbox has the sending end alone.
 *
 * What the database could not be told is told at the next occasion; nothing waits for it.
 */
export class InboxStanding {
  private readonly parts = new Map<MailboxPart, Reason | null>();
  /** What else is wrong while both ends work, e.g. a folder that is missing. */
  private readonly notes = new Map<string, Reason>();
  private told: string | null = null;
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly inboxId: string,
    private readonly inboxes: Inboxes,
    private readonly log: Log,
    private readonly ends: readonly MailboxPart[] = ['imap', 'smtp'],
  ) {}

  /** @param reason why this end does not work; null when it does */
  async set(part: MailboxPart, reason: Reason | null): Promise<void> {
    const before = this.parts.get(part);
    this.parts.set(part, reason);
    if (reason !== null && before?.code !== reason.code) this.log.warn('mailbox does not work', { part, code: reason.code });
    this.telling = this.telling.then(() => this.tell());
    await this.telling;
  }

  /** @param what names the trouble, so that its end can be told; @param reason null when it is over */
  async note(what: string, reason: Reason | null): Promise<void> {
    const before = this.notes.get(what);
    if (before?.code === reason?.code) return;
    if (reason === null) this.notes.delete(what);
    else this.notes.set(what, reason);
    if (reason !== null) this.log.warn('mailbox works in part', { code: reason.code });
    this.telling = this.telling.then(() => this.tell());
    await this.telling;
  }

  private async tell(): Promise<void> {
    const [note] = this.notes.values();
    const reason = this.parts.get('imap') ?? this.parts.get('smtp') ?? this.parts.get('folders') ?? note ?? null;
    if (reason === null && !this.ends.every((end) => this.parts.has(end))) return;
    const said = reason === null ? 'ok' : JSON.stringify(reason);
    if (said === this.told) return;
    try {
      await this.inboxes.reportHealth(this.inboxId, reason === null ? { state: 'ok' } : { state: 'failing', reason });
      this.told = said;
    } catch (error) {
      this.log.warn('health not stored', { error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
