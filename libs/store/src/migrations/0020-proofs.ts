import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who proves in Telegram whom they are. Written by: `contact-joins.ts`, `telegram-links.ts`, `start-proofs.ts`, `started-with.ts`
 * (`conversations.started_with`).
 */
export class Proofs implements MigrationInterface {
  readonly name = 'Proofs2026112300020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Site: the id that the organisation's own site has for its user.
      alter table identities drop constraint identities_channel_check;
      alter table identities add constraint identities_channel_check check (channel in ('email', 'telegram', 'webchat', 'site'));

      -- Who was found to be somebody else has nothing of their own any more, but their name stands below what they wrote.
      alter table contacts add column merged_into uuid references contacts check (merged_into <> id);
      create index contacts_merged on contacts (merged_into) where merged_into is not null;

      -- What a start link said of where the customer comes from: told on the next ticket.
      alter table conversations add column started_with text;

      -- Links t.me/<bot>?start=c-<token> that agents made: whoever opens one first is that contact.
      create table telegram_links (
        token_hash bytea primary key,
        inbox_id   uuid not null references inboxes on delete cascade,
        contact_id uuid not null references contacts,
        made_by    uuid not null references agents,
        expires_at timestamptz not null,
        -- The Telegram user id.
        used_by    text,
        used_at    timestamptz
      );
      create index telegram_links_expiry on telegram_links (expires_at);

      -- Signed start payloads that were used, until they expire: each is good for one account.
      create table used_signatures (
        inbox_id   uuid not null references inboxes on delete cascade,
        signature  text not null,
        used_by    text not null,
        expires_at timestamptz not null,
        primary key (inbox_id, signature)
      );
      create index used_signatures_expiry on used_signatures (expires_at);

      -- What came to whom by a proof, so that it can be given back.
      create table contact_joins (
        id             uuid primary key,
        from_contact   uuid not null references contacts,
        into_contact   uuid not null references contacts,
        how            text not null check (how in ('telegram-link', 'site-identity')),
        -- The Telegram identity; null: only the site's was added.
        moved_identity uuid,
        -- The site's, where the proof brought it.
        added_identity uuid,
        conversations  uuid[] not null,
        tickets        uuid[] not null,
        at             timestamptz not null default now(),
        undone_at      timestamptz
      );
      create index contact_joins_into on contact_joins (into_contact, at);

      -- How many answers a chat got within the last minute.
      create index bot_answers_recent on bot_answers (inbox_id, chat_key, created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
