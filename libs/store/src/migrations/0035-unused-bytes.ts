import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What bytes are used by, so that those which nobody uses can be removed. `expected_at` is written by `visitor-uploads.ts`. */
export class UnusedBytes implements MigrationInterface {
  readonly name = 'UnusedBytes2026112300035';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- By hash: they are looked up by the whole value, and cost intake little.
      create index attachments_bytes on attachments using hash (sha256);
      create index messages_raw on messages using hash (raw);
      create index received_raw on received using hash (raw);

      -- Of an upload: when a message that is on its way named it last. It is not removed meanwhile.
      alter table attachments add column expected_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
