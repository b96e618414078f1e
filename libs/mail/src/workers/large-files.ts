import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileContent, KeepFile } from '../parsed-mail.js';
import { inMemory } from '../parse-mail.js';

/** Where the large files of mails go, instead of through the memory of the process. */
export type LargeFiles = {
  /** What is left in it by a thread that was ended is removed by whoever owns it: names begin with the time, ms. */
  readonly folder: string;
  /** Larger files are written there, bytes. */
  readonly above: number;
};

/** Keeps files: small ones in memory, large ones in the folder, not synced yet. */
export function keepInFolder({ folder, above }: LargeFiles): KeepFile {
  return (content) => (content.length > above ? { path: write(folder, content) } : inMemory(content));
}

/** Takes back what was kept of mails that nobody will get. */
export function forget(files: readonly FileContent[]): void {
  for (const file of files) if ('path' in file) rmSync(file.path, { force: true });
}

function write(folder: string, content: Buffer): string {
  const file = path.join(folder, `${Date.now()}-${randomUUID()}`);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o640 });
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return file;
}
