import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is about a message of a chat whose name is not known yet. Written by: `waiting.ts`. */
export class WaitingForMessages implements MigrationInterface {
  readonly name = 'WaitingForMessages2026112300027';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table waiting_for_messages (
        inbox_id   uuid not null references inboxes on delete cascade,
        -- The message's name in its chat, as received.external_id.
        of         text not null,
        -- Of the same only the last counts: "reaction:<person>", "deletion", "answer:<message>".
        what       text not null,
        -- A reaction or a deletion, as it came.
        incoming   jsonb,
        -- A message that replies to it.
        message_id uuid references messages on delete cascade,
        at         timestamptz not null default now(),
        primary key (inbox_id, of, what),
        check ((incoming is null) <> (message_id is null))
      );
      create index waiting_for_messages_at on waiting_for_messages (at);
      create index waiting_for_messages_answer on waiting_for_messages (message_id) where message_id is not null;
      -- Names that stand in the ledger only because something waits for them are swept with it.
      create index received_awaited on received (received_at) where outcome = 'awaited';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
