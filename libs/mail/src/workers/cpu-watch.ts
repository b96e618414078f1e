import type { Worker } from 'node:worker_threads';
import { PROGRESS } from './mail-task.js';

/** Between two looks at a task, ms. */
const LOOK_EVERY_MS = 200;

/**
 * Watches a task in a worker thread and ends it when one of its mails takes more CPU than a mail may have.
 *
 * CPU and not time: a mail is not to blame for a busy or stopped machine.
 *
 * @param threadOf finds the thread that runs the task by its id
 * @param limitOf CPU ms that the mail of an index may take, as of now
 */
export class CpuWatch {
  private readonly timer: NodeJS.Timeout;
  /** What was seen when the mail in work was first seen: its index, and the CPU µs its thread had used by then. */
  private seen = { mail: -1, cpu: 0 };

  constructor(
    private readonly progress: Int32Array,
    private readonly threadOf: (threadId: number) => Worker | undefined,
    private readonly limitOf: (mail: number) => number,
    private readonly end: () => void,
  ) {
    this.timer = setInterval(() => void this.look(), Math.min(LOOK_EVERY_MS, limitOf(0) / 2));
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const mail = Atomics.load(this.progress, PROGRESS.mail);
    const thread = this.threadOf(Atomics.load(this.progress, PROGRESS.threadId));
    if (mail < 0 || !thread) return;
    const cpu = await cpuOf(thread);
    if (cpu === null || mail !== Atomics.load(this.progress, PROGRESS.mail)) return;
    if (mail !== this.seen.mail) this.seen = { mail, cpu };
    if (cpu - this.seen.cpu >= this.limitOf(mail) * 1000) this.end();
  }
}

/** @returns user and system time, µs; null for a thread that has ended */
async function cpuOf(thread: Worker): Promise<number | null> {
  try {
    const { user, system } = await thread.cpuUsage();
    return user + system;
  } catch {
    return null;
  }
}
