import { existsSync } from 'node:fs';
import { isAlive } from './process.js';
import { createEmptyDatabase, createTestDatabase } from './database.js';
import { type PostgresServer, startPostgres, withClient } from './postgres.js';

describe.each([18, 15] as const)('PostgreSQL %i', (version) => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres({ version });
  });
  afterAll(() => postgres.stop());

  test('answers as the version it was asked for, in UTF-8 and the C order', async () => {
    const { rows } = await postgres.asAdmin((admin) =>
      admin.query(`select current_setting('server_version_num')::int / 10000 as version, encoding, datcollate
                   from pg_database, pg_encoding_to_char(encoding) as encoding_name(encoding_name) where datname = 'postgres'`),
    );
    expect(rows).toEqual([{ version, encoding: 6, datcollate: 'C.UTF-8' }]);
  });

  test('keeps what was committed before a kill -9', async () => {
    const url = postgres.url(await postgres.createDatabase());
    await withClient(url, (client) => client.query('create table kept as select 42 as answer'));
    const { pid } = postgres;
    await postgres.kill9();
    expect(isAlive(pid)).toBe(false);
    await expect(withClient(url, (client) => client.query('select 1'))).rejects.toThrow('ECONNREFUSED');
    await postgres.start();
    const { rows } = await withClient(url, (client) => client.query('select answer from kept'));
    expect(rows).toEqual([{ answer: 42 }]);
  });

  test('restarts on the same port while a client holds a transaction open', async () => {
    const url = postgres.url();
    await withClient(url, async (client) => {
      client.on('error', () => undefined);
      await client.query('begin');
      await postgres.restart();
    }).catch(() => undefined);
    const { rows } = await withClient(url, (client) => client.query('select 1 as one'));
    expect(rows).toEqual([{ one: 1 }]);
  });
});

test('a stopped server leaves no process and no folder', async () => {
  const postgres = await startPostgres();
  const { pid, dataDir } = postgres;
  await postgres.stop();
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(dataDir)).toBe(false);
});

describe('a database for each test file', () => {
  const migrations: string[] = [];
  const migrate = async (ownerUrl: string): Promise<void> => {
    migrations.push(ownerUrl);
    await withClient(ownerUrl, (owner) => owner.query('create table ticket (id int); grant select, insert on ticket to otklik_service'));
  };
  const template = `own_${process.pid}`;

  test('has the tables, its own rows, and a service role without DDL; the template is migrated once', async () => {
    const [one, two] = await Promise.all([createTestDatabase({ migrate, template }), createTestDatabase({ migrate, template })]);
    await withClient(one.url, async (client) => {
      await client.query('insert into ticket values (1)');
      await expect(client.query('create table sly (id int)')).rejects.toThrow('permission denied');
    });
    const { rows } = await withClient(two.url, (client) => client.query('select count(*)::int as tickets from ticket'));
    expect(rows).toEqual([{ tickets: 0 }]);
    expect(migrations).toHaveLength(1);
    await Promise.all([one.drop(), two.drop()]);
  });

  test('is dropped while a client is connected', async () => {
    const { drop, adminUrl } = await createEmptyDatabase();
    await withClient(adminUrl, async (client) => {
      client.on('error', () => undefined);
      await drop();
    }).catch(() => undefined);
    await expect(withClient(adminUrl, (client) => client.query('select 1'))).rejects.toThrow('does not exist');
  });
});
