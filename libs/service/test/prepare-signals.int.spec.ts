import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { descendantsOf, eventually, isAlive, type RunningProcess, startProcess, type TempDir, tempDir } from '@app/testing';

const ROOT = path.resolve(import.meta.dirname, '../../..');
let folder: TempDir;
let preparing: RunningProcess;

beforeEach(() => {
  folder = tempDir('prepare');
});

afterEach(async () => {
  await preparing.kill9();
  folder.remove();
});

/** Runs a shell script as a step of preparing, as `run-built.mjs` does. */
function step(script: string): void {
  const main = path.join(folder.path, 'main.mjs');
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(
    main,
    `import { runStep } from ${JSON.stringify(pathToFileURL(path.join(ROOT, 'libs/service/prepare/run-step.mjs')).href)};
    await runStep(['sh', '-c', ${JSON.stringify(script)}], { cwd: process.cwd(), env: process.env }).then(
      () => console.log('step done'),
      (error) => console.log(error.name, error.message),
    );`,
  );
  preparing = startProcess({ name: 'preparing', command: process.execPath, args: [main] });
}

describe('a step of preparing', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s reaches what its tool has started, and its end is waited for', async (signal) => {
    step('sh -c "sleep 600; true"; true');
    // The tool, its child and its grandchild.
    const started = await eventually(() => {
      const pids = descendantsOf(preparing.pid);
      expect(pids).toHaveLength(3);
      return pids;
    });
    preparing.signal(signal);
    await preparing.ended;
    expect(started.filter(isAlive)).toEqual([]);
    expect(preparing.output).toContain(`Interrupted ${signal}`);
  });

  test('a tool that takes no notice is killed', async () => {
    step('trap "" TERM; sleep 600; sleep 600');
    const started = await eventually(() => {
      const pids = descendantsOf(preparing.pid);
      expect(pids).toHaveLength(2);
      return pids;
    });
    preparing.signal('SIGTERM');
    await preparing.ended;
    expect(started.filter(isAlive)).toEqual([]);
  });

  test('one that fails tells what it wrote; one that ends well tells nothing', async () => {
    step('echo why >&2; exit 3');
    await preparing.ended;
    expect(preparing.output).toMatch(/exit code 3[^]*why/);
    step('echo noise');
    await preparing.ended;
    expect(preparing.output).toBe('step done\n');
  });
});
