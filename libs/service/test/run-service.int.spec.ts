import path from 'node:path';
import { eventually, freePort, type RunningProcess, startProcess } from '@app/testing';

const ROOT = path.resolve(import.meta.dirname, '../../..');
let probe: RunningProcess;

async function start(what: string, env: Record<string, string> = {}): Promise<void> {
  probe = startProcess({
    name: 'probe service',
    command: process.execPath,
    args: ['--import', '@oxc-node/core/register', path.join(import.meta.dirname, 'probe-service.ts'), what],
    cwd: ROOT,
    env: { DATABASE_URL: 'postgres://a:b@localhost:1/x', PORT: String(await freePort()), ...env },
  });
}

afterEach(() => probe.kill9());

describe('runService', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s: finishes, closes and ends well', async (signal) => {
    await start('works');
    await probe.waitForLine(/service ready/);
    probe.signal(signal);
    await probe.ended;
    expect(probe.output).toContain('platform closed');
    expect(probe.end).toEqual({ code: 0, signal: null });
  });

  test('a second signal ends it at once, though it has not finished', async () => {
    await start('hangs');
    await probe.waitForLine(/service ready/);
    const first = performance.now();
    await eventually(() => {
      probe.signal('SIGINT');
      expect(probe.end).toEqual({ code: 130, signal: null });
    });
    // What comes within a second is the same key press, passed on by npm.
    expect(performance.now() - first).toBeGreaterThan(1_000);
    expect(probe.output.match(/service stopping/g)).toHaveLength(1);
    expect(probe.output).not.toContain('platform closed');
  });

  test('an unhandled rejection is logged and ends it', async () => {
    await start('rejects');
    await probe.ended;
    expect(probe.output).toMatch(/"level":"fatal".*nobody waits for this.*"msg":"unhandled error"/);
    expect(probe.end).toEqual({ code: 1, signal: null });
  });

  test('a wrong environment is told in words, all of it, and nothing starts', async () => {
    await start('works', { PORT: 'x', LOG_LEVEL: 'loud' });
    await probe.ended;
    expect(probe.output).toMatch(/^2 settings are wrong:\n {2}PORT: got 'x'/);
    expect(probe.end).toEqual({ code: 2, signal: null });
  });

  test('a port in use is told in the language of the terminal', async () => {
    await start('works');
    await probe.waitForLine(/service ready/);
    const first = probe;
    try {
      const port = /"port":(\d+)/.exec(first.output)?.[1];
      await start('works', { PORT: port ?? '', LANG: 'ru_RU.UTF-8' });
      await probe.ended;
      expect(probe.output).toContain(`Порт ${port} занят другой программой`);
      expect(probe.end).toEqual({ code: 1, signal: null });
    } finally {
      await first.kill9();
    }
  });
});
