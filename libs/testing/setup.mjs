// Before the integration tests: one PostgreSQL 18 for all of them, each test file gets its own database in it (src/database.ts).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export default async function setup() {
  const script = path.join(import.meta.dirname, 'src/postgres-of-the-run.ts');
  // Its own group: Ctrl-C ends jest, and with jest this process's standard input, which makes it stop PostgreSQL properly.
  const server = spawn(process.execPath, ['--import', '@oxc-node/core/register', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const url = await Promise.race([
    once(createInterface({ input: server.stdout }), 'line').then(([line]) => line),
    once(server, 'exit').then(([code]) => {
      throw new Error(`PostgreSQL for the tests did not start (exit code ${code})`);
    }),
  ]);
  process.env.OTKLIK_TEST_POSTGRES = url;
  globalThis.otklikTestPostgres = server;
}
