import type { EmailSettings } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import type { CursorKeeper } from './cursor-keeper.js';
import { LARGEST_MAIL_BYTES } from './fetched-mail.js';
import type { ImapSession } from './imap-session.js';
import { isWanted } from './start-cursor.js';
import type { Unfetched } from './unfetched.js';

/** Mails marked or moved with one command. */
const AT_ONCE = 200;
/** A server that refuses is asked again after so long, ms. */
const REFUSED_MS = 60_000;

/**
 * What becomes on the server of mails that the bus has acknowledged: nothing, a mark, or a move (`fail:I15`, `fail:I16`). Never a
 * copy, never a deletion; history, and mails that were not taken, not whole, or set aside, are left alone.
 *
 * How far it is stands in the cursor, so that a mail whose turn was cut off has it later; doing it again changes nothing.
 */
export class TakenMail {
  private refused: { readonly reason: Reason; readonly until: number } | null = null;

  constructor(
    private readonly after: EmailSettings['afterTaking'],
    private readonly keeper: CursorKeeper,
    private readonly unfetched: Unfetched,
    private readonly refusedMs = REFUSED_MS,
  ) {}

  /** @returns why the server refuses, null when it does not. Intake goes on in both cases. */
  async settle(session: ImapSession, signal: AbortSignal): Promise<Reason | null> {
    const { uid, settledUid } = this.keeper.current;
    if (this.after === 'leave') this.keeper.settleTo(uid);
    if (this.after === 'leave' || uid === settledUid) return null;
    if (this.refused !== null && performance.now() < this.refused.until) return this.refused.reason;
    try {
      await this.settleUpTo(session, uid, signal);
      this.refused = null;
    } catch (error) {
      if (!(error instanceof DeskError) || error.fault !== 'conflict') throw error;
      this.refused = { reason: error.reason, until: performance.now() + this.refusedMs };
    }
    return this.refused?.reason ?? null;
  }

  private async settleUpTo(session: ImapSession, upto: number, signal: AbortSignal): Promise<void> {
    const { settledUid } = this.keeper.current;
    const uids = await session.uidsAfter(settledUid, upto, this.after === 'mark-seen');
    for (let at = 0; at < uids.length; at += AT_ONCE) {
      if (signal.aborted) return;
      const some = uids.slice(at, at + AT_ONCE);
      const taken = await this.takenOf(session, some);
      if (taken.length > 0) await this.act(session, taken);
      this.keeper.settleTo(some.at(-1) ?? 0);
    }
    this.keeper.settleTo(upto);
  }

  private async takenOf(session: ImapSession, uids: readonly number[]): Promise<number[]> {
    const { current, folder } = this.keeper;
    const there = await session.waiting(uids);
    return there
      .filter(
        (mail) =>
          isWanted(current, mail) &&
          mail.size <= LARGEST_MAIL_BYTES &&
          !this.unfetched.isSetAside({ folder, uidValidity: current.uidValidity, uid: mail.uid }),
      )
      .map((mail) => mail.uid);
  }

  private async act(session: ImapSession, uids: readonly number[]): Promise<void> {
    if (typeof this.after === 'string') return session.markSeen(uids);
    await session.makeFolder(this.after.moveTo);
    await session.move(uids, this.after.moveTo);
  }
}
