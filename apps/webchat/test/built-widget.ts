import { execFile } from 'node:child_process';
import { globSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from '@app/testing';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SOURCES = path.join(ROOT, 'apps/widget');
/** Where the web chat serves it from. */
export const BUILT_WIDGET = path.join(ROOT, 'dist/apps/widget');
const LOCK = path.join(ROOT, 'node_modules/.widget-build');

/** Builds the widget unless what is built is of these sources. Test files that ask at once build it once. */
export async function buildWidget(): Promise<void> {
  if (isFresh()) return;
  await until('nobody else builds the widget', takeLock, { timeoutMs: 60_000, everyMs: 100 });
  try {
    if (isFresh()) return;
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', SOURCES], { cwd: ROOT });
  } finally {
    rmdirSync(LOCK);
  }
}

function isFresh(): boolean {
  const built = changedAt(path.join(BUILT_WIDGET, 'widget.js'));
  return globSync(['src/**', 'public/**', 'vite.config.ts'], { cwd: SOURCES }).every((file) => changedAt(path.join(SOURCES, file)) < built);
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
