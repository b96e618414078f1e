import { makeEvent, type Tail } from '@app/bus';
import { type ChatAnswer, ContactTyping, type EventOf, type OfficeHours, ReplyTyping } from '@app/contracts';
import { editTicket, markRead } from '@app/store';
import { eventually, until } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

type Fact = 'agent' | 'queue' | 'seen' | 'office' | 'typing';

describe('what visitors are told beside their messages', () => {
  let chat: WebchatUnderTest;
  const clients: VisitorClient[] = [];

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    // The next one finds an empty queue.
    await chat.store.query(`update tickets set state = 'closed', assignee_id = null`);
  });
  afterAll(() => chat.close());

  const hello = async (token: string) => {
    const client = await VisitorClient.hello(chat.site, token);
    clients.push(client);
    return client;
  };

  /** A visitor who has said hello, and whose word is taken in. */
  async function visitor(): Promise<{ client: VisitorClient; token: string; visitorId: string; ticket: Ticket }> {
    const { token, visitor: visitorId } = await chat.openSession();
    const client = await hello(token);
    await client.say('hello');
    await client.sees('hello');
    return { client, token, visitorId, ticket: await ticketOf(visitorId) };
  }

  type Ticket = { id: string; number: number; conversationId: string; position: number };

  async function ticketOf(visitorId: string): Promise<Ticket> {
    const [row] = await chat.store.query<Ticket>(
      `select t.id, t.number::int as number, c.id as "conversationId", t.last_position::int as position
       from conversations c join tickets t on t.id = c.current_ticket_id where c.external_key = $1`,
      [visitorId],
    );
    if (!row) throw new Error('there is no ticket');
    return row;
  }

  const give = (number: number, assignee: string | null) =>
    chat.store.transaction((tx) =>
      editTicket(tx, { viewer: { agentId: chat.agentId, role: 'admin' }, number, patch: { assignee }, expectedVersion: null }),
    );

  const facts = <F extends Fact>(client: VisitorClient, fact: F): readonly Extract<ChatAnswer, Record<F, unknown>>[F][] =>
    client.answers.flatMap((answer) => (fact in answer ? [(answer as Extract<ChatAnswer, Record<F, unknown>>)[fact]] : []));

  const isTold = <F extends Fact>(client: VisitorClient, fact: F, value: unknown) =>
    eventually(() => expect(facts(client, fact).at(-1)).toEqual(value), { timeoutMs: 15_000 });

  test('who has the ticket: by name, and nobody when it is given back', async () => {
    const { client, ticket } = await visitor();
    await isTold(client, 'agent', null);
    await give(ticket.number, chat.agentId);
    const [agent] = await chat.store.query<{ name: string }>(`select name from agents where id = $1`, [chat.agentId]);
    await isTold(client, 'agent', { name: agent?.name, picture: null });
    await isTold(client, 'queue', null);
    await give(ticket.number, null);
    await isTold(client, 'agent', null);
    expect(facts(client, 'agent').length).toBeLessThanOrEqual(3);
  });

  test('a browser that comes back is told at once what holds now, and no more than that', async () => {
    const { client, token, ticket } = await visitor();
    client.close();
    await give(ticket.number, chat.agentId);
    await chat.store.transaction((tx) => markRead(tx, chat.agentId, ticket.id, ticket.position));
    const back = await hello(token);
    await isTold(back, 'agent', { name: expect.any(String), picture: null });
    await isTold(back, 'queue', null);
    await isTold(back, 'seen', { position: ticket.position });
    await isTold(back, 'office', { open: true, nextOpenAt: null });
    expect((['agent', 'queue', 'seen', 'office'] as const).map((fact) => facts(back, fact).length)).toEqual([1, 1, 1, 1]);
  });

  test('the place in the queue is the order in which tickets are given out, and moves up when one leaves', async () => {
    const [first, second, third] = [await visitor(), await visitor(), await visitor()];
    await isTold(first.client, 'queue', { place: 0, expected: null });
    await isTold(second.client, 'queue', { place: 1, expected: null });
    await isTold(third.client, 'queue', { place: 2, expected: null });
    await give(first.ticket.number, chat.agentId);
    await isTold(first.client, 'queue', null);
    await isTold(third.client, 'queue', { place: 1, expected: null });
    await chat.store.transaction((tx) =>
      editTicket(tx, {
        viewer: { agentId: chat.agentId, role: 'admin' },
        number: third.ticket.number,
        patch: { priority: 'urgent' },
        expectedVersion: null,
      }),
    );
    await isTold(third.client, 'queue', { place: 0, expected: null });
    await isTold(second.client, 'queue', { place: 1, expected: null });
  });

  test('how long it may take is what customers of the team waited lately; said only while somebody is there', async () => {
    await chat.store.query(
      `insert into tickets (id, subject, state, team_id, contact_id, inbox_id, channel, created_at, first_response_at)
       select gen_random_uuid(), 'earlier', 'closed', i.team_id, c.id, i.id, 'webchat', now() - interval '2 hours',
         now() - interval '2 hours' + n * interval '1 minute'
       from inboxes i, (select id from contacts limit 1) c, generate_series(1, 10) n where i.id = $1`,
      [chat.inboxId],
    );
    await chat.stop();
    await chat.startAgain();
    const { client } = await visitor();
    await isTold(client, 'queue', { place: 0, expected: [5, 8] });
    await chat.store.query(`update inboxes set office_hours = $2::jsonb where id = $1`, [chat.inboxId, JSON.stringify(closedToday())]);
    await isTold(client, 'office', { open: false, nextOpenAt: expect.anything() });
    await client.say('are you there?');
    await isTold(client, 'queue', { place: 0, expected: null });
    await chat.store.query(`update inboxes set office_hours = null where id = $1`, [chat.inboxId]);
    await isTold(client, 'office', { open: true, nextOpenAt: null });
  });

  test('that an agent has looked: as far as anybody did, and never back', async () => {
    const { client, ticket } = await visitor();
    const read = (position: number) => chat.store.transaction((tx) => markRead(tx, chat.agentId, ticket.id, position));
    await read(ticket.position);
    await isTold(client, 'seen', { position: ticket.position });
    await read(ticket.position - 1);
    // What there is not cannot be looked at.
    await read(ticket.position + 1_000_000);
    await client.say('and now');
    const { position } = await client.sees('and now');
    await read(position);
    await isTold(client, 'seen', { position });
    expect(facts(client, 'seen')).toEqual([{ position: ticket.position }, { position }]);
  });

  test('what was looked at stays looked at when its ticket is closed, and when another one has begun', async () => {
    const { client, token, ticket } = await visitor();
    await chat.store.transaction((tx) => markRead(tx, chat.agentId, ticket.id, ticket.position));
    await isTold(client, 'seen', { position: ticket.position });
    await chat.store.query(`update tickets set state = 'closed' where id = $1`, [ticket.id]);
    await isTold(await hello(token), 'seen', { position: ticket.position });
    await client.say('another thing');
    await client.sees('another thing');
    const next = await hello(token);
    await isTold(next, 'seen', { position: ticket.position });
    const anew = await ticketOf((await chat.openSession(token)).visitor);
    expect(anew.id).not.toBe(ticket.id);
    await chat.store.transaction((tx) => markRead(tx, chat.agentId, anew.id, anew.position));
    await isTold(next, 'seen', { position: (await next.sees('another thing')).position });
  });

  test('that an agent writes is told to all browsers of the visitor, and to nobody else; an old word of it to nobody', async () => {
    const [one, other] = [await visitor(), await visitor()];
    const tab = await hello(one.token);
    const typing = (at: number) => ({
      ...makeEvent(ReplyTyping, { conversationId: one.ticket.conversationId, inboxId: chat.inboxId, chatKey: one.visitorId }),
      at: new Date(at).toISOString(),
    });
    await chat.bus.publish([typing(Date.now() - 60_000)]);
    let fresh = 0;
    // What is held up on its way is old, too: it is said until it is heard.
    await until('both are told', async () => {
      await chat.bus.publish([typing(Date.now())]);
      fresh += 1;
      return facts(tab, 'typing').length > 0 && facts(one.client, 'typing').length > 0;
    });
    for (const { client } of [one, other]) {
      await client.say('after it');
      await client.sees('after it');
    }
    await tab.sees('after it');
    expect(facts(other.client, 'typing')).toEqual([]);
    for (const client of [tab, one.client]) expect(facts(client, 'typing').length).toBeLessThanOrEqual(fresh);
  });

  test('that a visitor writes is told once in four seconds, with the ticket that they are in; without one to nobody', async () => {
    const heard: EventOf<typeof ContactTyping>['data'][] = [];
    const tail: Tail = await chat.bus.tail([ContactTyping], (events) => void heard.push(...events.map(({ data }) => data)));
    const { token } = await chat.openSession();
    const silent = await hello(token);
    silent.send({ typing: {} });
    const { client, ticket } = await visitor();
    await isTold(client, 'agent', null);
    const from = performance.now();
    for (let n = 0; n < 20; n += 1) client.send({ typing: {} });
    await client.say('what was typed');
    const seconds = (performance.now() - from) / 1_000;
    await client.sees('what was typed');
    await until('it is heard', () => heard.length > 0);
    const { id: ticketId, number, conversationId } = ticket;
    for (const one of heard) expect(one).toEqual({ ticketId, number, teamId: expect.any(String), conversationId });
    expect(heard.length).toBeLessThanOrEqual(1 + Math.floor(seconds / 4));
    await tail.close();
  });
});

/** Hours of an office that is closed for some days, wherever it is. */
function closedToday(): OfficeHours {
  const day = [['09:00', '18:00']] satisfies [string, string][];
  const closed = [-1, 0, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
  return { timeZone: null, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, closed };
}
