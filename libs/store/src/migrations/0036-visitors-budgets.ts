import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What visitors may cost others. Written by: `acknowledgement-budget.ts`, `attachments.ts`. */
export class VisitorsBudgets implements MigrationInterface {
  readonly name = 'VisitorsBudgets2026112300036';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The chat whose answers the mail brought to an address that nobody has proved: counted by chats, and apart from mails without one,
      -- which a machine wrote.
      alter table acknowledgements add column chat uuid;

      -- Files that no message has taken, by who uploaded them.
      create index attachments_unsent on attachments (uploaded_by) where message_id is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
