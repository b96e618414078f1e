import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents have pictures. Written by: `agent-pictures.ts`. */
export class AgentPictures implements MigrationInterface {
  readonly name = 'AgentPictures2026112300032';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table agents add column picture bytea references blobs;
      -- By it a picture is found whose address somebody has.
      create index agents_picture on agents (picture) where picture is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
