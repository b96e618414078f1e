import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A ticket's version counts what is said on it, too: each message keeps the version that it made. */
export class SaidVersions implements MigrationInterface {
  readonly name = 'SaidVersions2026112300011';

  async up(db: QueryRunner): Promise<void> {
    // Null: it made none (automatic messages, imported history, what was said before versions counted it).
    await db.query(`alter table messages add column ticket_version int`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
