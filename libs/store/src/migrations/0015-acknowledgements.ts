import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody is there to answer, and what was said at once. Written by: `organisation.ts`, `inboxes.ts`, `acknowledgements.ts`. */
export class Acknowledgements implements MigrationInterface {
  readonly name = 'Acknowledgements2026112300015';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Null: always open.
      alter table organisation add column office_hours jsonb;
      -- Null: the organisation's.
      alter table inboxes add column office_hours jsonb;

      -- Acknowledgements of the last day, by what they are counted by (acknowledgement budget). Swept after that.
      create table acknowledgements (
        -- Ours. No foreign keys: these rows are counters.
        message_id uuid primary key,
        inbox_id   uuid not null,
        -- To whom, in lower case.
        address    text not null,
        -- Null: of a provider where everybody has an address, which says nothing.
        domain     text,
        -- Of what the customer wrote; null: too short to say anything.
        body       bytea,
        at         timestamptz not null default now()
      );
      create index acknowledgements_address on acknowledgements (address, at);
      create index acknowledgements_domain on acknowledgements (domain, at) where domain is not null;
      create index acknowledgements_body on acknowledgements (body, at) where body is not null;
      create index acknowledgements_inbox on acknowledgements (inbox_id, at);

      -- First responses of a team in the last days: what customers may expect.
      create index tickets_responded on tickets (team_id, first_response_at) where first_response_at is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
