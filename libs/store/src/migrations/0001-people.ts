import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who works here and how they sign in. Written by: `organisation.ts`, `people.ts`, `teams.ts`, `skills.ts`, `sessions.ts`,
 * `tokens.ts`, `one-time-links.ts`, `failed-logins.ts`, `audit.ts`.
 */
export class People implements MigrationInterface {
  readonly name = 'People2026112200001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table organisation (
        id              boolean primary key default true check (id),
        name            text not null,
        language        text not null default 'en' check (language in ('ru', 'en')),
        time_zone       text not null default 'UTC',
        -- Names the session cookie, so that two installations on one host do not sign each other out.
        installation    text not null,
        notice_inbox_id uuid,
        notice_bot_id   uuid,
        created_at      timestamptz not null default now()
      );
      insert into organisation (name, installation) values ('Otklik', left(replace(gen_random_uuid()::text, '-', ''), 12));

      create table agents (
        id               uuid primary key,
        email            text not null check (email = lower(email)),
        name             text not null,
        password_hash    text,
        role             text not null check (role in ('admin', 'lead', 'agent')),
        language         text check (language in ('ru', 'en')),
        capacity         int not null default 6 check (capacity between 0 and 1000),
        presence         text not null default 'offline' check (presence in ('online', 'away', 'offline')),
        presence_at      timestamptz not null default now(),
        last_assigned_at timestamptz,
        active           boolean not null default true,
        created_at       timestamptz not null default now(),
        unique (email)
      );

      create table skills (
        id   uuid primary key,
        name text not null check (name = lower(name)),
        unique (name)
      );

      create table agent_skills (
        agent_id uuid not null references agents on delete cascade,
        skill_id uuid not null references skills on delete cascade,
        level    int not null check (level between 1 and 5),
        primary key (agent_id, skill_id)
      );

      create table teams (
        id         uuid primary key,
        name       text not null,
        created_at timestamptz not null default now(),
        unique (name)
      );

      create table team_members (
        team_id  uuid not null references teams on delete cascade,
        agent_id uuid not null references agents on delete cascade,
        is_lead  boolean not null default false,
        primary key (team_id, agent_id)
      );
      create index team_members_agent on team_members (agent_id);

      create table sessions (
        id           uuid primary key,
        token_hash   bytea not null unique,
        csrf_token   text not null,
        agent_id     uuid not null references agents on delete cascade,
        user_agent   text,
        created_at   timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at   timestamptz not null
      );
      create index sessions_agent on sessions (agent_id);

      create table tokens (
        id           uuid primary key,
        token_hash   bytea not null unique,
        agent_id     uuid not null references agents on delete cascade,
        name         text not null,
        created_at   timestamptz not null default now(),
        last_used_at timestamptz,
        revoked_at   timestamptz
      );

      create table one_time_links (
        id         uuid primary key,
        kind       text not null check (kind in ('setup', 'invite', 'reset')),
        token_hash bytea not null unique,
        -- An invitation or a reset belongs to an agent; whoever takes a set-up link becomes the first admin.
        agent_id   uuid references agents on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at    timestamptz,
        check ((kind = 'setup') = (agent_id is null))
      );
      create index one_time_links_agent on one_time_links (agent_id);

      -- Log-ins that have not succeeded; the limit counts them (5 in 15 minutes an account, whether there is one or not).
      create table failed_logins (
        email text not null,
        at    timestamptz not null default now()
      );
      create index failed_logins_email on failed_logins (email, at);

      create table audit (
        id      bigint generated always as identity primary key,
        at      timestamptz not null default now(),
        actor   text not null,
        action  text not null,
        subject text not null,
        before  jsonb,
        after   jsonb
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
