import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processGuard } from './process-guard.js';
import { isRoot } from './system-user.js';

export type TempDir = {
  readonly path: string;
  remove(): void;
};

/**
 * A new folder that other users, such as postgres, may pass through; gone at the latest when this process ends.
 *
 * @param wanted where it is made, if others may pass through that
 */
export function tempDir(purpose = 'test', wanted = os.tmpdir()): TempDir {
  const folder = mkdtempSync(path.join(openFolder(wanted), `otklik-${purpose}-`));
  chmodSync(folder, 0o755);
  processGuard.watchFolder(folder);
  return {
    path: folder,
    remove: () => {
      for (const one of placesElsewhere(folder)) rmSync(one, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      processGuard.forgetFolder(folder);
    },
  };
}

/** In a TMPDIR that is closed to others every embedded database would go under /var/lib/otklik, where no test looks for it. */
function openFolder(wanted: string): string {
  return [wanted, '/tmp', '/var/tmp'].find(othersMayPass) ?? wanted;
}

/** Whether a user that owns none of its parents can reach a folder. */
export function othersMayPass(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || othersMayPass(parent);
}

/** Where the product puts a copy of PostgreSQL for a data folder here, when root runs a checkout that is closed to others (`api.md` 5). */
function placesElsewhere(folder: string): string[] {
  if (!isRoot()) return [];
  const real = realpathSync(folder);
  const below = readdirSync(real, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [real, ...below.map(({ name }) => path.join(real, name))].map((data) =>
    path.join('/var/lib/otklik', createHash('sha256').update(data).digest('hex').slice(0, 16)),
  );
}
