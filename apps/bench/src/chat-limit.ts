import { once } from 'node:events';
import { fork } from 'node:child_process';
import path from 'node:path';
import { mainOf } from '@app/testing';
import { WebSocket } from 'ws';
import { atRate, type Rate } from './chat-rate.js';

/** As long as a visitor's frame. */
const FRAME_BYTES = 160;

/** What the same sockets, rate and clock measure where the server does nothing but send each frame back: ms. */
export async function echoDelays(rate: Rate, sockets: number): Promise<number[]> {
  const server = fork(path.join(path.dirname(mainOf('bench')), 'echo-server.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [port] = (await once(server, 'message')) as [number];
    const open = await Promise.all(Array.from({ length: sockets }, () => connect(port)));
    const delays: number[] = [];
    for (const socket of open) socket.on('message', (data: Buffer) => delays.push(performance.now() - Number(data.toString())));
    await atRate(rate, (n, dueAt) => open[n % open.length]?.send(String(dueAt).padEnd(FRAME_BYTES)));
    await Promise.all(open.map((socket) => closed(socket)));
    return delays.slice(Math.floor(delays.length / 10));
  } finally {
    server.kill();
  }
}

async function connect(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

/** The closing handshake comes after all echoes. */
async function closed(socket: WebSocket): Promise<void> {
  socket.close();
  await once(socket, 'close');
}
