import type { FeedPart, Message, Note, Ticket, TicketCounts, TicketDetail, TimelinePart } from '@app/contracts';
import { takeIn } from '@app/store';
import { aMail, anInbox, aTeam } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

describe('tickets over the API', () => {
  let desk: DeskUnderTest;
  let team: string;
  let mailbox: string;
  let agent: ApiClient;
  let serial = 0;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    team = await aTeam(desk.store, 'Support');
    mailbox = await anInbox(desk.store, 'email', team, { address: 'support@shop.test' });
    agent = await desk.signedIn({ teams: [team] });
  });
  afterAll(() => desk.close());

  /** A mail came; gives the number of its ticket. */
  async function mailComes(inbox = mailbox, text = 'Where is my parcel?'): Promise<number> {
    const address = `customer-${++serial}@x.test`;
    await desk.store.transaction((tx) =>
      takeIn(tx, [aMail(inbox, { text, sender: { address, name: 'Ivan', language: 'ru', proved: null } })]),
    );
    const [row] = await desk.store.query<{ number: number }>(
      `select t.number::int as number from tickets t join identities i on i.contact_id = t.contact_id where i.address = $1`,
      [address],
    );
    return row?.number ?? 0;
  }

  const ticket = async (number: number, as = agent): Promise<TicketDetail> => (await as.get<TicketDetail>(`/tickets/${number}`)).body;

  test('a ticket of the own team is listed and read with its timeline', async () => {
    const number = await mailComes();
    const { body } = await agent.get<{ data: Ticket[]; next: string | null }>('/tickets?state=new');
    expect(body.data.map((one) => one.number)).toContain(number);
    const found = await ticket(number);
    expect(found).toMatchObject({ number, state: 'new', assignee: null, unread: true, conversations: [{ current: true }] });
    expect(found.timeline.map((item) => item.type)).toEqual(expect.arrayContaining(['message', 'event']));
  });

  test('an answer is queued with a delivery for each recipient, and a note stays inside', async () => {
    const number = await mailComes();
    const reply = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'It is on its way.' });
    expect(reply).toMatchObject({ status: 202, body: { kind: 'reply', way: 'console', delivery: { state: 'queued' } } });
    const note = await agent.post<Note>(`/tickets/${number}/notes`, { text: 'He called before.' });
    expect(note).toMatchObject({ status: 201, body: { type: 'note', text: 'He called before.' } });
    const { timeline } = await ticket(number);
    expect(timeline.filter((item) => item.type !== 'event').map((item) => item.type)).toEqual(['message', 'message', 'note']);
  });

  test('assigning oneself opens the ticket; state, priority, tags and subject change together', async () => {
    const number = await mailComes();
    const mine = await agent.patch<Ticket>(`/tickets/${number}`, { assignee: 'me' });
    expect(mine).toMatchObject({ status: 200, body: { state: 'open', assignee: { id: agent.agentId } } });
    const more = await agent.patch<Ticket>(`/tickets/${number}`, { state: 'solved', priority: 'high', tags: ['late'], subject: 'Parcel' });
    expect(more.body).toMatchObject({ state: 'solved', priority: 'high', tags: ['late'], subject: 'Parcel' });
  });

  test('a change made for an older version is refused and says what changed', async () => {
    const number = await mailComes();
    const { version } = await ticket(number);
    await agent.patch(`/tickets/${number}`, { priority: 'urgent' });
    const stale = await agent.patch(`/tickets/${number}`, { subject: 'x' }, { 'if-match': `"${version}"` });
    expect(stale).toMatchObject({ status: 409, body: { code: 'ticket-changed', params: { changed: 'priority-changed' } } });
  });

  test('a ticket that goes to another team goes to its queue; those who lose it are told that it went', async () => {
    const number = await mailComes();
    await agent.patch(`/tickets/${number}`, { assignee: 'me' });
    const admin = await desk.signedIn({ role: 'admin' });
    const other = await aTeam(desk.store);
    const colleague = await desk.signedIn({ teams: [team] });
    const { body: start } = await colleague.get<FeedPart>('/events');
    const { body } = await admin.patch<Ticket>(`/tickets/${number}`, { team: other });
    expect(body).toMatchObject({ team: { id: other }, state: 'new', assignee: null });
    expect((await colleague.get(`/tickets/${number}`)).status).toBe(404);
    const { body: feed } = await colleague.get<FeedPart>(`/events?after=${encodeURIComponent(start.next)}`);
    expect(feed.data.map((event) => [event.type, event.ticket?.number])).toEqual([['ticket.changed', number]]);
  });

  test('on hold until a time, snoozed until a time, and back', async () => {
    const number = await mailComes();
    const until = '2030-01-01T00:00:00.000Z';
    const held = await agent.patch<Ticket>(`/tickets/${number}`, { assignee: 'me', state: 'on_hold', onHoldUntil: until });
    expect(held.body).toMatchObject({ state: 'on_hold', onHoldUntil: until });
    expect((await agent.patch<Ticket>(`/tickets/${number}`, { state: 'open' })).body).toMatchObject({ state: 'open', onHoldUntil: null });
    expect((await agent.patch<Ticket>(`/tickets/${number}`, { snoozedUntil: until })).body.snoozedUntil).toBe(until);
    expect((await agent.patch<Ticket>(`/tickets/${number}`, { snoozedUntil: null })).body.snoozedUntil).toBeNull();
    const past = await agent.patch(`/tickets/${number}`, { snoozedUntil: '2020-01-01T00:00:00.000Z' });
    expect(past).toMatchObject({ status: 400, body: { code: 'snooze-past' } });
    const gone = await agent.patch(`/tickets/${number}`, { state: 'on_hold', onHoldUntil: new Date(Date.now() - 120_000).toISOString() });
    expect(gone).toMatchObject({ status: 400, body: { code: 'on-hold-past' } });
    const wrong = await agent.patch(`/tickets/${number}`, { onHoldUntil: until });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'on-hold-only' } });
  });

  test('a number of a ticket is digits, and nothing else that could be read as them', async () => {
    const number = await mailComes();
    for (const written of [`0x${number.toString(16)}`, `${number}e0`, `%20${number}`, `${number}.0`, `+${number}`, `0${number}`, '0']) {
      expect([written, (await agent.get(`/tickets/${written}`)).status]).toEqual([written, 400]);
    }
  });

  test('asking for what is so already changes nothing', async () => {
    const number = await mailComes();
    const before = await ticket(number);
    const same = { priority: 'normal', tags: [], skills: [], subject: before.subject, spam: false };
    expect((await agent.patch<Ticket>(`/tickets/${number}`, same)).body.version).toBe(before.version);
  });

  test('a closed ticket stays closed', async () => {
    const number = await mailComes();
    await agent.patch(`/tickets/${number}`, { state: 'closed' });
    for (const change of [{ state: 'open' }, { assignee: 'me' }]) {
      expect(await agent.patch(`/tickets/${number}`, change)).toMatchObject({ status: 409, body: { code: 'ticket-closed' } });
    }
  });

  test('skills of a ticket are named; one that is not there is told by its name', async () => {
    const number = await mailComes();
    await desk.store.query(`insert into skills (id, name) values (gen_random_uuid(), 'returns')`);
    const { body } = await agent.patch<Ticket>(`/tickets/${number}`, { skills: [{ skill: 'Returns', level: 2 }] });
    expect(body.skills).toEqual([{ skill: 'returns', level: 2, required: true }]);
    const unknown = await agent.patch(`/tickets/${number}`, { skills: [{ skill: 'magic', level: 1 }] });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'skill-missing', params: { skill: 'magic' } } });
    expect((await ticket(number)).skills).toEqual(body.skills);
  });

  test('a long timeline is read backwards by its cursor, whole and in order', async () => {
    const number = await mailComes();
    for (let n = 0; n < 7; n++) await agent.post(`/tickets/${number}/notes`, { text: `note ${n}` });
    const whole = (await ticket(number)).timeline.map((item) => item.id);
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const part: { body: TimelinePart } = await agent.get(`/tickets/${number}/timeline?limit=3${cursor && `&before=${cursor}`}`);
      read.unshift(...part.body.data.map((item) => item.id));
      cursor = part.body.previous;
    }
    expect(read).toEqual(whole);
  });

  test('events are told in the language asked for, with names', async () => {
    const number = await mailComes();
    await agent.patch(`/tickets/${number}`, { assignee: 'me' });
    const text = async (language: string) => {
      const { body } = await agent.call<TicketDetail>('GET', `/tickets/${number}`, undefined, { 'accept-language': language });
      const event = body.timeline.find((item) => item.type === 'event' && item.code === 'assigned');
      return event?.type === 'event' ? event.text : '';
    };
    const texts = [await text('en'), await text('ru-RU')];
    expect(texts).toEqual([expect.stringMatching(/^Assigned to Agent /), expect.stringMatching(/^Назначено: Agent /)]);
  });

  test('counts tell what waits and what is mine', async () => {
    const { body: before } = await agent.get<TicketCounts>('/tickets/counts');
    const number = await mailComes();
    await mailComes();
    await agent.patch(`/tickets/${number}`, { assignee: 'me' });
    const { body: after } = await agent.get<TicketCounts>('/tickets/counts');
    expect(after.mine - before.mine).toBe(1);
    expect(after.unassigned - before.unassigned).toBe(1);
  });

  test('the list goes on by cursor without skipping or repeating, in each order', async () => {
    for (let n = 0; n < 5; n++) await mailComes();
    for (const sort of ['urgency', '-lastMessageAt', 'createdAt']) {
      const whole = await agent.get<{ data: Ticket[] }>(`/tickets?sort=${sort}&limit=100`);
      const paged: number[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { body: { data: Ticket[]; next: string | null } } = await agent.get(
          `/tickets?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`,
        );
        paged.push(...page.body.data.map((one) => one.number));
        cursor = page.body.next;
      }
      expect(paged).toEqual(whole.body.data.map((one) => one.number));
    }
  });
});
