import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DeskError } from '@app/domain';
import { words } from '@app/service';
import { openProductDatabase, type ProductDatabase } from '@app/testing';
import { applyBootstrap, Inboxes, OAuthClients, Secrets, verifyPassword } from '../index.js';
import { readBootstrapFile } from './bootstrap-file.js';

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

  test('a bot has all the settings of the API; what the file leaves out stays as people set it', async () => {
    const proxy = 'socks5://name:secret@127.0.0.1:1080';
    const withBot = (changes: object) => ({ ...FILE, inboxes: [mail, { ...bot, ...changes }, site] });
    await apply(withBot({ intake: 'webhook', groups: 'always', proxy }));
    expect(await inboxes.open('telegram')).toMatchObject([
      { settings: { intake: 'webhook', groups: 'always', channelPosts: false }, secrets: { token: '1:abc', proxy } },
    ]);
    const [row] = await inboxes.open('telegram');
    await product.store.transaction((tx) => inboxes.change(tx, row?.id ?? '', { settings: { channelPosts: true } }));
    await apply(withBot({ intake: 'polling', groups: 'always', proxy }));
    expect(await inboxes.open('telegram')).toMatchObject([
      {
        settings: { intake: 'polling', groups: 'always', channelPosts: true },
        secrets: { proxy, webhookSecret: row?.secrets.webhookSecret },
      },
    ]);
  });

  test('a web chat names teams and mailboxes of the same file; what the file leaves out stays as people set it', async () => {
    const topic = { ru: 'Заказ', en: 'Order' };
    const forms = [
      { id: 'order', topic, team: 'Support', fields: [{ kind: 'text', id: 'number', label: { ru: 'Номер', en: 'Number' } }] },
      { id: 'other', topic },
    ];
    const chat = { ...site, texts: { en: { title: 'Warm Bread' } }, forms, awayMail: { inbox: 'support' } };
    // The chat stands before the mailbox that it names.
    await apply({ ...FILE, inboxes: [chat, mail, bot] });
    const open = async () => (await inboxes.open('webchat'))[0];
    const [mailbox] = await inboxes.open('email');
    const [team] = await product.store.query<{ id: string }>(`select id from teams where name = 'Support'`);
    const first = await open();
    expect(first?.settings).toMatchObject({
      texts: { en: { title: 'Warm Bread' }, ru: { title: null } },
      forms: [
        { id: 'order', teamId: team?.id },
        { id: 'other', teamId: null, fields: [] },
      ],
      awayMail: { inboxId: mailbox?.id, afterMinutes: 10 },
      position: 'right',
    });
    await product.store.transaction((tx) => inboxes.change(tx, first?.id ?? '', { settings: { position: 'left', colour: '#112233' } }));
    await apply({ ...FILE, inboxes: [{ ...chat, awayMail: null }, mail, bot] });
    expect((await open())?.settings).toMatchObject({ position: 'left', colour: '#112233', awayMail: null, forms: [{ id: 'order' }, {}] });
  });

  test('a web chat that names what is nowhere is refused with the place', async () => {
    const chat = { ...site, forms: [{ id: 'order', topic: { ru: 'З', en: 'O' }, team: 'Nobody' }], awayMail: { inbox: 'bot' } };
    await expect(apply({ ...FILE, inboxes: [mail, bot, chat] })).rejects.toMatchObject({
      details: [
        { code: 'bootstrap-no-inbox', params: { place: 'inboxes[2].awayMail.inbox', name: 'bot' } },
        { code: 'bootstrap-no-team', params: { place: 'inboxes[2].forms[0].team', name: 'Nobody' } },
      ],
    });
    await apply(FILE);
    await expect(apply({ inboxes: [{ ...site, name: 'another', awayMail: { inbox: 'bot' } }] })).rejects.toMatchObject({
      code: 'bootstrap-no-inbox',
    });
  });

  test('a mailbox that is signed in to by consent needs no password; what is registered at the provider is kept sealed', async () => {
    const { password: _, ...server } = mailServer;
    const google = { clientId: 'id', clientSecret: 'a secret of theirs' };
    const consented = { ...withMail({ signIn: 'google', imap: server, smtp: server }), oauth: { google } };
    expect((await apply(consented)).created).toEqual(expect.arrayContaining(['oauth google', 'inbox support']));
    expect(await inboxes.open('email')).toMatchObject([{ settings: { signIn: 'google' }, secrets: { imapPassword: '' } }]);
    const clients = new OAuthClients(secrets);
    expect(await clients.read(product.store, 'google')).toEqual({ provider: 'google', ...google, tenant: null, endpoints: null });
    expect((await apply(consented)).changed).toEqual([]);
    expect((await apply({ ...consented, oauth: { google: { ...google, clientSecret: 'a new one' } } })).changed).toEqual(['oauth google']);
    const stored = await product.store.query<{ all: string }>(`select string_agg(b::text, '') as all from bootstrap_applied b`);
    expect(stored[0]?.all).not.toContain('a secret of theirs');
  });

  test('a mailbox that is signed in to by password needs it', async () => {
    const { password: _, ...server } = mailServer;
    await expect(apply(withMail({ smtp: server }))).rejects.toMatchObject({ code: 'bootstrap-invalid', params: { count: 1 } });
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

  describe('signatures and office hours', () => {
    const hours = (opening: string) => ({ week: { mon: [[opening, '18:00']] }, closed: ['2027-01-01'] });
    const file = {
      ...FILE,
      organisation: { ...FILE.organisation, officeHours: hours('09:00') },
      teams: [{ ...FILE.teams[0], signature: 'Yours,\n{{team.name}}' }],
      inboxes: [{ ...mail, officeHours: hours('10:00') }, bot, site],
    };
    const stored = async () =>
      (
        await product.store.query<{ signature: string | null; office: unknown; inbox: unknown; site: unknown }>(
          `select t.signature, o.office_hours #> '{week,mon,0,0}' as office, i.office_hours #> '{week,mon,0,0}' as inbox,
             (select s.office_hours from inboxes s where s.name = 'site') as site
           from teams t, organisation o, inboxes i where i.name = 'support'`,
        )
      )[0];

    test('are taken, and applied again they change nothing', async () => {
      await apply(file);
      expect(await stored()).toEqual({ signature: 'Yours,\n{{team.name}}', office: '09:00', inbox: '10:00', site: null });
      expect(await apply(file)).toMatchObject({ created: [], changed: [] });
    });

    test('are changed where the file changed, else as people set them; null takes them away', async () => {
      await apply(FILE);
      expect(await stored()).toEqual({ signature: null, office: null, inbox: null, site: null });
      expect((await apply(file)).changed).toEqual(['team Support', 'organisation', 'inbox support']);
      await product.store.query(`update teams set signature = 'Ours'`);
      expect((await apply({ ...file, organisation: { ...file.organisation, officeHours: hours('08:00') } })).changed).toEqual([
        'organisation',
      ]);
      expect(await stored()).toMatchObject({ signature: 'Ours', office: '08:00', inbox: '10:00' });
      const none = { ...file, organisation: { officeHours: null }, teams: [{ ...FILE.teams[0], signature: null }] };
      await apply({ ...none, inboxes: [{ ...mail, officeHours: null }, bot, site] });
      expect(await stored()).toEqual({ signature: null, office: null, inbox: null, site: null });
    });

    test.each([
      [
        'a variable that nobody fills',
        { ...file, teams: [{ name: 'Support', signature: '{{agent.email}}' }] },
        /signature.*\{\{agent\.email\}\}/,
      ],
      ['hours that end before they start', { organisation: { officeHours: hours('19:00') } }, /organisation\.officeHours\.week\.mon/],
    ])('%s: refused and named', async (_what, wrong, pattern) => {
      const error = (await apply(wrong).catch((thrown: unknown) => thrown)) as DeskError;
      expect(words('en').reason(error.reason)).toMatch(pattern);
    });
  });

  test('of a mailbox everything can be said that its settings have', async () => {
    const choices = {
      acknowledgement: { enabled: true },
      fromName: 'organisation',
      quoteHistory: true,
      sending: { perMinute: 20 },
      sentCopy: true,
      dkim: { domain: 'shop.test', selector: 'otklik' },
    };
    await apply(withMail(choices));
    expect(await inboxes.open('email')).toMatchObject([
      { settings: { ...choices, junk: false }, secrets: { dkimKey: expect.stringContaining('PRIVATE KEY') } },
    ]);
    await product.store.query(`update inboxes set settings = settings || '{"quoteHistory": false}' where name = 'support'`);
    await apply(withMail({ ...choices, sentCopy: false }));
    expect((await inboxes.open('email'))[0]?.settings).toMatchObject({ quoteHistory: false, sentCopy: false, fromName: 'organisation' });
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

  test('names are in one line, without controls and marks that turn the direction of writing, wherever they stand', async () => {
    const [anna] = FILE.agents;
    const messy = {
      organisation: { name: ' Warm\nBread\u0000 ', noticeInbox: 'support ' },
      skills: [' RU\u0000'],
      agents: [{ ...anna, name: '\u202eAnna\r\nK.', skills: { 'ru ': 5 } }],
      teams: [{ name: 'Sup\tport\u0000', agents: ['anna@shop.test'] }],
      inboxes: [{ ...mail, name: ' support\n', team: ' Sup port', skills: { 'ru\u0000': 1 } }],
    };
    await apply(messy);
    const names = await product.store.query(
      `select o.name as organisation, a.name as agent, t.name as team, i.name as inbox, s.name as skill,
         o.notice_inbox_id = i.id as notices, exists (select from inbox_skills k where k.skill_id = s.id) as asked
       from organisation o, agents a, teams t, inboxes i, skills s`,
    );
    expect(names).toEqual([
      { organisation: 'Warm Bread', agent: 'Anna K.', team: 'Sup port', inbox: 'support', skill: 'ru', notices: true, asked: true },
    ]);
    expect(await apply(messy)).toMatchObject({ created: [], changed: [] });
  });

  test('names that differ in what is cleaned away are one name given twice', async () => {
    const error = (await apply({ ...FILE, teams: [FILE.teams[0], { name: 'Support\u0000' }] }).catch(
      (thrown: unknown) => thrown,
    )) as DeskError;
    expect(words('en').reason(error.reason)).toMatch(/'Support' stands there twice/);
  });

  test('a password is never repeated in a mistake', async () => {
    const file = withMail({ imap: { ...mailServer, password: 12_345 } });
    const error = (await apply(file).catch((thrown: unknown) => thrown)) as DeskError;
    const said = words('en').reason(error.reason);
    expect(said).toContain('imap.password');
    expect(said + error.message).not.toContain('12345');
  });
});

test('the file that the README shows has no mistake', async () => {
  const [, shown = ''] =
    /```json\n(\{\n  "organisation".*?)```/s.exec(await readFile(path.join(import.meta.dirname, '../../../../README.md'), 'utf8')) ?? [];
  expect(readBootstrapFile(shown, { skills: [], agents: [], teams: [], inboxes: [] }).inboxes).toHaveLength(3);
});
