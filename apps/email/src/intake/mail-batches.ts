/** A mail that is there to be fetched. */
export type WaitingMail = {
  readonly uid: number;
  /** Bytes, as the server says. */
  readonly size: number;
  /** When the server got it. */
  readonly receivedAt: Date;
};

/** Mails fetched and published together: enough to be quick, few enough to be held in memory twice. */
const BATCH_MAILS = 250;
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Cuts what waits into batches, in order.
 *
 * @param standsAlone mails that must be fetched by themselves: large ones, and those that are suspected of something
 */
export function mailBatches(waiting: readonly WaitingMail[], standsAlone: (mail: WaitingMail) => boolean = () => false): WaitingMail[][] {
  const batches: WaitingMail[][] = [];
  let bytes = 0;
  let isClosed = true;
  for (const mail of waiting) {
    const alone = standsAlone(mail);
    const open = batches.at(-1);
    if (open === undefined || isClosed || alone || open.length === BATCH_MAILS || bytes + mail.size > BATCH_BYTES) {
      batches.push([mail]);
      bytes = mail.size;
    } else {
      open.push(mail);
      bytes += mail.size;
    }
    isClosed = alone;
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
