import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who writes, and where. Written by: `contacts.ts`, `visitors.ts`, `conversations.ts`. */
export class Contacts implements MigrationInterface {
  readonly name = 'Contacts2026112200003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table contacts (
        id         uuid primary key,
        name       text not null,
        language   text,
        created_at timestamptz not null default now()
      );

      create table identities (
        id         uuid primary key,
        contact_id uuid not null references contacts,
        channel    text not null check (channel in ('email', 'telegram', 'webchat')),
        -- E-mail: the address in lower case. Telegram: the user id. Web chat: the visitor id.
        address    text not null,
        proved_at  timestamptz,
        how        text,
        created_at timestamptz not null default now()
      );
      -- Proved ones are unique; an unproved sender of the same address is kept apart from them, but once.
      create unique index identities_proved on identities (channel, address) where proved_at is not null;
      create unique index identities_unproved on identities (channel, address) where proved_at is null;
      create index identities_contact on identities (contact_id);

      create table visitors (
        id           uuid primary key,
        inbox_id     uuid not null references inboxes,
        token_hash   bytea not null unique,
        subject      text,
        name         text,
        locale       text,
        created_at   timestamptz not null default now(),
        last_seen_at timestamptz not null default now()
      );
      create unique index visitors_subject on visitors (inbox_id, subject) where subject is not null;

      create table conversations (
        id                uuid primary key,
        inbox_id          uuid not null references inboxes,
        external_key      text not null,
        contact_id        uuid not null references contacts,
        current_ticket_id uuid,
        -- The furthest position that the visitor's browser has acknowledged and read (web chat).
        delivered_position bigint not null default 0,
        read_position      bigint not null default 0,
        created_at        timestamptz not null default now(),
        unique (inbox_id, external_key)
      );
      create index conversations_contact on conversations (contact_id);
      create index conversations_ticket on conversations (current_ticket_id);

      -- Addresses that a visitor typed: a claim, never an identity. Mail to it carries this conversation alone.
      create table claimed_addresses (
        conversation_id uuid not null references conversations on delete cascade,
        address         text not null,
        created_at      timestamptz not null default now(),
        primary key (conversation_id, address)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
