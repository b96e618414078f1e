import { Writable } from 'node:stream';
import { runCommand } from '../src/run-command.js';

export type Ran = { code: number; stdout: string; stderr: string };

/** Runs a command line in this process. @param env all that it sees of the environment */
export async function runOtklik(line: string, env: Record<string, string>): Promise<Ran> {
  const ran = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        ran[name] += String(chunk);
        done();
      },
    });
  const code = await runCommand(line.split(' ').filter(Boolean), { env, stdout: into('stdout'), stderr: into('stderr') });
  return { code, ...ran };
}
