import type { Message, Note, Ticket, TicketCounts, TicketDetail } from '@app/contracts';
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
