import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Below the ports that Linux gives to who asks for any, and to clients (32768 and up): none of those is ever one of these. */
const [FIRST, LAST] = [20_000, 32_767];

/**
 * A TCP port of 127.0.0.1 that nobody listens on now, and that no other test of this machine is given while this process lives: two
 * neighbours that both ask before either listens do not clash, and who was killed finds its port free when it is started again.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST + 1);
    const claim = await listening(`\0otklik-test-port-${port}`);
    if (!claim) continue;
    claim.unref();
    const server = await listening({ port, host });
    if (!server) {
      claim.close();
      continue;
    }
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/**
 * A name of Linux's that is no file (unix(7), abstract), or a port: one process has it, and it is free again when that ends.
 *
 * @returns null where somebody has it
 */
function listening(at: string | { readonly port: number; readonly host: string }): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(typeof at === 'string' ? { path: at } : at, () => resolve(server));
  });
}
