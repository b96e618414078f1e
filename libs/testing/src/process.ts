import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { eventually, type Patience } from './eventually.js';
import { processGuard } from './process-guard.js';
import type { SystemUser } from './system-user.js';

export type ProcessOptions = {
  /** What messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Its whole environment but for PATH, HOME and the temporary folder, which it inherits unless named here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user; only root can. */
  readonly user?: SystemUser | null;
};

/**
 * Starts a child process in a process group of its own.
 *
 * It ends when this process ends, however that ends.
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  const inherited = Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR, LANG }).filter(([, value]) => value !== undefined));
  const child = spawn(options.command, options.args ?? [], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.user && { uid: options.user.uid, gid: options.user.gid }),
  });
  return new RunningProcess(options.name, child);
}

export class RunningProcess {
  /** Everything it wrote so far, standard output and standard error as they came. */
  output = '';
  /** How it ended, or null while it runs. */
  end: { readonly code: number | null; readonly signal: NodeJS.Signals | null } | null = null;
  /** Resolves when it has ended and its output is read. */
  readonly ended: Promise<void>;

  constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    if (child.pid !== undefined) processGuard.watchGroup(child.pid);
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => this.finish(String(error), resolve));
      child.once('exit', (code, signal) => {
        // The last output may come after `exit`; but a grandchild that lives on holds the pipes open, so `close` may never come.
        const drained = setTimeout(() => void this.silence().then(() => child.emit('close', code, signal)), 200);
        child.once('close', () => {
          clearTimeout(drained);
          this.end = { code, signal };
          this.finish('', resolve);
        });
      });
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} did not start: ${this.output}`);
    return this.child.pid;
  }

  /** The first line, past or to come, that fits; throws with all the output if it ends or takes longer (default 60 s: many compile first). */
  async waitForLine(pattern: RegExp, patience: Patience = {}): Promise<RegExpExecArray> {
    const found = await eventually(
      () => {
        const match = this.output
          .split('\n')
          .map((line) => pattern.exec(line))
          .find((one) => one !== null);
        if (match) return match;
        if (this.end) return null;
        throw new Error(`${this.name} has not written ${String(pattern)}; it wrote:\n${this.output}`);
      },
      { timeoutMs: 60_000, ...patience },
    );
    if (!found) throw new Error(`${this.name} ended (${JSON.stringify(this.end)}) before ${String(pattern)}; it wrote:\n${this.output}`);
    return found;
  }

  /** `kill -9` of this process alone: what it started is left as it is. Resolves when it is gone. */
  async kill9(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  /** `kill -9` of this process and of all that it started, resolved when the last of them is gone. */
  async killTree9(): Promise<void> {
    if (this.end) return;
    const all = [this.pid, ...descendantsOf(this.pid)];
    // The group in one call first: a child that is being forked meanwhile does not escape.
    for (const pid of [-this.pid, ...all]) signalIfThere(pid, 'SIGKILL');
    await this.ended;
    await processesGone(all);
  }

  /** Asks it to end and waits for it; what does not end in time is killed and told by an error. */
  async stop({ signal = 'SIGTERM', timeoutMs = 30_000 }: { signal?: NodeJS.Signals; timeoutMs?: number } = {}): Promise<void> {
    if (this.end) return;
    const all = [this.pid, ...descendantsOf(this.pid)];
    this.signal(signal);
    try {
      await processesGone(all, timeoutMs);
    } catch {
      for (const pid of all) signalIfThere(pid, 'SIGKILL');
      throw new Error(`${this.name} did not end within ${timeoutMs} ms of ${signal}; it wrote:\n${this.output.slice(-4000)}`);
    }
    await this.ended;
  }

  /** Sends a signal to this process alone, such as SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    if (!this.end && this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
  }

  /** Resolves when a look at the pipes brings nothing more: on a machine that stood still, timers end before what lies there is read. */
  private async silence(): Promise<void> {
    for (let known = -1; known !== this.output.length; ) {
      known = this.output.length;
      await nextTurn();
      await nextTurn();
    }
  }

  private finish(text: string, resolve: () => void): void {
    this.output += text;
    this.end ??= { code: null, signal: null };
    const group = this.child.pid;
    // While others of its group live on (its own children after a kill -9), the guard goes on watching the group.
    if (group !== undefined && !signalIfThere(-group, 0)) processGuard.forgetGroup(group);
    resolve();
  }
}

/** The pids of all processes below this one, children before grandchildren. */
export function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(Number(entry));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found: number[] = [];
  for (let next = children.get(pid) ?? []; next.length > 0; next = next.flatMap((one) => children.get(one) ?? [])) found.push(...next);
  return found;
}

/** Resolves when none of these processes is left; a process that ended but was not yet collected counts as gone. */
export async function processesGone(pids: readonly number[], timeoutMs = 30_000): Promise<void> {
  await eventually(
    () => {
      const left = pids.filter((pid) => isAlive(pid));
      if (left.length > 0) throw new Error(`still running: ${left.join(', ')}`);
    },
    { timeoutMs, everyMs: 10 },
  );
}

export function isAlive(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== null && stat.state !== 'Z' && stat.state !== 'X';
}

/** @returns false if there is no such process or group */
function signalIfThere(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function parentOf(pid: number): number | null {
  return statOf(pid)?.parent ?? null;
}

function statOf(pid: number): { state: string; parent: number } | null {
  try {
    // The command's name is in brackets and may hold anything: read on after the last bracket (proc_pid_stat(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}
