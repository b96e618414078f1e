import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Removes files of the blob folder without taking any from a writer who has just found it there.
 *
 * Whoever finds a file renews its time, under its own name. So a file is first moved aside, where nobody renews it; then it is looked
 * at again: one that was renewed until then is put back, and any other is nobody's.
 */
export class SetAside {
  constructor(
    private readonly folder: string,
    /** Where a blob's file is. */
    private readonly placeOf: (sha256: string) => string,
  ) {}

  fileOf(sha256: string): string {
    return path.join(this.folder, sha256);
  }

  /** @returns whether it is gone; false: it was renewed at or after that time, or is not there */
  async remove(sha256: string, unusedSince: Date): Promise<boolean> {
    const [place, aside] = [this.placeOf(sha256), this.fileOf(sha256)];
    if (!(await isOlder(place, unusedSince))) return false;
    await mkdir(this.folder, { recursive: true });
    if (!(await moved(place, aside))) return false;
    if (await isOlder(aside, unusedSince)) {
      await rm(aside, { force: true });
      return true;
    }
    await moved(aside, place);
    return false;
  }

  /** What a process that ended in between has left aside. */
  async putBack(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) await moved(path.join(this.folder, name), this.placeOf(name));
  }
}

/** @returns false, too, when it is not there (any more) */
async function isOlder(file: string, time: Date): Promise<boolean> {
  return stat(file).then(({ mtime }) => mtime < time, isMissing);
}

async function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(() => true, isMissing);
}

/** Another process was faster. */
function isMissing(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
  throw error;
}
