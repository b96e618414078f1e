import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { CpuWatch } from '../workers/cpu-watch.js';
import { packMails, PROGRESS } from '../workers/mail-task.js';
import { beginningOf, type RawMail, sizeOf } from '../workers/raw-mail.js';
import type { MailHead } from '../parsed-mail.js';
import { type AuthenticationClues, authenticationClues } from './authentication-clues.js';
import type { MailCase } from './judge-mail.js';
import type { JudgeTask, JudgeWorkerData } from './judge-task.js';
import { type MailClientClues, type MailVerdict, NO_VERDICT } from './mail-verdict.js';
import { trustedResults } from './trusted-results.js';

export type MailAuthenticatorOptions = {
  /** As `address:port`, for tests and installations with a resolver of their own (default: the system's). */
  readonly dnsServers?: readonly string[];
  /** Most threads at once (default 2); none is kept for longer than 5 idle minutes. */
  readonly threads?: number;
  /** How long the answers of DNS for one mail are waited for, all together, ms (default 2,000). */
  readonly patienceMs?: number;
  /** CPU that the mails of a task may take together, ms (default 2,000), and one that is looked at alone (default 1,000). */
  readonly cpuLimitMs?: number;
};

export type MailToAuthenticate = {
  readonly raw: RawMail;
  readonly head: Pick<MailHead, 'from' | 'otherFrom'>;
  readonly client: MailClientClues | null;
  /** Whether its signatures can tell nothing: the keys of mail from long ago are withdrawn, a part of a mail is not what was signed (default false). */
  readonly leaveSignatures?: boolean;
  /** authserv-id of the mail server whose verdicts are believed; null: none. */
  readonly authServ: string | null;
  /** Domains of forwarders and mailing lists whose ARC seals are believed. */
  readonly trustedSealers: readonly string[];
};

type Judging = { readonly raw: RawMail; readonly case: MailCase };

const TASK_MAILS = 64;
const TASK_BYTES = 1024 * 1024;
/** A larger mail is not looked into (`goals.md`). */
const LARGEST_MAIL = 64 * 1024 * 1024;
/** A thread takes some 150 ms to start, which the first mail after a pause waits for; and 35 MB while it is kept. */
const IDLE_MS = 300_000;
/** Mails of one task that may turn out too hard; the others of it are then left without a verdict. */
const MOST_HARD = 3;

/**
 * Finds out whether the senders of mails are who their addresses say, in worker threads and with limited patience for DNS.
 *
 * A mail that has nothing to verify costs a look at its header: no thread and no DNS.
 */
export class MailAuthenticator {
  private readonly pool: Piscina<JudgeTask, MailVerdict[]>;
  private readonly patienceMs: number;
  private readonly cpuLimitMs: number;

