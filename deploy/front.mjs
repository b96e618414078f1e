// One address for staff and one for customers over the services of this machine: what deploy/Caddyfile does in containers.
import { createServer, request } from 'node:http';

/** First that fits. A test compares it with the Caddyfile. */
export const ROUTES = {
  staff: [{ prefix: '/', service: 'desk', port: 'PORT' }],
  site: [
    { prefix: '/files/', service: 'desk', port: 'PUBLIC_PORT' },
    { prefix: '/images/', service: 'desk', port: 'PUBLIC_PORT' },
    { prefix: '/telegram/', service: 'telegram', port: 'PUBLIC_PORT' },
    { prefix: '/', service: 'webchat', port: 'PUBLIC_PORT' },
  ],
};

/** For the inside: asked of the services themselves. */
export const INSIDE = ['/livez', '/readyz', '/healthz', '/metrics'];

/**
 * @param {{ side: keyof typeof ROUTES, host: string, port: number, portOf: (service: string, name: string) => number }} options
 * @returns {Promise<import('node:http').Server>} listening
 */
export function openFront({ side, host, port, portOf }) {
  const upstreamOf = (url) => {
    const path = new URL(url, 'http://front').pathname;
    if (side === 'staff' && INSIDE.includes(path)) return null;
    const route = ROUTES[side].find(({ prefix }) => path.startsWith(prefix));
    return portOf(route.service, route.port);
  };
  const server = createServer((incoming, answer) => pass(incoming, answer, upstreamOf(incoming.url)));
  server.on('upgrade', (incoming, socket, head) => passUpgrade(incoming, socket, head, upstreamOf(incoming.url)));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function pass(incoming, answer, port) {
  if (port === null) return void answer.writeHead(404).end();
  const outgoing = request(toService(incoming, port), (reply) => {
    answer.writeHead(reply.statusCode, reply.headers);
    reply.pipe(answer);
    reply.on('error', () => answer.destroy());
  });
  outgoing.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function passUpgrade(incoming, socket, head, port) {
  if (port === null) return void socket.destroy();
  const outgoing = request(toService(incoming, port));
  outgoing.on('upgrade', (reply, upstream, first) => {
    const headers = reply.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []));
    socket.write(['HTTP/1.1 101 Switching Protocols', ...headers, '', ''].join('\r\n'));
    if (first.length > 0) socket.write(first);
    if (head.length > 0) upstream.write(head);
    socket.pipe(upstream).pipe(socket);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ])
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  outgoing.on('response', (reply) => socket.end(`HTTP/1.1 ${reply.statusCode} ${reply.statusMessage}\r\nConnection: close\r\n\r\n`));
  outgoing.on('error', () => socket.destroy());
  outgoing.end();
}

/** As Caddy does it: what a caller says of its own address is not passed on. */
function toService(incoming, port) {
  const { remoteAddress } = incoming.socket;
  const forwarded = { 'x-forwarded-for': remoteAddress, 'x-forwarded-proto': 'http', 'x-forwarded-host': incoming.headers.host };
  return { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: { ...incoming.headers, ...forwarded } };
}
