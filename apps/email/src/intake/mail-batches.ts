/** A mail that is there to be fetched. */
export type WaitingMail = {
  readonly uid: number;
  /** Bytes. */
  readonly size: number;
  /** When the server got it. */
  readonly receivedAt: Date;
};

/** Mails fetched and published together: enough to be quick, few enough to be held in memory twice. */
const BATCH_MAILS = 250;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Cuts what waits into batches, in order; a mail larger than a batch is one of its own. */
export function mailBatches(waiting: readonly WaitingMail[]): WaitingMail[][] {
  const batches: WaitingMail[][] = [];
  let bytes = 0;
  for (const mail of waiting) {
    const open = batches.at(-1);
    if (open === undefined || open.length === BATCH_MAILS || bytes + mail.size > BATCH_BYTES) {
      batches.push([mail]);
      bytes = mail.size;
    } else {
      open.push(mail);
      bytes += mail.size;
    }
  }
  return batches;
}

/** UIDs as an IMAP sequence set: `1:3,7`. */
export function uidSet(uids: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const uid of uids) {
    const open = ranges.at(-1);
    if (open && uid === open.last + 1) open.last = uid;
    else ranges.push({ first: uid, last: uid });
  }
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}:${last}`)).join(',');
}
