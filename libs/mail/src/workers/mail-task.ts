/** Raw mails on their way into a worker: one piece of memory, handed over without a copy. */
export type MailTask = {
  readonly bytes: ArrayBuffer;
  /** Of each mail, in order. */
  readonly lengths: readonly number[];
  /** Shared: see `PROGRESS`. */
  readonly progress: Int32Array;
};

/** Where the worker notes what it does, for the thread that watches it. */
export const PROGRESS = { mail: 0, threadId: 1 } as const;
export const PROGRESS_LENGTH = 2;

export function packMails(raws: readonly Buffer[]): MailTask {
  const packed = new Uint8Array(raws.reduce((sum, raw) => sum + raw.length, 0));
  let at = 0;
  for (const raw of raws) {
    packed.set(raw, at);
    at += raw.length;
  }
  const progress = new Int32Array(new SharedArrayBuffer(PROGRESS_LENGTH * Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  return { bytes: packed.buffer, lengths: raws.map((raw) => raw.length), progress };
}

export function unpackMails(task: MailTask): Buffer[] {
  let at = 0;
  return task.lengths.map((length) => {
    at += length;
    return Buffer.from(task.bytes, at - length, length);
  });
}
