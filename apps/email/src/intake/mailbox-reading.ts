import type { MailServer } from '@app/contracts';
import { type Log, WakeLoop } from '@app/service';
import { HistoryReader } from './history-reader.js';
import { type Mailbox, MailFolder } from './mail-folder.js';
import { type FoldersOf, MailboxReader } from './mailbox-reader.js';
import { INBOX } from './start-cursor.js';

/** All that reads one mailbox: INBOX on a connection of its own, further folders on a second, history on a third while there is any. */
export class MailboxReading {
  private readonly loops: readonly WakeLoop[];
  private readonly history: WakeLoop;

  constructor(given: Omit<Mailbox, 'historyWanted'>, server: MailServer, log: Log) {
    const mailbox: Mailbox = { ...given, historyWanted: () => this.history.wake() };
    const inbox = new MailFolder(mailbox, INBOX);
    const further = furtherFolders(mailbox);
    const reader = new MailboxReader(mailbox, server, 'imap', async () => [inbox]);
    const history = new HistoryReader(mailbox, server);
    this.history = new WakeLoop({ name: 'mailbox history', log, run: (signal) => history.turn(signal), restMs: 60_000 });
    this.loops = [
      loopOf('mailbox read', reader, log),
      ...(further ? [loopOf('folders read', new MailboxReader(mailbox, server, 'folders', further), log)] : []),
      this.history,
    ];
    for (const loop of this.loops) loop.start();
  }

  /** History may have been asked for. */
  wake(): void {
    this.history.wake();
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}

function loopOf(name: string, reader: MailboxReader, log: Log): WakeLoop {
  // What a server asks for is waited out: at most so long.
  return new WakeLoop({ name, log, run: (signal) => reader.turn(signal), restMs: 5 * 60_000 });
}

/** Null when INBOX is all. A folder that taken mail is moved to is never read. */
function furtherFolders(mailbox: Mailbox): FoldersOf | null {
  const { folders, junk, afterTaking } = mailbox.inbox.settings;
  const movedTo = typeof afterTaking === 'string' ? null : afterTaking.moveTo;
  const paths = new Set(folders.map((folder) => folder.path).filter((path) => path.toUpperCase() !== INBOX && path !== movedTo));
  if (paths.size === 0 && !junk) return null;
  const known = new Map([...paths].map((path) => [path, new MailFolder(mailbox, path)]));
  return async (session) => {
    const junkPath = junk ? await session.junkFolder() : null;
    if (junk) await mailbox.standing.note('junk', junkPath === null ? { code: 'mailbox-junk-missing', params: {} } : null);
    if (junkPath !== null && !known.has(junkPath)) known.set(junkPath, new MailFolder(mailbox, junkPath, true));
    return [...known.values()];
  };
}
