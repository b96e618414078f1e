import type { MigrationInterface, QueryRunner } from 'typeorm';

/** On which sites a web chat was opened, and which were refused. Written by: `seen-hosts.ts`. */
export class SeenHosts implements MigrationInterface {
  readonly name = 'SeenHosts2026112300033';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table seen_hosts (
        inbox_id  uuid not null references inboxes on delete cascade,
        origin    text not null check (length(origin) <= 300),
        first_at  timestamptz not null default now(),
        last_at   timestamptz not null default now(),
        -- Whether it might embed the chat when it was last seen.
        admitted  boolean not null,
        primary key (inbox_id, origin)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
