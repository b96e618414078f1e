import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sending of each message to each recipient, which is also the queue (`model.md` 4). Written by: `deliveries.ts`. */
export class Deliveries implements MigrationInterface {
  readonly name = 'Deliveries2026112200005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table deliveries (
        id              uuid primary key,
        message_id      uuid not null references messages,
        ticket_id       uuid not null references tickets,
        conversation_id uuid not null references conversations,
        inbox_id        uuid not null references inboxes,
        channel         text not null check (channel in ('email', 'telegram', 'webchat')),
        -- E-mail: the address. Telegram: the chat id. Web chat: the visitor id.
        recipient       text not null,
        -- A Telegram answer may need several calls: parts 1..n, sent in order.
        part            int not null default 1,
        -- What this part is, e.g. {"text": [0, 4096]} or {"attachment": "<id>"}; null is the whole message.
        content         jsonb,
        -- The message's position: parts and messages of one chat keep its order.
        position        bigint not null,
        state           text not null check (state in
                          ('held', 'queued', 'sending', 'accepted', 'delivered', 'read', 'bounced', 'failed', 'unknown', 'cancelled')),
        reason          jsonb,
        external_id     text,
        not_before      timestamptz not null default now(),
        attempts        int not null default 0,
        -- The lease epoch of the sender that committed 'sending'.
        epoch           bigint,
        -- When its fate first became uncertain; stays, so that a resend is never hidden.
        ambiguous_at    timestamptz,
        updated_at      timestamptz not null default now(),
        unique (message_id, recipient, part)
      );
      create index deliveries_due on deliveries (inbox_id, not_before) where state in ('held', 'queued');
      create index deliveries_sending on deliveries (inbox_id) where state = 'sending';
      create index deliveries_chat on deliveries (inbox_id, recipient, position, part)
        where state in ('held', 'queued', 'sending');
      -- What a visitor's browser may still acknowledge or show as read.
      create index deliveries_unread on deliveries (conversation_id, position)
        where channel = 'webchat' and state in ('accepted', 'delivered');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
