import { execFile } from 'node:child_process';
import { globSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from '@app/testing';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SOURCES = path.join(ROOT, 'apps/console');
/** Where the desk serves it from. */
const BUILT = path.join(ROOT, 'dist/apps/console');
const LOCK = path.join(ROOT, 'node_modules/.console-build');

/** Builds the console unless what is built is of these sources. Test files that ask at once build it once. */
export async function buildConsole(): Promise<void> {
  if (isFresh()) return;
  await until('nobody else builds the console', takeLock, { timeoutMs: 90_000, everyMs: 100 });
  try {
    if (isFresh()) return;
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', SOURCES], {
      cwd: ROOT,
      // Jest's own value would make it a build for development.
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } finally {
    rmdirSync(LOCK);
  }
}

function isFresh(): boolean {
  const built = changedAt(path.join(BUILT, 'index.html'));
  return globSync(['src/**', 'public/**', 'index.html', 'vite.config.ts'], { cwd: SOURCES }).every(
    (file) => changedAt(path.join(SOURCES, file)) < built,
  );
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Left behind by a run that was killed, it counts for a minute. */
function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    if (Date.now() - changedAt(LOCK) > 60_000) rmdirSync(LOCK);
    return false;
  }
}
