import { DeskError } from '@app/domain';
import { words } from '@app/service';
import { openProductDatabase, type ProductDatabase } from '@app/testing';
import { applyBootstrap, Inboxes, Secrets, verifyPassword } from '../index.js';

const mailServer = { host: '127.0.0.1', port: 14143, tls: 'none', user: 'support@shop.test', password: 'mail secret' };
const FILE = {
  organisation: { name: 'Тёплый хлеб', language: 'ru', timeZone: 'Europe/Moscow', noticeInbox: 'support', noticeBot: 'bot' },
  admin: { email: 'Admin@shop.test', name: 'Админ', password: 'admin password' },
  skills: ['ru', 'en', 'billing'],
  agents: [{ email: 'anna@shop.test', name: 'Анна', password: 'anna password', skills: { ru: 5, billing: 3 }, capacity: 6 }],
  teams: [{ name: 'Support', agents: ['anna@shop.test'] }],
  inboxes: [
    {
      channel: 'email',
      name: 'support',
      address: 'support@shop.test',
      team: 'Support',
      skills: { ru: 1 },
      from: 'now',
      imap: mailServer,
      smtp: mailServer,
    },
    { channel: 'telegram', name: 'bot', team: 'Support', token: '1:abc', apiRoot: 'http://127.0.0.1:8082' },
    {
      channel: 'webchat',
      name: 'site',
      team: 'Support',
      origins: ['http://localhost:8081'],
      skills: { en: { level: 2, required: false } },
    },
  ],
};

