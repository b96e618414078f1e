import { execFile } from 'node:child_process';
import { globSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from './eventually.js';
import { isAlive } from './process.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Where the service that serves it finds what was built of an app for browsers. */
export function builtSite(app: 'console' | 'widget'): string {
  return path.join(ROOT, 'dist/apps', app);
}

/** Builds an app for browsers unless what is built is of these sources. Test files that ask at once build it once. */
export async function buildSite(app: 'console' | 'widget'): Promise<void> {
  if (isFresh(app)) return;
  const lock = path.join(ROOT, `node_modules/.${app}-build-by`);
  await until(`nobody else builds the ${app}`, () => takeLock(lock), { timeoutMs: 300_000, everyMs: 100 });
  try {
    if (isFresh(app)) return;
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', `apps/${app}`], {
      cwd: ROOT,
      // Jest's own value would make it a build for development.
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What a build writes last tells when it was. */
const WRITTEN = { console: 'index.html', widget: 'widget.js' } as const;

function isFresh(app: 'console' | 'widget'): boolean {
  const built = changedAt(path.join(builtSite(app), WRITTEN[app]));
  const sources = path.join(ROOT, 'apps', app);
  return globSync(['src/**', 'public/**', 'npm/**', 'index.html', 'vite.config.ts'], { cwd: sources }).every(
    (file) => changedAt(path.join(sources, file)) < built,
  );
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Names who builds, from its first moment: left behind by a run that was killed, it counts no more. */
function takeLock(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch {
    if (!isAlive(Number(readlinkSync(lock)))) rmSync(lock, { force: true });
    return false;
  }
}
