import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ServiceConfig } from './service-config.js';

/** The addresses of the product that runs on a data folder, as variables of the environment: a command in another shell has its own. */
export type RunningAddresses = z.infer<typeof Addresses>;
const Addresses = z.object({
  HOST: z.string(),
  PORT: z.string(),
  PUBLIC_PORT: z.string(),
  PUBLIC_URL: z.string(),
  PUBLIC_SITE_URL: z.string(),
});
const Running = Addresses.extend({ pid: z.int().positive() });

/**
 * Notes where this process is reached, in `running.json` of its data folder.
 *
 * @returns what takes the note away again, unless another process has replaced it
 */
export function noteRunning(config: ServiceConfig): () => void {
  const file = fileOf(config.OTKLIK_DATA);
  const { HOST, PUBLIC_URL, PUBLIC_SITE_URL } = config;
  const addresses = { HOST, PORT: String(config.PORT), PUBLIC_PORT: String(config.PUBLIC_PORT), PUBLIC_URL, PUBLIC_SITE_URL };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify({ pid: process.pid, ...addresses }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
  return () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/** @returns null when nothing runs there: a process that was killed leaves its note behind */
export function runningAddresses(dataFolder: string): RunningAddresses | null {
  const running = read(fileOf(dataFolder));
  if (running === null || !isAlive(running.pid)) return null;
  const { pid: _pid, ...addresses } = running;
  return addresses;
}

function read(file: string): z.infer<typeof Running> | null {
  try {
    return Running.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process lives too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function fileOf(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), 'running.json');
}
