import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { beginVisitor, type Store, takeIn } from '@app/store';
import { aChatMessage, eventually } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const MANY = 300;

describe('many visitors, and slow ones', () => {
  let chat: WebchatUnderTest;
  const clients: VisitorClient[] = [];

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(() => chat.close());

  const hello = async (token: string, site = chat.site, after: number | null = null) => {
    const client = await VisitorClient.hello(site, token, after);
    clients.push(client);
    return client;
  };

  const wrote = (visitorId: string, text: string) =>
    aChatMessage(chat.inboxId, visitorId, {
      channel: 'webchat',
      way: 'widget',
      clientId: randomUUID(),
      text,
      sender: { address: visitorId, name: '', language: null, proved: 'visitor-token' },
    });

  /** Visitors who have each written once. */
  async function visitors(count: number): Promise<string[]> {
    const begun = await Promise.all(Array.from({ length: count }, () => beginVisitor(chat.store, chat.inboxId, 'en')));
    await chat.store.transaction((tx) =>
      takeIn(
        tx,
        begun.map(({ visitor }) => wrote(visitor.id, `of ${visitor.id}`)),
      ),
    );
    return begun.map(({ token }) => token);
  }

  test('all sockets of a gateway that starts again come back at once for a few statements, not some for each', async () => {
    const tokens = await visitors(MANY);
    const before = await Promise.all(tokens.map((token) => hello(token)));
    await chat.stop();
    await eventually(() => expect(new Set(before.map(({ closedWith }) => closedWith))).toEqual(new Set([1012])));
    await chat.startAgain();
    const sockets = await Promise.all(tokens.map(() => VisitorClient.connect(chat.site)));
    clients.push(...sockets);
    const counted = countStatements(chat.store);
    sockets.forEach((client, n) => client.send({ hello: { token: tokens[n] ?? '', after: before[n]?.cursor ?? null } }));
    await Promise.all(sockets.map((client) => client.ready()));
    await eventually(() => expect(sockets.every(({ answers }) => answers.some((answer) => 'agent' in answer))).toBe(true));
    expect(counted.end()).toBeLessThan(MANY / 3);
    expect(sockets.flatMap(({ texts }) => texts)).toEqual([]);
  });

  test('a token that is not known is refused among many that are', async () => {
    const tokens = await visitors(20);
    const stranger = await VisitorClient.connect(chat.site);
    clients.push(stranger);
    const known = tokens.map((token) => hello(token));
    stranger.send({ hello: { token: `otv_${randomBytes(32).toString('base64url')}` } });
    await Promise.all(known);
    await stranger.error('visitor-unknown');
    expect(await stranger.closed()).toBe(4401);
  });

  test('a visitor of one gateway hears what happens through another, and goes on there', async () => {
    const other = await chat.beside();
    const { token, visitor } = await chat.openSession();
    const [here, there] = [await hello(token), await hello(token, other.site)];
    await there.say('through the other');
    await here.sees('through the other');
    await chat.answer(visitor, 'an answer');
    await Promise.all([here.sees('an answer'), there.sees('an answer')]);
    await other.stop();
    expect(await there.closed()).toBe(1012);
    await chat.answer(visitor, 'and one more');
    await here.sees('and one more');
    const back = await hello(token, chat.site, there.cursor);
    expect(back.texts).toEqual(['and one more']);
  });

  test('a socket that does not read is told no more than fits, and all of it once it reads again', async () => {
    const { token, visitor } = await chat.openSession();
    const [slow, quick] = [await SlowSocket.open(chat.site, chat.port, token), await hello(token)];
    // Ten times what the system keeps for a socket that is not read, in messages of an ordinary size.
    const texts = Array.from({ length: 4_000 }, (_, n) => `${n} ${'x'.repeat(7_000)}`);
    for (let n = 0; n < texts.length; n += 500) {
      await chat.store.transaction((tx) =>
        takeIn(
          tx,
          texts.slice(n, n + 500).map((text) => wrote(visitor, text)),
        ),
      );
    }
    await eventually(() => expect(quick.messages).toHaveLength(texts.length), { timeoutMs: 60_000 });
    const sent = quick.answers.reduce((sum, answer) => sum + JSON.stringify(answer).length, 0);
    expect(slow.isOpen).toBe(true);
    // What comes now was written before: the gateway had kept no more than that for it.
    const kept = await slow.readsWhatIsKept();
    expect(kept).toBeLessThan(sent / 2);
    await eventually(() => expect(slow.bytes).toBeGreaterThanOrEqual(sent * 0.99), { timeoutMs: 60_000 });
    slow.close();
  }, 180_000);

  test('a turn that is more than a socket takes comes to it in parts, each message once and in order', async () => {
    const { token, visitor } = await chat.openSession();
    const texts = Array.from({ length: 150 }, (_, n) => `${n} ${'y'.repeat(60_000)}`);
    texts[70] = `70 ${'y'.repeat(3_000_000)}`;
    await chat.store.transaction((tx) =>
      takeIn(
        tx,
        texts.map((text) => wrote(visitor, text)),
      ),
    );
    const client = await hello(token);
    expect(client.texts.map((text) => text.slice(0, 3))).toEqual(texts.map((text) => text.slice(0, 3)));
  });
});

/** Statements of this process outside transactions. */
function countStatements(store: Store): { end(): number } {
  const query = store.query.bind(store);
  let count = 0;
  store.query = <Row>(sql: string, params?: readonly unknown[]) => {
    count += 1;
    return query<Row>(sql, params);
  };
  return {
    end: () => {
      store.query = query;
      return count;
    },
  };
}

/** A browser's socket whose machine has stopped reading: bytes stay where they are. */
class SlowSocket {
  bytes = 0;
  isOpen = true;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (piece: Buffer) => (this.bytes += piece.length));
    socket.on('close', () => (this.isOpen = false));
    socket.on('error', () => undefined);
  }

  /** Says hello, hears that it is ready, and reads nothing from then on. */
  static async open(site: string, port: number, token: string): Promise<SlowSocket> {
    const socket = connect({ host: '127.0.0.1', port });
    const slow = new SlowSocket(socket);
    await once(socket, 'connect');
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET /chat/v1/live HTTP/1.1\r\nHost: x\r\nOrigin: ${site}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.write(masked(JSON.stringify({ hello: { token } })));
    await once(socket, 'data');
    socket.pause();
    return slow;
  }

  /** Reads on. @returns bytes that came without a pause */
  async readsWhatIsKept(): Promise<number> {
    this.socket.resume();
    await once(this.socket, 'data');
    // Kept bytes come in one go; what the gateway reads anew takes it a turn of its own.
    for (let before = -1; before < this.bytes; ) {
      before = this.bytes;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.bytes;
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A client's frame, masked with zeros (RFC 6455 5.3); texts of 126 bytes to 64 kB and shorter. */
function masked(text: string): Buffer {
  const body = Buffer.from(text);
  const length = body.length < 126 ? Buffer.from([0x80 | body.length]) : Buffer.from([0x80 | 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), body]);
}
