import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which answers are to lie in the Sent folder of their mailbox (written by `sent-copies.ts`), and the ids of a thread at hand. */
export class Sending implements MigrationInterface {
  readonly name = 'Sending2026112300012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sent_copies (
        message_id uuid primary key references messages,
        inbox_id   uuid not null references inboxes,
        -- Null: still to be put there.
        done_at    timestamptz,
        attempts   int not null default 0,
        not_before timestamptz not null default now()
      );
      -- A mail that leaves names those before it in its conversation: found by message, not by reading all ids there are.
      create index message_ids_message on message_ids (message);
      create index sent_copies_due on sent_copies (inbox_id, not_before) where done_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
