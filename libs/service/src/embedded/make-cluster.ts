import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DATABASE, type DatabaseLogin, OWNER, SERVICE } from './database-login.js';
import type { DatabasePlace } from './database-place.js';

/** The folder of the cluster itself. */
export function clusterOf(place: DatabasePlace): string {
  return path.join(place.folder, 'cluster');
}

/**
 * Makes the cluster with its two roles and its database, whole or not at all: it gets its name last.
 *
 * The roles are made before any server listens (single-user mode), so there is no moment with an open door.
 */
export async function makeCluster(place: DatabasePlace, login: DatabaseLogin): Promise<void> {
  const unfinished = `${clusterOf(place)}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  // The superuser's password is known to nobody: repairs go through single-user mode.
  const passwordFile = path.join(place.folder, 'password.new');
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (place.runAs) for (const one of [unfinished, passwordFile]) chownSync(one, place.runAs.uid, place.runAs.gid);
  try {
    await run(place, 'initdb', [...INITDB, `--pgdata=${unfinished}`, `--pwfile=${passwordFile}`]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  await inSingleUserMode(place, unfinished, [
    ...rolesWith(login, 'create'),
    `create database ${DATABASE} owner ${OWNER}`,
    `revoke all on database ${DATABASE} from public`,
    `grant connect on database ${DATABASE} to ${SERVICE}`,
  ]);
  renameSync(unfinished, clusterOf(place));
}

export function clusterExists(place: DatabasePlace): boolean {
  return existsSync(path.join(clusterOf(place), 'PG_VERSION'));
}

/** Gives the roles new passwords, where the file that kept them is lost. */
export async function resetPasswords(place: DatabasePlace, login: DatabaseLogin): Promise<void> {
  await inSingleUserMode(place, clusterOf(place), rolesWith(login, 'alter'));
}

/** One locale for every machine: what sorts and folds differently after a move or an upgrade corrupts indexes. */
const INITDB = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
];

function rolesWith(login: DatabaseLogin, verb: 'create' | 'alter'): string[] {
  return [
    `${verb} role ${OWNER} login password '${login.ownerPassword}'`,
    `${verb} role ${SERVICE} login password '${login.servicePassword}'`,
    // A process that is stopped in a transaction (SIGSTOP, a debugger) does not keep its locks.
    `alter role ${SERVICE} set idle_in_transaction_session_timeout = '10s'`,
  ];
}

/** One statement a line: single-user mode takes a line's end for the end of a command. */
async function inSingleUserMode(place: DatabasePlace, cluster: string, statements: readonly string[]): Promise<void> {
  const said = await run(place, 'postgres', ['--single', '-D', cluster, 'postgres'], `${statements.join('\n')}\n`);
  // It goes on after an error and ends with 0.
  const refused = said.split('\n').find((line) => /\b(ERROR|FATAL|PANIC):/.test(line));
  if (refused) throw new Error(`PostgreSQL refused a statement while the database was made: ${withoutPasswords(refused)}`);
}

async function run(place: DatabasePlace, program: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(path.join(place.binaries, program), args, {
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    detached: true,
    ...(place.runAs && { uid: place.runAs.uid, gid: place.runAs.gid }),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} failed (${code ?? 'signal'}): ${withoutPasswords(said).slice(-1_000)}`);
  return said;
}

function withoutPasswords(text: string): string {
  return text.replace(/password '[^']*'/g, "password '***'");
}
