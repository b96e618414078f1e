import { Bus, type Tail } from '@app/bus';
import { type EventOf, type FeedPart, type Problem, ReplyTyping } from '@app/contracts';
import { eventually } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';
import { type Chat, World } from './world.js';

describe('that an agent types', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let tail: Tail;
  const heard: EventOf<typeof ReplyTyping>['data'][] = [];

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    const bus = desk.provided.providers.flatMap((one) => ('provide' in one && one.provide === Bus ? [one.useValue as Bus] : []))[0];
    if (!bus) throw new Error('The desk runs without a bus.');
    tail = await bus.tail([ReplyTyping], (events) => void heard.push(...events.map(({ data }) => data)));
  });
  afterAll(async () => {
    await tail?.close();
    await desk?.close();
  });
  beforeEach(() => void heard.splice(0));

  const type = (number: number, body: object = {}, as = agent) => as.call<Problem>('PUT', `/tickets/${number}/typing`, body);
  const typedIn = async (chat: Chat) => {
    await eventually(async () => expect(heard.map(({ conversationId }) => conversationId)).toContain(chat.conversationId));
    return heard.filter(({ conversationId }) => conversationId === chat.conversationId);
  };

  test('is told to the bot, once in four seconds, however many say it how often', async () => {
    const chat = await world.chat();
    const colleague = await desk.signedIn({ teams: [world.team] });
    const begun = performance.now();
    const calls = [agent, colleague, agent, colleague, agent].map((who) => type(chat.number, {}, who));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    const spentMs = performance.now() - begun;
    // What is told later comes later: the next one is the last of this test.
    const next = await world.chat();
    await type(next.number, { conversation: next.conversationId });
    await typedIn(next);
    const told = heard.filter(({ conversationId }) => conversationId === chat.conversationId);
    expect(told.length).toBeLessThanOrEqual(1 + Math.floor(spentMs / 4_000));
    const shown = (one: Chat) => ({ conversationId: one.conversationId, inboxId: one.bot, chatKey: expect.stringMatching(/^0:\d+:0$/) });
    expect(heard).toEqual([...told.map(() => shown(chat)), shown(next)]);
    expect(told).not.toEqual([]);
  });

  test('is told to nobody where the channel cannot show it, or the customer blocked the bot', async () => {
    const blocked = await world.chat();
    await desk.store.query(`update conversations set blocked_at = now() where id = $1`, [blocked.conversationId]);
    expect((await type(blocked.number)).status).toBe(204);
    expect((await type((await world.ticket()).number)).status).toBe(204);
    const next = await world.chat();
    await type(next.number);
    await typedIn(next);
    expect(heard).toHaveLength(1);
  });

  test('threat:G2 is not for those who do not see the ticket, also when others said it just now', async () => {
    const chat = await world.chat();
    await type(chat.number);
    const stranger = await desk.signedIn({ teams: [world.otherTeam] });
    expect(await type(chat.number, {}, stranger)).toMatchObject({ status: 404, body: { code: 'ticket-missing' } });
    const other = await world.chat();
    expect(await type(chat.number, { conversation: other.conversationId })).toMatchObject({
      status: 404,
      body: { code: 'conversation-missing' },
    });
  });

  test('is no news: the feed does not tell it', async () => {
    const after = (await agent.get<FeedPart>('/events')).body.next;
    const chat = await world.chat();
    await type(chat.number);
    await typedIn(chat);
    const { data } = (await agent.get<FeedPart>(`/events?after=${encodeURIComponent(after)}`)).body;
    expect(data.map((event) => String(event.type)).filter((name) => name.startsWith('reply.'))).toEqual([]);
  });
});
