import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent in a chat can be changed and deleted there: by deliveries of their own. Written by: `change-reply.ts`, `delete-reply.ts`. */
export class ChangesOfSent implements MigrationInterface {
  readonly name = 'ChangesOfSent2026112300023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table deliveries
        -- Whether it brings the message, changes what it says, or deletes it: only what brings it counts into the message's own state.
        add column purpose text not null default 'send' check (purpose in ('send', 'change', 'remove'));
      -- What a message said before is read by message.
      create index message_edits_message on message_edits (message_id, edited_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
