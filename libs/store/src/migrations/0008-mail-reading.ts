import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the reading of mailboxes goes. Written by: `cursors.ts`, `mail-imports.ts`, `unfetched-mails.ts`. */
export class MailReading implements MigrationInterface {
  readonly name = 'MailReading2026112300008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- When the folder was last looked at and all that was there was taken.
      alter table mail_cursors add column looked_at timestamptz;
      -- Mails up to this UID have had their mark or their move on the server, or need none.
      alter table mail_cursors add column settled_uid bigint not null default 0;
      update mail_cursors set settled_uid = uid;
      -- historic_uid is written no more: history is read by itself (mail_imports). An older process may still write it.

      -- History of a folder, taken on demand and without a word to anybody.
      create table mail_imports (
        inbox_id     uuid not null references inboxes on delete cascade,
        folder       text not null,
        -- What the server got since then; null: all.
        since        timestamptz,
        -- Null until it has begun.
        uidvalidity  bigint,
        uid          bigint not null default 0,
        upto_uid     bigint not null default 0,
        total        int not null default 0,
        done         int not null default 0,
        -- Grows when it is asked for anew.
        version      int not null default 1,
        epoch        bigint not null default 0,
        requested_at timestamptz not null default now(),
        finished_at  timestamptz,
        primary key (inbox_id, folder)
      );

      -- Mails that the server would not give: set aside after three attempts, and tried again later.
      create table unfetched_mails (
        inbox_id    uuid not null references inboxes on delete cascade,
        folder      text not null,
        uidvalidity bigint not null,
        uid         bigint not null,
        attempts    int not null,
        reason      jsonb not null,
        first_at    timestamptz not null default now(),
        next_try_at timestamptz not null,
        primary key (inbox_id, folder, uidvalidity, uid)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
