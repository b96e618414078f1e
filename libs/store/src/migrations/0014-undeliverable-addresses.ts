import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that mail came back from, or whose readers complained: nothing automatic is sent to them. Written by: `undeliverable.ts`. */
export class UndeliverableAddresses implements MigrationInterface {
  readonly name = 'UndeliverableAddresses2026112300014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table undeliverable_addresses (
        -- In lower case.
        address text primary key,
        cause   text not null check (cause in ('bounce', 'complaint')),
        at      timestamptz not null default now()
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
