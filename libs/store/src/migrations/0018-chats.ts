import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What chats have beside text and files. Written by: `messages.ts`, `conversations.ts`, `business-accounts.ts`, `bot-answers.ts`, `inboxes.ts`. */
export class Chats implements MigrationInterface {
  readonly name = 'Chats2026112300018';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table messages
        -- What is neither text nor file, e.g. {"kind": "location", ...} (contracts: MessageContent).
        add column content jsonb,
        -- The message that it replies to, if one of ours, and what is quoted of it: {"message": "<id>" or null, "text": "..."}.
        add column answers jsonb,
        -- Who said it first: {"from": "...", "at": "..." or null}.
        add column forwarded jsonb,
        add column reactions jsonb not null default '[]',
        -- Labels of the buttons below it.
        add column choices jsonb not null default '[]',
        -- Several updates of one album are one message.
        add column album text,
        -- By the author's clock: of two changes the later one counts, in whatever order they come.
        add column source_edited_at timestamptz,
        add column deleted_at timestamptz;
      create unique index messages_album on messages (conversation_id, album) where album is not null;

      alter table conversations
        -- Of Telegram (contracts: Conversation.chat).
        add column chat jsonb,
        add column blocked_at timestamptz;

      -- Who the bot answers for. The connection's id changes when it is connected anew; the account does not.
      create table business_accounts (
        inbox_id      uuid not null references inboxes on delete cascade,
        connection_id text not null,
        user_id       bigint not null,
        name          text not null,
        can_reply     boolean not null,
        enabled       boolean not null,
        updated_at    timestamptz not null default now(),
        primary key (inbox_id, connection_id)
      );
      create index business_accounts_user on business_accounts (inbox_id, user_id, updated_at desc);

      -- What the bot says by itself to commands: no ticket holds it.
      create table bot_answers (
        id         uuid primary key,
        inbox_id   uuid not null references inboxes on delete cascade,
        -- As conversations.external_key.
        chat_key   text not null,
        text       text not null,
        state      text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
        reason     jsonb,
        not_before timestamptz not null default now(),
        attempts   int not null default 0,
        epoch      bigint,
        created_at timestamptz not null default now()
      );
      create index bot_answers_due on bot_answers (inbox_id, not_before) where state in ('queued', 'sending');

      -- What a channel says of itself once it is connected, e.g. a bot's {"id", "username", "name", "picture"} (a blob's SHA-256, hex).
      alter table inboxes add column profile jsonb;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
