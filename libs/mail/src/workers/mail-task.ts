import { type FileOfBytes, type RawMail, readWhole } from './raw-mail.js';

/** Raw mails on their way into a worker: one piece of memory, handed over without a copy, and files by their names. */
export type MailTask = {
  readonly bytes: ArrayBuffer;
  /** Of each mail, in order: its length within `bytes`, or its file. */
  readonly mails: readonly (number | FileOfBytes)[];
  /** Shared: see `PROGRESS`. */
  readonly progress: Int32Array;
};

/** Where the worker notes what it does, for the thread that watches it. */
export const PROGRESS = { mail: 0, threadId: 1 } as const;
export const PROGRESS_LENGTH = 2;

export function packMails(raws: readonly RawMail[]): MailTask {
  const inMemory = raws.filter((raw) => Buffer.isBuffer(raw));
  const packed = new Uint8Array(inMemory.reduce((sum, raw) => sum + raw.length, 0));
  let at = 0;
  for (const raw of inMemory) {
    packed.set(raw, at);
    at += raw.length;
  }
  const progress = new Int32Array(new SharedArrayBuffer(PROGRESS_LENGTH * Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  return { bytes: packed.buffer, mails: raws.map((raw) => (Buffer.isBuffer(raw) ? raw.length : raw.file)), progress };
}

/**
 * One after the other: a file is read when it is asked for.
 *
 * @throws Error as `readWhole` does
 */
export function* unpackMails(task: MailTask): Generator<Buffer> {
  let at = 0;
  for (const mail of task.mails) {
    if (typeof mail !== 'number') yield readWhole(mail);
    else {
      at += mail;
      yield Buffer.from(task.bytes, at - mail, mail);
    }
  }
}
