import { randomUUID } from 'node:crypto';
import { type Route, ROUTES } from '@app/contracts';
import { anAgent, anInbox, aTeam } from '@app/testing';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { ApiClient } from './api-client.js';
import { DeskModule } from '../src/desk.module.js';
import { ROUTE } from '../src/http/rights.guard.js';
import { DeskUnderTest, PASSWORD } from './desk-under-test.js';
import { World } from './world.js';

/** Where an agent of another team, an agent of the team, a lead of the team and an admin stand; and who is nobody. */
const WHO = ['anonymous', 'other team', 'agent', 'lead', 'admin'] as const;
type Who = (typeof WHO)[number];
type Call = { readonly path: string; readonly body?: unknown };
type Row = {
  /** A call that would succeed, on things of the team that nobody has touched yet. */
  readonly call: (world: World) => Promise<Call> | Call;
  /** The status for each of WHO. */
  readonly answers: readonly [number, number, number, number, number];
};

const EVERYBODY = (status: number) => [401, status, status, status, status] as const;
const ADMINS = (status: number) => [401, 403, 403, 403, status] as const;
/** What is the team's is not found by others. */
const TEAM = (status: number) => [401, 404, status, status, status] as const;
const ANYONE = (status: number) => [status, status, status, status, status] as const;

const ticketCall = (rest: string, body?: unknown) => async (world: World) => ({
  path: `/tickets/${(await world.ticket()).number}${rest}`,
  body,
});
const mailSettings = { host: '127.0.0.1', port: 1143, tls: 'none', user: 'u' };

