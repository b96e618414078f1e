import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When chats came to the history of another. Written by: `conversations.ts`. */
export class JoinedChats implements MigrationInterface {
  readonly name = 'JoinedChats2026112300034';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Drawn when it began to continue the other: a browser whose cursor is before it has seen nothing of what is said in it. 0: what is
      -- said in it was never said elsewhere.
      alter table conversations add column joined_position bigint not null default 0;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
