// npm test: installs what is missing, then checks and tests everything. The last line sums up: `N passed, N failed`.
// Plain JavaScript for the host's own Node (20 or newer), with nothing installed. `--only checks|unit|integration|e2e` runs a part.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NODE, prepare, ROOT } from '../service/prepare/prepare.mjs';

const STEPS = [
  { name: 'build', part: 'checks', run: () => check(() => prepare()) },
  { name: 'format', part: 'checks', run: () => check(() => npmRun('format:check')) },
  { name: 'lint', part: 'checks', run: () => check(() => npmRun('lint')) },
  { name: 'types', part: 'checks', run: () => check(() => npmRun('typecheck')) },
  { name: 'unit', part: 'unit', run: () => jest('unit', ['--maxWorkers=2']) },
  { name: 'integration', part: 'integration', run: () => jest('integration', ['--maxWorkers=2']) },
  // One at a time: each starts the whole product, and some of them measure it.
  { name: 'e2e', part: 'e2e', run: () => jest('e2e', ['--runInBand']) },
];

/** What hangs is ended and counted as a failure. */
const STEP_LIMIT_MS = 45 * 60_000;

let running = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    endRunning();
    process.exit(1);
  });
}
process.exitCode = await main();

async function main() {
  const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
  const steps = STEPS.filter((step) => only === null || step.part === only || (step.name === 'build' && only === 'e2e'));
  if (steps.length === 0) return stop(`--only takes ${[...new Set(STEPS.map((step) => step.part))].join(', ')}; given: ${only}`);
  if (Number(process.versions.node.split('.')[0]) < 20) return stop(`npm test needs Node 20 or newer to start (here: ${process.version})`);
  try {
    await prepare([]);
    if (steps.some(({ part }) => part === 'integration' || part === 'e2e')) await run(NODE, [path.join(ROOT, 'libs/testing/install.mjs')]);
  } catch (error) {
    return stop(error.message);
  }
  const done = [];
  for (const { name, run: work } of steps) {
    process.stdout.write(`\n== ${name}\n`);
    const from = performance.now();
    const result = await work();
    done.push({ name, seconds: (performance.now() - from) / 1000, ...result });
  }
  return summary(done);
}

/** The failures by name, one line a step, and the one line that counts. */
function summary(done) {
  const say = (line) => process.stdout.write(`${line}\n`);
  say('');
  for (const { name, failures } of done) for (const failure of failures) say(`FAILED ${name}: ${failure}`);
  for (const { name, passed, failures, seconds } of done) {
    say(
      `${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failures.length).padStart(4)} failed ${seconds.toFixed(1).padStart(8)} s`,
    );
  }
  const passed = done.reduce((sum, step) => sum + step.passed, 0);
  const failed = done.reduce((sum, step) => sum + step.failures.length, 0);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function stop(why) {
  process.stdout.write(`${why}\n0 passed, 1 failed\n`);
  return 1;
}

async function check(work) {
  try {
    await work();
    return { passed: 1, failures: [] };
  } catch (error) {
    return { passed: 0, failures: [error.message] };
  }
}

/** Runs one kind of test. What could not run, was skipped or is only planned counts as failed. */
async function jest(project, options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'otklik-jest-'));
  const file = path.join(folder, 'result.json');
  const program = ['--experimental-vm-modules', '--no-warnings', path.join(ROOT, 'node_modules/jest/bin/jest.js')];
  const order = ['--testSequencer', path.join(ROOT, 'libs/testing/slow-first.mjs')];
  const selection = [
    '--config',
    path.join(ROOT, 'libs/testing/jest.config.js'),
    '--ci',
    '--json',
    `--outputFile=${file}`,
    ...order,
    ...options,
  ];
  let ended = null;
  try {
    await run(NODE, [...program, ...selection, '--selectProjects', project]);
  } catch (error) {
    ended = error.message;
  }
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  if (!result) return { passed: 0, failures: [`jest gave no result: ${ended}`] };
  const failures = result.testResults.flatMap((suite) => failuresOf(suite));
  if (failures.length === 0 && (ended || result.numTotalTests === 0)) failures.push(ended ?? 'no test ran');
  return { passed: result.numPassedTests, failures };
}

function failuresOf(suite) {
  const file = path.relative(ROOT, suite.name);
  const bad = suite.assertionResults.filter((test) => test.status !== 'passed');
  if (bad.length === 0 && suite.status === 'failed') return [`${file} could not run: ${whyNot(suite.message)}`];
  return bad.map((test) => `${file}: ${test.fullName}${test.status === 'failed' ? '' : ` (${test.status})`}`);
}

/** Jest's message begins with a headline; the line after it says what is wrong. */
function whyNot(message) {
  const lines = message.split('\n').map((line) => line.trim());
  return lines.filter((line) => line && !line.startsWith('\u25cf'))[0] ?? message;
}

function npmRun(script) {
  const [command, ...args] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  return run(command, [...args, 'run', '-s', script]);
}

/** Shows what the program writes; rejects if it fails or does not end. Its group is its own, so that all of it can be ended. */
function run(command, args) {
  const name = [path.basename(command), ...args.map((arg) => path.basename(arg))].slice(0, 6).join(' ');
  return new Promise((resolve, reject) => {
    running = spawn(command, args, { cwd: ROOT, env: environment(), stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    const limit = setTimeout(endRunning, STEP_LIMIT_MS);
    running.once('error', reject);
    running.once('exit', (code, signal) => {
      clearTimeout(limit);
      running = null;
      if (code === 0) return resolve();
      reject(new Error(`${name} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

function endRunning() {
  if (!running) return;
  try {
    process.kill(-running.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

function environment() {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  return { ...env, PATH: `${path.dirname(NODE)}${path.delimiter}${process.env.PATH}` };
}
