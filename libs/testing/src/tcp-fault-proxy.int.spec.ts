import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from './eventually.js';
import { startTcpFaultProxy, type TcpFaultProxy } from './tcp-fault-proxy.js';

/** Answers each line with the same line in capitals. */
let shouter: Server;
let heard = '';
let proxy: TcpFaultProxy;

beforeEach(async () => {
  heard = '';
  shouter = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard += String(chunk);
      socket.write(String(chunk).toUpperCase());
    });
  }).listen(0, '127.0.0.1');
  await once(shouter, 'listening');
  proxy = await startTcpFaultProxy({ host: '127.0.0.1', port: (shouter.address() as AddressInfo).port });
});

afterEach(async () => {
  await proxy.stop();
  shouter.close();
  await eventually(() => expect(proxy.open).toBe(0));
});

type Caller = { socket: Socket; said: () => string; error: () => string | null };

async function call(): Promise<Caller> {
  const socket = connect(proxy.endpoint);
  let said = '';
  let error: string | null = null;
  socket.on('data', (chunk) => {
    said += String(chunk);
  });
  socket.on('error', (fault: NodeJS.ErrnoException) => {
    error = fault.code ?? fault.message;
  });
  await once(socket, 'connect');
  return { socket, said: () => said, error: () => error };
}

test('passes on what both sides say, and the end', async () => {
  const { socket, said } = await call();
  socket.end('hello');
  await once(socket, 'close');
  expect(said()).toBe('HELLO');
});

test('cuts after n bytes: they arrive, the answer does not, the next connection goes through', async () => {
  proxy.cutAfter({ direction: 'to-server', after: 3 });
  const first = await call();
  first.socket.write('hello');
  await eventually(() => expect(first.error()).toBe('ECONNRESET'));
  await eventually(() => expect(heard).toBe('hel'));
  expect(first.said()).toBe('');
  const second = await call();
  second.socket.write('again');
  await eventually(() => expect(second.said()).toBe('AGAIN'));
});

test('cuts when a text has gone through, also one that comes in two pieces', async () => {
  proxy.cutAfter({ direction: 'to-server', after: '\r\n.\r\n' });
  const { socket, said, error } = await call();
  socket.write('mail\r\n');
  await eventually(() => expect(said()).toBe('MAIL\r\n'));
  socket.write('.\r\nQUIT');
  await eventually(() => expect(error()).toBe('ECONNRESET'));
  await eventually(() => expect(heard).toBe('mail\r\n.\r\n'));
  expect(said()).toBe('MAIL\r\n');
});

test('cuts the answer in its middle', async () => {
  proxy.cutAfter({ direction: 'to-client', after: 2 });
  const { socket, said, error } = await call();
  socket.write('hello');
  await eventually(() => expect(error()).toBe('ECONNRESET'));
  expect('HE').toContain(said());
  expect(heard).toBe('hello');
});

test('a stall keeps bytes back until it is healed', async () => {
  const { socket, said } = await call();
  proxy.stall('to-client');
  socket.write('slow');
  await eventually(() => expect(heard).toBe('slow'));
  expect(said()).toBe('');
  await proxy.heal();
  await eventually(() => expect(said()).toBe('SLOW'));
});

test('a black hole swallows one direction, the connection stays', async () => {
  const { socket, said } = await call();
  proxy.blackHole('to-server');
  socket.write('lost');
  await eventually(() => expect(proxy.swallowedBytes).toBe(4));
  await proxy.heal();
  socket.write('kept');
  await eventually(() => expect(said()).toBe('KEPT'));
  expect(heard).toBe('kept');
});

test('resets, refuses, and takes connections again', async () => {
  const { error } = await call();
  proxy.reset();
  await eventually(() => expect(error()).toBe('ECONNRESET'));
  await proxy.refuse();
  await expect(call()).rejects.toThrow('ECONNREFUSED');
  await proxy.heal();
  const { socket, said } = await call();
  socket.write('back');
  await eventually(() => expect(said()).toBe('BACK'));
});
