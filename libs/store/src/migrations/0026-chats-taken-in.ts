import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What taking chats in needs: where they went, and when each version of a message was said. Written by: `move-chat.ts`, `versions.ts`. */
export class ChatsTakenIn implements MigrationInterface {
  readonly name = 'ChatsTakenIn2026112300026';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A group became a supergroup, under another number: what still comes from the old one belongs to the new one.
      create table chat_moves (
        inbox_id  uuid not null references inboxes on delete cascade,
        from_chat text not null,
        to_chat   text not null,
        at        timestamptz not null default now(),
        primary key (inbox_id, from_chat)
      );

      -- By the author's clock: changes come in any order. Null: from the first, or not known. Until when is edited_at.
      alter table message_edits add column said_at timestamptz;

      -- All topics of a chat: keys that begin with "account:chat:". Keys of mails and web chats hold no colon.
      create index conversations_of_chat on conversations (inbox_id, external_key text_pattern_ops) where external_key like '%:%:%';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