  constructor({ dnsServers, threads = 2, patienceMs = 2_000, cpuLimitMs = 2_000 }: MailAuthenticatorOptions = {}) {
    this.patienceMs = patienceMs;
    this.cpuLimitMs = cpuLimitMs;
    this.pool = new Piscina({
      ...workerFile(),
      name: 'judgeMails',
      minThreads: 0,
      maxThreads: threads,
      // While one task waits for DNS, its thread has time for others; for too many, and their time would run out in the queue.
      concurrentTasksPerWorker: 3,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24 },
      workerData: { dnsServers: dnsServers ?? null } satisfies JudgeWorkerData,
      recordTiming: false,
    });
    this.pool.on('error', () => {});
  }

  /** A verdict for each, in order. Rejects for no mail; only when the pool was closed. */
  async authenticate(mails: readonly MailToAuthenticate[]): Promise<readonly MailVerdict[]> {
    const looked = mails.map(lookAt);
    const open = looked.flatMap((one) => ('case' in one ? [one] : []));
    const verdicts = (await Promise.all(inTasks(open).map((task) => this.judge(task)))).flat();
    let next = 0;
    return looked.map((one) => ('case' in one ? (verdicts[next++] ?? NO_VERDICT) : one));
  }

  /** That run now. */
  get threads(): number {
    return this.pool.threads.length;
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  private async judge(task: readonly Judging[]): Promise<readonly MailVerdict[]> {
    const verdicts = await this.attempt(task, this.cpuLimitMs);
    if (verdicts !== null) return verdicts;
    // One of them holds up the others: each is looked at alone.
    const alone: MailVerdict[] = [];
    for (let hard = 0; alone.length < task.length; ) {
      const one = task.length > 1 && hard < MOST_HARD ? task[alone.length] : undefined;
      const verdict = one && (await this.attempt([one], this.cpuLimitMs / 2));
      if (verdict === null) hard += 1;
      alone.push(verdict?.[0] ?? NO_VERDICT);
    }
    return alone;
  }

  /** @returns null when it took too much CPU, or ended its thread */
  private async attempt(judging: readonly Judging[], cpuLimitMs: number): Promise<readonly MailVerdict[] | null> {
    const packed = packMails(judging.map((one) => one.raw));
    const task = { ...packed, cases: judging.map((one) => one.case), patienceMs: this.patienceMs };
    const ending = new AbortController();
    const threadOf = (id: number) => this.pool.threads.find((thread) => thread.threadId === id);
    const watch = new CpuWatch(
      packed.progress,
      threadOf,
      () => cpuLimitMs,
      () => ending.abort(),
    );
    try {
      return await this.pool.run(task, { signal: ending.signal, transferList: [packed.bytes] });
    } catch (error) {
      // Nothing had begun: the pool itself cannot work.
      if (Atomics.load(packed.progress, PROGRESS.mail) < 0) throw error;
      return null;
    } finally {
      watch.stop();
    }
  }
}

/** @returns the verdict where the header alone gives it, else what is to be found out */
function lookAt({ raw, head, client, leaveSignatures = false, authServ, trustedSealers }: MailToAuthenticate): MailVerdict | Judging {
  const clues = cluesOf(raw, leaveSignatures);
  const known = trustedResults(clues.results, authServ);
  const author = head.otherFrom.length === 0 ? (head.from?.address ?? '') : '';
  const knowsClient = client !== null && client.clientAddress !== null;
  const isToldAll = known.spf === null && known.dkim === null && known.dmarc === null;
  if (clues.signatures !== 'some' && !knowsClient && isToldAll) {
    return { ...NO_VERDICT, dkim: clues.signatures === 'none' ? 'none' : null };
  }
  const signatures = clues.signatures === 'some' && known.dkim !== null ? 'many' : clues.signatures;
  const isNeeded = signatures === 'some';
  return { raw: isNeeded ? raw : NO_BYTES, case: { author, known, client: knowsClient ? client : null, signatures, trustedSealers } };
}

/** What is not to be verified counts as what cannot be. */
function cluesOf(raw: RawMail, leaveSignatures: boolean): AuthenticationClues {
  const clues = authenticationClues(beginningOf(raw));
  const isLeft = clues.signatures === 'some' && (leaveSignatures || sizeOf(raw) > LARGEST_MAIL);
  return isLeft ? { ...clues, signatures: 'many' } : clues;
}

const NO_BYTES = Buffer.alloc(0);

/** Beside this file: JavaScript in dist; TypeScript, loaded by oxc, where the sources run (tests, development). */
function workerFile(): { filename: string; execArgv: string[] } {
  const fromSource = import.meta.url.endsWith('.ts');
  const filename = fileURLToPath(new URL(fromSource ? './judge-worker.ts' : './judge-worker.js', import.meta.url));
  return { filename, execArgv: fromSource ? ['--no-warnings', '--import', '@oxc-node/core/register'] : [] };
}

function inTasks(judging: readonly Judging[]): Judging[][] {
  const tasks: Judging[][] = [];
  let bytes = 0;
  for (const one of judging) {
    const open = tasks.at(-1);
    if (open === undefined || open.length === TASK_MAILS || bytes + sizeOf(one.raw) > TASK_BYTES) {
      tasks.push([one]);
      bytes = sizeOf(one.raw);
    } else {
      open.push(one);
      bytes += sizeOf(one.raw);
    }
  }
  return tasks;
}
