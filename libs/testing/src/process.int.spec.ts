import { existsSync } from 'node:fs';
import { eventually } from './eventually.js';
import { descendantsOf, isAlive, startProcess } from './process.js';

const shell = (script: string) => startProcess({ name: 'a shell', command: '/bin/sh', args: ['-c', script] });

test('a line is awaited, past or to come, and an early end is told with the output', async () => {
  const loud = shell('echo ready on 1234; echo trouble >&2; exit 3');
  expect((await loud.waitForLine(/ready on (\d+)/))[1]).toBe('1234');
  await loud.ended;
  expect(loud.end).toEqual({ code: 3, signal: null });
  await expect(loud.waitForLine(/never/)).rejects.toThrow(/ended .* before \/never\/; it wrote:[^]*trouble/);
});

test('a command that is not there is told when it is waited for', async () => {
  const none = startProcess({ name: 'nothing', command: '/no/such/command' });
  await expect(none.waitForLine(/x/)).rejects.toThrow('ENOENT');
});

test('kill9 ends the process alone, killTree9 all that it started', async () => {
  const script = 'sleep 1000 & echo child $!; wait';
  const alone = shell(script);
  const orphan = Number((await alone.waitForLine(/child (\d+)/))[1]);
  await alone.kill9();
  expect(isAlive(orphan)).toBe(true);
  process.kill(orphan, 'SIGKILL');

  const tree = shell(script);
  const child = Number((await tree.waitForLine(/child (\d+)/))[1]);
  expect(descendantsOf(tree.pid)).toEqual([child]);
  await tree.killTree9();
  expect(isAlive(child)).toBe(false);
});

test('a process that does not listen is killed, and the test is told', async () => {
  const deaf = shell('trap "" TERM; echo up; while :; do sleep 0.05; done');
  await deaf.waitForLine(/up/);
  await expect(deaf.stop({ timeoutMs: 200 })).rejects.toThrow('did not end within 200 ms of SIGTERM');
  await eventually(() => expect(isAlive(deaf.pid)).toBe(false));
});

test('when the process that runs the tests is killed, what it started ends and its folders go', async () => {
  const tests = startProcess({
    name: 'a test run',
    command: process.execPath,
    args: ['--import', '@oxc-node/core/register', `${import.meta.dirname}/process-guard.fixture.ts`],
  });
  const [, server, temp = ''] = await tests.waitForLine(/server (\d+) folder (\S+)/);
  await tests.kill9();
  await eventually(() => {
    expect(isAlive(Number(server))).toBe(false);
    expect(existsSync(temp)).toBe(false);
  });
});
