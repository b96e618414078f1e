import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The configured ends of channels, and where reading stands. Written by: `inboxes.ts`, `cursors.ts`, `leases.ts`. */
export class Inboxes implements MigrationInterface {
  readonly name = 'Inboxes2026112200002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table inboxes (
        id            uuid primary key,
        channel       text not null check (channel in ('email', 'telegram', 'webchat')),
        name          text not null,
        team_id       uuid not null references teams,
        language      text check (language in ('ru', 'en')),
        active        boolean not null default true,
        settings      jsonb not null default '{}',
        -- AES-256-GCM of a JSON object, keyed by OTKLIK_SECRET (secrets.ts).
        secrets       bytea,
        -- Grows with each change of what a channel app acts on, so that it knows to reconnect.
        version       int not null default 1,
        health        text not null default 'off' check (health in ('ok', 'failing', 'off')),
        health_reason jsonb,
        health_since  timestamptz not null default now(),
        created_at    timestamptz not null default now(),
        unique (name)
      );

      create table inbox_skills (
        inbox_id uuid not null references inboxes on delete cascade,
        skill_id uuid not null references skills,
        level    int not null check (level between 1 and 5),
        required boolean not null default true,
        primary key (inbox_id, skill_id)
      );

      create table mail_cursors (
        inbox_id    uuid not null references inboxes on delete cascade,
        folder      text not null,
        uidvalidity bigint not null,
        -- The last UID whose mail the bus has acknowledged.
        uid         bigint not null,
        -- Mails up to since_uid are taken only if they came at this instant or later.
        since       timestamptz,
        since_uid   bigint not null default 0,
        -- Mails up to this UID were there before the inbox was: history, which nobody is told of.
        historic_uid bigint not null default 0,
        epoch       bigint not null,
        updated_at  timestamptz not null default now(),
        primary key (inbox_id, folder)
      );

      -- By bot and not by inbox: the numbering belongs to the bot. The next offset is the last received id + 1, which may
      -- be lower than an earlier one (ids restart at random after a quiet week).
      create table bot_offsets (
        bot_id      bigint primary key,
        next_offset bigint not null,
        epoch       bigint not null,
        updated_at  timestamptz not null default now()
      );

      create table leases (
        name       text primary key,
        holder     text not null,
        epoch      bigint not null,
        expires_at timestamptz not null
      );

      -- What the last applied bootstrap file said of each subject: only what differs from it is changed again.
      create table bootstrap_applied (
        subject text primary key,
        value   jsonb not null,
        at      timestamptz not null default now()
      );

      alter table organisation
        add foreign key (notice_inbox_id) references inboxes on delete set null,
        add foreign key (notice_bot_id) references inboxes on delete set null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
