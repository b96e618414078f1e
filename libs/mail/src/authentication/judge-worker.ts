// Runs in a worker thread of MailAuthenticator.
import { Resolver } from 'node:dns/promises';
import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import { PROGRESS, unpackMails } from '../workers/mail-task.js';
import { dnsCache, type Resolve } from './dns-cache.js';
import { judgeMail, type MailCase } from './judge-mail.js';
import type { JudgeTask, JudgeWorkerData } from './judge-task.js';
import { type MailVerdict, NO_VERDICT } from './mail-verdict.js';

/** Twice within what a mail may take, ms. */
const QUERY_MS = 800;

const resolver = new Resolver({ timeout: QUERY_MS, tries: 2 });
const { dnsServers } = workerData as JudgeWorkerData;
if (dnsServers !== null) resolver.setServers(dnsServers);
const resolve: Resolve = dnsCache((name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>);

/** Judges the mails of a task side by side: they wait for DNS, not for each other. */
export async function judgeMails(task: JudgeTask): Promise<MailVerdict[]> {
  Atomics.store(task.progress, PROGRESS.threadId, threadId);
  Atomics.store(task.progress, PROGRESS.mail, 0);
  const raws = unpackMails(task);
  return await Promise.all(task.cases.map((one, at) => inTime(raws[at] ?? Buffer.alloc(0), one, task.deadlineMs)));
}

/** What is not known in time is not known; neither is what mailauth stumbles over. */
async function inTime(raw: Buffer, one: MailCase, deadlineMs: number): Promise<MailVerdict> {
  const known = { ...NO_VERDICT, dkim: one.signatures === 'none' ? 'none' : null, spf: one.known.spf?.result ?? null };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<MailVerdict>((resolveLate) => {
    timer = setTimeout(() => resolveLate(known), deadlineMs);
  });
  try {
    return await Promise.race([judgeMail(raw, one, resolve), late]);
  } catch {
    return known;
  } finally {
    clearTimeout(timer);
  }
}
