import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** A process of its own that sends every frame back: the least that a server of sockets can do. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () => {
  process.send?.((server.address() as AddressInfo).port);
});
server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
process.on('disconnect', () => process.exit(0));
