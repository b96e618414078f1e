import { mailCursor, moveMailCursor, type Lease, type MailCursor, type Sql } from '@app/store';
import type { EmailSettings } from '@app/contracts';
import { firstCursor, type FolderState, resumeCursor } from './start-cursor.js';

/**
 * Keeps the cursor of a folder: in memory at once, in the database as soon as it can be.
 *
 * Reading never waits for the database. While it is away the cursor is written later; a crash in between fetches mails again, and
 * they are known by their bytes.
 */
export class CursorKeeper {
  private cursor: MailCursor | null = null;
  private written: MailCursor | null = null;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly sql: Sql,
    private readonly inboxId: string,
    readonly folder: string,
    private readonly lease: Lease,
  ) {}

  /** To be called once for each connection. Reads the database the first time only. */
  async open(from: EmailSettings['from'], state: FolderState): Promise<void> {
    if (this.cursor === null) {
      const { cursor, inboxSince } = await mailCursor(this.sql, this.inboxId, this.folder);
      this.written = cursor;
      this.cursor = cursor ?? firstCursor(from, inboxSince, state);
    }
    this.cursor = resumeCursor(this.cursor, state);
    this.write();
  }

  /** Where reading stands now. */
  get current(): MailCursor {
    if (this.cursor === null) throw new Error('A folder is read before its cursor was opened.');
    return this.cursor;
  }

  /** Everything up to this UID is durable elsewhere, or is not to be taken. */
  moveTo(uid: number): void {
    if (this.cursor === null || uid <= this.cursor.uid) return;
    this.cursor = { ...this.cursor, uid };
    this.write();
  }

  /** Resolves when the cursor was written, or could not be. */
  async flushed(): Promise<void> {
    await this.writing;
  }

  /** One write at a time; what moved meanwhile goes with the next. */
  write(): void {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
    });
  }

  private async writeAll(): Promise<void> {
    while (this.cursor !== null && this.cursor !== this.written) {
      const cursor: MailCursor = this.cursor;
      try {
        await moveMailCursor(this.sql, this.inboxId, this.folder, cursor, this.lease);
        this.written = cursor;
      } catch {
        // Tried again at the next move, and with every turn of the reader.
        return;
      }
    }
  }
}
