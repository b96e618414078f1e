import { Writable } from 'node:stream';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig, LocalConfig, noteRunning } from '@app/service';
import { PostgresConsumerLedger, migrate, verifyPassword } from '@app/store';
import { createTestDatabase, freePort, type TempDir, type TestDatabase, tempDir, withClient } from '@app/testing';
import { runCommand } from '../src/run-command.js';
import { type Ran, runOtklik } from './run-otklik.js';

let database: TestDatabase;
let folder: TempDir;
let ports: { PORT: string; PUBLIC_PORT: string };

beforeAll(async () => {
  database = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
  folder = tempDir('cli');
  mkdirSync(path.join(folder.path, 'data'));
  ports = { PORT: String(await freePort()), PUBLIC_PORT: String(await freePort()) };
});

afterAll(async () => {
  await database.drop();
  folder.remove();
});

function otklik(line: string, more: Record<string, string> = {}): Promise<Ran> {
  return runOtklik(line, {
    DATABASE_URL: database.url,
    MIGRATE_DATABASE_URL: database.ownerUrl,
    OTKLIK_DATA: path.join(folder.path, 'data'),
    ...ports,
    ...more,
  });
}

function ask<Row>(sql: string, params: unknown[] = []): Promise<Row[]> {
  return withClient(database.adminUrl, async (client) => (await client.query(sql, params)).rows as Row[]);
}

describe('use', () => {
  test.each([
    ['', 'otklik COMMAND'],
    ['user', 'user create EMAIL'],
    ['fly', "There is no command 'fly'"],
    ['user create', 'A word is missing.'],
    ['user create a@shop.test b@shop.test', "'b@shop.test' is one too many"],
    ['user create nobody', "'nobody' is no e-mail address"],
    ['user create a@shop.test --role king', "--role is 'king', expected one of agent, lead, admin"],
    ['token create --agent a@shop.test', '--name is missing'],
    ['doctor --fix', '--fix'],
    ['parked show 3', "'3' is no id"],
  ])('wrong: %s', async (line, words) => {
    const { code, stdout, stderr } = await otklik(line);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(words);
  });

  test('--help tells the usage of a command', async () => {
    expect(await otklik('user reset --help')).toMatchObject({ code: 0, stdout: expect.stringContaining('otklik user reset EMAIL') });
  });

  test('a reader that goes away, as `| head -1` does, is no failure', async () => {
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })) });
    expect(await runCommand(['help'], { stdout })).toBe(0);
    await new Promise((resolve) => stdout.once('close', resolve));
  });

  test('a wrong environment is told whole', async () => {
    expect(await otklik('doctor', { PORT: 'x', LOG_LEVEL: 'loud' })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/PORT[^]*LOG_LEVEL/),
    });
  });

  test('in the language of the terminal', async () => {
    const { stderr } = await otklik('doctor', { PORT: 'x', DNS_SERVERS: 'office', LANG: 'ru_RU.UTF-8' });
    expect(stderr).toBe(
      'Неверных настроек: 2:\n' +
        '  PORT: задано «x», нужен порт от 1 до 65535\n' +
        '  DNS_SERVERS: задано «office», нужны адреса вида 10.0.0.53 или 10.0.0.53:5353, через запятую\n',
    );
  });
});

