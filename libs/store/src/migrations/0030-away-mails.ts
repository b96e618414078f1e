import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers that reach visitors by mail. Written by: `away-mails.ts`, `transcripts.ts`, `claimed-addresses.ts`, `visitor-page.ts`. */
export class AwayMails implements MigrationInterface {
  readonly name = 'AwayMails2026112300030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A visitor may leave an address before anything is taken in of what they wrote. Nobody has left any yet.
      drop table claimed_addresses;
      -- Addresses that a visitor typed: a claim, never an identity. The newest is where answers go.
      create table claimed_addresses (
        visitor_id uuid not null references visitors on delete cascade,
        address    text not null,
        claimed_at timestamptz not null default now(),
        primary key (visitor_id, address)
      );

      create index visitors_merged on visitors (merged_into) where merged_into is not null;

      -- The page of the site that the chat was last opened on, without query.
      alter table visitors add column page text;

      -- Of an automatic mail that repeats what people said: answers to a visitor who is away, or the whole chat.
      alter table messages add column recap text check (recap in ('away', 'transcript'));

      -- Answers of which it is decided whether they go by mail: each once.
      create table away_mails (
        message_id uuid primary key references messages on delete cascade,
        -- The mail that repeats it; null: there was nowhere to send it.
        mail       uuid references messages on delete cascade,
        at         timestamptz not null default now()
      );
      create index away_mails_mail on away_mails (mail) where mail is not null;

      -- Answers that no browser has, by how long.
      create index deliveries_unseen on deliveries (inbox_id, updated_at) where channel = 'webchat' and state = 'accepted';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