/** Every route and what each may do with it. A route that is not here fails the test. */
const MATRIX: Record<keyof typeof ROUTES, Row> = {
  signIn: {
    call: async ({ desk }) => ({
      path: '/session',
      body: { email: await desk.emailOf(await desk.agentWithPassword()), password: PASSWORD },
    }),
    answers: ANYONE(200),
  },
  getSession: { call: () => ({ path: '/session' }), answers: EVERYBODY(200) },
  signOut: { call: () => ({ path: '/session' }), answers: EVERYBODY(204) },
  listTickets: { call: () => ({ path: '/tickets' }), answers: EVERYBODY(200) },
  startTicket: {
    call: ({ mailbox }) => ({ path: '/tickets', body: { inbox: mailbox, to: { address: 'new@x.test' }, subject: 'Hello', text: 'Hello' } }),
    answers: TEAM(201),
  },
  countTickets: { call: () => ({ path: '/tickets/counts' }), answers: EVERYBODY(200) },
  getTicket: { call: ticketCall(''), answers: TEAM(200) },
  changeTicket: { call: ticketCall('', { priority: 'high' }), answers: TEAM(200) },
  getTimeline: { call: ticketCall('/timeline'), answers: TEAM(200) },
  markRead: { call: ticketCall('/read', { position: 1 }), answers: TEAM(204) },
  writeReply: { call: ticketCall('/replies', { text: 'Hello' }), answers: TEAM(202) },
  sayTyping: { call: ticketCall('/typing', {}), answers: TEAM(204) },
  changeMessage: {
    call: async (world) => ({ path: `/messages/${await world.chatReply()}`, body: { text: 'Later.' } }),
    answers: [401, 404, 403, 202, 202],
  },
  getVersions: { call: async (world) => ({ path: `/messages/${await world.mail()}/versions` }), answers: TEAM(200) },
  writeNote: { call: ticketCall('/notes', { text: 'Hm' }), answers: TEAM(201) },
  undoMessage: { call: async (world) => ({ path: `/messages/${await world.heldReply()}` }), answers: TEAM(200) },
  retryMessage: { call: async (world) => ({ path: `/messages/${await world.failedReply()}/retry`, body: {} }), answers: TEAM(202) },
  getHeaders: { call: async (world) => ({ path: `/messages/${await world.mail()}/headers` }), answers: TEAM(200) },
  getRemoteImages: { call: async (world) => ({ path: `/messages/${await world.mail()}/images` }), answers: TEAM(200) },
  uploadAttachment: { call: () => ({ path: '/attachments', body: aForm() }), answers: EVERYBODY(201) },
  listContacts: { call: () => ({ path: '/contacts' }), answers: EVERYBODY(200) },
  getContact: { call: async (world) => ({ path: `/contacts/${(await world.ticket()).contactId}` }), answers: TEAM(200) },
  changeContact: {
    call: async (world) => ({ path: `/contacts/${(await world.ticket()).contactId}`, body: { name: 'Ivan I.' } }),
    answers: TEAM(200),
  },
  makeTelegramLink: {
    call: async (world) => ({
      path: `/contacts/${(await world.ticket()).contactId}/telegram-link`,
      body: { inbox: await world.namedBot() },
    }),
    answers: TEAM(201),
  },
  splitContact: {
    call: async (world) => {
      const { contactId, join } = await world.joined();
      return { path: `/contacts/${contactId}/split`, body: { join } };
    },
    answers: TEAM(204),
  },
  listAgents: { call: () => ({ path: '/agents' }), answers: EVERYBODY(200) },
  createAgent: { call: () => ({ path: '/agents', body: { email: `${randomUUID()}@shop.test`, name: 'N' } }), answers: ADMINS(201) },
  changeMe: { call: () => ({ path: '/agents/me', body: { language: 'ru' } }), answers: EVERYBODY(200) },
  setPresence: { call: () => ({ path: '/agents/me/presence', body: { state: 'away' } }), answers: EVERYBODY(200) },
  setPicture: { call: () => ({ path: '/agents/me/picture', body: aForm(ONE_PIXEL) }), answers: EVERYBODY(200) },
  removePicture: { call: () => ({ path: '/agents/me/picture' }), answers: EVERYBODY(200) },
  getAgent: { call: async ({ desk }) => ({ path: `/agents/${await anAgent(desk.store)}` }), answers: EVERYBODY(200) },
  changeAgent: {
    call: async ({ desk, team }) => ({ path: `/agents/${await anAgent(desk.store, { teams: [team] })}`, body: { capacity: 3 } }),
    answers: [401, 403, 403, 200, 200],
  },
  listTeams: { call: () => ({ path: '/teams' }), answers: EVERYBODY(200) },
  createTeam: { call: () => ({ path: '/teams', body: { name: `team ${randomUUID()}` } }), answers: ADMINS(201) },
  getTeam: { call: ({ team }) => ({ path: `/teams/${team}` }), answers: EVERYBODY(200) },
  changeTeam: {
    call: async ({ desk }) => ({ path: `/teams/${await aTeam(desk.store)}`, body: { name: `team ${randomUUID()}` } }),
    answers: ADMINS(200),
  },
  listSkills: { call: () => ({ path: '/skills' }), answers: EVERYBODY(200) },
  createSkill: { call: () => ({ path: '/skills', body: { name: randomUUID() } }), answers: ADMINS(201) },
  getSkill: { call: async (world) => ({ path: `/skills/${await world.skill()}` }), answers: EVERYBODY(200) },
  renameSkill: { call: async (world) => ({ path: `/skills/${await world.skill()}`, body: { name: randomUUID() } }), answers: ADMINS(200) },
  listInboxes: { call: () => ({ path: '/inboxes' }), answers: EVERYBODY(200) },
  listSeenHosts: {
    call: async ({ desk, team }) => ({ path: `/inboxes/${await anInbox(desk.store, 'webchat', team, {})}/hosts` }),
    answers: ADMINS(200),
  },
  createInbox: {
    call: ({ team }) => ({
      path: '/inboxes',
      body: {
        channel: 'email',
        name: `inbox ${randomUUID()}`,
        team,
        settings: { address: 'a@shop.test', imap: mailSettings, smtp: mailSettings },
        secrets: { imapPassword: 'x', smtpPassword: 'x' },
      },
    }),
    answers: ADMINS(201),
  },
  getInbox: { call: ({ mailbox }) => ({ path: `/inboxes/${mailbox}` }), answers: EVERYBODY(200) },
  changeInbox: {
    call: async ({ desk, team }) => {
      const id = randomUUID();
      await desk.store.query(`insert into inboxes (id, channel, name, team_id) values ($1, 'webchat', $2, $3)`, [id, `site ${id}`, team]);
      return { path: `/inboxes/${id}`, body: { settings: { colour: '#112233' } } };
    },
    answers: ADMINS(200),
  },
  renewIdentityKey: { call: async (world) => ({ path: `/inboxes/${await world.namedBot()}/identity-key` }), answers: ADMINS(201) },
  testInbox: {
    call: async ({ desk, team }) => {
      const id = randomUUID();
      const nobody = { host: '127.0.0.1', port: 1, tls: 'none', user: 'u' };
      const settings = { address: 'a@shop.test', imap: nobody, smtp: nobody };
      await desk.store.query(`insert into inboxes (id, channel, name, team_id, settings) values ($1, 'email', $2, $3, $4)`, [
        id,
        `inbox ${id}`,
        team,
        settings,
      ]);
      return { path: `/inboxes/${id}/test`, body: {} };
    },
    answers: ADMINS(200),
  },
  probeInbox: { call: () => ({ path: '/inboxes/probe', body: { address: 'shop@localhost' } }), answers: ADMINS(200) },
  importHistory: { call: ({ mailbox }) => ({ path: `/inboxes/${mailbox}/import`, body: { from: 'all' } }), answers: ADMINS(202) },
  getOrganisation: { call: () => ({ path: '/organisation' }), answers: ADMINS(200) },
  changeOrganisation: { call: () => ({ path: '/organisation', body: { timeZone: 'Europe/Moscow' } }), answers: ADMINS(200) },
  getOwnAcknowledgement: { call: () => ({ path: '/organisation/acknowledgement' }), answers: ADMINS(200) },
  listOAuthClients: { call: () => ({ path: '/oauth' }), answers: ADMINS(200) },
  setOAuthClient: { call: () => ({ path: '/oauth/google', body: { clientId: 'id', clientSecret: 'secret' } }), answers: ADMINS(200) },
  startConsent: { call: ({ mailbox }) => ({ path: `/oauth/google/start?inbox=${mailbox}` }), answers: ADMINS(302) },
  finishConsent: { call: () => ({ path: '/oauth/google/callback?state=unknown&code=x&scope=all' }), answers: ANYONE(302) },
  makeLink: { call: () => ({ path: '/links', body: { kind: 'invite', email: `${randomUUID()}@shop.test` } }), answers: ADMINS(201) },
  getLink: { call: async (world) => ({ path: `/links/${await world.inviteToken()}` }), answers: ANYONE(200) },
  takeLink: {
    call: async (world) => ({ path: `/links/${await world.inviteToken()}`, body: { password: 'a new password' } }),
    answers: ANYONE(200),
  },
  listParked: { call: () => ({ path: '/parked' }), answers: ADMINS(200) },
  replayParked: { call: async (world) => ({ path: `/parked/${await world.parked()}/replay` }), answers: ADMINS(202) },
  dropParked: { call: async (world) => ({ path: `/parked/${await world.parked()}` }), answers: ADMINS(204) },
  readFeed: { call: () => ({ path: '/events' }), answers: EVERYBODY(200) },
};