describe('people', () => {
  test('user create: an agent, and a link that works once; JSON alone on standard output', async () => {
    const made = await otklik('user create Olga@Shop.test --name Olga --role lead --json');
    expect(made.code).toBe(0);
    const { email, link } = JSON.parse(made.stdout) as { email: string; link: string };
    expect(email).toBe('olga@shop.test');
    expect(link).toMatch(new RegExp(`^http://localhost:${ports.PORT}/links/[\\w-]{40,}$`));
    expect(made.stderr).toContain('olga@shop.test');
    expect(await ask(`select name, role, password_hash from agents where email = 'olga@shop.test'`)).toEqual([
      { name: 'Olga', role: 'lead', password_hash: null },
    ]);
    expect(await ask(`select kind from one_time_links l join agents a on a.id = l.agent_id where a.email = 'olga@shop.test'`)).toEqual([
      { kind: 'invite' },
    ]);
  });

  test('an address that is taken is refused, in words', async () => {
    await otklik('user create twice@shop.test');
    expect(await otklik('user create twice@shop.test')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is an agent with this address already'),
    });
  });

  test('user reset: a link for who is there, none for who is not', async () => {
    await otklik('user create reset@shop.test');
    expect(await otklik('user reset reset@shop.test')).toMatchObject({ code: 0, stdout: expect.stringContaining('/links/') });
    expect(await otklik('user reset nobody@shop.test')).toMatchObject({ code: 1, stdout: '' });
  });

  test('links lead to the product that runs, though this shell knows nothing of its port', async () => {
    await otklik('user create linked@shop.test');
    const unset = { PORT: '', PUBLIC_PORT: '' };
    const forget = noteRunning(loadConfig(LocalConfig, { OTKLIK_DATA: path.join(folder.path, 'data'), ...ports }));
    try {
      const { stdout } = await otklik('user reset linked@shop.test', unset);
      expect(stdout).toContain(`http://localhost:${ports.PORT}/links/`);
      expect((await otklik('doctor', unset)).stdout).toContain(`port ${ports.PORT}`);
    } finally {
      forget();
    }
    expect((await otklik('user reset linked@shop.test', unset)).stdout).toContain('http://localhost:8080/links/');
  });

  test('token create: the token is printed and kept as a hash only', async () => {
    await otklik('user create bot@shop.test');
    const { code, stdout } = await otklik('token create --agent bot@shop.test --name nightly');
    expect(code).toBe(0);
    expect(stdout.trim()).toMatch(/^otk_/);
    const rows = await ask<{ name: string; token_hash: Buffer }>('select * from tokens');
    expect(rows.map((row) => row.name)).toEqual(['nightly']);
    expect(JSON.stringify(rows)).not.toContain(stdout.trim());
  });
});

describe('bootstrap', () => {
  const file = (content: unknown): string => {
    const name = path.join(folder.path, 'bootstrap.json');
    writeFileSync(name, JSON.stringify(content));
    return name;
  };

  test('makes what is missing; a second time there is nothing to do', async () => {
    const name = file({
      admin: { email: 'boss@shop.test', name: 'Boss', password: 'correct horse' },
      teams: [{ name: 'Sales', agents: ['boss@shop.test'] }],
    });
    expect(await otklik(`bootstrap ${name}`)).toMatchObject({ code: 0, stdout: expect.stringContaining('team Sales') });
    const [boss] = await ask<{ hash: string }>(`select password_hash as hash from agents where email = 'boss@shop.test'`);
    expect(await verifyPassword(boss?.hash ?? null, 'correct horse')).toBe(true);
    expect(await otklik(`bootstrap ${name}`)).toMatchObject({ code: 0, stdout: 'Nothing to do.\n' });
  });

  test('mistakes are told together, and nothing is made', async () => {
    const name = file({
      admin: { email: 'x', name: 'X', password: 'correct horse' },
      teams: [{ name: 'Lost', agents: ['who@shop.test'] }],
    });
    const { code, stderr } = await otklik(`bootstrap ${name}`);
    expect(code).toBe(1);
    expect(stderr).toContain('admin.email');
    expect(stderr).toContain("teams[0].agents: there is no agent 'who@shop.test'");
    expect(await ask(`select from teams where name = 'Lost'`)).toEqual([]);
  });

  test('a file that is not there is named', async () => {
    expect(await otklik('bootstrap /nowhere.json')).toMatchObject({ code: 1, stderr: expect.stringContaining('/nowhere.json') });
  });
});

