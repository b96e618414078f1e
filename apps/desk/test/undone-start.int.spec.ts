import type { FeedPart, Problem, Ticket, TicketDetail, UndoneMessage, Upload } from '@app/contracts';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

describe('an agent writes first, and takes it back', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let admin: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    admin = await desk.signedIn({ role: 'admin' });
  });
  afterAll(() => desk.close());

  let customers = 0;
  async function started(body: object = {}): Promise<{ number: number; id: string; messageId: string }> {
    const to = [{ address: `first-${(customers += 1)}@x.test` }, { address: 'kate@x.test' }];
    const asked = { inbox: world.mailbox, to, subject: 'Order 9', text: 'Ready', undoSeconds: 60, ...body };
    const { status, body: ticket } = await agent.post<Ticket>('/tickets', asked);
    expect(status).toBe(201);
    const message = (await agent.get<TicketDetail>(`/tickets/${ticket.number}`)).body.timeline.find((item) => item.type === 'message');
    return { number: ticket.number, id: ticket.id, messageId: message?.id ?? '' };
  }
  const undo = (messageId: string, as = agent) => as.call<UndoneMessage>('DELETE', `/messages/${messageId}`);
  const rowsOf = async (ticketId: string) =>
    Object.values(
      (
        await desk.store.query<Record<string, number>>(
          `select (select count(*)::int from tickets where id = $1) as tickets,
             (select count(*)::int from conversations where current_ticket_id = $1) as conversations,
             (select count(*)::int from ticket_events where ticket_id = $1) as events,
             (select count(*)::int from assignments where ticket_id = $1) as assignments,
             (select count(*)::int from messages where ticket_id = $1) as messages,
             (select count(*)::int from deliveries where ticket_id = $1) as deliveries,
             (select count(*)::int from participants p where not exists (select from conversations c where c.id = p.conversation_id)) as lost`,
          [ticketId],
        )
      )[0] ?? {},
    );

  test('nothing of the ticket stays, and no list has it; the files are uploads again', async () => {
    const form = new FormData();
    form.append('file', new Blob(['bytes']), 'bill.pdf');
    const { body: file } = await agent.post<Upload>('/attachments', form);
    const { number, id, messageId } = await started({ attachments: [file.id] });
    expect(await undo(messageId)).toMatchObject({ status: 200, body: { ticketGone: true } });
    expect((await agent.get(`/tickets/${number}`)).status).toBe(404);
    expect(await rowsOf(id)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((await agent.get<{ data: Ticket[] }>('/tickets')).body.data.map((ticket) => ticket.number)).not.toContain(number);
    expect(await undo(messageId)).toMatchObject({ status: 404, body: { code: 'message-missing' } });
    const again = await started({ attachments: [file.id] });
    expect((await agent.get<TicketDetail>(`/tickets/${again.number}`)).body.timeline).toContainEqual(
      expect.objectContaining({ attachments: [expect.objectContaining({ id: file.id })] }),
    );
  });

  test('threat:G2 who saw the ticket is told that it is gone: its team, admins, whose it was; nobody else', async () => {
    const colleague = await desk.signedIn({ teams: [world.team] });
    const [assignee, stranger] = [await desk.signedIn({}), await desk.signedIn({})];
    const { number, messageId } = await started({ assignee: assignee.agentId });
    const after = (await agent.get<FeedPart>('/events')).body.next;
    await undo(messageId);
    const heard = async (client: ApiClient) =>
      (await client.get<FeedPart>(`/events?after=${encodeURIComponent(after)}`)).body.data.map((one) => [one.ticket?.number, one.changed]);
    for (const client of [agent, colleague, admin, assignee]) expect(await heard(client)).toEqual([[number, ['removed']]]);
    expect(await heard(stranger)).toEqual([]);
  });

  test('two who undo it at once: one does, the other is told that there is no such answer', async () => {
    const { messageId } = await started();
    const both = await Promise.all([undo(messageId), undo(messageId, admin)]);
    expect(new Set(both.map((one) => one.status))).toEqual(new Set([200, 404]));
  });

  test.each([
    ['a note', (number: number) => agent.post(`/tickets/${number}/notes`, { text: 'He called' })],
    ['another answer', (number: number) => agent.post(`/tickets/${number}/replies`, { text: 'PS' })],
    ['another answer that waits', (number: number) => agent.post(`/tickets/${number}/replies`, { text: 'PS', undoSeconds: 60 })],
  ])('with %s in it the ticket stays', async (_what, add) => {
    const { number, messageId } = await started();
    expect((await add(number)).status).toBeLessThan(300);
    expect(await undo(messageId)).toMatchObject({ status: 200, body: { ticketGone: false } });
    expect((await agent.get<TicketDetail>(`/tickets/${number}`)).body.timeline.filter((item) => item.type !== 'event')).toHaveLength(1);
  });

  test('a ticket that a customer opened stays, whatever is undone in it', async () => {
    const { number } = await world.ticket();
    const { body } = await agent.post<{ id: string }>(`/tickets/${number}/replies`, { text: 'Oops', undoSeconds: 60 });
    expect((await undo(body.id)).body).toEqual({ undone: true, ticketGone: false });
    expect((await agent.get(`/tickets/${number}`)).status).toBe(200);
  });

  test('who had the page open and answers it is told that it is gone', async () => {
    const { number, messageId } = await started();
    const [undone, answered] = await Promise.all([undo(messageId), agent.post<Problem>(`/tickets/${number}/replies`, { text: 'PS' })]);
    // Whichever was first: nothing is said in a ticket that is gone.
    expect(undone.body.ticketGone).toBe(answered.status === 404);
  });
});
