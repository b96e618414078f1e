import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DatabasePlace } from './database-place.js';
import { clusterOf } from './make-cluster.js';

/** Said on every start rather than left in a file: what keeps data is not lost by an edit. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '100',
  shared_buffers: '128MB',
  // Short statements over few rows: compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What a statement carries is what customers wrote.
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
/** A fast stop with its checkpoint; after this the server ends without one and recovers at its next start. */
const FAST_STOP_MS = 6_000;

/** A running PostgreSQL server that this process started. */
export class Postmaster {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;

  /** How it ended, or null while it runs. */
  #end: string | null = null;

  private constructor(
    private readonly place: DatabasePlace,
    private readonly child: ChildProcess,
  ) {
    // A process that ends without stopping it asks it to end by itself.
    const abandon = (): void => void child.kill('SIGINT');
    process.on('exit', abandon);
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#end = how;
        process.off('exit', abandon);
        resolve();
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    });
  }

  /**
   * Starts the server and waits until it takes connections; recovery after a crash may take its time.
   *
   * @throws Error with the end of the server's log when it ends instead
   */
  static async start(place: DatabasePlace, port: number): Promise<Postmaster> {
    const logFile = logOf(place);
    if (sizeOf(logFile) > LOG_LIMIT_BYTES) truncateSync(logFile, 0);
    const from = sizeOf(logFile);
    // A file and not a pipe: the server outlives a killed parent and goes on logging.
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(path.join(place.binaries, 'postgres'), ['-D', clusterOf(place), ...flags(port)], {
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', log, log],
      // Its own session: a terminal's Ctrl-C would stop it before what uses it has finished.
      detached: true,
      ...(place.runAs && { uid: place.runAs.uid, gid: place.runAs.gid }),
    });
    closeSync(log);
    const server = new Postmaster(place, child);
    await server.takesConnections(from);
    return server;
  }

  /** Rolls open transactions back, closes connections, ends. */
  async stop(): Promise<void> {
    this.child.kill('SIGINT');
    const late = new AbortController();
    const immediate = wait(FAST_STOP_MS, undefined, { signal: late.signal }).then(() => this.child.kill('SIGQUIT'));
    immediate.catch(() => undefined);
    await this.ended;
    late.abort();
  }

  private async takesConnections(logFrom: number): Promise<void> {
    while (!this.#end) {
      const said = readPidFile(this.place);
      if (said !== null && said.pid === this.child.pid && said.ready) return;
      await wait(15);
    }
    throw new Error(`PostgreSQL did not start (${this.#end}): ${endOfLog(this.place, logFrom)}`);
  }
}

/**
 * Ends a server that a killed process left on this cluster, and waits for its children: a new one cannot start beside them.
 *
 * @returns whether there was one
 */
export async function endOrphan(place: DatabasePlace): Promise<boolean> {
  const cluster = clusterOf(place);
  const pid = readPidFile(place)?.pid;
  const pids = serversOn(cluster, pid);
  if (pids.length === 0) return false;
  const deadline = performance.now() + FAST_STOP_MS;
  let signal: NodeJS.Signals = 'SIGINT';
  if (pid !== undefined && pids.includes(pid)) process.kill(pid, signal);
  while (pids.some(isRunning)) {
    if (performance.now() > deadline && signal === 'SIGINT') {
      signal = 'SIGQUIT';
      for (const one of pids.filter(isRunning)) process.kill(one, signal);
    }
    await wait(10);
  }
  return true;
}

/** A server and all its children stand in their cluster's folder; what else is open there (an editor, a shell) has another name. */
function serversOn(cluster: string, pid: number | undefined): number[] {
  if (process.platform !== 'linux') return pid !== undefined && isRunning(pid) ? [pid] : [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => readOrEmpty(`/proc/${one}/comm`).trim() === 'postgres' && workingFolder(one) === cluster);
}

function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** postmaster.pid: the pid first, the state on line 8 (`ready`, `starting`, ...). */
function readPidFile(place: DatabasePlace): { pid: number; ready: boolean } | null {
  const lines = readOrEmpty(path.join(clusterOf(place), 'postmaster.pid')).split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null;
}

function flags(port: number): string[] {
  return Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export function logOf(place: DatabasePlace): string {
  return path.join(place.folder, 'postgres.log');
}

function endOfLog(place: DatabasePlace, from: number): string {
  return readOrEmpty(logOf(place)).slice(from).trim().split('\n').slice(-5).join('\n');
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
