import { readFileSync } from 'node:fs';
import type { RunningProcess } from '@app/testing';
import type { EmailUnderTest } from './email-under-test.js';

/** The most memory that a process ever had, MB. */
export function peakMemory({ pid }: RunningProcess): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** What the process needs before any mail, with a compiler in it that the product has not, MB. */
export async function memoryWithoutMail(app: EmailUnderTest, env: Readonly<Record<string, string>>): Promise<number> {
  const email = await app.process({ ...env, LOG_LEVEL: 'info' });
  await email.waitForLine(/service ready/);
  const peak = peakMemory(email);
  await email.stop();
  return peak;
}
