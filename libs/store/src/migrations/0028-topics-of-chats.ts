import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What chats say of themselves has the title of the topic. Written by: `conversations.ts`. */
export class TopicsOfChats implements MigrationInterface {
  readonly name = 'TopicsOfChats2026112300028';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`update conversations set chat = chat || '{"topic": null}' where chat is not null and not chat ? 'topic'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
