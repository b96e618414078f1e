import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { type DnsServer, startDns } from '@app/testing';
import { Dns } from './dns.js';
import { fetchOutside, type OutsideRequest } from './fetch-outside.js';
import { outside, type Outside } from './outside.js';

/** Services of our own machine that nothing may reach, by IPv4 and IPv6. */
let canaries: Server[];
let reached = 0;
let web: Server;
let redirectTo = '';
let dns: DnsServer;

/** An address that counts as public here, and leads to `web`. */
const PUBLIC = '185.40.1.1';

beforeAll(async () => {
  dns = await startDns();
  canaries = await Promise.all(
    ['127.0.0.1', '::1'].map((host) =>
      listening(
        host,
        createServer((_request, response) => {
          reached += 1;
          response.end('inside');
        }),
      ),
    ),
  );
  web = await listening(
    '127.0.0.1',
    createServer((_request, response) => {
      if (redirectTo === '') response.end('outside');
      else response.writeHead(302, { location: redirectTo }).end();
    }),
  );
  for (const [name, addresses] of Object.entries(NAMES)) {
    const v4 = addresses.filter((address) => !address.includes(':'));
    const v6 = addresses.filter((address) => address.includes(':'));
    if (v4.length > 0) dns.set('A', name, v4);
    if (v6.length > 0) dns.set('AAAA', name, v6);
  }
});
beforeEach(() => {
  reached = 0;
  redirectTo = '';
});
afterAll(async () => {
  await dns.stop();
  for (const server of [...canaries, web]) {
    server.closeAllConnections();
    server.close();
  }
});

function listening(host: string, server: Server): Promise<Server> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(0, host, () => resolve(server)));
}

