import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { takeIn } from '@app/store';
import { aChatMessage, anUpload, until } from '@app/testing';
import { WebSocket } from 'ws';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('the gateway of visitors', () => {
  let chat: WebchatUnderTest;
  const open: VisitorClient[] = [];

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());
  afterEach(() => {
    for (const client of open.splice(0)) client.close();
  });

  /** A visitor with a session and an open socket. */
  async function aVisitor() {
    const session = await chat.openSession();
    const client = await VisitorClient.hello(chat.site, session.token, session.cursor);
    open.push(client);
    return { ...session, client };
  }

  async function again(token: string, after: number | null): Promise<VisitorClient> {
    const client = await VisitorClient.hello(chat.site, token, after);
    open.push(client);
    return client;
  }

  const aVisitorMessage = (visitorId: string, text: string) =>
    aChatMessage(chat.inboxId, visitorId, {
      channel: 'webchat',
      way: 'widget',
      sender: { address: visitorId, name: '', language: null, proved: 'visitor-token' },
      text,
    });
  const eventsOf = (visitorId: string) => chat.wrote.filter((event) => event.data.visitorId === visitorId);
  const stateOf = async (messageId: string) =>
    (await chat.store.query<{ state: string }>(`select state from deliveries where message_id = $1`, [messageId]))[0]?.state;

  describe('what a visitor writes', () => {
    test('need:S1 fail:W3 it is told to be stored only when the bus has it', async () => {
      const { client, visitor } = await aVisitor();
      const clientId = await client.say('Where is my order?');
      await until('the bus carries it', () => eventsOf(visitor).length === 1);
      expect(eventsOf(visitor)[0]?.data).toMatchObject({
        inboxId: chat.inboxId,
        externalId: `${visitor}:${clientId}`,
        clientId,
        locale: 'en',
      });
      expect(JSON.parse(String(eventsOf(visitor)[0]?.payload))).toEqual({
        text: 'Where is my order?',
        attachments: [],
        filenames: [],
        form: null,
        page: null,
        about: null,
      });
    });

    test('fail:W11 the same client id twice is one message', async () => {
      const { client } = await aVisitor();
      const clientId = await client.say('once');
      await client.sees('once');
      client.answers.length = 0;
      await client.say('once', clientId);
      await client.say('twice');
      await client.sees('twice');
      expect(client.texts).toEqual(['twice']);
    });

    test('messages keep the order in which they were sent', async () => {
      const { client, visitor } = await aVisitor();
      const texts = Array.from({ length: 20 }, (_, n) => `message ${n}`);
      for (const text of texts) client.send({ send: { clientId: randomUUID(), text } });
      await client.sees('message 19');
      expect(client.texts).toEqual(texts);
      expect(eventsOf(visitor).map((event) => JSON.parse(String(event.payload)).text)).toEqual(texts);
    });

    test('a message above what an event carries travels by reference and arrives whole', async () => {
      const { client } = await aVisitor();
      const text = 'ы'.repeat(7_999);
      // As JSON each of these characters takes six bytes.
      const form = { id: 'order', answers: Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`field-${n}`, '\u0001'.repeat(990)])) };
      client.send({ send: { clientId: randomUUID(), text, form } });
      await client.sees(text);
      expect(chat.wrote.at(-1)?.data.carried.kind).toBe('blob');
    });

    test('the other tab sees it too', async () => {
      const { client, token, cursor } = await aVisitor();
      const other = await again(token, cursor);
      const clientId = await client.say('from one tab');
      expect(await other.sees('from one tab')).toMatchObject({ kind: 'inbound', clientId, author: null });
    });

    test('nothing to say is refused for good, and the connection goes on', async () => {
      const { client } = await aVisitor();
      const clientId = randomUUID();
      client.send({ send: { clientId, text: '  ' } });
      expect(await client.error('message-empty')).toEqual({ code: 'message-empty', text: 'A message needs a text or a file.', clientId });
      await client.say('something');
    });

    test("another's file is refused", async () => {
      const { client } = await aVisitor();
      const clientId = randomUUID();
      client.send({ send: { clientId, text: 'look', attachments: [randomUUID()] } });
      expect(await client.error('attachment-missing')).toMatchObject({ clientId });
    });

    test('too many at once are to be sent again a moment later, and nobody else waits', async () => {
      const { client } = await aVisitor();
      const neighbour = await aVisitor();
      for (let n = 0; n < 50; n++) client.send({ send: { clientId: randomUUID(), text: `flood ${n}` } });
      const refused = await client.error('too-many-requests');
      expect(refused.retryAfterMs).toBeGreaterThan(0);
      expect(refused.clientId).toBeDefined();
      await neighbour.client.say('calm');
    });
  });

  describe('what an agent answers', () => {
    async function aConversation() {
      const visitor = await aVisitor();
      await visitor.client.say('hello');
      await visitor.client.sees('hello');
      return visitor;
    }

    test('need:S2 it reaches the open socket with the name of who answered', async () => {
      const { client, visitor } = await aConversation();
      await chat.answer(visitor, 'Here it is');
      expect(await client.sees('Here it is')).toMatchObject({ kind: 'reply', author: { name: expect.stringMatching(/^Agent/) } });
    });

    test('a file goes without a word', async () => {
      const { client, visitor } = await aConversation();
      await chat.answer(visitor, '', { attachmentIds: [await anUpload(chat.store, chat.agentId)] });
      expect(await client.sees('')).toMatchObject({ kind: 'reply', attachments: [{ filename: 'bill.pdf' }] });
    });

    test('an answer that is to be sent later holds back nothing of a long chat, and is given when its time comes', async () => {
      const { client, visitor, token } = await aVisitor();
      await client.say('hello');
      await client.sees('hello');
      const later = await chat.answer(visitor, 'later', { holdMs: 600_000 });
      const said = Array.from({ length: 250 }, (_, n) => `m${n}`);
      await chat.store.transaction((tx) =>
        takeIn(
          tx,
          said.map((text) => aVisitorMessage(visitor, text)),
        ),
      );
      const other = await VisitorClient.hello(chat.site, token);
      expect(other.texts).toEqual(['hello', ...said]);
      await chat.store.query(`update deliveries set not_before = now() where message_id = $1`, [later]);
      await chat.answer(visitor, 'wakes the sender');
      for (const one of [client, other]) {
        await one.sees('wakes the sender');
        await one.sees('later');
        expect(one.texts.toSorted()).toEqual(['hello', 'later', 'wakes the sender', ...said].toSorted());
      }
      other.close();
    });

    test('a held answer is not seen before the sender takes it up, an undone one never', async () => {
      const { client, visitor } = await aConversation();
      const held = await chat.answer(visitor, 'held', { holdMs: 600_000 });
      await chat.answer(visitor, 'at once');
      await client.sees('at once');
      expect(client.texts).toEqual(['hello', 'at once']);
      await chat.store.query(`update deliveries set not_before = now() where message_id = $1`, [held]);
      await chat.answer(visitor, 'wakes the sender');
      await client.sees('held');
      expect(client.texts.toSorted()).toEqual(['at once', 'held', 'hello', 'wakes the sender']);
    });

    test('arrival and reading are told back', async () => {
      const { client, visitor, token } = await aConversation();
      const messageId = await chat.answer(visitor, 'Here it is');
      const { position } = await client.sees('Here it is');
      client.send({ got: { position } });
      await until('delivered', async () => (await stateOf(messageId)) === 'delivered');
      client.send({ read: { position } });
      await until('read', async () => (await stateOf(messageId)) === 'read');
      await until('it is known to be read', async () => (await chat.openSession(token)).readPosition === position);
    });

    test('fail:W8 what came while the browser was away is given after its cursor, in order, once', async () => {
      const { client, visitor, token } = await aConversation();
      const { cursor } = client;
      client.close();
      for (const text of ['one', 'two', 'three']) await chat.answer(visitor, text);
      const back = await again(token, cursor);
      await back.sees('three');
      expect(back.texts).toEqual(['one', 'two', 'three']);
      expect((await again(token, back.cursor)).texts).toEqual([]);
    });

    test('fail:W16 a reload gives the history to whoever has the token', async () => {
      const { visitor, token } = await aConversation();
      const session = await chat.openSession(token);
      expect(session.visitor).toBe(visitor);
      expect(session.messages.map((message) => message.text)).toEqual(['hello']);
      expect(session.token).toBe(token);
    });

    test('many sockets that come at once are all brought up to date', async () => {
      const { visitor, token } = await aConversation();
      await chat.answer(visitor, 'to all');
      const others = await Promise.all(Array.from({ length: 300 }, () => aVisitor()));
      const tabs = await Promise.all(Array.from({ length: 10 }, () => again(token, null)));
      await Promise.all(tabs.map((tab) => tab.sees('to all')));
      await Promise.all(others.slice(0, 20).map(({ client }, n) => client.say(`from ${n}`)));
      await Promise.all(others.slice(0, 20).map(({ client }, n) => client.sees(`from ${n}`)));
      expect(others.slice(20).every(({ client }) => client.texts.length === 0)).toBe(true);
    }, 120_000);
  });

  describe('what is wrong', () => {
    const badFrames = [
      '',
      'hello',
      '[]',
      'null',
      '1',
      '{}',
      '{"send":1}',
      '{"a":1}',
      '{"ping":{},"got":{"position":1}}',
      '{"__proto__":{}}',
      '{"got":{"position":-1}}',
    ];

    test('a frame that cannot be read is answered, and the next one is taken', async () => {
      const { client } = await aVisitor();
      for (const frame of badFrames) client.socket.send(frame);
      client.socket.send(Buffer.from([0, 1, 2, 255]));
      await until('all are answered', () => client.errors.length === badFrames.length + 1);
      expect(new Set(client.errors.map((error) => error.code))).toEqual(new Set(['frame-unreadable']));
      await client.say('still here');
    });

    test('a frame of 5 MB is answered and its socket closed; the others notice nothing', async () => {
      const neighbour = await aVisitor();
      const { client } = await aVisitor();
      client.socket.send(JSON.stringify({ send: { clientId: randomUUID(), text: 'x'.repeat(5 * 1024 * 1024) } }));
      await neighbour.client.say('meanwhile');
      expect(await client.error('frame-too-long')).toBeDefined();
      expect(await client.closed()).toBe(1009);
      await neighbour.client.say('afterwards');
    });

    test('a text longer than it may be is refused with its client id', async () => {
      const { client } = await aVisitor();
      const clientId = randomUUID();
      client.send({ send: { clientId, text: 'x'.repeat(8_001) } });
      expect(await client.error('frame-unreadable')).toMatchObject({ clientId, text: 'The frame cannot be read: send.text: too_big.' });
    });

    test('nothing is done before hello', async () => {
      const client = await VisitorClient.connect(chat.site);
      open.push(client);
      client.send({ send: { clientId: randomUUID(), text: 'who am I' } });
      await client.error('hello-first');
    });

    test('threat:H7 an unknown token is told so and closed', async () => {
      const client = await VisitorClient.connect(chat.site);
      client.send({ hello: { token: 'otv_not-one-of-ours' } });
      await client.error('visitor-unknown');
      expect(await client.closed()).toBe(4401);
    });

    test.each([
      ['a foreign page', 'https://evil.test'],
      ['a page that hides where it is from', 'null'],
      ['no page', null],
      ['a lookalike', 'http://127.0.0.1.evil.test'],
    ])('threat:G4 %s opens no socket', async (_what, origin) => {
      const socket = new WebSocket(`${chat.site.replace('http', 'ws')}/chat/v1/live`, origin === null ? {} : { origin });
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toContain('403');
    });

    test('a browser that reads nothing holds nobody up, and has everything once it reads', async () => {
      const { client, visitor } = await aVisitor();
      const neighbour = await aVisitor();
      await client.say('hello');
      await client.sees('hello');
      client.socket.pause();
      for (let n = 0; n < 30; n++) await chat.answer(visitor, `${n} ${'x'.repeat(60_000)}`);
      await neighbour.client.say('meanwhile');
      await neighbour.client.sees('meanwhile');
      client.socket.resume();
      await until('all have come', () => client.texts.length === 31);
    }, 120_000);
  });

  test('what is in hand when the process stops is stored and acknowledged before its socket closes', async () => {
    const { token, visitor } = await chat.openSession();
    const other = await chat.beside();
    const client = await VisitorClient.hello(other.site, token);
    const clientId = randomUUID();
    const heard: string[] = [];
    client.socket.on('message', (data: Buffer) => heard.push(data.toString()));
    client.socket.on('close', () => heard.push('closed'));
    let stopped: Promise<void> | undefined;
    await chat.store.transaction(async (locking) => {
      await locking.query(`select pg_advisory_xact_lock(1869900907, n) from generate_series(0, 63) n`);
      client.send({ send: { clientId, text: 'in hand' } });
      const waiting = `select 1 from pg_locks where locktype = 'advisory' and classid = 1869900907 and not granted`;
      await until('the log is waited for', async () => (await locking.query(waiting)).length > 0);
      stopped = other.stop();
      await until('nobody else is taken', () =>
        VisitorClient.connect(other.site).then(
          ({ socket }) => {
            socket.terminate();
            return false;
          },
          () => true,
        ),
      );
    });
    await stopped;
    expect(await client.closed()).toBe(1012);
    expect(heard.filter((one) => one === 'closed' || one.includes('stored'))).toEqual([JSON.stringify({ stored: { clientId } }), 'closed']);
    await until('the bus carries it', () => eventsOf(visitor).length === 1);
  });

  test('when the process stops sockets are told to come back, and find everything', async () => {
    const { client, token } = await aVisitor();
    await client.say('before');
    await client.sees('before');
    const from = performance.now();
    await chat.stop();
    // As long as what is in hand may take, and some seconds more where a machine stops now and then: nobody waits for a browser.
    expect(performance.now() - from).toBeLessThan(20_000);
    expect(await client.closed()).toBe(1012);
    await chat.startAgain();
    expect((await again(token, null)).texts).toEqual(['before']);
  });
});
