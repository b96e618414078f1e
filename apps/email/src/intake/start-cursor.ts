import type { KnownFolder, MailCursor } from '@app/store';

/** What a server says of a folder when it is opened. */
export type FolderState = { readonly uidValidity: bigint; readonly uidNext: number };

/** The folder that every mailbox has. */
export const INBOX = 'INBOX';
/** A folder that is added later is read from a little before INBOX was last looked at, ms: what comes twice is known, a gap is not. */
const ADDED_FOLDER_MS = 10 * 60_000;

/**
 * Where reading begins at the first connection: with what the server got since the inbox exists, and not since the connection, so
 * that a mail that came in between is not lost. What was there before is history, and read by itself (`history-reader.ts`).
 */
export function firstCursor(path: string, known: Omit<KnownFolder, 'cursor'>, folder: FolderState): MailCursor {
  const present = folder.uidNext - 1;
  return { uidValidity: folder.uidValidity, uid: 0, since: wholeSecond(beginning(path, known)), sinceUid: present, settledUid: 0 };
}

function beginning(path: string, { inboxSince, lookedAt }: Omit<KnownFolder, 'cursor'>): Date {
  if (path === INBOX || lookedAt === null) return inboxSince;
  return new Date(Math.max(inboxSince.getTime(), lookedAt.getTime() - ADDED_FOLDER_MS));
}

/**
 * Where reading goes on.
 *
 * With another UIDVALIDITY all numbers mean other mails: everything is looked at again, and what was taken before is known by its
 * bytes (`fail:I12`). So it is when the numbers went back without saying so. Mails that were taken under the old numbers are left
 * where they are.
 */
export function resumeCursor(stored: MailCursor, folder: FolderState): MailCursor {
  const present = folder.uidNext - 1;
  if (stored.uidValidity === folder.uidValidity && stored.uid <= present) return stored;
  return { ...stored, uidValidity: folder.uidValidity, uid: 0, sinceUid: present, settledUid: 0 };
}

/** Whether a mail is to be taken; by its number and, for what was there before, by when the server got it. Never by its own date. */
export function isWanted(cursor: MailCursor, mail: { readonly uid: number; readonly receivedAt: Date }): boolean {
  return mail.uid > cursor.sinceUid || cursor.since === null || mail.receivedAt >= cursor.since;
}

/** Servers tell when they got a mail in whole seconds. */
function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}
