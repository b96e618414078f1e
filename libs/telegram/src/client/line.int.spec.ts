import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { type Bot, type BotApi as FakeBotApi, startBotApi } from '@app/testing';
import { getMe } from './account.js';
import { BotApi } from './bot-api.js';
import { getFile } from './files.js';
import { botTrouble } from './trouble.js';

const USER = 'name:pass word';

/** An HTTP proxy that tunnels (CONNECT), with a password. */
function httpProxy(): { server: Server; tunnels: string[] } {
  const tunnels: string[] = [];
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client: Socket) => {
    const shown = Buffer.from((request.headers['proxy-authorization'] ?? '').replace('Basic ', ''), 'base64').toString();
    if (shown !== USER) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    tunnels.push(request.url ?? '');
    const [host = '', port] = (request.url ?? '').split(':');
    pipe(client, host, Number(port), () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
  });
  return { server, tunnels };
}

/** A SOCKS5 proxy with a password. @see RFC 1928, RFC 1929 */
function socksProxy(): { server: TcpServer; tunnels: string[] } {
  const tunnels: string[] = [];
  const server = createTcpServer((client) => {
    client.on('error', () => client.destroy());
    client.once('data', () => {
      client.write(Buffer.from([5, 2]));
      client.once('data', (login: Buffer) => {
        const nameLength = login[1] ?? 0;
        const shown = `${login.subarray(2, 2 + nameLength).toString()}:${login.subarray(3 + nameLength).toString()}`;
        client.write(Buffer.from([1, shown === USER ? 0 : 1]));
        if (shown !== USER) return void client.end();
        client.once('data', (asked: Buffer) => {
          const isName = asked[3] === 3;
          const host = isName ? asked.subarray(5, 5 + (asked[4] ?? 0)).toString() : asked.subarray(4, 8).join('.');
          const port = asked.readUInt16BE(asked.length - 2);
          tunnels.push(`${isName ? 'name' : 'address'} ${host}:${port}`);
          if (host === 'nowhere.test') return void client.end(Buffer.from([5, 4, 0, 1, 0, 0, 0, 0, 0, 0]));
          pipe(client, host, port, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
        });
      });
    });
  });
  return { server, tunnels };
}

function pipe(client: Socket, host: string, port: number, ready: () => void): void {
  const target = connect(port, host, () => {
    ready();
    client.pipe(target).pipe(client);
  });
  target.on('error', () => client.destroy());
  client.on('error', () => target.destroy());
}

async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the way to the Bot API', () => {
  let fake: FakeBotApi;
  let bot: Bot;
  const http = httpProxy();
  const socks = socksProxy();
  let proxies: Record<'http' | 'socks5', string>;
  const opened: BotApi[] = [];

  beforeAll(async () => {
    fake = await startBotApi();
    bot = fake.bot();
    const user = 'name:pass%20word';
    proxies = {
      http: `http://${user}@127.0.0.1:${await listening(http.server)}`,
      socks5: `socks5://${user}@127.0.0.1:${await listening(socks.server)}`,
    };
  });
  afterAll(async () => {
    for (const api of opened) api.close();
    await fake.close();
    http.server.closeAllConnections();
    http.server.close();
    socks.server.close();
  });

  function apiBy(proxy: string | undefined, apiRoot = fake.url, token = bot.token): BotApi {
    const api = new BotApi({ token, apiRoot, proxy }, 30_000);
    opened.push(api);
    return api;
  }
  const troubleOf = async (api: BotApi) => botTrouble(await getMe(api).catch((error: unknown) => error));

  test.each(['http', 'socks5'] as const)('calls and downloads go by a proxy: %s', async (kind) => {
    const { tunnels } = kind === 'http' ? http : socks;
    const before = tunnels.length;
    const api = apiBy(proxies[kind]);
    expect(await getMe(api)).toMatchObject({ id: String(bot.id) });
    const { document } = bot.user().sendsDocument({ filename: 'a.txt', bytes: Buffer.from('content') });
    const { path } = await getFile(api, String(Object(document).file_id));
    const answer = await api.download(path);
    expect(Buffer.concat(await answer.toArray()).toString()).toBe('content');
    expect(tunnels.length).toBeGreaterThan(before);
    expect(new Set(tunnels.slice(before))).toEqual(
      new Set([kind === 'http' ? `127.0.0.1:${fake.port}` : `address 127.0.0.1:${fake.port}`]),
    );
  });

  test('names are looked up by a SOCKS proxy, since they may be blocked here', async () => {
    const reason = await troubleOf(apiBy(proxies.socks5, 'http://nowhere.test'));
    expect(socks.tunnels.at(-1)).toBe('name nowhere.test:80');
    expect(reason).toEqual({ code: 'telegram-away', params: { error: 'HostUnreachable' } });
  });

  test.each([
    ['a wrong password', 'http', (url: string) => url.replace('pass', 'pots'), 'HTTP 407'],
    ['a wrong password', 'socks5', (url: string) => url.replace('pass', 'pots'), 'authentication'],
    ['nobody answers', 'http', () => 'http://127.0.0.1:1', 'ECONNREFUSED'],
    ['nobody answers', 'socks5', () => 'socks5://127.0.0.1:1', 'ECONNREFUSED'],
    ['no such name', 'http', () => 'http://proxy.invalid:8080', 'ENOTFOUND'],
  ] as const)('a proxy that does not let us through is told apart: %s, %s', async (_what, kind, wrong, error) => {
    const reason = await troubleOf(apiBy(wrong(proxies[kind])));
    expect(reason?.code).toBe('telegram-proxy');
    expect(String(reason?.params.error).replace('EAI_AGAIN', 'ENOTFOUND')).toBe(error);
  });

  test('without one: nobody answers, another answers, the token is refused', async () => {
    expect(await troubleOf(apiBy(undefined, 'http://127.0.0.1:1'))).toEqual({ code: 'telegram-away', params: { error: 'ECONNREFUSED' } });
    expect(await troubleOf(apiBy(undefined, fake.url, '1:wrong'))).toEqual({ code: 'telegram-token-refused', params: {} });
  });

  test('an address with a path is taken whole', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.end(JSON.stringify({ ok: true, result: { id: 7, first_name: request.url } }));
    });
    const port = await listening(server);
    try {
      expect((await getMe(apiBy(undefined, `http://127.0.0.1:${port}/tg/api`, '7:t'))).name).toBe('/tg/api/bot7:t/getMe');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('a call has its time; one that is late is named, and leaves no connection behind', async () => {
    const open = new Set<Socket>();
    const server = createServer(() => {});
    server.on('connection', (socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    const port = await listening(server);
    try {
      const api = new BotApi({ token: bot.token, apiRoot: `http://127.0.0.1:${port}` }, 200);
      expect(await troubleOf(api)).toEqual({ code: 'telegram-away', params: { error: 'timeout' } });
      await new Promise<void>((resolve) => (open.size === 0 ? resolve() : [...open][0]?.once('close', () => resolve())));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('threat:F2 no redirect of a download is followed, and no path leads elsewhere', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: `${fake.url}/elsewhere` }).end();
    });
    const port = await listening(server);
    try {
      const api = apiBy(undefined, `http://127.0.0.1:${port}`, '7:t');
      for (const path of ['documents/file_1.pdf', 'https://evil.test/x', '//evil.test/x']) {
        const answer = await api.download(path);
        expect(answer.resume().statusCode).toBe(302);
      }
      expect(asked.every((url) => url.startsWith('/file/bot7:t/'))).toBe(true);
      expect(() => api.download('../../x')).toThrow('outside');
      expect(asked).toHaveLength(3);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('no error holds the token, nor what a call was made with', async () => {
    const token = '123:SECRETTOKEN';
    const errors = await Promise.all(
      [
        apiBy(undefined, 'http://127.0.0.1:1', token),
        apiBy(undefined, fake.url, token),
        apiBy(proxies.socks5, 'http://nowhere.test', token),
      ].map((api) => api.call('setWebhook', { secret_token: 'HOOKSECRET' }).catch((error: unknown) => error)),
    );
    const { inspect } = await import('node:util');
    for (const error of errors) expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/SECRETTOKEN|HOOKSECRET/);
  });
});
