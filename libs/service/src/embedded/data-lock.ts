import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DeskError } from '@app/domain';

/** Who has the data folder open. */
export type Holder = { readonly pid: number; readonly name: string };

export type DataLock = { release(): Promise<void> };

/**
 * Takes a data folder for this process alone, until `release` or the end of the process, however that comes.
 *
 * It is a socket that the system closes with the process: unlike a file with a pid in it, it cannot be left behind.
 *
 * @param name what this process is, e.g. `standalone`
 * @throws DeskError conflict/data-in-use {pid, name, folder}
 */
export async function lockData(folder: string, name: string): Promise<DataLock> {
  const address = lockAddress(folder);
  const holder: Holder = { pid: process.pid, name };
  const server = createServer((caller) => {
    caller.on('error', () => undefined);
    caller.end(JSON.stringify(holder));
  });
  if (!(await listens(server, address))) {
    const other = await holderOf(folder);
    const params = { pid: other?.pid ?? 0, name: other?.name ?? 'otklik', folder };
    throw new DeskError('conflict', 'data-in-use', `${params.name} (process ${params.pid}) is using the data in ${folder}.`, { params });
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** @returns null when nobody has the folder open */
export function holderOf(folder: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(lockAddress(folder));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(readHolder(text)));
  });
}

function readHolder(text: string): Holder | null {
  try {
    const { pid, name } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof name === 'string' ? { pid, name } : null;
  } catch {
    return null;
  }
}

function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(true));
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(address);
  });
}

/** An abstract socket (unix(7)) on Linux; elsewhere a file, which a killed process does leave behind. */
function lockAddress(folder: string): string {
  const name = `otklik-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24)}`;
  return process.platform === 'linux' ? `\0${name}` : path.join(os.tmpdir(), `${name}.sock`);
}
