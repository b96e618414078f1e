import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { CpuWatch } from './cpu-watch.js';
import { packMails, PROGRESS, type MailTask } from './mail-task.js';
import type { ParsedMail, UnreadableMail } from '../parsed-mail.js';
import { unreadable } from '../parse-mail.js';

export type MailWorkersOptions = {
  /** Most threads at once (default: one a core, at most 4). One is kept warm, the others end after 10 idle seconds. */
  readonly threads?: number;
  /** CPU that one mail may take, ms (default 2,000). */
  readonly cpuLimitMs?: number;
  /** JavaScript heap of one thread, MB (default 256); the mails' own bytes lie outside of it. */
  readonly heapMb?: number;
};

type Mail = ParsedMail | UnreadableMail;

/** Mails and bytes of one task: enough of them to make handing over cheap, few enough to share the work out. */
const TASK_MAILS = 64;
const TASK_BYTES = 1024 * 1024;
/** A larger mail is kept and not looked into (`goals.md`). It is a task of its own, since it is larger than one may be. */
const MAX_MAIL_BYTES = 64 * 1024 * 1024;
/** A small nursery keeps idle memory small at no cost, MB. */
const NURSERY_MB = 24;

/**
 * Parses mails in worker threads, so that no mail can stop the process.
 *
 * A mail that takes too much CPU has its thread ended; one that ends its thread by itself is tried once more, alone. Both
 * are answered as unreadable, and the mails beside them are parsed again elsewhere.
 */
export class MailWorkers {
  private readonly pool: Piscina<MailTask, Mail[]>;
  private readonly cpuLimitMs: number;

  constructor(options: MailWorkersOptions = {}) {
    this.cpuLimitMs = options.cpuLimitMs ?? 2_000;
    this.pool = new Piscina({
      ...workerFile(),
      name: 'parseMails',
      minThreads: 1,
      maxThreads: options.threads ?? Math.min(availableParallelism(), 4),
      idleTimeout: 10_000,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? 256, maxYoungGenerationSizeMb: NURSERY_MB },
      recordTiming: false,
    });
    // A thread that ends without a task is replaced at the next one; with a task, the task's error tells.
    this.pool.on('error', () => {});
  }

  /** Parses all of them, in order. Rejects for no mail; only when the pool was closed. */
  async parse(raws: readonly Buffer[]): Promise<readonly Mail[]> {
    const parsed = await Promise.all(inTasks(raws).map((task) => this.parseAny(task)));
    return parsed.flat();
  }

  /** Lets the tasks in hand finish. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private async parseAny(raws: readonly Buffer[]): Promise<readonly Mail[]> {
    const [raw] = raws;
    if (raw !== undefined && raw.length > MAX_MAIL_BYTES) return [unreadable(raw, 'mail-too-large')];
    return await this.parseTask(raws, 1);
  }

  private async parseTask(raws: readonly Buffer[], attempt: number): Promise<readonly Mail[]> {
    const task = packMails(raws);
    const ending = new AbortController();
    const threadOf = (id: number) => this.pool.threads.find((thread) => thread.threadId === id);
    const watch = new CpuWatch(task.progress, threadOf, this.cpuLimitMs, () => ending.abort());
    try {
      return await this.pool.run(task, { signal: ending.signal, transferList: [task.bytes] });
    } catch (error) {
      const culprit = Atomics.load(task.progress, PROGRESS.mail);
      // Nothing had begun: the pool itself cannot work.
      if (culprit < 0) throw error;
      return await this.redo(raws, culprit, ending.signal.aborted, attempt);
    } finally {
      watch.stop();
    }
  }

  /** A thread ended with this task in hand: its other mails are done again, the culprit only if it may have been chance. */
  private async redo(raws: readonly Buffer[], culprit: number, tooHard: boolean, attempt: number): Promise<readonly Mail[]> {
    const raw = raws[culprit];
    if (raw === undefined) throw new Error(`A mail worker ended at mail ${culprit} of ${raws.length}.`);
    const again = async (): Promise<readonly Mail[]> => {
      if (tooHard) return [unreadable(raw, 'mail-too-hard')];
      return attempt > 1 ? [unreadable(raw, 'mail-unreadable')] : await this.parseTask([raw], attempt + 1);
    };
    const parts = await Promise.all([this.parse(raws.slice(0, culprit)), again(), this.parse(raws.slice(culprit + 1))]);
    return parts.flat();
  }
}

/** Beside this file: JavaScript in dist; TypeScript, loaded by oxc, where the sources run (tests, development). */
function workerFile(): { filename: string; execArgv: string[] } {
  const fromSource = import.meta.url.endsWith('.ts');
  const filename = fileURLToPath(new URL(fromSource ? './mail-worker.ts' : './mail-worker.js', import.meta.url));
  return { filename, execArgv: fromSource ? ['--no-warnings', '--import', '@oxc-node/core/register'] : [] };
}

function inTasks(raws: readonly Buffer[]): Buffer[][] {
  const tasks: Buffer[][] = [];
  let bytes = 0;
  for (const raw of raws) {
    const open = tasks.at(-1);
    if (open === undefined || open.length === TASK_MAILS || bytes + raw.length > TASK_BYTES) {
      tasks.push([raw]);
      bytes = raw.length;
    } else {
      open.push(raw);
      bytes += raw.length;
    }
  }
  return tasks;
}
