import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NODE, prepare, ROOT } from './prepare.mjs';
import { words } from './progress.mjs';
import { Interrupted } from './run-step.mjs';

/**
 * Prepares the checkout, then runs a built program on the product's own Node until it ends; this process ends as it does.
 *
 * @param {string} app e.g. `standalone`
 * @param {{ parts?: ('server' | 'console' | 'widget')[], args?: string[] }} options
 */
export async function runBuilt(app, { parts, args = [] } = {}) {
  if (Number(process.versions.node.split('.')[0]) < 20) return fail(words.node(process.version));
  try {
    await prepare(parts);
  } catch (error) {
    if (!(error instanceof Interrupted)) return fail(`${words.failed}: ${error.message}`);
    process.exitCode = 128 + os.constants.signals[error.signal];
    return;
  }
  const settings = path.join(ROOT, '.env');
  const child = spawn(
    NODE,
    // Small young generations: half the memory under load, at the same speed.
    [
      '--max-semi-space-size=8',
      ...(existsSync(settings) ? [`--env-file=${settings}`] : []),
      path.join(ROOT, `dist/apps/${app}/src/main.js`),
      ...args,
    ],
    {
      // The channel closes when this process is killed: the product then stops by itself.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.once('error', (error) => fail(`${words.failed}: ${error.message}`));
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal) process.stderr.write(`${words.failed}: ${signal}\n`);
  });
}

/** npm passes signals on, but when it is killed it cannot: what it started would go on unseen. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = npmAbove();
  const looking = setInterval(() => {
    if (npmAbove() === npm) return;
    clearInterval(looking);
    child.kill('SIGTERM');
  }, 500);
  child.once('exit', () => clearInterval(looking));
}

/** npm starts scripts through a shell, which some shells replace by the command. */
function npmAbove() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const [, parentOfParent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /\((ba|da)?sh\)/.test(stat) ? Number(parentOfParent) : process.ppid;
  } catch {
    return process.ppid;
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
