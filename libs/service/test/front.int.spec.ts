import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, freePort } from '@app/testing';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { openFront } from '../../../deploy/front.mjs';

/** A service that says who it is and what it was asked. */
async function service(name: string): Promise<Server> {
  const server = createServer((incoming, answer) =>
    answer.setHeader('x-service', name).end(JSON.stringify({ name, url: incoming.url, headers: incoming.headers })),
  );
  new WebSocketServer({ server }).on('connection', (socket: WebSocket, request: IncomingMessage) => {
    socket.send(`${name}${request.url}`);
    socket.on('message', (data) => socket.send(`echo ${textOf(data)}`));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}

describe('the front of npm run services', () => {
  const servers = new Map<string, Server>();
  let front: Server;
  let url: string;

  beforeAll(async () => {
    for (const name of ['desk', 'webchat', 'telegram']) servers.set(name, await service(name));
    const port = await freePort();
    const ports = new Map([...servers].map(([name, server]) => [name, (server.address() as AddressInfo).port]));
    const portOf = (name: string): number => ports.get(name) ?? 0;
    front = await openFront({ side: 'site', host: '127.0.0.1', port, portOf });
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(() => {
    for (const server of [front, ...servers.values()]) {
      server.close();
      server.closeAllConnections();
    }
  });

  test.each([
    ['/files/x?signature=1', 'desk'],
    ['/telegram/inbox', 'telegram'],
    ['/widget.js', 'webchat'],
    ['/filesystem', 'webchat'],
  ])('%s goes to %s', async (path, name) => {
    expect(await (await fetch(url + path)).json()).toMatchObject({ name, url: path });
  });

  test("what a caller says of its own address is not passed on; the proxy's word is", async () => {
    const { headers } = (await (await fetch(url, { headers: { 'x-forwarded-for': '1.2.3.4' } })).json()) as {
      headers: Record<string, string>;
    };
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', host: new URL(url).host });
  });

  test('a socket passes both ways and ends on both sides', async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/chat/v1/live`);
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(textOf(data)));
    await once(socket, 'open');
    socket.send('hello');
    await eventually(() => expect(heard).toEqual(['webchat/chat/v1/live', 'echo hello']));
    socket.close();
    await once(socket, 'close');
  });

  test('a service that is away is a 502, and the front goes on', async () => {
    servers.get('telegram')?.close();
    servers.get('telegram')?.closeAllConnections();
    expect((await fetch(`${url}/telegram/x`)).status).toBe(502);
    expect((await fetch(url)).status).toBe(200);
  });
});
