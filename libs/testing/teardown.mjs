// After the integration tests: stops the PostgreSQL that setup.mjs started.
import { once } from 'node:events';

export default async function teardown() {
  const server = globalThis.otklikTestPostgres;
  if (!server || server.exitCode !== null) return;
  const exit = once(server, 'exit');
  server.stdin.end();
  await exit;
}
