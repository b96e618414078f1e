// Makes a checkout ready to run: packages as the lock says, and a build of what has changed since the last one.
// Plain JavaScript for the host's own Node (20 or newer): it runs before anything is installed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf, hashOfFile } from './content-hash.mjs';
import { step } from './progress.mjs';
import { runStep } from './run-step.mjs';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The Node that the product runs on, from its dev dependency. */
export const NODE = path.join(ROOT, 'node_modules/node/bin/node');

/** What is built, from what. Specs and tests are no part of it. */
const BUILDS = {
  server: {
    from: ['apps', 'libs', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
    without: /(^apps\/(console|widget|help)\/)|[.]spec[.]ts$|\/test\/|[.]mjs$|^apps\/[^/]+\/dist\//,
    makes: 'apps/standalone/src/main.js',
    run: [bin('nest'), 'build', '--all'],
  },
  console: {
    from: ['apps/console', 'libs/contracts/src', 'package-lock.json'],
    without: /[.]spec[.]tsx?$|\/test\//,
    makes: 'apps/console/index.html',
    run: [bin('vite'), 'build', 'apps/console', '--logLevel', 'warn'],
  },
  widget: {
    from: ['apps/widget', 'libs/contracts/src', 'package-lock.json'],
    without: /[.]spec[.]tsx?$|\/test\//,
    makes: 'apps/widget/widget.js',
    run: [bin('vite'), 'build', 'apps/widget', '--logLevel', 'warn'],
  },
};

/**
 * Installs and builds what is missing or stale. Rejects with the output of what failed, or `Interrupted` by a signal.
 *
 * @param {(keyof typeof BUILDS)[]} parts what the caller needs built
 */
export async function prepare(parts = ['server', 'console', 'widget']) {
  await install();
  await build(parts);
}

/** `npm install`, not `npm ci`: some registries lack optional platform packages, which `ci` takes for a broken lock. */
async function install() {
  const stamp = path.join(ROOT, 'node_modules/.otklik-lock');
  const lock = hashOfFile(path.join(ROOT, 'package-lock.json'));
  if (existsSync(NODE) && readOrNull(stamp) === lock) return;
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // Build tools are dev dependencies, and the database's own libraries are linked by an install script.
  const env = { ...process.env, NODE_ENV: '', npm_config_ignore_scripts: 'false', npm_config_engine_strict: 'false' };
  await step('install', () =>
    runStep([...npm, 'install', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, env }),
  );
  writeFileSync(stamp, lock);
}

/** @param {(keyof typeof BUILDS)[]} parts */
async function build(parts) {
  const stampFile = path.join(ROOT, 'dist/.built.json');
  const built = JSON.parse(readOrNull(stampFile) ?? '{}');
  const stale = parts
    .map((name) => ({ name, hash: hashOf(ROOT, BUILDS[name].from, BUILDS[name].without) }))
    .filter(({ name, hash }) => built[name] !== hash || !existsSync(path.join(ROOT, 'dist', BUILDS[name].makes)));
  if (stale.length === 0) return;
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', PATH: `${path.dirname(NODE)}${path.delimiter}${process.env.PATH}` };
  const buildOne = async ({ name, hash }) => {
    await runStep([NODE, ...BUILDS[name].run], { cwd: ROOT, env });
    built[name] = hash;
  };
  await step('build', async () => {
    // All end before an error is told: a build that goes on behind the message would be seen nowhere.
    const ended = await Promise.allSettled(stale.map(buildOne));
    mkdirSync(path.dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, JSON.stringify(built));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  });
}

/** A package's program by its file: it is run by our Node, whatever the shell finds. */
function bin(name) {
  return path.join('node_modules/.bin', name);
}

function readOrNull(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
