import { once } from 'node:events';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { LiveFeed, type LiveState } from '../src/live/live-feed.js';

/** A desk's live feed, as far as the console's side of the line goes. */
class Desk {
  readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  /** What each connection asked for, in order. */
  readonly asked: (string | null)[] = [];
  socket: ServerSocket | null = null;
  #heard: (() => void)[] = [];

  constructor() {
    this.server.on('connection', (socket) => {
      socket.on('message', (text) => {
        const frame = JSON.parse((text as Buffer).toString()) as { subscribe?: { after: string | null } };
        if (!frame.subscribe) return;
        this.socket = socket;
        this.asked.push(frame.subscribe.after);
        for (const heard of this.#heard.splice(0)) heard();
      });
    });
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `ws://127.0.0.1:${address.port}`;
  }

  /** Resolves when the next console has asked for events. */
  subscribed(): Promise<void> {
    return new Promise((resolve) => this.#heard.push(resolve));
  }

  say(frame: unknown): void {
    this.socket?.send(JSON.stringify(frame));
  }

  async close(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Everything that the feed told, in order, and a way to await the next of it. */
class Told {
  readonly all: string[] = [];
  #waiting: (() => void)[] = [];

  readonly listener = {
    onEvents: (events: readonly { id: string }[]) => this.#add(`events ${events.map((event) => event.id).join()}`),
    onState: (state: LiveState) => this.#add(state),
    onGap: () => this.#add('gap'),
    onDoubt: () => this.#add('doubt'),
  };

  async until(word: string): Promise<void> {
    while (!this.all.includes(word)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #add(word: string): void {
    this.all.push(word);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

const event = (id: string) => ({ id, type: 'ticket.changed', ticket: { id: 't1', number: 1 }, agentId: null });

let desk: Desk;
let told: Told;
let feed: LiveFeed;
const network = new EventTarget();

beforeEach(async () => {
  desk = new Desk();
  await once(desk.server, 'listening');
  told = new Told();
  feed = new LiveFeed(desk.url, network, told.listener);
  const subscribed = desk.subscribed();
  feed.start();
  await subscribed;
});

afterEach(async () => {
  feed.stop();
  await desk.close();
});

test('the first connection begins at now, and what was fetched before it is fetched again', async () => {
  desk.say({ ready: 'c1' });
  await told.until('gap');
  expect(desk.asked).toEqual([null]);
  expect(told.all).toEqual(['live', 'gap']);
});

test('after a cut it goes on behind the last event, and nothing is fetched again for it', async () => {
  desk.say({ ready: 'c1' });
  desk.say({ data: [event('e1')], next: 'c2' });
  await told.until('events e1');
  const again = desk.subscribed();
  desk.socket?.terminate();
  await again;
  expect(desk.asked).toEqual([null, 'c2']);
  desk.say({ ready: 'c2' });
  desk.say({ data: [event('e2')], next: 'c3' });
  await told.until('events e2');
  expect(told.all).toEqual(['live', 'gap', 'events e1', 'cut', 'live', 'events e2']);
});

test('away for too long: it begins at now again, and says that events may have been missed', async () => {
  desk.say({ ready: 'c1' });
  await told.until('gap');
  const again = desk.subscribed();
  desk.say({ error: { code: 'cursor-expired', text: '' } });
  desk.socket?.close();
  await again;
  expect(desk.asked).toEqual([null, null]);
  desk.say({ ready: 'c9' });
  desk.say({ data: [event('e9')], next: 'c10' });
  await told.until('events e9');
  expect(told.all.filter((word) => word === 'gap')).toHaveLength(2);
});

test('a ping is answered, and a frame that is not known is passed over', async () => {
  const answer = once(desk.socket as ServerSocket, 'message');
  desk.say({ ping: {} });
  expect(String((await answer)[0])).toBe('{"pong":{}}');
  desk.say({ weather: 'fine' });
  desk.say({ data: [event('e1')], next: 'c1' });
  await told.until('events e1');
});

test('when the network is back it does not wait for its turn', async () => {
  desk.say({ ready: 'c1' });
  await told.until('gap');
  const again = desk.subscribed();
  desk.socket?.terminate();
  await told.until('cut');
  network.dispatchEvent(new Event('online'));
  await again;
  expect(desk.asked).toEqual([null, 'c1']);
});

test('a stopped feed stays stopped', async () => {
  desk.say({ ready: 'c1' });
  await told.until('gap');
  const closed = once(desk.socket as ServerSocket, 'close');
  feed.stop();
  await closed;
  network.dispatchEvent(new Event('online'));
  // Another one, that begins after it: a connection of the first would have asked before.
  const other = new LiveFeed(desk.url, network, new Told().listener);
  const subscribed = desk.subscribed();
  other.start();
  await subscribed;
  other.stop();
  expect(desk.asked).toEqual([null, null]);
  expect(told.all).toEqual(['live', 'gap']);
});
