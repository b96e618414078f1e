// Runs in a worker thread of MailAuthenticator.
import { Resolver } from 'node:dns/promises';
import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import { giveWay } from '../workers/give-way.js';
import { PROGRESS, unpackMails } from '../workers/mail-task.js';
import { dnsCache, type Resolve } from './dns-cache.js';
import { judgeMail, type MailCase } from './judge-mail.js';
import type { JudgeTask, JudgeWorkerData } from './judge-task.js';
import { type MailVerdict, NO_VERDICT } from './mail-verdict.js';
import { patientResolver } from './patient-resolver.js';

giveWay();

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
  const raws = [...unpackMails(task)];
  return await Promise.all(task.cases.map((one, at) => judge(raws[at] ?? Buffer.alloc(0), one, task.patienceMs)));
}

/** What mailauth stumbles over is not known. */
async function judge(raw: Buffer, one: MailCase, patienceMs: number): Promise<MailVerdict> {
  try {
    return await judgeMail(raw, one, patientResolver(resolve, patienceMs));
  } catch {
    return { ...NO_VERDICT, dkim: one.signatures === 'none' ? 'none' : null, spf: one.known.spf?.result ?? null };
  }
}
