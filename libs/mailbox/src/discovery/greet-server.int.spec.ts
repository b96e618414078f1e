import { createServer, Socket } from 'node:net';
import { anywhere, outside, type Outside } from '@app/outside';
import { type Certificate, freePort, MailTalker, OwnCa, type TalkerOptions } from '@app/testing';
import { greetServer, type ServerPlace } from './greet-server.js';

let ca: OwnCa;
let good: Certificate;
const open: { stop(): Promise<void> | void }[] = [];

beforeAll(() => {
  ca = OwnCa.make();
  good = ca.issue(['mail.example.test']);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});
afterAll(() => ca.remove());

/** A world in which every name is this machine. */
const here: Outside = { ...anywhere(), addresses: async () => ({ state: 'found', records: ['127.0.0.1'] }) };

async function greet(options: TalkerOptions, asked: Partial<ServerPlace> = {}) {
  const talker = await MailTalker.start(options);
  open.push(talker);
  const { protocol, tls } = options;
  const place = { protocol, tls, host: 'mail.example.test', port: talker.endpoint.port, ...asked };
  return greetServer(place, { outside: here, ca: ca.certificate, timeMs: 20_000 });
}

/** Something that says its words to whoever comes. */
async function greetRaw(saying: (socket: Socket) => void, place: Partial<ServerPlace> = {}, timeMs = 20_000) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    saying(socket);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push({ stop: () => (sockets.forEach((socket) => socket.destroy()), void server.close()) });
  return greetServer(
    { protocol: 'imap', tls: 'none', host: 'mail.example.test', port, ...place },
    { outside: here, ca: ca.certificate, timeMs },
  );
}

describe('a server that can be used', () => {
  test.each(['implicit', 'starttls', 'none'] as const)('IMAP, TLS %s', async (tls) => {
    const found = await greet({ protocol: 'imap', tls, certificate: good });
    expect(found).toMatchObject({ ok: true, takesLogin: true, address: '127.0.0.1', capabilities: expect.arrayContaining(['IDLE']) });
  });

  test.each(['implicit', 'starttls', 'none'] as const)('SMTP, TLS %s', async (tls) => {
    const found = await greet({ protocol: 'smtp', tls, certificate: good });
    expect(found).toMatchObject({ ok: true, takesLogin: true, capabilities: expect.arrayContaining(['AUTH PLAIN LOGIN']) });
  });

  test('one that takes no password says so', async () => {
    const imap = await greet({ protocol: 'imap', tls: 'implicit', certificate: good, capabilities: ['IMAP4rev1', 'LOGINDISABLED'] });
    const smtp = await greet({ protocol: 'smtp', tls: 'implicit', certificate: good, capabilities: ['SIZE'] });
    expect([imap, smtp]).toMatchObject([{ takesLogin: false }, { takesLogin: false }]);
  });
});

