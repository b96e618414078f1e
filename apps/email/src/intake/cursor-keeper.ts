import { type Lease, type MailCursor, mailCursor, moveMailCursor, type Sql } from '@app/store';
import { firstCursor, type FolderState, resumeCursor } from './start-cursor.js';

/**
 * Keeps the cursor of a folder: in memory at once, in the database as soon as it can be.
 *
 * Reading never waits for the database. While it is away the cursor is written later; a crash in between fetches mails again, and
 * they are known by their bytes.
 */
export class CursorKeeper {
  private cursor: MailCursor | null = null;
  private lookedAt: Date | null = null;
  private changes = 0;
  private written = 0;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly sql: Sql,
    private readonly inboxId: string,
    readonly folder: string,
    private readonly lease: Lease,
  ) {}

  /** To be called once for each connection. Reads the database the first time only. */
  async open(state: FolderState): Promise<void> {
    let { cursor } = this;
    if (cursor === null) {
      const known = await mailCursor(this.sql, this.inboxId, this.folder);
      cursor = known.cursor ?? firstCursor(this.folder, known, state);
    }
    this.set(resumeCursor(cursor, state));
  }

  /** Where reading stands now. */
  get current(): MailCursor {
    if (this.cursor === null) throw new Error('A folder is read before its cursor was opened.');
    return this.cursor;
  }

  /** Everything up to this UID is durable elsewhere, or is not to be taken. */
  moveTo(uid: number): void {
    if (uid > this.current.uid) this.set({ ...this.current, uid });
  }

  /** Mails up to this UID have had their mark or their move. */
  settleTo(settledUid: number): void {
    if (settledUid > this.current.settledUid) this.set({ ...this.current, settledUid });
  }

  /** All that was there has been taken. */
  noteLook(at: Date): void {
    this.lookedAt = at;
    this.set(this.current);
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

  private set(cursor: MailCursor): void {
    this.cursor = cursor;
    this.changes += 1;
    this.write();
  }

  private async writeAll(): Promise<void> {
    while (this.cursor !== null && this.written < this.changes) {
      const { changes, cursor, lookedAt, inboxId, folder, lease } = this;
      try {
        await moveMailCursor(this.sql, { inboxId, folder, cursor, lookedAt, lease });
        this.written = changes;
      } catch {
        // Tried again at the next move, and with every turn of the reader.
        return;
      }
    }
  }
}
