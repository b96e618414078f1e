import type { MailTask } from '../workers/mail-task.js';
import type { MailCase } from './judge-mail.js';

/** Mails on their way into a worker, each with what is to be found out of it. Those that are not verified come without their bytes. */
export type JudgeTask = MailTask & { readonly cases: readonly MailCase[]; readonly patienceMs: number };

/** What a worker thread is started with. */
export type JudgeWorkerData = {
  /** DNS servers as `address:port`; null: the system's. */
  readonly dnsServers: readonly string[] | null;
};
