import type { Agent, Inbox, Problem, Skill, Team } from '@app/contracts';
import { Inboxes } from '@app/store';
import { aSkill, aTeam, eventually } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

describe('people and inboxes over the API', () => {
  let desk: DeskUnderTest;
  let admin: ApiClient;
  let team: string;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    admin = await desk.signedIn({ role: 'admin' });
    team = await aTeam(desk.store);
  });
  afterAll(() => desk.close());

  const eventsOf = async (type: string, id: string) =>
    (await desk.store.query(`select from events where type = $1 and key = $2`, [type, id])).length;

  describe('an agent', () => {
    test('is made with teams and skills, and the router is told', async () => {
      const skill = await aSkill(desk.store);
      const [named] = await desk.store.query<{ name: string }>(`select name from skills where id = $1`, [skill]);
      const body = {
        email: 'Ira@Shop.test',
        name: 'Ира',
        capacity: 4,
        teams: [{ team, lead: true }],
        skills: [{ skill: named?.name, level: 3 }],
      };
      const { status, body: agent } = await admin.post<Agent>('/agents', body);
      expect(status).toBe(201);
      expect(agent).toMatchObject({
        email: 'ira@shop.test',
        teams: [{ id: team, lead: true }],
        skills: [{ level: 3 }],
        hasPassword: false,
      });
      expect(await eventsOf('agent.changed.v1', agent.id)).toBe(1);
    });

    test('of an address that is taken is refused', async () => {
      await admin.post('/agents', { email: 'twice@shop.test', name: 'A' });
      expect(await admin.post('/agents', { email: 'TWICE@shop.test', name: 'B' })).toMatchObject({
        status: 409,
        body: { code: 'email-taken' },
      });
    });

    test('has a name in one line that reads as it is written; of nothing but marks is none', async () => {
      const name = ' Ира\n\u202eтрофмоК\u0007 ';
      const { body } = await admin.post<Agent>('/agents', { email: 'one-line@shop.test', name });
      expect(body.name).toBe('Ира трофмоК');
      expect((await admin.post('/agents', { email: 'nameless@shop.test', name: '\u202e\n' })).status).toBe(400);
    });

    test('presence stays as set, and the router is told once for each change', async () => {
      const agent = await desk.signedIn({ teams: [team], presence: 'offline' });
      const set = (state: string) => agent.call<Agent>('PUT', '/agents/me/presence', { state });
      expect((await set('online')).body.presence).toBe('online');
      await set('online');
      expect(await eventsOf('agent.changed.v1', agent.agentId)).toBe(1);
    });

    test('that is the last admin stays one', async () => {
      expect(await admin.patch(`/agents/${admin.agentId}`, { role: 'agent' })).toMatchObject({ status: 409, body: { code: 'last-admin' } });
      expect(await admin.patch(`/agents/${admin.agentId}`, { active: false })).toMatchObject({ status: 409, body: { code: 'last-admin' } });
    });

    test('two last admins cannot remove each other', async () => {
      const other = await desk.signedIn({ role: 'admin' });
      const answers = await Promise.all([
        admin.patch(`/agents/${other.agentId}`, { role: 'agent' }),
        other.patch(`/agents/${admin.agentId}`, { role: 'agent' }),
      ]);
      const admins = await desk.store.query(`select from agents where role = 'admin' and active`);
      expect(admins).toHaveLength(1);
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
      await desk.store.query(`update agents set role = 'admin' where id = $1`, [admin.agentId]);
      admin = await desk.signedIn({ role: 'admin' });
    });

    test('threat:G6 whose role changed signs in again', async () => {
      const agent = await desk.signedIn();
      await admin.patch(`/agents/${agent.agentId}`, { role: 'lead' });
      expect((await agent.get('/session')).status).toBe(401);
    });

    test('that is deactivated is offline, signed out, and kept for history', async () => {
      const agent = await desk.signedIn();
      const { body } = await admin.patch<Agent>(`/agents/${agent.agentId}`, { active: false });
      expect(body).toMatchObject({ active: false, presence: 'offline' });
      expect((await agent.get('/session')).status).toBe(401);
      expect((await admin.get(`/agents/${agent.agentId}`)).status).toBe(200);
    });

    test('changes are in the audit, without secrets', async () => {
      const agent = await desk.agentWithPassword();
      await admin.patch(`/agents/${agent}`, { capacity: 9 });
      const [row] = await desk.store.query(`select actor, action, after ->> 'capacity' as capacity from audit where subject = $1`, [agent]);
      expect(row).toEqual({ actor: admin.agentId, action: 'agent.change', capacity: '9' });
    });
  });

  test('members of a team are set whole, and each one concerned is told of', async () => {
    const [a, b] = [await desk.agentWithPassword(), await desk.agentWithPassword()];
    const { body: made } = await admin.post<Team>('/teams', { name: 'Night shift', members: [{ agent: a }] });
    const { body } = await admin.patch<Team>(`/teams/${made.id}`, { members: [{ agent: b, lead: true }] });
    expect(body.members).toMatchObject([{ agent: { id: b }, lead: true }]);
    expect(await eventsOf('agent.changed.v1', a)).toBe(2);
  });

  test('a skill has one name, in lower case', async () => {
    const { body } = await admin.post<Skill>('/skills', { name: ' Billing ' });
    expect(body.name).toBe('billing');
    expect(await admin.post('/skills', { name: 'BILLING' })).toMatchObject({ status: 409, body: { code: 'name-taken' } });
  });

  describe('an inbox', () => {
    const server = { host: '127.0.0.1', port: 1143, tls: 'none', user: 'u' };
    const email = (name: string) => ({
      channel: 'email',
      name,
      team,
      settings: { address: 'a@shop.test', imap: server, smtp: server },
      secrets: { imapPassword: 'first', smtpPassword: 'first' },
    });

    test('is made, and its channel app is told; its secrets are written and never read', async () => {
      const { status, body } = await admin.post<Inbox>('/inboxes', email('made'));
      expect(status).toBe(201);
      expect(body).toMatchObject({ health: { state: 'off' }, settings: { from: 'now' } });
      expect(JSON.stringify(body)).not.toContain('first');
      expect(await eventsOf('inbox.changed.v1', body.id)).toBe(1);
    });

    test('one secret can be changed alone', async () => {
      const { body } = await admin.post<Inbox>('/inboxes', email('secrets'));
      const changed = await admin.patch<Inbox>(`/inboxes/${body.id}`, { secrets: { imapPassword: 'second' } });
      expect(changed.body.version).toBe(body.version + 1);
      const inboxes = desk.provided.providers.find((one) => one.provide === Inboxes)?.useValue as Inboxes;
      const open = await eventually(async () => (await inboxes.open('email')).find((one) => one.id === body.id));
      expect(open?.secrets).toEqual({ imapPassword: 'second', smtpPassword: 'first' });
    });

    test.each([
      ['a setting of another channel', { settings: { origins: [] } }],
      ['a port that is none', { settings: { imap: { ...server, port: 0 } } }],
      ['INBOX as the folder that taken mail is moved to', { settings: { afterTaking: { moveTo: 'inbox' } } }],
      ['a secret that it has not', { secrets: { token: 'x' } }],
      ['an address that is none', { settings: { address: 'support' } }],
    ])('refuses %s, with the field', async (_what, change) => {
      const { body } = await admin.post<Inbox>('/inboxes', email(`refuses ${_what}`));
      const answer = await admin.patch<Problem>(`/inboxes/${body.id}`, change);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
      expect(answer.body.errors).toHaveLength(1);
    });

    test('its older mail is asked for, of every folder that is read, and how far that is can be seen (fail:I14)', async () => {
      const { body } = await admin.post<Inbox>('/inboxes', {
        ...email('history'),
        settings: { ...email('').settings, folders: [{ path: 'Shop' }] },
      });
      expect(body.reading).toEqual({ lookedAt: null, history: null, setAside: 0 });
      const asked = await admin.post<Inbox>(`/inboxes/${body.id}/import`, { from: '2026-01-01' });
      expect(asked.status).toBe(202);
      expect(asked.body.reading?.history).toEqual({ done: 0, total: 0, finished: false, since: '2026-01-01T00:00:00.000Z' });
      const folders = await desk.store.query(`select folder from mail_imports where inbox_id = $1 order by 1`, [body.id]);
      expect(folders).toEqual([{ folder: 'INBOX' }, { folder: 'Shop' }]);
      expect(await eventsOf('inbox.changed.v1', body.id)).toBe(2);
    });

    test('of another channel has no older mail', async () => {
      const { body } = await admin.post<Inbox>('/inboxes', { channel: 'webchat', name: 'no mail', team, settings: {} });
      expect(body.reading).toBeNull();
      expect(await admin.post<Problem>(`/inboxes/${body.id}/import`, { from: 'all' })).toMatchObject({
        status: 409,
        body: { code: 'inbox-reads-no-mailbox' },
      });
    });

    test.each([
      ['a token that no bot can have', 'secrets.token', { settings: {}, secrets: { token: 'hello' } }],
      ['a Bot API that is no web address', 'settings.apiRoot', { settings: { apiRoot: 'file:///etc/passwd' }, secrets: { token: '1:a' } }],
      ['a site that is no web address', 'settings.origins.0', { channel: 'webchat', settings: { origins: ['javascript:alert(1)'] } }],
    ])('refuses %s', async (_what, field, given) => {
      const answer = await admin.post<Problem>('/inboxes', { channel: 'telegram', name: _what, team, ...given });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [{ field }] } });
    });

    test('that is switched off says so, and no more what troubled it', async () => {
      const { body } = await admin.post<Inbox>('/inboxes', email('switched off'));
      const inboxes = desk.provided.providers.find((one) => one.provide === Inboxes)?.useValue as Inboxes;
      const failing = { state: 'failing', reason: { code: 'mailbox-away', params: { error: 'ENOTFOUND' } } } as const;
      await inboxes.reportHealth(body.id, failing);
      await admin.patch(`/inboxes/${body.id}`, { active: false });
      // From a worker that has not stopped yet.
      await inboxes.reportHealth(body.id, failing);
      expect((await admin.get<Inbox>(`/inboxes/${body.id}`)).body.health).toMatchObject({ state: 'off', code: null });
    });

    test('of a name that is taken, or of a team that is not there, is refused in words', async () => {
      await admin.post('/inboxes', email('taken'));
      expect(await admin.post('/inboxes', email('taken'))).toMatchObject({ status: 409, body: { code: 'name-taken' } });
      expect(await admin.post('/inboxes', { ...email('lost'), team: admin.agentId })).toMatchObject({
        status: 404,
        body: { code: 'team-missing' },
      });
    });
  });

  test('a list goes on by its cursor; a cursor of another list is refused', async () => {
    for (let n = 0; n < 3; n++) await aTeam(desk.store);
    const { body } = await admin.get<{ data: Team[]; next: string }>('/teams?limit=1');
    const rest = await admin.get<{ data: Team[]; next: null }>(`/teams?limit=100&cursor=${body.next}`);
    expect(rest.body.data.map((one) => one.id)).not.toContain(body.data[0]?.id);
    expect(await admin.get(`/skills?cursor=${body.next}`)).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } });
  });

  test.each([
    '/agents?limit=0',
    '/agents?limit=101',
    '/agents?limit=x',
    '/agents?team=1',
    '/tickets?state=old',
    '/tickets?sort=subject',
    '/tickets/abc',
    '/tickets/0',
    '/agents/1',
  ])('threat:G8 %s is bad input, not a bug', async (path) => {
    expect(await admin.get(path)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });

  test.each([`' or 1=1 --`, `%`, `\\`, `"; drop table tickets; --`, `_`, `$1`])(
    'threat:G8 the search for %s finds that text only',
    async (q) => {
      expect(await admin.get(`/tickets?q=${encodeURIComponent(q)}`)).toMatchObject({ status: 200, body: { data: [] } });
    },
  );

  test.each([['["tickets urgency","0","x","y"]'], ['["tickets urgency","0","2026-01-01 00:00:00+00","\' or 1=1"]'], ['{}'], ['null']])(
    'threat:G8 the cursor %s is refused',
    async (text) => {
      const cursor = Buffer.from(text).toString('base64url');
      expect(await admin.get(`/tickets?cursor=${cursor}`)).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } });
    },
  );

  test('threat:G8 the character U+0000 is bad input wherever it stands, not a bug', async () => {
    expect(await admin.get<Problem>('/tickets?q=a%00')).toMatchObject({ status: 400, body: { errors: [{ field: 'q' }] } });
    const body = { name: 'Nul', members: [{ agent: admin.agentId, lead: 'a\0' }] };
    expect(await admin.post<Problem>('/teams', body)).toMatchObject({ status: 400, body: { errors: [{ field: 'members.0.lead' }] } });
    const signIn = await admin.post<Problem>('/session', { email: 'a\0@shop.test', password: 'x' });
    expect(signIn).toMatchObject({ status: 400, body: { errors: [{ field: 'email', code: 'nul-character' }] } });
  });

  test('half of a character is bad input, not a bug: its JSON cannot be stored', async () => {
    const refused = await admin.post<Problem>('/teams', { name: 'a\ud83d' });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'name', code: 'half-character' }] } });
  });

  test('a body that is no JSON, or not an object, is told so', async () => {
    const raw = (body: string) =>
      fetch(`${desk.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
        (one) => one.status,
      );
    expect(await raw('{')).toBe(400);
    expect(await raw('[]')).toBe(400);
    expect(await raw('{"__proto__": {"email": "x"}}')).toBe(400);
  });

  test('the document of the API is served', async () => {
    const response = await fetch(`${desk.url}/api/openapi.json`);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', paths: { '/tickets': { get: { operationId: 'listTickets' } } } });
  });
});
