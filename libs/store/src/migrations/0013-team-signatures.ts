import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What goes below answers, and what addresses they may go to. Written by: `teams.ts`, `inboxes.ts`. */
export class TeamSignatures implements MigrationInterface {
  readonly name = 'TeamSignatures2026112300013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Plain lines with variables in double braces; each answer keeps what was made of it (messages.signature).
      alter table teams add column signature text;
      -- Whether the sending server takes addresses in letters of any script (SMTPUTF8, RFC 6531), as it said when it was last asked.
      alter table inboxes add column smtp_utf8 boolean not null default false;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
