import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processGuard } from './process-guard.js';

export type TempDir = {
  readonly path: string;
  remove(): void;
};

/** A new folder that other users, such as postgres, may pass through; gone at the latest when this process ends. */
export function tempDir(purpose = 'test'): TempDir {
  const folder = mkdtempSync(path.join(os.tmpdir(), `otklik-${purpose}-`));
  chmodSync(folder, 0o755);
  processGuard.watchFolder(folder);
  return {
    path: folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      processGuard.forgetFolder(folder);
    },
  };
}
