// npm run services: the many-process size without Docker. Starts what docker-compose.yml names, with the same variables, over
// the PostgreSQL and the Kafka that DATABASE_URL and KAFKA_BROKERS name; starts again what dies; Ctrl-C stops all.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { NODE, prepare, ROOT } from '../libs/service/prepare/prepare.mjs';

// As docker compose reads it.
if (existsSync(path.join(ROOT, '.env'))) process.loadEnvFile?.(path.join(ROOT, '.env'));

const STOP_MS = 12_000;
const RESTART_MS = 1_000;

const running = new Map();
let stopping = false;

process.exitCode = await main().catch((error) => {
  say('services', error.message);
  return stopAll().then(() => 1);
});

async function main() {
  const { DATABASE_URL, KAFKA_BROKERS } = process.env;
  if (!DATABASE_URL || !KAFKA_BROKERS)
    throw new Error('DATABASE_URL and KAFKA_BROKERS are needed: a PostgreSQL and a Kafka that run. For the small size: npm start');
  await prepare();
  // Only now: they use packages.
  const [{ readCompose }, { openFront }] = await Promise.all([import('./compose.mjs'), import('./front.mjs')]);
  const [staffPort, sitePort] = [Number(process.env.PORT || 8080), Number(process.env.PUBLIC_PORT || 8081)];
  const outside = { PUBLIC_URL: `http://localhost:${staffPort}`, PUBLIC_SITE_URL: `http://127.0.0.1:${sitePort}`, ...process.env };
  const { migrate, services } = readCompose(outside);
  const ports = new Map(services.map(({ name }, at) => [name, { PORT: staffPort + 10 + 2 * at, PUBLIC_PORT: staffPort + 11 + 2 * at }]));

  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (stopping ? undefined : resolve(stopAll())));
  });
  // The demo page is at the front's port.
  if ((await start(migrate, { PORT: staffPort, PUBLIC_PORT: sitePort })) !== 0) throw new Error('the migration failed');
  for (const service of services) void keepRunning(service, ports.get(service.name));
  const portOf = (service, name) => ports.get(service)[name];
  const host = process.env.HOST || '127.0.0.1';
  const fronts = await Promise.all([
    openFront({ side: 'staff', host, port: staffPort, portOf }),
    openFront({ side: 'site', host, port: sitePort, portOf }),
  ]);
  await Promise.race([ended, allReady(ports)]);
  if (!stopping) tell(outside, ports, sitePort);
  await ended;
  for (const front of fronts) {
    front.close();
    front.closeAllConnections();
  }
  return 0;
}

function tell({ PUBLIC_URL }, ports, sitePort) {
  say('services', `ready: console ${PUBLIC_URL}, demo page http://localhost:${sitePort}/demo`);
  say('services', `health and metrics: ${[...ports].map(([name, { PORT }]) => `${name} http://127.0.0.1:${PORT}`).join(', ')}`);
}

/** The image's entry, without the image. */
function start({ name, command, environment }, ports = {}) {
  const [app, ...args] = command;
  const child = spawn(NODE, ['--max-semi-space-size=8', path.join(ROOT, `dist/apps/${app}/src/main.js`), ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      LANG: process.env.LANG,
      ...onThisMachine(environment),
      ...withText(ports),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A terminal's Ctrl-C reaches this process, which passes it on once.
    detached: true,
  });
  running.set(name, child);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => say(name, line));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      running.delete(name);
      resolve(code ?? signal);
    });
  });
}

/** Where containers have volumes and names of their own, this machine has what the caller names. */
function onThisMachine(environment) {
  const { DATABASE_URL, MIGRATE_DATABASE_URL, KAFKA_BROKERS, OTKLIK_DATA = './data', OTKLIK_SECRET, OTKLIK_BOOTSTRAP } = process.env;
  const owner = environment.MIGRATE_DATABASE_URL_FILE ? { MIGRATE_DATABASE_URL: MIGRATE_DATABASE_URL ?? DATABASE_URL } : {};
  const given = { DATABASE_URL, ...owner, KAFKA_BROKERS, OTKLIK_DATA, OTKLIK_SECRET, OTKLIK_BOOTSTRAP };
  const kept = Object.entries(environment).filter(([name]) => !name.endsWith('_FILE'));
  const set = Object.entries({ ...Object.fromEntries(kept), ...given, HOST: '127.0.0.1' });
  return Object.fromEntries(set.filter(([, value]) => value !== undefined));
}

function withText(ports) {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
}

/** As `restart: unless-stopped`. */
async function keepRunning(service, ports) {
  while (!stopping) {
    const end = await start(service, ports);
    if (stopping) return;
    say(service.name, `ended (${end}); it is started again`);
    await wait(RESTART_MS);
  }
}

async function allReady(ports) {
  for (const [, { PORT }] of ports) {
    while (!stopping && !(await isReady(PORT))) await wait(200);
  }
}

async function isReady(port) {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function stopAll() {
  stopping = true;
  for (const child of running.values()) child.kill('SIGTERM');
  const deadline = Date.now() + STOP_MS;
  while (running.size > 0 && Date.now() < deadline) await wait(20);
  for (const child of running.values()) child.kill('SIGKILL');
}

function say(name, line) {
  process.stdout.write(`${name.padEnd(10)} | ${line}\n`);
}
