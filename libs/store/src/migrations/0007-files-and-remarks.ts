import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents are told of files and mails before they trust them. Written by: `messages.ts`, `attachments.ts`, `waiting-files.ts`. */
export class FilesAndRemarks implements MigrationInterface {
  readonly name = 'FilesAndRemarks2026112300007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What the first bytes say; null: nothing known. It alone decides what is shown in place.
      alter table attachments add column sniffed_type text;
      -- Why it may harm whoever opens it, e.g. {executable, double-extension}.
      alter table attachments add column dangers text[] not null default '{}';
      -- What an agent should know before believing or answering, e.g. [{"code": "mail-reply-to-differs", "params": {...}}].
      alter table messages add column remarks jsonb not null default '[]';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
