import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { CpuWatch } from './cpu-watch.js';
import { troubleError } from './file-trouble.js';
import { HardMails } from './hard-mails.js';
import { forget, type LargeFiles } from './large-files.js';
import { packMails, PROGRESS, type MailTask } from './mail-task.js';
import type { MailWorkerData, TaskResult } from './mail-worker.js';
import { beginningOf, type RawMail, sizeOf } from './raw-mail.js';
import type { ParsedMail, UnreadableMail } from '../parsed-mail.js';
import { unreadable } from '../parse-mail.js';

export type MailWorkersOptions = {
  /** Most threads at once (default: one a core, at most 4). One is kept warm, the others end after 10 idle seconds. */
  readonly threads?: number;
  /** CPU that one mail may take, ms (default 2,000). */
  readonly cpuLimitMs?: number;
  /** JavaScript heap of one thread, MB (default 256); the mails' own bytes lie outside of it. */
  readonly heapMb?: number;
  /** Where large files of mails are written by the threads (default: they come back in memory). */
  readonly largeFiles?: LargeFiles;
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
  private readonly pool: Piscina<MailTask, TaskResult>;
  private readonly hard: HardMails;

  constructor(options: MailWorkersOptions = {}) {
    this.hard = new HardMails(options.cpuLimitMs ?? 2_000);
    this.pool = new Piscina({
      ...workerFile(),
      name: 'parseMails',
      minThreads: 1,
      maxThreads: options.threads ?? Math.min(availableParallelism(), 4),
      idleTimeout: 10_000,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? 256, maxYoungGenerationSizeMb: NURSERY_MB },
      workerData: { largeFiles: options.largeFiles ?? null } satisfies MailWorkerData,
      recordTiming: false,
    });
    // A thread that ends without a task is replaced at the next one; with a task, the task's error tells.
    this.pool.on('error', () => {});
  }

  /**
   * Parses all of them, in order. Rejects for no mail; only when a file cannot be read or written, or the pool was closed.
   *
   * @throws DeskError missing/blob-missing, invalid/blob-altered, unavailable/disk-full
   */
  async parse(raws: readonly RawMail[]): Promise<readonly Mail[]> {
    return await allOf(inTasks(raws).map((task) => this.parseAny(task)));
  }

  /** Lets the tasks in hand finish. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private async parseAny(raws: readonly RawMail[]): Promise<readonly Mail[]> {
    const [raw] = raws;
    if (raw !== undefined && sizeOf(raw) > MAX_MAIL_BYTES) return [unreadable(beginningOf(raw), 'mail-too-large')];
    return await this.parseTask(raws, 1);
  }

  private async parseTask(raws: readonly RawMail[], attempt: number): Promise<readonly Mail[]> {
    const task = packMails(raws);
    const ending = new AbortController();
    const threadOf = (id: number) => this.pool.threads.find((thread) => thread.threadId === id);
    const limitOf = (mail: number) => this.hard.limitFor(raws[mail]);
    const watch = new CpuWatch(task.progress, threadOf, limitOf, () => ending.abort());
    const result = await this.pool
      .run(task, { signal: ending.signal, transferList: [task.bytes] })
      .catch((error: unknown) => ({ culprit: Atomics.load(task.progress, PROGRESS.mail), error }))
      .finally(() => watch.stop());
    if ('mails' in result) return result.mails;
    if ('trouble' in result) throw troubleError(result.trouble);
    // Nothing had begun: the pool itself cannot work.
    if (result.culprit < 0) throw result.error;
    return await this.redo(raws, result.culprit, ending.signal.aborted, attempt);
  }

  /** A thread ended with this task in hand: its other mails are done again, the culprit only if it may have been chance. */
  private async redo(raws: readonly RawMail[], culprit: number, tooHard: boolean, attempt: number): Promise<readonly Mail[]> {
    const raw = raws[culprit];
    if (raw === undefined) throw new Error(`A mail worker ended at mail ${culprit} of ${raws.length}.`);
    if (tooHard) this.hard.note(raw);
    const again = async (): Promise<readonly Mail[]> => {
      if (tooHard) return [unreadable(beginningOf(raw), 'mail-too-hard')];
      return attempt > 1 ? [unreadable(beginningOf(raw), 'mail-unreadable')] : await this.parseTask([raw], attempt + 1);
    };
    return await allOf([this.parse(raws.slice(0, culprit)), again(), this.parse(raws.slice(culprit + 1))]);
  }
}

/** One after the other; or what went wrong with the first, and then nothing is left of the others. */
async function allOf(parts: readonly Promise<readonly Mail[]>[]): Promise<readonly Mail[]> {
  const settled = await Promise.allSettled(parts);
  const mails = settled.flatMap((part) => (part.status === 'fulfilled' ? part.value : []));
  const failed = settled.find((part) => part.status === 'rejected');
  if (failed === undefined) return mails;
  forget(mails.flatMap((mail) => (mail.problem === null ? mail.attachments : [])));
  throw failed.reason;
}

/** Beside this file: JavaScript in dist; TypeScript, loaded by oxc, where the sources run (tests, development). */
function workerFile(): { filename: string; execArgv: string[] } {
  const fromSource = import.meta.url.endsWith('.ts');
  const filename = fileURLToPath(new URL(fromSource ? './mail-worker.ts' : './mail-worker.js', import.meta.url));
  return { filename, execArgv: fromSource ? ['--no-warnings', '--import', '@oxc-node/core/register'] : [] };
}

function inTasks(raws: readonly RawMail[]): RawMail[][] {
  const tasks: RawMail[][] = [];
  let bytes = 0;
  for (const raw of raws) {
    const open = tasks.at(-1);
    const size = sizeOf(raw);
    if (open === undefined || open.length === TASK_MAILS || bytes + size > TASK_BYTES) {
      tasks.push([raw]);
      bytes = size;
    } else {
      open.push(raw);
      bytes += size;
    }
  }
  return tasks;
}
