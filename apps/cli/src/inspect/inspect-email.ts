import { inspectMail, MailWorkers } from '@app/mail';
import type { Call, Command } from '../command.js';
import { FILES_OPTIONS, FILES_USAGE, filesOf, type ReadFile } from './files.js';
import { inOrder } from './in-order.js';

/** Files of one batch, and their bytes: what a worker is given at once. */
const BATCH_FILES = 64;
const BATCH_BYTES = 1024 * 1024;
/** Batches in work or waiting to be printed. */
const BATCHES_AT_ONCE = 6;

export const inspectEmail: Command = {
  name: 'inspect email',
  usage: FILES_USAGE,
  about: 'Shows what is understood of mails in files: one JSON line a file, in order.',
  takes: 'any',
  options: FILES_OPTIONS,
  async run(call) {
    const workers = new MailWorkers();
    let readable = 0;
    try {
      for await (const lines of inOrder(batchesOf(filesOf(call)), BATCHES_AT_ONCE, (batch) => inspectBatch(workers, batch))) {
        for (const line of lines) print(call, line);
        readable += lines.filter((line) => !('error' in line)).length;
      }
    } finally {
      await workers.close();
    }
    return readable > 0 ? 0 : 1;
  },
};

function print(call: Call, line: object): void {
  call.out.item(line, JSON.stringify(line));
}

async function* batchesOf(files: AsyncIterable<ReadFile>): AsyncGenerator<ReadFile[]> {
  let batch: ReadFile[] = [];
  let bytes = 0;
  for await (const file of files) {
    batch.push(file);
    bytes += file.bytes?.length ?? 0;
    if (batch.length < BATCH_FILES && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function inspectBatch(workers: MailWorkers, batch: readonly ReadFile[]): Promise<object[]> {
  const mails = await workers.parse(batch.map(({ bytes }) => bytes ?? EMPTY));
  return batch.map(({ problem }, index) => {
    const mail = mails[index];
    if (problem !== null) return problem;
    if (!mail) throw new Error(`Mail ${index} of ${batch.length} was not parsed.`);
    return inspectMail(mail);
  });
}

const EMPTY = Buffer.alloc(0);
