import type { Contact, Message, Problem, Ticket, TicketDetail, UndoneMessage } from '@app/contracts';
import { takeIn } from '@app/store';
import { aChatMessage, anInbox } from '@app/testing';
import type { ApiClient, Answer } from './api-client.js';
import { BotQueue } from './bot-queue.js';
import { DeskUnderTest } from './desk-under-test.js';
import { type Chat, World } from './world.js';

describe('an agent writes first in a chat that the bot knows', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let queue: BotQueue;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    queue = await BotQueue.of(desk, (await world.chat()).bot);
  });
  afterAll(async () => {
    await queue?.close();
    await desk?.close();
  });

  /** A chat whose ticket is solved. */
  async function quiet(): Promise<Chat & { key: string }> {
    const chat = await world.chat();
    await agent.patch(`/tickets/${chat.number}`, { state: 'solved' });
    const [row] = await desk.store.query<{ key: string }>(`select external_key as key from conversations where id = $1`, [
      chat.conversationId,
    ]);
    return { ...chat, key: row?.key ?? '' };
  }
  const start = <Body = Ticket>(chat: Pick<Chat, 'bot' | 'contactId'>, body: object = {}, as = agent): Promise<Answer<Body>> =>
    as.post<Body>('/tickets', { inbox: chat.bot, to: { contact: chat.contactId }, text: 'Your order is ready\nCome by', ...body });
  const detail = async (number: number) => (await agent.get<TicketDetail>(`/tickets/${number}`)).body;
  const contact = async ({ contactId }: Chat, as = agent) => (await as.get<Contact>(`/contacts/${contactId}`)).body;
  const customerWrites = (chat: Chat & { key: string }, text = 'Thanks') =>
    desk.store.transaction((tx) => takeIn(tx, [aChatMessage(chat.bot, chat.key, { sender: senderOf(chat), text })]));
  const senderOf = ({ key }: { key: string }) =>
    ({ address: key.split(':')[1] ?? '', name: 'Maria', language: 'ru', proved: 'telegram' }) as const;

  test('a ticket of its own, named by the first words; the answer comes to it', async () => {
    const chat = await quiet();
    const { status, body } = await start(chat, { text: '', html: '<p>Your <b>order</b> is ready</p><p>Come by</p>', choices: ['Today'] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ subject: 'Your order is ready', channel: 'telegram', state: 'open', assignee: { id: agent.agentId } });
    expect(await queue.send()).toEqual([
      { text: 'Your order is ready\n\nCome by', entities: [{ type: 'bold', offset: 5, length: 5 }], choices: ['Today'] },
    ]);
    expect((await detail(body.number)).state).toBe('pending');
    await customerWrites(chat);
    const after = await detail(body.number);
    expect(after.state).toBe('open');
    expect(after.timeline.flatMap((item) => (item.type === 'message' ? item.kind : []))).toEqual(['reply', 'inbound']);
    expect(after.conversations).toMatchObject([{ id: chat.conversationId, current: true }]);
  });

  test('in a chat where a ticket is open it is that one which is answered', async () => {
    const chat = await world.chat();
    expect(await contact(chat)).toMatchObject({
      chats: [{ conversation: chat.conversationId, inbox: { id: chat.bot }, blockedAt: null, ticket: { number: chat.number } }],
    });
    expect(await start<Problem>(chat)).toMatchObject({ status: 409, body: { code: 'chat-has-ticket', params: { number: chat.number } } });
    await agent.patch(`/tickets/${chat.number}`, { state: 'solved' });
    expect((await contact(chat)).chats).toMatchObject([{ ticket: null }]);
    expect((await start(chat)).status).toBe(201);
  });

  test('what one may not see is not told: another team has the chat', async () => {
    const chat = await world.chat();
    await agent.patch(`/tickets/${chat.number}`, { state: 'solved' });
    const { body } = await start(chat);
    const admin = await desk.signedIn({ role: 'admin' });
    await admin.patch(`/tickets/${body.number}`, { team: world.otherTeam, assignee: null });
    expect((await contact(chat)).chats).toMatchObject([{ ticket: { number: null } }]);
    expect(await start<Problem>(chat)).toMatchObject({ status: 409, body: { code: 'chat-in-other-hands', params: {} } });
  });

  test.each([
    ['an address', async () => ({ to: { address: '4711' } }), 404, 'chat-unknown'],
    ['a contact who never wrote to this bot', async () => ({ to: { contact: (await world.ticket()).contactId } }), 404, 'chat-unknown'],
    ['a contact that one may not see', async () => ({ to: { contact: '01900000-0000-7000-8000-000000000000' } }), 404, 'contact-missing'],
    ['somebody beside the chat', async () => ({ cc: [{ address: 'a@x.test' }] }), 400, 'chat-has-no-addresses'],
    ['nothing to say', async () => ({ text: ' ' }), 400, 'reply-empty'],
  ])('%s is refused in words', async (_what, body, status, code) => {
    expect(await start<Problem>(await quiet(), await body())).toMatchObject({ status, body: { code } });
  });

  test('a bot cannot write first to a group, nor into the chats of a business account', async () => {
    for (const chat of [
      { kind: 'group', title: 'G', username: null, business: false, topic: null },
      { kind: 'private', title: 'Shop', username: null, business: true, topic: null },
    ]) {
      const known = await quiet();
      await desk.store.query(`update conversations set chat = $2 where id = $1`, [known.conversationId, chat]);
      expect((await contact(known)).chats).toEqual([]);
      expect(await start<Problem>(known)).toMatchObject({ status: 404, body: { code: 'chat-unknown' } });
    }
  });

  test('nor to who blocked it; the contact says so', async () => {
    const chat = await quiet();
    await desk.store.query(`update conversations set blocked_at = now() where id = $1`, [chat.conversationId]);
    expect((await contact(chat)).chats).toMatchObject([{ blockedAt: expect.any(String) }]);
    expect(await start<Problem>(chat)).toMatchObject({ status: 409, body: { code: 'chat-blocked' } });
  });

  test('threat:G2 from the inboxes of ones own teams alone; in the chat of a site the customer begins', async () => {
    const chat = await quiet();
    const stranger = await desk.signedIn({ teams: [world.otherTeam] });
    expect(await start<Problem>(chat, {}, stranger)).toMatchObject({ status: 404, body: { code: 'inbox-missing' } });
    const site = await anInbox(desk.store, 'webchat', world.team);
    expect(await start<Problem>({ ...chat, bot: site })).toMatchObject({ status: 400, body: { code: 'channel-cannot-start' } });
    expect(await agent.post<Problem>('/tickets', { inbox: world.mailbox, to: { address: 'a@x.test' }, text: 'x' })).toMatchObject({
      status: 400,
      body: { code: 'subject-needed' },
    });
  });

  test('undone while it is held, nothing of it stays, and the chat goes on where it was', async () => {
    const chat = await quiet();
    const { body } = await start(chat, { undoSeconds: 60 });
    const message = (await detail(body.number)).timeline.find((item) => item.type === 'message');
    const undone = await agent.call<UndoneMessage>('DELETE', `/messages/${message?.id}`);
    expect(undone).toMatchObject({ status: 200, body: { undone: true, ticketGone: true } });
    expect((await agent.get(`/tickets/${body.number}`)).status).toBe(404);
    await customerWrites(chat);
    expect((await detail(chat.number)).timeline.flatMap((item) => (item.type === 'message' ? item.text : []))).toEqual(['Hello', 'Thanks']);
  });

  test('undone after the customer wrote, the ticket stays theirs', async () => {
    const chat = await quiet();
    const { body } = await start(chat, { undoSeconds: 60 });
    const message = (await detail(body.number)).timeline.find((item) => item.type === 'message');
    await customerWrites(chat, 'By the way');
    expect((await agent.call<UndoneMessage>('DELETE', `/messages/${message?.id}`)).body).toEqual({ undone: true, ticketGone: false });
    expect((await detail(body.number)).timeline.flatMap((item) => (item.type === 'message' ? item.text : []))).toEqual(['By the way']);
  });

  test('of two at once, or of one who is written to at this moment, one ticket is made', async () => {
    for (let round = 0; round < 10; round += 1) {
      const chat = await quiet();
      const [first, second] = await Promise.all([start<Ticket & Problem>(chat), start<Ticket & Problem>(chat), customerWrites(chat)]);
      const made = [first, second].filter(({ status }) => status === 201);
      expect(made.length).toBeLessThanOrEqual(1);
      const refused = [first, second].filter(({ status }) => status !== 201);
      expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [409, 'chat-has-ticket']));
      const live = await desk.store.query<{ number: number }>(
        `select number::int as number from tickets where contact_id = $1 and state not in ('solved', 'closed')`,
        [chat.contactId],
      );
      expect(live).toHaveLength(1);
      // What the customer wrote is there, whoever was first.
      const texts = (await detail(live[0]?.number ?? 0)).timeline.flatMap((item) => (item.type === 'message' ? [item.text] : []));
      expect(texts).toContain('Thanks');
    }
    await queue.send();
  });

  test('a change of it goes where it went', async () => {
    const chat = await quiet();
    const { body } = await start(chat);
    await queue.send();
    const message = (await detail(body.number)).timeline.find((item): item is Message => item.type === 'message');
    await agent.patch(`/messages/${message?.id}`, { text: 'Your order is here' });
    expect(await queue.send()).toEqual([{ change: expect.any(String), text: 'Your order is here' }]);
    expect((await detail(body.number)).preview).toBe('Your order is here');
  });
});
