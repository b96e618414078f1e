import { connect } from 'node:net';
import { until } from '@app/testing';
import { WebSocket } from 'ws';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('what strangers send to the gateway', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());

  /** Writes bytes as no browser would. @returns all that came until the connection ended */
  const sendRaw = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: chat.port }, () => socket.write(bytes));
      let answer = '';
      socket.on('data', (piece: Buffer) => (answer += piece.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
    });

  const upgrade = (path: string): string =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${chat.site}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;

  test.each(['//', '//?', '///', 'http://', '*', '/chat/v1/live/', '/chat/v1/live%2f'])(
    'threat:G3 a socket that is asked for at %j is refused, and the others notice nothing',
    async (path) => {
      const neighbour = await VisitorClient.hello(chat.site, (await chat.openSession()).token);
      expect(await sendRaw(upgrade(path))).toMatch(/^(HTTP\/1\.1 40[04] |$)/);
      await neighbour.say('still here');
      neighbour.close();
    },
  );

  test.each(['', 'Host: [:\r\n', 'Host: a:99999999\r\n', 'Host: "><script>\r\n'])(
    'threat:G12 the demo shop is shown to whoever calls us %j',
    async (host) => {
      const answer = await sendRaw(`GET /demo HTTP/1.0\r\n${host}Connection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 (200|302) /);
      expect(answer).not.toContain('<script>');
    },
  );

  test('what is wrong with a socket is said in its browser’s language before it is closed', async () => {
    const socket = new WebSocket(`${chat.site.replace('http', 'ws')}/chat/v1/live`, {
      origin: chat.site,
      headers: { 'accept-language': 'ru' },
    });
    const said: string[] = [];
    socket.on('message', (data: Buffer) => said.push(data.toString()));
    // It is closed while it still sends.
    socket.on('error', () => undefined);
    socket.on('open', () => socket.send('x'.repeat(70_000)));
    await until('closed', () => socket.readyState === WebSocket.CLOSED);
    expect(said).toEqual([expect.stringContaining('В кадре не больше 64 кБ')]);
  });

  test('threat:H6 a socket that floods is told why it is closed', async () => {
    const client = await VisitorClient.hello(chat.site, (await chat.openSession()).token);
    for (let n = 0; n < 2_000; n++) client.socket.send('{"ping":{}}');
    expect(await client.error('too-many-requests')).toMatchObject({ text: 'Too many at once. Wait a moment.' });
    expect(await client.closed()).toBe(1008);
  });

  test('threat:H6 a socket that says hello again and again is told to wait', async () => {
    const { token } = await chat.openSession();
    const client = await VisitorClient.connect(chat.site);
    for (let n = 0; n < 30; n++) client.send({ hello: { token } });
    await client.error('too-many-requests');
    await client.say('still here');
    client.close();
  });

  test('threat:G3 nothing that an unknown socket sends is answered with more than its own mistake', async () => {
    const bodies = [
      null,
      0,
      -1,
      1e308,
      '',
      '\0',
      '\ud800',
      [],
      {},
      true,
      { token: {} },
      { position: 1e20 },
      { email: 'a@b.c\r\nBcc: x@y.z' },
    ];
    const names = ['send', 'got', 'read', 'typing', 'identify', 'logout', 'address', 'transcript', '__proto__', 'constructor', 'toString'];
    for (const name of [...names, '['.repeat(30_000), '{"send":'.repeat(7_000)]) {
      const client = await VisitorClient.connect(chat.site);
      for (const body of bodies) client.socket.send(names.includes(name) ? `{${JSON.stringify(name)}:${JSON.stringify(body)}}` : name);
      await until('all are answered', () => client.errors.length === bodies.length);
      expect(client.errors.map(({ code }) => code).filter((code) => code !== 'frame-unreadable' && code !== 'hello-first')).toEqual([]);
      expect(client.errors.filter(({ text }) => text.length > 120 || /\/|node_modules|select /.test(text))).toEqual([]);
      client.close();
    }
  });
});