const portOf = (server: Server | undefined): number => {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const ASKED: OutsideRequest = {
  accept: '*/*',
  agent: 'test',
  maxBytes: 1_000,
  timeMs: 20_000,
  protocols: ['http:', 'https:'],
  isAllowedPort: () => true,
};

/** The internet as it is, but for PUBLIC, which is `web`. */
function world(allow: readonly string[] = [], timeoutMs = 10_000): Outside {
  const internet = outside({ dns: new Dns({ servers: [dns.address], timeoutMs }), allow });
  return {
    ...internet,
    connect: (addresses, port) =>
      addresses[0] === PUBLIC ? connect({ host: '127.0.0.1', port: portOf(web) }) : internet.connect(addresses, port),
  };
}

/** What names of a hostile zone stand for. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'public.test': [PUBLIC],
  'loopback.test': ['127.0.0.1'],
  '127.0.0.1.nip.test': ['127.0.0.1'],
  'other-loopback.test': ['127.99.1.2'],
  'zero.test': ['0.0.0.0'],
  'ten.test': ['10.0.0.1'],
  'office.test': ['192.168.1.1'],
  'docker.test': ['172.17.0.1'],
  'carrier.test': ['100.64.0.1'],
  'metadata.test': ['169.254.169.254'],
  'aws-dns.test': ['169.254.169.253'],
  'benchmark.test': ['198.18.0.1'],
  'documentation.test': ['192.0.2.1'],
  'protocol.test': ['192.0.0.8'],
  'relay.test': ['192.88.99.1'],
  'multicast.test': ['224.0.0.1'],
  'broadcast.test': ['255.255.255.255'],
  'reserved.test': ['240.0.0.1'],
  'loopback6.test': ['::1'],
  'any6.test': ['::'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'compatible.test': ['::127.0.0.1'],
  'nat64.test': ['64:ff9b::7f00:1'],
  'nat64-local.test': ['64:ff9b:1::7f00:1'],
  '6to4.test': ['2002:7f00:1::'],
  'teredo.test': ['2001::7f00:1'],
  'link-local.test': ['fe80::1'],
  'site-local.test': ['fec0::1'],
  'unique-local.test': ['fd00:ec2::254'],
  'multicast6.test': ['ff02::1'],
  'half.test': [PUBLIC, '127.0.0.1'],
  'half6.test': [PUBLIC, '::1'],
};

/** `{port}` is the canary's. */
const FORMS: readonly string[] = [
  ...Object.keys(NAMES)
    .filter((name) => name !== 'public.test')
    .map((name) => `http://${name}:{port}/`),
  'http://127.0.0.1:{port}/',
  'http://127.0.0.1.:{port}/',
  'http://127.1:{port}/',
  'http://127.0.1:{port}/',
  'http://127.000.000.001:{port}/',
  'http://2130706433:{port}/',
  'http://0x7f000001:{port}/',
  'http://0x7f.0x0.0x0.0x1:{port}/',
  'http://0x7f.1:{port}/',
  'http://0177.0.0.1:{port}/',
  'http://0177.0.0.0x1:{port}/',
  'http://017700000001:{port}/',
  'http://00000177.1:{port}/',
  'http://0:{port}/',
  'http://0.0.0.0:{port}/',
  'http://127.127.127.127:{port}/',
  'http://①②⑦.⓪.⓪.①:{port}/',
  'http://１２７.０.０.１:{port}/',
  'http://127。0。0。1:{port}/',
  'http://%31%32%37.0.0.1:{port}/',
  'http://[::1]:{port}/',
  'http://[0:0:0:0:0:0:0:1]:{port}/',
  'http://[0000:0000::0001]:{port}/',
  'http://[::]:{port}/',
  'http://[::ffff:127.0.0.1]:{port}/',
  'http://[::ffff:7f00:1]:{port}/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/',
  'http://[::127.0.0.1]:{port}/',
  'http://[64:ff9b::127.0.0.1]:{port}/',
  'http://[2002:7f00:1::]:{port}/',
  'http://[fe80::1]:{port}/',
  'http://[fd00::1]:{port}/',
  'http://[::1%25lo]:{port}/',
  'http://localhost:{port}/',
  'http://LOCALHOST:{port}/',
  'http://localhost.:{port}/',
  'http://loc%61lhost:{port}/',
  'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/',
  'http://localhost.localdomain:{port}/',
  'http://ip6-localhost:{port}/',
  'http://LOOPBACK.test:{port}/',
  'http://loopback.test.:{port}/',
  'http://user@127.0.0.1:{port}/',
  'http://user:password@127.0.0.1:{port}/',
  'http://public.test@127.0.0.1:{port}/',
  'http://public.test:80@127.0.0.1:{port}/',
  'http://public.test%40127.0.0.1:{port}/',
  'http://127.0.0.1:{port}#@public.test/',
  'http://127.0.0.1:{port}?@public.test/',
  'http://127.0.0.1:{port}\\@public.test/',
  'http:\\\\127.0.0.1:{port}\\',
  'http:127.0.0.1:{port}/',
  'http:///127.0.0.1:{port}/',
  ' http://127.0.0.1:{port}/ ',
  'ht\ntp://127.0.0.1:{port}/',
  'HTTP://127.0.0.1:{port}/',
  'https://127.0.0.1:{port}/',
  'https://localhost:{port}/',
  'https://[::1]:{port}/',
  'https://loopback.test:{port}/',
  'ftp://127.0.0.1:{port}/',
  'gopher://127.0.0.1:{port}/_x',
  'ws://127.0.0.1:{port}/',
  'file:///etc/passwd',
  'data:text/plain,x',
];

describe('threat:F1 nobody is led into our own network', () => {
  test('these are 90 forms and more', () => {
    expect(new Set(FORMS).size).toBeGreaterThanOrEqual(90);
  });

  test.each(FORMS)('%j', async (form) => {
    for (const canary of canaries)
      await expect(fetchOutside(form.replace('{port}', String(portOf(canary))), ASKED, world())).rejects.toThrow();
    expect(reached).toBe(0);
  });

  test.each(FORMS)('nor by a redirect to %j', async (form) => {
    // A header holds no other characters.
    redirectTo = encodeURI(form.replace('{port}', String(portOf(canaries[0])))).replaceAll('%25', '%');
    await expect(fetchOutside('http://public.test/', ASKED, world())).rejects.toThrow();
    expect(reached).toBe(0);
  });

  test('what is public is fetched', async () => {
    expect((await fetchOutside('http://public.test/', ASKED, world())).bytes.toString()).toBe('outside');
  });

  test('a network that the operator allows is reached, and no other', async () => {
    const at = (host: string): string => `http://${host}:${portOf(canaries[0])}/`;
    expect((await fetchOutside(at('loopback.test'), ASKED, world(['127.0.0.0/8']))).bytes.toString()).toBe('inside');
    await expect(fetchOutside(at('loopback.test'), ASKED, world(['10.0.0.0/8', '::1']))).rejects.toMatchObject({ kind: 'refused' });
    await expect(fetchOutside(at('metadata.test'), ASKED, world(['127.0.0.0/8']))).rejects.toMatchObject({ kind: 'refused' });
  });

  test('by https alone, unless it is asked for otherwise', async () => {
    const { protocols: _, ...plain } = ASKED;
    await expect(fetchOutside('http://public.test/', plain, world())).rejects.toMatchObject({ kind: 'refused' });
  });

  test('a name server that never answers costs the time that was given, and no more', async () => {
    dns.setAll('mute.test', 'silence');
    const started = performance.now();
    await expect(fetchOutside('http://mute.test/', { ...ASKED, timeMs: 300 }, world([], 40_000))).rejects.toMatchObject({ kind: 'away' });
    // Who waited for the name server would wait for two minutes.
    expect(performance.now() - started).toBeLessThan(45_000);
  });
});
