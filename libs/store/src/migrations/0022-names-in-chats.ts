import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a message is called in its chat is found by the message: where an answer replies to it. Written by: `received.ts`. */
export class NamesInChats implements MigrationInterface {
  readonly name = 'NamesInChats2026112300022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Of chats alone (external_id of a mail holds no colon): intake of mail has no further index to write.
      create index received_chat_message on received (message_id) where external_id like '%:%:%';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
