import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { claimCheck, commitPoint, makeEvent } from '@app/bus';
import { MailReceived } from '@app/contracts';
import { DeskError } from '@app/domain';
import { peekSender } from '@app/mail';
import type { MailCursor } from '@app/store';
import { backoffMs } from '../backoff.js';
import type { EmailPorts } from '../email-ports.js';
import type { CursorKeeper } from './cursor-keeper.js';
import type { FetchedMail, ImapSession } from './imap-session.js';
import { mailBatches, type WaitingMail } from './mail-batches.js';
import { isWanted } from './start-cursor.js';

/** UIDs whose sizes are asked for at once. */
const LOOK_AHEAD = 1_000;
/** Large mails that are written to disk side by side. */
const BLOBS_AT_ONCE = 16;

/**
 * Takes mails from a folder to the bus, in order of their UIDs: nothing moves the cursor but the bus's acknowledgement.
 *
 * While one batch is being published the next is fetched.
 */
export class MailIntake {
  constructor(
    private readonly inboxId: string,
    private readonly ports: Pick<EmailPorts, 'bus' | 'blobs'>,
    private readonly keeper: CursorKeeper,
  ) {}

  /** Takes all that is there now. */
  async takeNew(session: ImapSession, signal: AbortSignal): Promise<void> {
    this.keeper.moveTo(await this.begin(session));
    const cursor = this.keeper.current;
    const uids = await session.uidsAfter(cursor.uid);
    for (let at = 0; at < uids.length && !signal.aborted; at += LOOK_AHEAD) {
      await this.takeSome(session, cursor, uids.slice(at, at + LOOK_AHEAD), signal);
    }
  }

  /** A folder with years of mail is not looked through from its beginning for what came today. */
  private async begin(session: ImapSession): Promise<number> {
    const cursor = this.keeper.current;
    if (cursor.uid > 0 || cursor.since === null) return cursor.uid;
    const first = await session.firstUidSince(cursor.since);
    return Math.min(first === null ? cursor.sinceUid : first - 1, cursor.sinceUid);
  }

  private async takeSome(session: ImapSession, cursor: MailCursor, uids: readonly number[], signal: AbortSignal): Promise<void> {
    const waiting = await session.waiting(uids);
    await refuseGap(session, uids, waiting);
    let published: Promise<void> = Promise.resolve();
    try {
      for (const batch of mailBatches(waiting.filter((mail) => isWanted(cursor, mail)))) {
        const mails = await session.fetch(batch);
        await refuseGap(session, uidsOf(batch), mails);
        await published;
        if (signal.aborted) return;
        published = this.publish(mails, cursor, signal);
        // Looked at with the next batch, or below.
        published.catch(() => {});
      }
    } finally {
      await published;
    }
    this.keeper.moveTo(uids.at(-1) ?? 0);
  }

  private async publish(mails: readonly FetchedMail[], cursor: MailCursor, signal: AbortSignal): Promise<void> {
    const last = mails.at(-1);
    if (!last) return;
    for (let failures = 1; ; failures += 1) {
      try {
        const events = await this.eventsOf(mails, cursor);
        commitPoint('W1:before');
        await this.ports.bus.publish(events);
        commitPoint('W1:after');
        this.keeper.moveTo(last.uid);
        return;
      } catch (error) {
        // The bus is away or the disk is full: the source is asked for nothing more until it passes (`fault:M20`).
        if (!(error instanceof DeskError) || error.fault !== 'unavailable') throw error;
        await wait(Math.min(backoffMs(failures, Math.random()), 30_000), undefined, { signal });
      }
    }
  }

  private async eventsOf(mails: readonly FetchedMail[], cursor: MailCursor) {
    const events = [];
    for (let at = 0; at < mails.length; at += BLOBS_AT_ONCE) {
      events.push(...(await Promise.all(mails.slice(at, at + BLOBS_AT_ONCE).map((mail) => this.eventOf(mail, cursor)))));
    }
    return events;
  }

  private async eventOf(mail: FetchedMail, cursor: MailCursor) {
    const { carried, payload } = await claimCheck(mail.raw, this.ports.blobs);
    return makeEvent(
      MailReceived,
      {
        inboxId: this.inboxId,
        externalId: createHash('sha256').update(mail.raw).digest('hex'),
        receivedAt: mail.receivedAt.toISOString(),
        carried,
        sender: peekSender(mail.raw),
        folder: this.keeper.folder,
        uidValidity: String(cursor.uidValidity),
        uid: mail.uid,
        historic: mail.uid <= cursor.historicUid,
      },
      payload,
    );
  }
}

/**
 * Some servers leave mails out of an answer. What is missing and still there is never passed over (`fail:I13`).
 *
 * @throws DeskError unavailable/mailbox-incomplete
 */
async function refuseGap(session: ImapSession, wanted: readonly number[], given: readonly { readonly uid: number }[]): Promise<void> {
  if (given.length === wanted.length) return;
  const got = new Set(uidsOf(given));
  const left = await session.present(wanted.filter((uid) => !got.has(uid)));
  if (left.length === 0) return;
  throw new DeskError('unavailable', 'mailbox-incomplete', `The mail server did not give ${left.length} mails that it has.`, {
    params: { count: left.length, uid: left[0] ?? 0 },
  });
}

function uidsOf(mails: readonly { readonly uid: number }[] | readonly WaitingMail[]): number[] {
  return mails.map((mail) => mail.uid);
}
