// Runs in a worker thread of MailWorkers.
import { threadId } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type MailTask, PROGRESS, unpackMails } from './mail-task.js';
import type { ParsedMail, UnreadableMail } from '../parsed-mail.js';
import { parseMail } from '../parse-mail.js';

/**
 * Parses the mails of a task one after another, so that the one in work is known when the thread has to be ended.
 *
 * @returns for piscina: the mails, and the memory of their files, which is handed over without a copy
 */
export async function parseMails(task: MailTask): Promise<object> {
  Atomics.store(task.progress, PROGRESS.threadId, threadId);
  const mails: (ParsedMail | UnreadableMail)[] = [];
  for (const [index, raw] of unpackMails(task).entries()) {
    Atomics.store(task.progress, PROGRESS.mail, index);
    mails.push(await parseMail(raw));
  }
  const files = mails.flatMap((mail) => (mail.problem === null ? mail.attachments.map((file) => file.content.buffer) : []));
  return move({ [transferableSymbol]: files, [valueSymbol]: mails });
}
