import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a bot says by itself leaves in the order in which it was said. Written by: `bot-answers.ts`. */
export class BotAnswersInOrder implements MigrationInterface {
  readonly name = 'BotAnswersInOrder2026112300019';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Ids of one millisecond are in no order. Commands of one chat are taken in one after another: so are these numbers given.
      alter table bot_answers add column position bigint generated always as identity;
      drop index bot_answers_due;
      create index bot_answers_due on bot_answers (inbox_id, chat_key, position) where state in ('queued', 'sending');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
