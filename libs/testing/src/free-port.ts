import { createServer } from 'node:net';

/**
 * A TCP port of 127.0.0.1 that nobody listens on now.
 *
 * Ports that this process was given before are not given again, so that two neighbours that both ask before either listens do not clash.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = await askSystem(host);
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

const given = new Set<number>();

function askSystem(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
