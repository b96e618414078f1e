import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What visitors are told of their place and of who looked: read often, for many at once. */
export class QueuePlaces implements MigrationInterface {
  readonly name = 'QueuePlaces2026112300031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The order in which the router serves a team: the first thousand are read without sorting the rest.
      create index tickets_queue on tickets (team_id, urgency_rank, urgency_since, id) where state = 'new' and merged_into is null and not spam;
      create index read_marks_ticket on read_marks (ticket_id, position);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
