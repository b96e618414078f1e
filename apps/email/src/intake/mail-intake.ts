import { setTimeout as wait } from 'node:timers/promises';
import { commitPoint } from '@app/bus';
import { DeskError } from '@app/domain';
import { backoffMs } from '../backoff.js';
import type { EmailPorts } from '../email-ports.js';
import { fetchBatch, type FetchedMail, mailEvent, type MailSource, STREAMED_BYTES } from './fetched-mail.js';
import type { ImapSession } from './imap-session.js';
import { imapTrouble } from '@app/mailbox';
import { mailBatches, type WaitingMail } from './mail-batches.js';
import type { Unfetched } from './unfetched.js';

/** UIDs that are searched at once: the answer of a folder with millions of mails is never in memory whole. */
const SEARCHED = 20_000;
/** UIDs whose sizes are asked for at once. */
const LOOK_AHEAD = 1_000;
/** Large mails that are written to disk side by side. */
const BLOBS_AT_ONCE = 16;

/** What is taken of a folder, and how far that is. */
export type Reading = MailSource & {
  /** The last UID that was taken or passed over. */
  readonly uid: number;
  /** No UID above; null: what comes as well. */
  readonly uptoUid: number | null;
  wants(mail: WaitingMail): boolean;
  /** Everything up to this UID is durable elsewhere, or is not to be taken. @param taken mails among them */
  moveTo(uid: number, taken: number): void;
};

/**
 * Takes mails from a folder to the bus, in order of their UIDs: nothing moves the cursor but the bus's acknowledgement.
 *
 * While one batch is being published the next is fetched.
 */
export class MailIntake {
  /** Mails that the bus got so far. */
  published = 0;

  constructor(
    private readonly ports: Pick<EmailPorts, 'bus' | 'blobs'>,
    private readonly unfetched: Unfetched,
  ) {}

  /** Takes all that is there now. */
  async take(session: ImapSession, reading: Reading, signal: AbortSignal): Promise<void> {
    if (reading.uptoUid !== null && reading.uid >= reading.uptoUid) return;
    const last = reading.uptoUid ?? session.folder.uidNext - 1;
    for (let from = reading.uid, width = SEARCHED; !signal.aborted; ) {
      const to = from + width < last ? from + width : reading.uptoUid;
      const uids = await session.uidsAfter(from, to);
      for (let at = 0; at < uids.length && !signal.aborted; at += LOOK_AHEAD) {
        await this.takeSome(session, reading, uids.slice(at, at + LOOK_AHEAD), signal);
      }
      if (signal.aborted || to === null) return;
      reading.moveTo(to, 0);
      if (to === reading.uptoUid) return;
      from = to;
      // Long gaps in the numbering are passed quickly.
      if (uids.length === 0) width *= 2;
    }
  }

  /**
   * Takes one mail that was set aside, out of its order.
   *
   * @returns whether there is nothing more to do about it
   */
  async takeOne(session: ImapSession, reading: Reading, uid: number, signal: AbortSignal): Promise<boolean> {
    const [mail] = await session.waiting([uid]);
    const fetched = mail ? await this.fetch(session, reading, [mail], signal) : [];
    if (fetched.length === 0) return (await session.present([uid])).length === 0;
    await this.publish(fetched, reading, signal);
    return !signal.aborted;
  }

  private async takeSome(session: ImapSession, reading: Reading, uids: readonly number[], signal: AbortSignal): Promise<void> {
    const isSetAside = (uid: number): boolean => this.unfetched.isSetAside({ ...reading, uid });
    const wanted = uids.filter((uid) => !isSetAside(uid));
    const waiting = wanted.length === 0 ? [] : await session.waiting(wanted);
    await this.refuseGap(session, reading, wanted, waiting);
    const standsAlone = (mail: WaitingMail): boolean =>
      mail.size > STREAMED_BYTES || this.unfetched.isSuspect({ ...reading, uid: mail.uid });
    let published: Promise<void> = Promise.resolve();
    try {
      const batches = mailBatches(
        waiting.filter((mail) => reading.wants(mail)),
        standsAlone,
      );
      for (const batch of batches) {
        const mails = await this.fetch(session, reading, batch, signal);
        await this.refuseGap(session, reading, uidsOf(batch), mails);
        await published;
        if (signal.aborted) return;
        published = this.publish(mails, reading, signal).then(() => {
          reading.moveTo(mails.at(-1)?.uid ?? 0, mails.length);
        });
        // Looked at with the next batch, or below.
        published.catch(() => {});
      }
    } finally {
      await published;
    }
    if (!signal.aborted) reading.moveTo(uids.at(-1) ?? 0, 0);
  }

