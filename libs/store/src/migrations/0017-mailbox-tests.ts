import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that a mailbox was sent by itself, to see that mail comes back: they open no ticket. Written by: `mailbox-tests.ts`. */
export class MailboxTests implements MigrationInterface {
  readonly name = 'MailboxTests2026112300017';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table mailbox_tests (
        -- The local part of the mail's Message-ID.
        token    text primary key,
        inbox_id uuid not null references inboxes on delete cascade,
        sent_at  timestamptz not null default now()
      );
      create index on mailbox_tests (inbox_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
