import { createEmptyDatabase, type TestDatabase } from '@app/testing';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from './index.js';
import { Threads } from './0009-threads.js';

describe('a database with mail from before participants were kept', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    source = new DataSource({ type: 'postgres', url: database.ownerUrl });
    await source.initialize();
    const runner = source.createQueryRunner();
    for (const migration of MIGRATIONS.slice(0, MIGRATIONS.indexOf(Threads))) await new migration().up(runner);
    await source.query(`
      with
        t as (insert into teams (id, name) values (gen_random_uuid(), 'Support') returning id),
        i as (insert into inboxes (id, channel, name, team_id) select gen_random_uuid(), 'email', 'support', id from t returning id, team_id),
        c as (insert into contacts (id, name) values (gen_random_uuid(), 'Ivan') returning id),
        n as (insert into conversations (id, inbox_id, external_key, contact_id) select gen_random_uuid(), i.id, 'x', c.id from i, c returning id, inbox_id),
        h as (insert into tickets (id, subject, state, team_id, contact_id, inbox_id, channel)
          select gen_random_uuid(), 'Bill', 'new', i.team_id, c.id, i.id, 'email' from i, c returning id),
        m as (insert into messages (id, conversation_id, ticket_id, position, kind, author_type, way, text, sender, recipients, cc, authentication)
          select gen_random_uuid(), n.id, h.id, v.position, v.kind, v.author, 'email', '', v.sender::jsonb, v.recipients::jsonb, v.cc::jsonb, v.authentication::jsonb
          from n, h, (values
            (1, 'inbound', 'contact', '{"address": "Ivan@x.test", "name": ""}', '[{"address": "support@shop.test", "name": ""}]', '[{"address": "Wife@x.test", "name": ""}]', '{"proved": false}'),
            (2, 'inbound', 'contact', '{"address": "ivan@x.test", "name": ""}', '[]', '[]', '{"proved": false, "replyTo": [{"address": "office@x.test", "name": ""}]}'),
            (3, 'reply', 'agent', '{"address": "support@shop.test", "name": ""}', '[{"address": "boss@x.test", "name": ""}]', '[]', null)
          ) as v(position, kind, author, sender, recipients, cc, authentication)
          returning id, conversation_id, position)
      insert into message_ids (inbox_id, message_id, message, conversation_id)
      select n.inbox_id, case when m.position < 3 then '<same@x.test>' else '<ours@shop.test>' end, m.id, m.conversation_id from n, m`);
    await new Threads().up(runner);
    await runner.release();
  }, 60_000);
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  test('knows who took part: who wrote and whom we wrote to for sure, whom customers copied in not', async () => {
    expect(await source.query(`select address, confirmed from participants order by address`)).toEqual([
      { address: 'boss@x.test', confirmed: true },
      { address: 'ivan@x.test', confirmed: true },
      { address: 'support@shop.test', confirmed: false },
      { address: 'wife@x.test', confirmed: false },
    ]);
  });

  test('answers go where they went', async () => {
    expect(await source.query(`select authentication -> 'answerTo' ->> 'address' as to from messages order by position`)).toEqual([
      { to: 'Ivan@x.test' },
      { to: 'office@x.test' },
      { to: null },
    ]);
  });

  test('of rows with one id, one is the first', async () => {
    expect(
      await source.query(
        `select message_id as id, count(*) filter (where first)::int as first, count(*)::int as rows from message_ids group by 1 order by 1`,
      ),
    ).toEqual([
      { id: '<ours@shop.test>', first: 1, rows: 1 },
      { id: '<same@x.test>', first: 1, rows: 2 },
    ]);
  });
});