describe('parked events', () => {
  async function park(n: number): Promise<string> {
    const eventId = `01906b5e-7c1d-7aaa-bbbb-00000000000${n}`;
    await withClient(database.adminUrl, async (client) => {
      const ledger = new PostgresConsumerLedger(
        async <Row>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, [...params])).rows as Row[],
      );
      const record = {
        id: eventId,
        type: 'mail.received.v1',
        topic: 'intake.email',
        key: 'k',
        at: '2026-03-02T09:00:00.000Z',
        data: '{"inboxId":"i"}',
        payload: Buffer.from('raw mail'),
        offset: 1n,
      };
      await ledger.park('normalizer', record, { code: 'bug', params: {} }, 3);
    });
    const [row] = await ask<{ id: string }>('select id from parked where event_id = $1', [eventId]);
    return row?.id ?? '';
  }

  test('are listed a line each, shown whole without their payload, replayed and dropped', async () => {
    const [first, second] = [await park(1), await park(2)];
    const listed = await otklik('parked list --json');
    expect(
      listed.stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id)
        .sort(),
    ).toEqual([first, second].sort());
    const shown = await otklik(`parked show ${first} --json`);
    expect(JSON.parse(shown.stdout)).toMatchObject({ id: first, group: 'normalizer', attempts: 3, size: 8, data: { inboxId: 'i' } });
    expect(shown.stdout).not.toContain('raw mail');
    expect(await otklik(`parked replay ${first}`)).toMatchObject({ code: 0, stdout: `Replayed: ${first}\n` });
    expect(await ask('select from parked where id = $1', [first])).toHaveLength(0);
    expect(await ask(`select type from events where event_id = '01906b5e-7c1d-7aaa-bbbb-000000000001'`)).toEqual([
      { type: 'mail.received.v1' },
    ]);
    expect((await otklik(`parked drop ${second}`)).code).toBe(0);
    expect(await ask('select from parked where id = $1', [second])).toHaveLength(0);
    expect(await otklik(`parked drop ${second}`)).toMatchObject({ code: 1, stderr: expect.stringContaining('no such parked event') });
  });
});

describe('doctor', () => {
  test('says of everything how it is, and ends with 0 when all is well', async () => {
    await ask('delete from parked');
    const { code, stdout } = await otklik('doctor --json');
    const findings = JSON.parse(stdout) as { check: string; ok: boolean; detail: string; next: string | null }[];
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        'database',
        'keys',
        'inboxes',
        'parked',
        'bus',
        'disk',
        'addresses',
        `port ${ports.PORT}`,
        `port ${ports.PUBLIC_PORT}`,
      ]),
    );
    expect(code).toBe(0);
  });

  test('an inbox that fails is named with its reason and one next step', async () => {
    const team = '01906b5e-7c1d-7aaa-bbbb-0000000000aa';
    const inbox = '01906b5e-7c1d-7aaa-bbbb-0000000000ab';
    await ask(`insert into teams (id, name) values ($1, 'Doctor')`, [team]);
    await ask(
      `insert into inboxes (id, channel, name, team_id, settings, health, health_reason) values ($1, 'webchat', 'shop', $2, '{}', 'failing', '{"code":"database-away","params":{}}')`,
      [inbox, team],
    );
    const { code, stdout } = await otklik('doctor');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      new RegExp(`FAULT  inbox shop: webchat, failing since .*: The database cannot be reached.\n +next: .*/settings/inboxes/${inbox}`),
    );
    await ask('delete from inboxes where id = $1', [inbox]);
  });

  test('an inbox that works, and has not been connected so far, is not told as switched off', async () => {
    const team = '01906b5e-7c1d-7aaa-bbbb-0000000000ac';
    const inbox = '01906b5e-7c1d-7aaa-bbbb-0000000000ad';
    await ask(`insert into teams (id, name) values ($1, 'New')`, [team]);
    await ask(`insert into inboxes (id, channel, name, team_id, settings) values ($1, 'webchat', 'fresh', $2, '{}')`, [inbox, team]);
    const { code, stdout } = await otklik('doctor');
    await ask('delete from inboxes where id = $1', [inbox]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/inbox fresh: webchat, not connected yet\n/);
  });

  test('a command whose database is away says where it looked', async () => {
    expect(await otklik('user reset a@shop.test', { DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/x' })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^No PostgreSQL answers at 127\.0\.0\.1:1\/x \(ECONNREFUSED\)(?!.*secret)/),
    });
  });

  test.each([
    ['a database that is away', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, 'database', 'DATABASE_URL'],
    ['one host for staff and customers', { PUBLIC_SITE_URL: 'http://localhost:9' }, 'addresses', 'host name of its own'],
    ['brokers that do not answer', { KAFKA_BROKERS: '127.0.0.1:1' }, 'bus', 'KAFKA_BROKERS'],
  ])(
    '%s is a fault with a next step',
    async (_, env, check, next) => {
      const { code, stdout } = await otklik('doctor --json', env);
      expect(code).toBe(3);
      const found = (JSON.parse(stdout) as { check: string; ok: boolean; next: string }[]).find((one) => one.check === check);
      expect(found).toMatchObject({ ok: false, next: expect.stringContaining(next) });
    },
    60_000,
  );

  test('services that may change tables are a fault', async () => {
    expect((await otklik('doctor', { DATABASE_URL: database.ownerUrl })).stdout).toContain('FAULT  database role');
  });
});