describe('what is wrong is told by its code', () => {
  const wrong = (code: string, params: object = {}) => ({ ok: false, reason: { code, params: expect.objectContaining(params) } });

  test('an expired certificate', async () => {
    const certificate = ca.issue(['mail.example.test'], { expired: true });
    expect(await greet({ protocol: 'imap', tls: 'implicit', certificate })).toEqual(wrong('server-tls-expired'));
    expect(await greet({ protocol: 'smtp', tls: 'starttls', certificate })).toEqual(wrong('server-tls-expired'));
  });

  test('a certificate for another name', async () => {
    const certificate = ca.issue(['other.example.test']);
    const expected = wrong('server-tls-wrong-name', { names: 'other.example.test', host: 'mail.example.test' });
    expect(await greet({ protocol: 'imap', tls: 'starttls', certificate })).toEqual(expected);
  });

  test('a certificate that nobody vouches for', async () => {
    const stranger = OwnCa.make();
    open.push({ stop: () => stranger.remove() });
    const certificate = stranger.issue(['mail.example.test']);
    expect(await greet({ protocol: 'imap', tls: 'implicit', certificate })).toEqual(wrong('server-tls-untrusted'));
  });

  test('TLS where there is none, at this port or at all', async () => {
    const plain: TalkerOptions = { protocol: 'imap', tls: 'none' };
    expect(await greet(plain, { tls: 'implicit' })).toEqual(wrong('server-no-tls'));
    expect(await greet(plain, { tls: 'starttls' })).toEqual(wrong('server-no-starttls'));
    expect(await greet({ protocol: 'smtp', tls: 'none' }, { tls: 'starttls' })).toEqual(wrong('server-no-starttls'));
  });

  test.each([
    ['* OK ready', 'smtp', 'IMAP'],
    ['220 mail.example.test ESMTP', 'imap', 'SMTP'],
    ['+OK pop', 'imap', 'POP3'],
    ['SSH-2.0-OpenSSH_9.9', 'imap', 'SSH'],
    ['HTTP/1.1 400 Bad Request', 'smtp', 'HTTP'],
  ] as const)('one that greets with %j where %s is asked for', async (greeting, protocol, spoken) => {
    const found = await greet({ protocol: spoken === 'IMAP' ? 'imap' : 'smtp', tls: 'none', greeting }, { protocol });
    expect(found).toEqual(wrong('server-other-protocol', { spoken }));
  });

  test('one that speaks nothing that we know', async () => {
    expect(await greet({ protocol: 'smtp', tls: 'none', greeting: 'who are you' })).toEqual(
      wrong('server-unknown-protocol', { wanted: 'SMTP' }),
    );
  });

  test('an FTP server, which also greets with 220', async () => {
    const found = await greetRaw(
      (socket) => {
        socket.write('220 ready\r\n');
        socket.once('data', () => socket.write('500 unknown command\r\n'));
      },
      { protocol: 'smtp' },
    );
    expect(found).toEqual(wrong('server-unknown-protocol'));
  });

  test('one that wants nothing of us', async () => {
    const greeted = [
      await greet({ protocol: 'imap', tls: 'none', greeting: '* BYE too many connections' }),
      await greet({ protocol: 'smtp', tls: 'none', greeting: '554 5.7.1 blocked' }),
    ];
    expect(greeted).toEqual([
      wrong('server-refuses-us', { answer: 'too many connections' }),
      wrong('server-refuses-us', { answer: '554 5.7.1 blocked' }),
    ]);
  });

  test('nobody listens', async () => {
    const port = await freePort();
    const found = await greetServer({ protocol: 'imap', tls: 'implicit', host: 'mail.example.test', port }, { outside: here });
    expect(found).toEqual(wrong('server-refused-connection', { port }));
  });

  test('one that accepts and hangs, before TLS or after', async () => {
    const silent = (socket: Socket): void => void socket.resume();
    expect(await greetRaw(silent, {}, 300)).toEqual(wrong('server-silent'));
    expect(await greetRaw(silent, { tls: 'implicit' }, 300)).toEqual(wrong('server-silent'));
  });

  test('one that talks without end, in lines or without any', async () => {
    const endless = (piece: string) => (socket: Socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on('drain', more);
      more();
    };
    expect(await greetRaw(endless('220-more\r\n'.repeat(500)), { protocol: 'smtp' })).toMatchObject({ ok: false });
    expect(await greetRaw(endless('x'.repeat(5_000)))).toMatchObject({ ok: false });
  });

  test('one that hangs up', async () => {
    expect(await greetRaw((socket) => void socket.end())).toEqual(wrong('server-hung-up'));
  });

  test('words slipped in before STARTTLS are no words of the safe line', async () => {
    const found = await greetRaw(
      (socket) => {
        socket.write('* OK ready\r\n');
        socket.once('data', () => {
          socket.write('* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\n');
          socket.once('data', () => socket.write('a2 OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na3 OK\r\n'));
        });
      },
      { tls: 'starttls' },
    );
    expect(found).toEqual(wrong('server-tls-failed'));
  });

  test('names that do not exist, or that nobody answers about', async () => {
    const place: ServerPlace = { protocol: 'imap', tls: 'implicit', host: 'mail.example.test', port: 993 };
    const asking = (state: 'no-name' | 'no-record'): Outside => ({ ...here, addresses: async () => ({ state, records: [] }) });
    const failing: Outside = { ...here, addresses: async () => ({ state: 'failed', records: [], code: 'ESERVFAIL' }) };
    expect(await greetServer(place, { outside: asking('no-name') })).toEqual(wrong('server-unknown-host'));
    expect(await greetServer(place, { outside: asking('no-record') })).toEqual(wrong('server-unknown-host'));
    expect(await greetServer(place, { outside: failing })).toEqual(wrong('server-name-unresolved', { error: 'ESERVFAIL' }));
  });

  test('a name server or a firewall that swallows everything costs the time for a connection, and is told apart', async () => {
    const place: ServerPlace = { protocol: 'imap', tls: 'implicit', host: 'mail.example.test', port: 993 };
    const mute: Outside = { ...here, addresses: () => new Promise(() => {}) };
    const swallowing: Outside = { ...here, connect: () => new Socket() };
    expect(await greetServer(place, { outside: mute, connectMs: 100 })).toEqual(wrong('server-name-unresolved'));
    expect(await greetServer(place, { outside: swallowing, connectMs: 100 })).toEqual(wrong('server-unreachable'));
  });

  test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1'])(
    'threat:F1 a host that stands for %s is not connected to',
    async (address) => {
      const world: Outside = { ...outside(), addresses: async () => ({ state: 'found', records: ['8.8.8.8', address] }) };
      const place: ServerPlace = { protocol: 'imap', tls: 'implicit', host: 'mail.example.test', port: 993 };
      expect(await greetServer(place, { outside: world })).toEqual(wrong('server-private-address'));
    },
  );
});
