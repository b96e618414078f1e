import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What threads are found by. Written by: `mail-ids.ts`, `participants.ts`, `replies.ts`. */
export class Threads implements MigrationInterface {
  readonly name = 'Threads2026112300009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Of a mail that answers one which is not here: its id leads to this conversation all the same.
      alter table message_ids add column mention boolean not null default false;
      -- The first row of its id in the inbox. Two transactions that bring the same id in wait for each other here, and the
      -- second is told: it is redone, and finds what the first one stored. Our own ids are random and take no part.
      alter table message_ids add column first boolean not null default false;
      update message_ids set first = true where ctid in
        (select distinct on (inbox_id, message_id) ctid from message_ids order by inbox_id, message_id, message);
      drop index message_ids_lookup;
      create unique index message_ids_first on message_ids (inbox_id, message_id) where first;
      create index message_ids_again on message_ids (inbox_id, message_id, message) where not first;

      -- Who wrote in a mail conversation or was written to, so that nobody reads all its messages to know it.
      create table participants (
        -- Conversations are permanent: a foreign key would only cost each mail a look.
        conversation_id uuid not null,
        -- In lower case.
        address         text not null check (address <> ''),
        -- Whoever began it, whom we wrote to, and whom one of these brought in by a mail that proves its sender.
        confirmed       boolean not null,
        primary key (conversation_id, address)
      );
      insert into participants (conversation_id, address, confirmed)
      select p.conversation_id, p.address, bool_or(p.confirmed)
      from (
        select m.conversation_id, lower(m.sender ->> 'address') as address, true as confirmed from messages m where m.kind = 'inbound'
        union all
        select m.conversation_id, lower(r ->> 'address'), m.kind <> 'inbound'
        from messages m, jsonb_array_elements(m.recipients || m.cc || m.bcc) as r
      ) as p
      where p.address <> '' group by p.conversation_id, p.address;

      -- Where an answer goes is kept with each message now; of those that are here: where it went until now.
      update messages set authentication = jsonb_set(coalesce(authentication, '{}'), '{answerTo}', coalesce(authentication -> 'replyTo' -> 0, sender))
      where kind = 'inbound' and way = 'email' and sender ->> 'address' <> '';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
