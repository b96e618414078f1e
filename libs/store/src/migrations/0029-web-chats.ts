import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visitors who are known to the site, and chats that go on elsewhere. Written by: `visitors.ts`, `conversations.ts`. */
export class WebChats implements MigrationInterface {
  readonly name = 'WebChats2026112300029';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A visitor whom the site has named has many browsers.
      create table visitor_tokens (
        token_hash   bytea primary key,
        visitor_id   uuid not null references visitors on delete cascade,
        created_at   timestamptz not null default now(),
        last_seen_at timestamptz not null default now()
      );
      create index visitor_tokens_visitor on visitor_tokens (visitor_id);
      insert into visitor_tokens select token_hash, id, created_at, last_seen_at from visitors;
      alter table visitors drop column token_hash;

      -- As the site says in a signed identity; an address only where the site says that it is the user's.
      alter table visitors add column email text;
      -- Who turned out to be a visitor that the site had named before.
      alter table visitors add column merged_into uuid references visitors check (merged_into <> id);

      -- What is said in it belongs to the history of that one: an earlier browser's chat, or the mail by which a chat goes on.
      alter table conversations add column continues uuid references conversations check (continues <> id);
      create index conversations_continues on conversations (continues) where continues is not null;

      update inboxes set settings = (settings - 'title' - 'greeting') || jsonb_build_object('texts', jsonb_build_object(
        'ru', jsonb_build_object('title', settings -> 'title', 'greeting', settings -> 'greeting'),
        'en', jsonb_build_object('title', settings -> 'title', 'greeting', settings -> 'greeting')))
      where channel = 'webchat' and (settings ? 'title' or settings ? 'greeting');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
