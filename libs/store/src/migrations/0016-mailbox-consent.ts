import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mailboxes that are signed in to by consent of their owners. Written by: `oauth-clients.ts`, `oauth-consents.ts`, `oauth-grants.ts`. */
export class MailboxConsent implements MigrationInterface {
  readonly name = 'MailboxConsent2026112300016';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What an admin registered at a provider.
      create table oauth_clients (
        provider      text primary key check (provider in ('google', 'microsoft')),
        client_id     text not null,
        -- Sealed (secrets.ts).
        secret        bytea not null,
        tenant        text,
        -- Null: the provider's own.
        authorize_url text,
        token_url     text,
        changed_at    timestamptz not null default now(),
        check ((authorize_url is null) = (token_url is null))
      );

      -- Ways to a provider that are being gone: each good for one time, and for minutes.
      create table oauth_consents (
        -- SHA-256 of what comes back with the browser.
        state_hash    bytea primary key,
        inbox_id      uuid not null references inboxes on delete cascade,
        provider      text not null,
        -- The session (or API token) that began it, which alone may end it. No foreign key: sessions end at any time.
        credential_id uuid not null,
        -- Sealed: what proves at the provider that it was us who asked.
        proofs        bytea not null,
        expires_at    timestamptz not null
      );

      -- Why the last way to a provider led nowhere, until the next one does not.
      create table oauth_refusals (
        inbox_id uuid primary key references inboxes on delete cascade,
        reason   jsonb not null,
        at       timestamptz not null default now()
      );

      create table oauth_grants (
        inbox_id      uuid primary key references inboxes on delete cascade,
        provider      text not null,
        state         text not null check (state in ('given', 'lost')),
        -- Why it was lost.
        reason        jsonb,
        since         timestamptz not null default now(),
        -- Who consented, by the provider's word.
        account       text,
        -- Sealed: access token and refresh token.
        tokens        bytea not null,
        -- By this database's clock, counted from before the token was asked for: no other clock has a say.
        expires_at    timestamptz not null,
        -- From here on a new one is asked for.
        renew_at      timestamptz not null,
        -- Grows with each renewal, so that one that was done already is known.
        generation    int not null default 1,
        -- How far the provider's clock is ahead of ours, s; null where it does not say.
        clock_ahead_s int,
        check ((state = 'lost') = (reason is not null))
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
