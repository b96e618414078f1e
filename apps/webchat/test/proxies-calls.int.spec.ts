import { randomUUID } from 'node:crypto';
import { type ChatNews, ContactTyping, type EventOf } from '@app/contracts';
import type { Problem } from '@app/service';
import { until } from '@app/testing';
import { giveMailbox } from './panel-visitor.js';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

/** The chat of a browser whose network lets no socket through: by calls that wait. */
describe('the chat by calls', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());

  const ask = (token: string, query: object = {}, signal?: AbortSignal) =>
    fetch(`${chat.site}/chat/v1/messages?${new URLSearchParams(query as Record<string, string>).toString()}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: signal ?? null,
    });
  const news = async (token: string, query: object = {}) => {
    const { answers } = (await (await ask(token, query)).json()) as ChatNews;
    return {
      texts: answers.flatMap((answer) => ('message' in answer ? answer.message.text : [])),
      cursor: answers.flatMap((answer) => ('ready' in answer ? answer.ready.cursor : 'message' in answer ? answer.cursor : [])).at(-1) ?? 0,
    };
  };
  const call = (token: string, frame: object, origin = chat.site) =>
    chat.post('messages', frame, { authorization: `Bearer ${token}`, origin });
  const say = (token: string, text: string, clientId: string = randomUUID(), origin = chat.site) =>
    call(token, { send: { clientId, text } }, origin);
  const problemOf = async (answer: Response) => {
    const { code, status } = (await answer.json()) as Problem;
    return [status, code];
  };
  const stateOf = async (messageId: string) =>
    (await chat.store.query<{ state: string }>(`select state from deliveries where message_id = $1`, [messageId]))[0]?.state;

  /** A visitor with a message that was answered, all of it read. */
  async function aConversation() {
    const { token, visitor } = await chat.openSession();
    await say(token, 'hello');
    const { cursor } = await until('it is taken in', async () => {
      const found = await news(token, { wait: '0' });
      return found.texts.length === 1 && found;
    });
    return { token, visitor, cursor: String(cursor) };
  }

  test('fail:W7 what is written by call is stored once however often it is sent, and is seen by call', async () => {
    const { token, visitor } = await chat.openSession();
    const clientId = randomUUID();
    for (let n = 0; n < 3; n++)
      expect(await (await say(token, 'by call', clientId)).json()).toEqual({ answers: [{ stored: { clientId } }] });
    await say(token, 'after it');
    const seen = await until('both are seen', async () => {
      const { texts } = await news(token, { wait: '0' });
      return texts.includes('after it') && texts;
    });
    expect(seen).toEqual(['by call', 'after it']);
    expect(chat.wrote.filter((event) => event.data.visitorId === visitor).map((event) => event.data.clientId)).toContain(clientId);
  });

  test('fail:W7 a call that waits is answered by the answer of an agent, at once', async () => {
    const { token, visitor, cursor } = await aConversation();
    const waiting = news(token, { after: cursor });
    const messageId = await chat.answer(visitor, 'Here it is');
    const answered = await waiting;
    expect(answered.texts).toEqual(['Here it is']);
    await news(token, { after: String(answered.cursor), wait: '0', got: String(answered.cursor) });
    await until('delivered', async () => (await stateOf(messageId)) === 'delivered');
    await news(token, { after: String(answered.cursor), wait: '0', read: String(answered.cursor) });
    await until('read', async () => (await stateOf(messageId)) === 'read');
  });

  test('fail:W8 what came between two calls is in the next, once', async () => {
    const { token, visitor, cursor } = await aConversation();
    for (const text of ['one', 'two', 'three']) await chat.answer(visitor, text);
    const all: string[] = [];
    let after = cursor;
    await until('all are seen', async () => {
      const { texts, cursor: next } = await news(token, { after, wait: '0' });
      all.push(...texts);
      after = String(next);
      return all.includes('three');
    });
    expect(all).toEqual(['one', 'two', 'three']);
  });

  test('a call without news is answered when its time is up', async () => {
    const { token, cursor } = await aConversation();
    expect(await news(token, { after: cursor, wait: '1' })).toEqual({ texts: [], cursor: Number(cursor) });
  });

  test('threat:G3 threat:G4 without a token, with what is not asked for, or of a foreign page it is refused', async () => {
    const { token } = await chat.openSession();
    expect(await problemOf(await ask('otv_unknown'))).toEqual([403, 'visitor-unknown']);
    expect(await problemOf(await ask(token, { after: '-1' }))).toEqual([400, 'invalid-input']);
    expect(await problemOf(await ask(token, { wait: '3600' }))).toEqual([400, 'invalid-input']);
    expect(await problemOf(await say(token, 'x', randomUUID(), 'https://evil.test'))).toEqual([403, 'origin-refused']);
    expect(await problemOf(await say('otv_unknown', 'x'))).toEqual([403, 'visitor-unknown']);
    expect(await problemOf(await say(token, '  '))).toEqual([400, 'message-empty']);
  });

  test('an address and the whole chat by mail are asked for by call as by socket, and refused in the same words', async () => {
    const { token, visitor } = await aConversation();
    const other = await chat.openSession();
    expect(await problemOf(await call(other.token, { address: { email: 'ivan@example.test' } }))).toEqual([409, 'visitor-mail-off']);
    await giveMailbox(chat);
    const asked = async (frame: object) => (await call(token, frame)).json();
    expect(await asked({ address: { email: ' Ivan@Пример.рф ' } })).toEqual({
      answers: [{ address: { email: 'Ivan@xn--e1afmkfd.xn--p1ai' } }],
    });
    expect((await chat.openSession(token)).address).toBe('Ivan@xn--e1afmkfd.xn--p1ai');
    expect(await problemOf(await call(token, { transcript: { email: 'ivan@example.test' } }))).toEqual([409, 'transcript-unanswered']);
    const socket = await VisitorClient.hello(chat.site, token);
    socket.send({ transcript: { email: 'ivan@example.test' } });
    const refused = (await (await call(token, { transcript: { email: 'ivan@example.test' } })).json()) as Problem;
    expect(refused.title).toBe((await socket.error('transcript-unanswered')).text);
    socket.close();
    await chat.answer(visitor, 'Here it is');
    await until('it is answered', async () => (await news(token, { wait: '0' })).texts.includes('Here it is'));
    expect(await asked({ transcript: { email: 'ivan@example.test' } })).toEqual({
      answers: [{ transcript: { email: 'ivan@example.test' } }],
    });
    await until('they are asked to wait', async () => (await problemOf(await call(token, { address: { email: 'nonsense' } })))[0] === 429);
  });

  test('that a visitor types is told by call, once in four seconds, by whichever process', async () => {
    const heard: EventOf<typeof ContactTyping>['data'][] = [];
    const tail = await chat.bus.tail([ContactTyping], (events) => void heard.push(...events.map(({ data }) => data)));
    const { token, visitor } = await aConversation();
    const stranger = await chat.openSession();
    expect(await (await call(stranger.token, { typing: {} })).json()).toEqual({ answers: [] });
    const from = performance.now();
    for (let n = 0; n < 5; n += 1) expect(await (await call(token, { typing: {} })).json()).toEqual({ answers: [] });
    const seconds = (performance.now() - from) / 1_000;
    await until('it is heard', () => heard.length > 0);
    const [chatOf] = await chat.store.query<{ id: string }>(`select id from conversations where external_key = $1`, [visitor]);
    expect(new Set(heard.map(({ conversationId }) => conversationId))).toEqual(new Set([chatOf?.id]));
    expect(heard.length).toBeLessThanOrEqual(1 + Math.floor(seconds / 4));
    await tail.close();
  });

  test.each([
    ['no frame', ['send']],
    ['two frames in one', { typing: {}, address: { email: 'a@example.test' } }],
    ['what is no word of a visitor', { hello: { token: 'x' } }],
    ['what is asked for by a call of its own', { logout: {} }],
    ['a frame that nobody knows', { shout: {} }],
  ])('%s cannot be read', async (_what, frame) => {
    const { token } = await chat.openSession();
    expect(await problemOf(await call(token, frame))).toEqual([400, 'frame-unreadable']);
  });

  test('threat:H6 many calls at once are told when to come again; browsers that hang up leave nothing behind', async () => {
    const { token, cursor } = await aConversation();
    const hungUp = Array.from({ length: 15 }, async () => {
      const gone = new AbortController();
      const asked = ask(token, { after: cursor }, gone.signal).catch(() => null);
      setTimeout(() => gone.abort(), 100);
      return asked;
    });
    await Promise.all(hungUp);
    // On a slow machine some are let in again while the others are on their way.
    const refused = await until('some are refused', async () => {
      const answers = await Promise.all(Array.from({ length: 120 }, () => ask(token, { after: cursor, wait: '0' })));
      return answers.find(({ status }) => status === 429);
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a process that stops answers the calls that wait', async () => {
    const { token, visitor } = await aConversation();
    const messageId = await chat.answer(visitor, 'Here it is');
    const { cursor } = await until('it is seen', async () => {
      const found = await news(token, { wait: '0' });
      return found.texts.includes('Here it is') && found;
    });
    const from = performance.now();
    const waiting = news(token, { after: String(cursor), got: String(cursor), wait: '25' });
    await until('it waits', async () => (await stateOf(messageId)) === 'delivered');
    await chat.stop();
    expect((await waiting).texts).toEqual([]);
    // It would have waited for 25 s.
    expect(performance.now() - from).toBeLessThan(24_000);
    await chat.startAgain();
  });
});