describe('the bootstrap file', () => {
  let product: ProductDatabase;
  let inboxes: Inboxes;
  const secrets = Secrets.fromSecret('a secret of thirty-two characters');

  beforeEach(async () => {
    product = await openProductDatabase();
    inboxes = new Inboxes(product.store, secrets);
  });
  afterEach(() => product.close());

  const apply = (file: unknown) =>
    applyBootstrap({ store: product.store, inboxes, secrets }, typeof file === 'string' ? file : JSON.stringify(file));
  const [mail, bot, site] = FILE.inboxes;
  const withMail = (changes: object) => ({ ...FILE, inboxes: [{ ...mail, ...changes }, bot, site] });
  const events = async (type: string) => (await product.store.query(`select from events where type = $1`, [type])).length;

  test('makes everything that is missing, and tells the channel apps', async () => {
    const { created, warnings } = await apply(FILE);
    expect(created).toEqual(
      expect.arrayContaining([
        'admin admin@shop.test',
        'agent anna@shop.test',
        'team Support',
        'inbox support',
        'inbox bot',
        'inbox site',
        'skill ru',
      ]),
    );
    expect(warnings).toHaveLength(2);
    expect(await inboxes.open('email')).toMatchObject([
      { name: 'support', settings: { address: 'support@shop.test' }, secrets: { imapPassword: 'mail secret' } },
    ]);
    expect(await inboxes.open('telegram')).toMatchObject([{ secrets: { token: '1:abc' } }]);
    expect(await events('inbox.changed.v1')).toBe(3);
    const [organisation] = await product.store.query(
      `select o.name, o.language, m.name as mail, b.name as bot from organisation o join inboxes m on m.id = o.notice_inbox_id join inboxes b on b.id = o.notice_bot_id`,
    );
    expect(organisation).toEqual({ name: 'Тёплый хлеб', language: 'ru', mail: 'support', bot: 'bot' });
  });

  test('an agent can sign in with the password of the file, and has skills and teams', async () => {
    await apply(FILE);
    const [anna] = await product.store.query<{ hash: string; skills: number; teams: number }>(
      `select password_hash as hash, (select count(*)::int from agent_skills k where k.agent_id = a.id) as skills,
         (select count(*)::int from team_members m where m.agent_id = a.id) as teams from agents a where email = 'anna@shop.test'`,
    );
    expect(anna).toMatchObject({ skills: 2, teams: 1 });
    expect(await verifyPassword(anna?.hash ?? null, 'anna password')).toBe(true);
  });

  test('required and preferred skills of an inbox are told apart', async () => {
    await apply(FILE);
    const rows = await product.store.query(
      `select i.name, s.name as skill, k.level, k.required from inbox_skills k join inboxes i on i.id = k.inbox_id join skills s on s.id = k.skill_id order by 1`,
    );
    expect(rows).toEqual([
      { name: 'site', skill: 'en', level: 2, required: false },
      { name: 'support', skill: 'ru', level: 1, required: true },
    ]);
  });

  test('applied again it changes nothing', async () => {
    await apply(FILE);
    const before = await events('inbox.changed.v1');
    expect(await apply(FILE)).toMatchObject({ created: [], changed: [] });
    expect(await events('inbox.changed.v1')).toBe(before);
  });

  test('what people set in the console stays; what the file changed since is changed', async () => {
    await apply(FILE);
    await product.store.query(`update inboxes set settings = settings || '{"address": "console@shop.test"}' where name = 'support'`);
    await apply(withMail({ from: 'all' }));
    expect((await inboxes.open('email'))[0]?.settings).toMatchObject({ address: 'console@shop.test', from: 'all' });
  });

  test('a new password in the file is taken, and never stored in clear', async () => {
    await apply(FILE);
    const again = await apply(withMail({ imap: { ...mailServer, password: 'another secret' } }));
    expect(again.changed).toEqual(['inbox support']);
    expect((await inboxes.open('email'))[0]?.secrets).toEqual({ imapPassword: 'another secret', smtpPassword: 'mail secret' });
    const kept = await product.store.query<{ all: string }>(`select string_agg(value::text, '') as all from bootstrap_applied`);
    expect(kept[0]?.all).not.toContain('secret');
  });

  test('people that exist are left alone', async () => {
    await apply(FILE);
    await product.store.query(`update agents set name = 'Anna K.', capacity = 2, password_hash = 'hers' where email = 'anna@shop.test'`);
    await apply({ ...FILE, agents: [{ ...FILE.agents[0], name: 'Other', capacity: 9, password: 'new password' }] });
    const [anna] = await product.store.query(`select name, capacity, password_hash from agents where email = 'anna@shop.test'`);
    expect(anna).toEqual({ name: 'Anna K.', capacity: 2, password_hash: 'hers' });
  });

  test('who was taken out of a team in the console stays out; who is new in the file comes in', async () => {
    await apply(FILE);
    await product.store.query(`delete from team_members`);
    const boris = { email: 'boris@shop.test', name: 'Борис', password: 'boris password' };
    await apply({ ...FILE, agents: [...FILE.agents, boris], teams: [{ name: 'Support', agents: ['anna@shop.test', 'boris@shop.test'] }] });
    const rows = await product.store.query<{ email: string }>(`select a.email from team_members m join agents a on a.id = m.agent_id`);
    expect(rows.map((row) => row.email)).toEqual(['boris@shop.test']);
  });

  test('a file with three mistakes names all three, and nothing is made', async () => {
    const wrong = {
      ...FILE,
      organisation: { ...FILE.organisation, timeZone: 'Moscow' },
      teams: [{ name: 'Support', agents: ['nobody@shop.test'] }],
      inboxes: [{ ...mail, imap: { ...mailServer, port: 99_999 } }, bot, site],
    };
    const error = await apply(wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeskError);
    const { code, reason } = error as DeskError;
    const message = words('en').reason(reason);
    expect(code).toBe('bootstrap-invalid');
    expect(message).toContain('mistakes (3):\n  ');
    expect(message).toContain('organisation.timeZone');
    expect(message).toContain("teams[0].agents: there is no agent 'nobody@shop.test'");
    expect(message).toMatch(/inboxes\[0\]\.imap\.port: .*99999/);
    expect(words('ru').reason(reason)).toContain('teams[0].agents: нет сотрудника «nobody@shop.test»');
    expect(await product.store.query(`select from teams`)).toEqual([]);
  });

  test.each([
    ['no JSON', '{"admin": ', /not JSON/],
    ['an unknown key', { ...FILE, inbox: [] }, /the file: unknown key: inbox/],
    ['a name given twice', { ...FILE, teams: [FILE.teams[0], FILE.teams[0]] }, /'Support' stands there twice/],
    ['an unknown skill', withMail({ skills: { klingon: 1 } }), /skills: there is no skill 'klingon'/],
    ['an unknown channel', { inboxes: [{ channel: 'fax', name: 'x' }] }, /inboxes\[0\]/],
  ])('%s is told with its place', async (_what, file, pattern) => {
    const error = (await apply(file).catch((thrown: unknown) => thrown)) as DeskError;
    expect(words('en').reason(error.reason)).toMatch(pattern);
  });

  test('a password is never repeated in a mistake', async () => {
    const file = withMail({ imap: { ...mailServer, password: 12_345 } });
    const error = (await apply(file).catch((thrown: unknown) => thrown)) as DeskError;
    const said = words('en').reason(error.reason);
    expect(said).toContain('imap.password');
    expect(said + error.message).not.toContain('12345');
  });
});