describe('trace', () => {
  test('tells of a mail what became of it: its inbox, outcome and ticket (fail:I16)', async () => {
    const team = '01906b5e-7c1d-7aaa-bbbb-0000000000ba';
    const inbox = '01906b5e-7c1d-7aaa-bbbb-0000000000bb';
    const sha256 = 'ab'.repeat(32);
    await ask(`insert into teams (id, name) values ($1, 'Trace')`, [team]);
    await ask(`insert into inboxes (id, channel, name, team_id, settings) values ($1, 'email', 'traced', $2, '{}')`, [inbox, team]);
    await ask(`insert into contacts (id, name) values ($1, 'Kate')`, [inbox]);
    await ask(`insert into conversations (id, inbox_id, external_key, contact_id) values ($1, $1, 'x', $1)`, [inbox]);
    await ask(
      `insert into tickets (id, number, subject, state, team_id, contact_id, inbox_id, channel) values ($1, 4711, 's', 'new', $2, $1, $1, 'email')`,
      [inbox, team],
    );
    await ask(
      `insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, text)
       values ($1, $1, $1, 1, 'inbound', 'contact', $1, 'email', 't')`,
      [inbox],
    );
    await ask(`insert into message_ids (inbox_id, message_id, message, conversation_id) values ($1, '<a@b.test>', $1, $1)`, [inbox]);
    await ask(`insert into received (inbox_id, external_id, message_id, outcome) values ($1, $2, $1, 'message')`, [inbox, sha256]);
    const expected = { inbox: 'traced', externalId: sha256, outcome: 'message', ticket: 4711, receivedAt: expect.any(String) };
    for (const id of ['<a@b.test>', 'a@b.test', sha256]) {
      const { code, stdout } = await otklik(`trace ${id} --json`);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(expected);
    }
    expect((await otklik('trace a@b.test')).stdout).toContain('traced  message  ticket 4711');
    expect(await otklik('trace nobody@b.test')).toMatchObject({ code: 1, stderr: expect.stringContaining('No such mail') });

    // One that a service could not handle waits for somebody to look.
    await ask(
      `insert into parked (id, group_name, event_id, topic, type, key, at, data, payload, reason, attempts)
       values ($1, 'normalizer', $1, 'intake.email', 'intake.email.v1', 'k', now(), $2, convert_to('Message-ID: <parked@b.test>', 'UTF8'), '{}', 3)`,
      [inbox, JSON.stringify({ inboxId: inbox, externalId: 'cd'.repeat(32) })],
    );
    expect(JSON.parse((await otklik('trace parked@b.test --json')).stdout)).toMatchObject({
      outcome: 'parked',
      ticket: null,
      inbox: 'traced',
    });
    await ask(`delete from parked where id = $1`, [inbox]);
  });
});

describe('migrate', () => {
  test('gives an empty database a team and the web chat of the demo page, once; with a bootstrap file only what that says', async () => {
    const empty = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
    const at = { DATABASE_URL: empty.url, MIGRATE_DATABASE_URL: empty.ownerUrl };
    const made = (): Promise<unknown[]> =>
      withClient(
        empty.adminUrl,
        async (client) =>
          (
            await client.query(
              `select t.name as team, i.settings->'origins' as origins from teams t left join inboxes i on i.team_id = t.id`,
            )
          ).rows,
      );
    try {
      const bootstrap = path.join(folder.path, 'nothing.json');
      writeFileSync(bootstrap, '{}');
      expect((await otklik('migrate', { ...at, OTKLIK_BOOTSTRAP: bootstrap })).code).toBe(0);
      expect(await made()).toEqual([]);
      for (const _ of ['made', 'left alone']) {
        expect((await otklik('migrate', at)).code).toBe(0);
        expect(await made()).toEqual([{ team: 'Support', origins: [`http://localhost:${ports.PUBLIC_PORT}`] }]);
      }
    } finally {
      await empty.drop();
    }
  });

  test('says what was done, and gives the set-up link while nobody can sign in', async () => {
    await ask(`delete from agents where role = 'admin'`);
    const { code, stdout } = await otklik('migrate --json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ migrations: [], topics: { created: [], changed: [] }, setup: expect.stringContaining('/links/') });
  });
});