  /** What fails is noted against the mails that were being fetched, unless we break off ourselves or the server wants its peace. */
  private async fetch(session: ImapSession, reading: Reading, batch: readonly WaitingMail[], signal: AbortSignal): Promise<FetchedMail[]> {
    try {
      return await fetchBatch(session, batch, this.ports.blobs);
    } catch (error) {
      // Nothing of it: the caller looks whether it is gone.
      if (error instanceof DeskError && error.code === 'mail-gone') return [];
      if (signal.aborted || (error instanceof DeskError && error.code === 'disk-full')) throw error;
      const { reason } = imapTrouble(error);
      if (reason.code === 'mailbox-limited') throw error;
      await this.unfetched.blame(placesOf(reading, uidsOf(batch)), reason);
      throw new DeskError('unavailable', 'mail-unfetched', 'The fetching of a mail failed.', { cause: error, params: reason.params });
    }
  }

  /**
   * Some servers leave mails out of an answer. What is missing and still there is never passed over in silence (`fail:I13`).
   *
   * @throws DeskError unavailable/mailbox-incomplete
   */
  private async refuseGap(session: ImapSession, reading: Reading, wanted: readonly number[], given: readonly WaitingMail[]): Promise<void> {
    if (given.length === wanted.length) return;
    const got = new Set(uidsOf(given));
    const missing = wanted.filter((uid) => !got.has(uid));
    const left = await session.present(missing);
    for (const place of placesOf(
      reading,
      missing.filter((uid) => !left.includes(uid)),
    ))
      await this.unfetched.forget(place);
    if (left.length === 0) return;
    const params = { count: left.length, uid: left[0] ?? 0 };
    for (const place of placesOf(reading, left)) await this.unfetched.blame([place], { code: 'mailbox-incomplete', params });
    throw new DeskError('unavailable', 'mailbox-incomplete', `The mail server did not give ${left.length} mails that it has.`, { params });
  }

  private async publish(mails: readonly FetchedMail[], reading: Reading, signal: AbortSignal): Promise<void> {
    if (mails.length === 0) return;
    for (let failures = 1; ; failures += 1) {
      try {
        const events = await this.eventsOf(mails, reading);
        commitPoint('W1:before');
        await this.ports.bus.publish(events);
        commitPoint('W1:after');
        break;
      } catch (error) {
        // The bus is away or the disk is full: the source is asked for nothing more until it passes (`fault:M20`).
        if (!(error instanceof DeskError) || error.fault !== 'unavailable') throw error;
        await wait(Math.min(backoffMs(failures, Math.random()), 30_000), undefined, { signal });
      }
    }
    this.published += mails.length;
    for (const place of placesOf(reading, uidsOf(mails))) await this.unfetched.forget(place);
  }

  private async eventsOf(mails: readonly FetchedMail[], reading: Reading) {
    const events = [];
    for (let at = 0; at < mails.length; at += BLOBS_AT_ONCE) {
      events.push(...(await Promise.all(mails.slice(at, at + BLOBS_AT_ONCE).map((mail) => mailEvent(mail, reading, this.ports.blobs)))));
    }
    return events;
  }
}

function placesOf({ folder, uidValidity }: Reading, uids: readonly number[]) {
  return uids.map((uid) => ({ folder, uidValidity, uid }));
}

function uidsOf(mails: readonly WaitingMail[]): number[] {
  return mails.map((mail) => mail.uid);
}
