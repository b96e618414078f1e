import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The unit of work and what was said. Written by: `tickets.ts`, `messages.ts`, `notes.ts`, `received.ts`, `assignments.ts`, `blobs.ts`, `attachments.ts`. */
export class Tickets implements MigrationInterface {
  readonly name = 'Tickets2026112200004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Drawn under the ticket's (and conversation's) row lock: within each it grows in commit order.
      create sequence timeline_positions cache 1;
      create sequence ticket_numbers cache 1;

      create table tickets (
        id                uuid primary key,
        number            bigint not null unique default nextval('ticket_numbers'),
        subject           text not null,
        state             text not null check (state in ('new', 'open', 'pending', 'on_hold', 'solved', 'closed')),
        priority          text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
        team_id           uuid not null references teams,
        assignee_id       uuid references agents,
        contact_id        uuid not null references contacts,
        inbox_id          uuid not null references inboxes,
        channel           text not null check (channel in ('email', 'telegram', 'webchat')),
        version           int not null default 1,
        merged_into       uuid references tickets,
        -- The ticket that a customer's message after closing continues.
        follows           uuid references tickets,
        spam              boolean not null default false,
        snoozed_until     timestamptz,
        on_hold_until     timestamptz,
        awaiting          text,
        language          text,
        preview           text not null default '',
        created_at        timestamptz not null default now(),
        last_message_at   timestamptz not null default now(),
        -- Since when it has been our turn; null while it is not.
        waiting_since     timestamptz,
        first_response_at timestamptz,
        assigned_at       timestamptz,
        solved_at         timestamptz,
        closed_at         timestamptz,
        last_position     bigint not null default 0,
        -- What is looked at first: our turn, then theirs, by priority; within that what has waited longest. For lists by keyset.
        urgency_rank      int not null generated always as (
          case when state in ('new', 'open') then 0 when state in ('pending', 'on_hold') then 4 when state = 'solved' then 8 else 12 end
          + case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end) stored,
        urgency_since     timestamptz not null generated always as (coalesce(waiting_since, last_message_at)) stored,
        -- A new ticket has nobody; what is our turn and somebody's is open.
        check (state <> 'new' or assignee_id is null),
        check (state <> 'open' or assignee_id is not null),
        check (merged_into <> id)
      );
      create index tickets_last_message on tickets (last_message_at desc, id desc);
      create index tickets_urgency on tickets (urgency_rank, urgency_since, id) where merged_into is null;
      -- What a clock moves on (due-tickets.ts).
      create index tickets_on_hold on tickets (on_hold_until) where state = 'on_hold' and on_hold_until is not null;
      create index tickets_solved on tickets (solved_at) where state = 'solved';
      create index tickets_snoozed on tickets (snoozed_until) where snoozed_until is not null;
      create index tickets_created on tickets (created_at, id);
      create index tickets_assignee on tickets (assignee_id, state);
      create index tickets_waiting on tickets (team_id, waiting_since) where state = 'new' and merged_into is null;
      create index tickets_contact on tickets (contact_id, created_at);
      create index tickets_team on tickets (team_id, state);

      alter table conversations add foreign key (current_ticket_id) references tickets;

      create table ticket_skills (
        ticket_id uuid not null references tickets on delete cascade,
        skill_id  uuid not null references skills,
        level     int not null check (level between 1 and 5),
        required  boolean not null default true,
        primary key (ticket_id, skill_id)
      );

      create table ticket_tags (
        ticket_id uuid not null references tickets on delete cascade,
        tag       text not null check (tag <> ''),
        primary key (ticket_id, tag)
      );

      create table read_marks (
        agent_id  uuid not null references agents on delete cascade,
        ticket_id uuid not null references tickets on delete cascade,
        position  bigint not null,
        primary key (agent_id, ticket_id)
      );

      create table blobs (
        sha256     bytea primary key check (length(sha256) = 32),
        size       bigint not null,
        -- Up to 48 kB in the row; larger ones are files named by their SHA-256.
        data       bytea,
        created_at timestamptz not null default now()
      );

      create table messages (
        id              uuid primary key,
        conversation_id uuid not null references conversations,
        ticket_id       uuid not null references tickets,
        position        bigint not null unique,
        kind            text not null check (kind in ('inbound', 'reply', 'auto')),
        author_type     text not null check (author_type in ('contact', 'agent', 'system')),
        author_id       uuid,
        way             text not null check (way in ('console', 'email', 'telegram', 'widget', 'api')),
        subject         text,
        sender          jsonb,
        recipients      jsonb not null default '[]',
        cc              jsonb not null default '[]',
        bcc             jsonb not null default '[]',
        text            text not null,
        html            text,
        quoted          text,
        signature       text,
        source_at       timestamptz,
        received_at     timestamptz not null default now(),
        raw             bytea references blobs (sha256),
        authentication  jsonb,
        -- Automatic mail (vacation, list, bounce): changes no state and gets no answer.
        automatic       boolean not null default false,
        -- Came long after it was written (a replayed event, a backlog).
        late            boolean not null default false,
        -- Why the text is not the message's own, e.g. {"code": "mail-unreadable"}; the original is attached.
        problem         jsonb,
        edited          boolean not null default false,
        -- Of a reply: what the ticket becomes when the sender takes it up.
        -- When the sender first took it up: then, and not before, it changes its ticket.
        taken_at        timestamptz,
        next_state      text check (next_state in ('pending', 'solve', 'keep')),
        -- Of an outgoing mail: its random token, local part of its Message-ID and plus part of its Reply-To.
        reply_token     text,
        -- Of a web chat message: the client's own id, so that its sender knows it again.
        client_id       text
      );
      create index messages_ticket on messages (ticket_id, position);
      create index messages_conversation on messages (conversation_id, position);

      create table message_edits (
        id         uuid primary key,
        message_id uuid not null references messages on delete cascade,
        text       text not null,
        html       text,
        edited_at  timestamptz not null default now()
      );

      -- RFC 5322 ids, ours and theirs, in clear. Not unique: contact forms repeat them, strangers copy them.
      create table message_ids (
        -- Inbox and conversation are the message's own, repeated for the look-up: its foreign key stands for theirs.
        inbox_id        uuid not null,
        message_id      text not null,
        message         uuid not null references messages on delete cascade,
        conversation_id uuid not null
      );
      create index message_ids_lookup on message_ids (inbox_id, message_id);
      -- Ours: tokens of our own mails, looked up by the plus part of the address or the local part of an id.
      create unique index messages_reply_token on messages (reply_token) where reply_token is not null;

      -- Its own table: no sender ever reads it.
      create table notes (
        id         uuid primary key,
        ticket_id  uuid not null references tickets,
        position   bigint not null unique,
        author_id  uuid not null references agents,
        text       text not null,
        mentions   uuid[] not null default '{}',
        created_at timestamptz not null default now()
      );
      create index notes_ticket on notes (ticket_id, position);

      create table ticket_events (
        id         uuid primary key,
        ticket_id  uuid not null references tickets,
        position   bigint not null unique,
        code       text not null,
        params     jsonb not null default '{}',
        actor_type text not null check (actor_type in ('contact', 'agent', 'system')),
        actor_id   uuid,
        -- The ticket's version after the change, so that an agent who worked on an older one is told what changed.
        version    int not null,
        at         timestamptz not null default now()
      );
      create index ticket_events_ticket on ticket_events (ticket_id, position);

      create table attachments (
        id           uuid primary key,
        message_id   uuid references messages on delete cascade,
        -- Where it is in the message, from 0.
        ordinal      int not null default 0,
        filename     text not null,
        content_type text not null,
        size         bigint not null,
        sha256       bytea references blobs (sha256),
        inline       boolean not null default false,
        content_id   text,
        -- stored: the bytes are in blobs; waiting: a channel app has still to fetch them; failed: it could not.
        state        text not null default 'stored' check (state in ('stored', 'waiting', 'failed')),
        -- Of a waiting file: the inbox that fetches it, and what it needs, e.g. {"fileId": "..."}.
        inbox_id     uuid references inboxes,
        source       jsonb,
        reason       jsonb,
        -- Of a file not yet part of a message: who uploaded it (agent or visitor).
        uploaded_by  uuid,
        created_at   timestamptz not null default now(),
        check (state <> 'stored' or sha256 is not null)
      );
      create index attachments_message on attachments (message_id, ordinal);
      create index attachments_waiting on attachments (inbox_id) where state = 'waiting';

      -- What came in, for ever: nothing comes in twice after a clean-up.
      create table received (
        inbox_id    uuid not null references inboxes,
        external_id text not null,
        message_id  uuid,
        outcome     text not null,
        -- The original of what became no message.
        raw         bytea references blobs (sha256),
        received_at timestamptz not null default now(),
        primary key (inbox_id, external_id)
      );

      create table assignments (
        id        uuid primary key,
        ticket_id uuid not null references tickets,
        version   int not null,
        agent_id  uuid references agents,
        by        text not null check (by in ('router', 'agent', 'reply', 'system')),
        reason    jsonb not null,
        at        timestamptz not null default now()
      );
      create index assignments_ticket on assignments (ticket_id, at);

      create table timers (
        kind    text not null,
        subject uuid not null,
        due_at  timestamptz not null,
        epoch   bigint not null default 0,
        primary key (kind, subject)
      );
      create index timers_due on timers (due_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
