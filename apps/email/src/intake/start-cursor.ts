import type { EmailSettings } from '@app/contracts';
import type { MailCursor } from '@app/store';

/** What a server says of a folder when it is opened. */
export type FolderState = { readonly uidValidity: bigint; readonly uidNext: number };

/**
 * Where reading begins at the first connection.
 *
 * `now` means since the inbox exists, and not since the connection: a mail that came in between is not lost.
 */
export function firstCursor(from: EmailSettings['from'], inboxSince: Date, folder: FolderState): MailCursor {
  const present = folder.uidNext - 1;
  const since = from === 'all' ? null : from === 'now' ? wholeSecond(inboxSince) : new Date(from);
  return { uidValidity: folder.uidValidity, uid: 0, since, sinceUid: present, historicUid: from === 'now' ? 0 : present };
}

/**
 * Where reading goes on.
 *
 * With another UIDVALIDITY all numbers mean other mails: everything is looked at again, and what was taken before is known by its
 * bytes (`fail:I12`). So it is when the numbers went back without saying so.
 */
export function resumeCursor(stored: MailCursor, folder: FolderState): MailCursor {
  const present = folder.uidNext - 1;
  if (stored.uidValidity === folder.uidValidity && stored.uid <= present) return stored;
  return { ...stored, uidValidity: folder.uidValidity, uid: 0, sinceUid: present, historicUid: 0 };
}

/** Whether a mail is to be taken; by its number and, for what was there before, by when the server got it. Never by its own date. */
export function isWanted(cursor: MailCursor, mail: { readonly uid: number; readonly receivedAt: Date }): boolean {
  return mail.uid > cursor.sinceUid || cursor.since === null || mail.receivedAt >= cursor.since;
}

/** Servers tell when they got a mail in whole seconds. */
function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}
