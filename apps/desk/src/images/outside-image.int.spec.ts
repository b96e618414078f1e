import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { gzipSync } from 'node:zlib';
import { outside, type Outside } from '@app/outside';
import { fetchOutsideImage, type ImageOptions } from './outside-image.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** Stands for the internet: an address of this machine that is none of its own services. */
const OUTSIDE = '127.0.0.9';
/** A service of our own network that nothing may reach. */
let canary: Server;
let web: Server;
let reached = 0;
let asked: { url: string; headers: IncomingHttpHeaders }[] = [];
let answer: RequestListener = (_request, response) => void response.end(PNG);

beforeAll(async () => {
  canary = await listening('127.0.0.1', (_request, response) => {
    reached += 1;
    response.end(PNG);
  });
  web = await listening(OUTSIDE, (request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
});
afterAll(() => {
  for (const server of [canary, web]) {
    server?.closeAllConnections();
    server?.close();
  }
});
beforeEach(() => {
  reached = 0;
  asked = [];
  answer = (_request, response) => void response.end(PNG);
});

const port = (server: Server) => (server.address() as AddressInfo).port;
const at = (path = '/a.png') => `http://pictures.test:${port(web)}${path}`;

/** The rules of the internet, for a world in which OUTSIDE is on it and everything has an address. */
function world(names: Readonly<Record<string, readonly string[]>> = {}): ImageOptions {
  return worldOf((host) => names[host] ?? (host === 'localhost' ? ['127.0.0.1', '::1'] : [OUTSIDE]));
}

function worldOf(resolve: (host: string) => readonly string[]): ImageOptions {
  const internet = outside();
  const addresses: Outside['addresses'] = async (host) => ({ state: 'found', records: isIP(host) ? [host] : resolve(host) });
  return {
    outside: { ...internet, addresses, isAllowed: (address) => address === OUTSIDE || internet.isAllowed(address) },
    isAllowedPort: (given) => given === String(port(web)) || given === String(port(canary)),
  };
}

test('a picture is fetched, and its owner learns nothing of who wants it', async () => {
  const { type, bytes } = await fetchOutsideImage(at('/a.png?x=1'), world());
  expect([type, bytes.equals(PNG)]).toEqual(['image/png', true]);
  expect(asked[0]?.url).toBe('/a.png?x=1');
  expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  expect(asked[0]?.headers.host).toBe(`pictures.test:${port(web)}`);
});

describe('threat:F1 our own network is never reached', () => {
  const forms: readonly string[] = [
    'http://127.0.0.1',
    'http://localhost',
    'http://LOCALHOST.',
    'http://127.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://0x7f.0.0.1',
    'http://127.0.0.1.',
    'http://0',
    'http://0.0.0.0',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[0:0:0:0:0:0:0:1]',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://user:password@127.0.0.1',
    'http://pictures.test@127.0.0.1',
    'http://127.0.0.1#pictures.test',
    'http://①②⑦.⓪.⓪.①',
    'http://inside.test',
    'http://half-inside.test',
    'http://mapped.test',
    'http://metadata.test',
    'http://link-local.test',
    'http://unique-local.test',
  ];
  const names = {
    'inside.test': ['127.0.0.1'],
    'half-inside.test': [OUTSIDE, '127.0.0.1'],
    'mapped.test': ['::ffff:127.0.0.1'],
    'metadata.test': ['169.254.169.254'],
    'link-local.test': ['fe80::1'],
    'unique-local.test': ['fd00::1'],
    'localhost.': ['127.0.0.1'],
  };

  test.each(forms)('%s', async (form) => {
    const url = new URL(form);
    url.port = String(port(canary));
    await expect(fetchOutsideImage(url.href, world(names))).rejects.toMatchObject({
      code: expect.stringMatching(/^image-(refused|away)$/),
    });
    expect(reached).toBe(0);
  });

  test.each(forms)('not by a redirect to %s either', async (form) => {
    const url = new URL(form);
    url.port = String(port(canary));
    answer = (_request, response) => void response.writeHead(302, { location: url.href }).end();
    await expect(fetchOutsideImage(at(), world(names))).rejects.toMatchObject({ code: expect.stringMatching(/^image-(refused|away)$/) });
    expect([asked.length, reached]).toEqual([1, 0]);
  });

  test('a name that answers otherwise the second time: what was checked is what is connected to', async () => {
    let times = 0;
    await fetchOutsideImage(
      at(),
      worldOf(() => (++times === 1 ? [OUTSIDE] : ['127.0.0.1'])),
    );
    expect([times, asked.length, reached]).toEqual([1, 1, 0]);
  });

  test.each([
    'ftp://pictures.test/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
    'javascript:1',
    '//pictures.test',
    '',
    'http://',
  ])('%j is no address on the web', async (address) => {
    await expect(fetchOutsideImage(address, world())).rejects.toMatchObject({ code: 'image-refused' });
  });

  test.each(['21', '22', '25', '8080', '6379', '5432'])('port %s is none of the web', async (other) => {
    await expect(fetchOutsideImage(`http://8.8.8.8:${other}/a.png`)).rejects.toMatchObject({ code: 'image-refused' });
  });
});

describe('only pictures, only so much, only so long', () => {
  test.each([
    ['a page', Buffer.from('<html><script>1</script>')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>')],
    ['text', Buffer.from('Hello')],
    ['PDF', Buffer.from('%PDF-1.7')],
    ['nothing', Buffer.alloc(0)],
    ['a picture of 65,535 by 65,535 points', bigPng()],
    ['more than 5 MB', Buffer.concat([PNG, Buffer.alloc(6_000_000)])],
  ])('%s that says it is image/png is refused', async (_what, bytes) => {
    answer = (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
    await expect(fetchOutsideImage(at(), world())).rejects.toMatchObject({ code: 'image-refused' });
  });

  test('more than it says it has is cut off at the limit', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).write(PNG);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    };
    await expect(fetchOutsideImage(at(), world())).rejects.toMatchObject({ code: 'image-refused' });
  });

  test('packed bytes are not unpacked', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(PNG));
    await expect(fetchOutsideImage(at(), world())).rejects.toMatchObject({ code: 'image-refused' });
  });

  test('an error of the server is one', async () => {
    answer = (_request, response) => void response.writeHead(404).end(PNG);
    await expect(fetchOutsideImage(at(), world())).rejects.toMatchObject({ code: 'image-away' });
  });

  test('three redirects are followed, a fourth is not', async () => {
    answer = (request, response) => {
      const left = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0);
      if (left === 0) return void response.end(PNG);
      response.writeHead(301, { location: `/r${left - 1}` }).end();
    };
    await expect(fetchOutsideImage(at('/r3'), world())).resolves.toMatchObject({ type: 'image/png' });
    await expect(fetchOutsideImage(at('/r4'), world())).rejects.toMatchObject({ code: 'image-refused' });
  });

  test('a server that never ends is left after the time, redirects included', async () => {
    answer = (_request, response) => void response.writeHead(200).write(PNG);
    await expect(fetchOutsideImage(at(), { ...world(), timeMs: 300 })).rejects.toMatchObject({ code: 'image-away' });
  });
});

function listening(host: string, listener: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.on('error', reject).listen(0, host, () => resolve(server));
  });
}

function bigPng(): Buffer {
  const big = Buffer.from(PNG);
  big.writeUInt32BE(65_535, 16);
  big.writeUInt32BE(65_535, 20);
  return big;
}
