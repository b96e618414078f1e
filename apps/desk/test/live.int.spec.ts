import { randomUUID } from 'node:crypto';
import { once as nextEvent } from 'node:events';
import { makeEvent } from '@app/bus';
import { ContactTyping, type EventOf, type FeedEvent, type FeedPart, type LiveFrame, TicketSeen } from '@app/contracts';
import { aChatMessage, anInbox, aTeam, eventually, until } from '@app/testing';
import { takeIn } from '@app/store';
import { WebSocket } from 'ws';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

describe('live updates', () => {
  let desk: DeskUnderTest;
  let team: string;
  let bot: string;
  const open: WebSocket[] = [];

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    team = await aTeam(desk.store);
    bot = await anInbox(desk.store, 'telegram', team);
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.terminate();
  });
  afterAll(() => desk.close());

  const customerWrites = (chat: string, inbox = bot) => desk.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, chat)]));

  function connect(headers: Record<string, string>): WebSocket {
    const socket = new WebSocket(`${desk.url.replace('http', 'ws')}/api/v1/live`, { headers });
    socket.on('error', () => undefined);
    open.push(socket);
    return socket;
  }

  const fromConsole = (client: ApiClient) => connect({ cookie: client.cookie ?? '', origin: desk.url });

  /** Subscribes, and collects what is heard. */
  async function watch(client: ApiClient, after: string | null = null): Promise<{ ready: string; events: FeedEvent[]; socket: WebSocket }> {
    const socket = fromConsole(client);
    const heard = { ready: '', events: [] as FeedEvent[], socket };
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as LiveFrame;
      if ('ready' in frame) heard.ready = frame.ready;
      if ('data' in frame) heard.events.push(...frame.data);
    });
    await nextEvent(socket, 'open');
    socket.send(JSON.stringify({ subscribe: { after } }));
    await eventually(() => expect(heard.ready).not.toBe(''));
    return heard;
  }

  async function statusOf(socket: WebSocket): Promise<number> {
    const [, response] = (await nextEvent(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    return response.statusCode;
  }

  test.each([
    ['a foreign page', 'https://evil.test'],
    ['a page without an origin', 'null'],
    ['a name that only begins like ours', 'http://127.0.0.1.evil.test'],
  ])('threat:G4 the handshake of %s is refused', async (_what, origin) => {
    const agent = await desk.signedIn({ teams: [team] });
    expect(await statusOf(connect({ cookie: agent.cookie ?? '', origin }))).toBe(403);
  });

  test('threat:G4 a cookie without an origin is refused, and nobody gets in without signing in', async () => {
    const agent = await desk.signedIn({ teams: [team] });
    expect(await statusOf(connect({ cookie: agent.cookie ?? '' }))).toBe(403);
    expect(await statusOf(connect({ origin: desk.url }))).toBe(401);
  });

  test('what happens to a ticket of the own team is heard, in the order of the log, with ids only', async () => {
    const agent = await desk.signedIn({ teams: [team] });
    const { events } = await watch(agent);
    await customerWrites('chat-1');
    await eventually(() => expect(events.map((one) => one.type)).toEqual(['ticket.opened', 'ticket.message-added']));
    expect(events.every((one) => one.ticket?.number)).toBe(true);
  });

  test('threat:G2 what happens in another team is not heard, nor found in the feed', async () => {
    const stranger = await desk.signedIn({ teams: [await aTeam(desk.store)] });
    const mine = await desk.signedIn({ teams: [team] });
    const [heard, foreign] = [await watch(mine), await watch(stranger)];
    await customerWrites('chat-2');
    await eventually(() => expect(heard.events.length).toBeGreaterThan(0));
    const feed = await stranger.get<FeedPart>(`/events?after=${encodeURIComponent(foreign.ready)}`);
    expect([...foreign.events, ...feed.body.data].filter((one) => one.ticket)).toEqual([]);
  });

  test('threat:G2 who is taken out of a team hears nothing more', async () => {
    const agent = await desk.signedIn({ teams: [team] });
    const witness = await desk.signedIn({ teams: [team] });
    const [heard, all] = [await watch(agent), await watch(witness)];
    await desk.store.query(`delete from team_members where agent_id = $1`, [agent.agentId]);
    await customerWrites('chat-3');
    await eventually(() => expect(all.events.length).toBeGreaterThan(0));
    // What comes after it is heard again by who is in the team again, so it was passed over and is not late.
    await desk.store.query(`insert into team_members (team_id, agent_id) values ($1, $2)`, [team, agent.agentId]);
    await customerWrites('chat-3-later');
    await eventually(() => expect(heard.events.length).toBeGreaterThan(0));
    expect(heard.events[0]?.ticket?.id).not.toBe(all.events[0]?.ticket?.id);
  });

  test('what was missed is told after the cursor, once reconnected', async () => {
    const agent = await desk.signedIn({ teams: [team] });
    const first = await watch(agent);
    first.socket.terminate();
    await customerWrites('chat-4');
    await customerWrites('chat-4');
    const second = await watch(agent, first.ready);
    await eventually(() => expect(new Set(second.events.map((one) => one.id)).size).toBe(3));
    await customerWrites('chat-4');
    await eventually(() => expect(new Set(second.events.map((one) => one.id)).size).toBe(4));
  });

  test('that a visitor writes is told to who watches the ticket, and to nobody who catches up later', async () => {
    const { bus } = desk.provided;
    const [mine, stranger] = [await desk.signedIn({ teams: [team] }), await desk.signedIn({ teams: [await aTeam(desk.store)] })];
    const [heard, foreign] = [await watch(mine), await watch(stranger)];
    await customerWrites('chat-5');
    const ticket = await until('the ticket', () => heard.events.find((one) => one.type === 'ticket.message-added')?.ticket);
    const typing = { ticketId: ticket.id, number: ticket.number, teamId: team, conversationId: randomUUID() };
    const said = (ms: number) => ({ ...makeEvent(ContactTyping, typing), at: new Date(Date.now() + ms).toISOString() });
    // Said "in a minute", it is still new on a machine that stood still meanwhile.
    await bus.publish([said(-60_000), said(60_000)]);
    await customerWrites('chat-5');
    await eventually(() => expect(heard.events.filter((one) => one.type === 'ticket.message-added')).toHaveLength(2));
    await eventually(() =>
      expect(heard.events.filter((one) => one.type === 'ticket.contact-typing').map((one) => one.ticket)).toEqual([ticket]),
    );
    expect(foreign.events.filter((one) => one.ticket)).toEqual([]);
  });

  test('a visitor is told that somebody looked at the web chat, of other channels nobody', async () => {
    const { bus } = desk.provided;
    const seen: EventOf<typeof TicketSeen>['data'][] = [];
    const tail = await bus.tail([TicketSeen], (events) => void seen.push(...events.map(({ data }) => data)));
    const agent = await desk.signedIn({ teams: [team] });
    const colleague = await desk.signedIn({ teams: [team] });
    const { events } = await watch(agent);
    await customerWrites('chat-6');
    await customerWrites('visitor', await anInbox(desk.store, 'webchat', team));
    await eventually(() => expect(events.filter((one) => one.type === 'ticket.opened')).toHaveLength(2));
    const [mail, web] = events.flatMap((one) => (one.type === 'ticket.opened' && one.ticket ? [one.ticket] : []));
    const read = (reader: ApiClient, number = 0) => reader.call('PUT', `/tickets/${number}/read`, { position: 1_000_000 });
    await read(agent, mail?.number);
    await read(agent, web?.number);
    await read(colleague, web?.number);
    const last = await until('it is told', () => seen[0]);
    await customerWrites('visitor-2', await anInbox(desk.store, 'webchat', team));
    await eventually(() => expect(events.filter((one) => one.type === 'ticket.opened')).toHaveLength(3));
    await tail.close();
    const [row] = await desk.store.query<{ position: number }>(`select last_position::int as position from tickets where id = $1`, [
      web?.id,
    ]);
    expect(last).toEqual({ ticketId: web?.id, number: web?.number, teamId: team, position: row?.position });
    expect(seen).toHaveLength(1);
  });

  test('a deactivated agent is cut off', async () => {
    const admin = await desk.signedIn({ role: 'admin' });
    const agent = await desk.signedIn({ teams: [team] });
    const { socket } = await watch(agent);
    const closed = nextEvent(socket, 'close');
    await admin.patch(`/agents/${agent.agentId}`, { active: false });
    const [code] = (await closed) as [number];
    expect(code).toBe(4401);
  });

  test.each([['no JSON'], ['{"subscribe":{}}'], ['{"event":"base"}'], ['{"subscribe":{"after":null},"more":1}']])(
    'threat:G3 the frame %s is answered with a code and nothing else',
    async (frame) => {
      const agent = await desk.signedIn({ teams: [team] });
      const socket = fromConsole(agent);
      await nextEvent(socket, 'open');
      socket.send(frame);
      const [data] = (await nextEvent(socket, 'message')) as [Buffer];
      expect(JSON.parse(data.toString())).toEqual({ error: { code: 'frame-invalid', text: 'frame-invalid' } });
    },
  );

  test('a cursor that is none ends the connection with its reason', async () => {
    const agent = await desk.signedIn({ teams: [team] });
    const socket = fromConsole(agent);
    await nextEvent(socket, 'open');
    socket.send(JSON.stringify({ subscribe: { after: 'x' } }));
    const [code] = (await nextEvent(socket, 'close')) as [number];
    expect(code).toBe(4410);
  });
});