const CASES = Object.entries(MATRIX).map(([id, row]) => ({ id, row, route: ROUTES[id as keyof typeof ROUTES] satisfies Route as Route }));

describe('rights', () => {
  let desk: DeskUnderTest;
  let world: World;

  beforeAll(async () => {
    desk = await DeskUnderTest.start({ DNS_SERVERS: '127.0.0.1:1' });
    world = await World.of(desk);
  });
  afterAll(() => desk.close());

  /** Signed in anew for each call: some calls end the session. */
  async function clientOf(who: Who): Promise<ApiClient> {
    switch (who) {
      case 'anonymous':
        return desk.client();
      case 'other team':
        return desk.signedIn({ teams: [world.otherTeam] });
      case 'agent':
        return desk.signedIn({ teams: [world.team] });
      case 'lead': {
        const client = await desk.signedIn({ role: 'lead', teams: [world.team] });
        await desk.store.query(`update team_members set is_lead = true where agent_id = $1`, [client.agentId]);
        return client;
      }
      case 'admin':
        return desk.signedIn({ role: 'admin' });
    }
  }

  test('threat:G1 every handler under the API is declared as a route, and every route is served once', () => {
    const controllers: object[] = Reflect.getMetadata('controllers', DeskModule);
    const served = controllers.flatMap((controller) => handlersOf(controller));
    const open = served.filter((one) => one.path.startsWith('api/') && !one.route).map((one) => one.path);
    expect(open).toEqual(['api/openapi.json']);
    const routes = served.flatMap((one) => one.route?.id ?? []);
    expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  describe.each(CASES)('threat:G1 $route.method $route.path', ({ row, route }) => {
    test.each(WHO.map((who, at) => ({ who, status: row.answers[at] ?? 0 })))('$who: $status', async ({ who, status }) => {
      const { path, body } = await row.call(world);
      const client = await clientOf(who);
      const answer = await client.call(route.method, path, body);
      expect({ status: answer.status, body: answer.status === status ? null : answer.body }).toEqual({ status, body: null });
    });

    if (route.body) {
      test('threat:G9 a field that it does not know is refused', async () => {
        const { path, body } = await row.call(world);
        const answer = await (await clientOf('admin')).call(route.method, path, { ...Object(body), verified: true });
        expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
      });
    }

    if (route.once) {
      test('once for each Idempotency-Key', async () => {
        const { path, body } = await row.call(world);
        const client = await clientOf('admin');
        const call = () => client.call(route.method, path, body, { 'idempotency-key': 'a key' });
        const [first, second] = [await call(), await call()];
        expect([second.status, second.body]).toEqual([first.status, first.body]);
      });
    }

    // What a provider adds on the way back is its own.
    if (route.query && route.id !== 'finishConsent') {
      test('an unknown query key is refused', async () => {
        const { path } = await row.call(world);
        const answer = await (await clientOf('admin')).call(route.method, `${path}?verified=true`);
        expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
      });
    }
  });

  test('an agent sees a ticket of another team that is his own, and no longer when it is given away', async () => {
    const { number } = await world.ticket();
    const [admin, other] = [await clientOf('admin'), await clientOf('other team')];
    await admin.patch(`/tickets/${number}`, { assignee: other.agentId });
    expect((await other.get(`/tickets/${number}`)).status).toBe(200);
    await other.patch(`/tickets/${number}`, { assignee: null });
    expect((await other.get(`/tickets/${number}`)).status).toBe(404);
  });

  test('lists, counts and search leave out what one may not see', async () => {
    await world.ticket();
    const other = await clientOf('other team');
    expect((await other.get('/tickets?q=bill')).body).toEqual({ data: [], next: null });
    expect((await other.get('/contacts')).body).toEqual({ data: [], next: null });
    expect((await other.get('/tickets/counts')).body).toMatchObject({ unassigned: 0, teams: [] });
  });

  test('settings of inboxes are for admins; secrets are for nobody', async () => {
    const admin = await clientOf('admin');
    const call = await MATRIX.createInbox.call(world);
    const { body: made } = await admin.post<{ id: string; settings: object }>(call.path, call.body);
    expect(made.settings).toMatchObject({ address: 'a@shop.test' });
    expect(JSON.stringify(made)).not.toContain('Password');
    expect((await (await clientOf('agent')).get(`/inboxes/${made.id}`)).body).toMatchObject({ settings: null });
  });

  test('a lead changes no agent of a team that is not led, and no role', async () => {
    const lead = await clientOf('lead');
    expect((await lead.patch(`/agents/${await anAgent(desk.store)}`, { capacity: 1 })).status).toBe(404);
    const own = await anAgent(desk.store, { teams: [world.team] });
    expect((await lead.patch(`/agents/${own}`, { role: 'admin' })).status).toBe(403);
  });
});

function handlersOf(controller: object): { path: string; route: Route | undefined }[] {
  if (typeof controller !== 'function') return [];
  const prototype: Record<string, unknown> = controller.prototype;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
    return { path: String(Reflect.getMetadata(PATH_METADATA, handler)), route: Reflect.getMetadata(ROUTE, handler) as Route | undefined };
  });
}

function aForm(bytes: string | Buffer = 'bytes'): FormData {
  const form = new FormData();
  form.append('file', new Blob([bytes]), 'a.txt');
  return form;
}

const ONE_PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
