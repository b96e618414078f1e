// Runs in a worker thread of MailWorkers.
import { threadId } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { giveBack } from './raw-mail.js';
import type { FileContent, ParsedMail, UnreadableMail } from '../parsed-mail.js';
import { inMemory, parseMail } from '../parse-mail.js';
import { type FileTrouble, fileTrouble } from './file-trouble.js';
import { giveWay } from './give-way.js';
import { forget, keepInFolder, type LargeFiles } from './large-files.js';
import { type MailTask, PROGRESS, unpackMails } from './mail-task.js';

/** What a thread is started with; null: all files stay in memory. */
export type MailWorkerData = { readonly largeFiles: LargeFiles | null };

/** The mails of a task; or what keeps the thread from reading or keeping a file, which is nothing about any mail. */
export type TaskResult = { readonly mails: readonly (ParsedMail | UnreadableMail)[] } | { readonly trouble: FileTrouble };

giveWay();

const { largeFiles } = workerData as MailWorkerData;
const keep = largeFiles === null ? inMemory : keepInFolder(largeFiles);

/**
 * Parses the mails of a task one after another, so that the one in work is known when the thread has to be ended.
 *
 * @returns for piscina: a TaskResult, and the memory of the mails' files, which is handed over without a copy
 */
export async function parseMails(task: MailTask): Promise<object> {
  Atomics.store(task.progress, PROGRESS.threadId, threadId);
  Atomics.store(task.progress, PROGRESS.mail, 0);
  const mails: (ParsedMail | UnreadableMail)[] = [];
  try {
    for (const raw of unpackMails(task)) {
      const isInFile = typeof task.mails[mails.length] !== 'number';
      mails.push(await parseMail(raw, keep));
      // Nothing of a parsed mail is a view of its bytes.
      if (isInFile) giveBack(raw);
      if (mails.length < task.mails.length) Atomics.store(task.progress, PROGRESS.mail, mails.length);
    }
  } catch (error) {
    forget(mails.flatMap(filesOf));
    return { trouble: fileTrouble(error) } satisfies TaskResult;
  }
  const memory = mails.flatMap(filesOf).flatMap((file) => ('content' in file ? [file.content.buffer] : []));
  return move({ [transferableSymbol]: memory, [valueSymbol]: { mails } satisfies TaskResult });
}

function filesOf(mail: ParsedMail | UnreadableMail): readonly FileContent[] {
  return mail.problem === null ? mail.attachments : [];
}
