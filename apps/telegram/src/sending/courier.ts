import { DeskError, type Reason, type TextEntity } from '@app/domain';
import { type Lease, moveChat, type Store } from '@app/store';
import {
  type Around,
  type BotApi,
  type CallOptions,
  changeCaption,
  changeText,
  type OutgoingFile,
  removeMessages,
  type Said,
  sendAlbum,
  sendFile,
  sendText,
  type Spot,
} from '@app/telegram';
import { type Ending, filesOf, isChange, type Letter, weightOf } from './letter.js';
import { asDocuments, type OutgoingFiles } from './outgoing-files.js';
import type { Pace } from './pace.js';
import type { Spots } from './spots.js';
import { type OtherWay, type Verdict, verdictOf } from './verdict.js';

/** A request must end while the lease is surely ours, ms. */
const LEASE_RESERVE_MS = 1_500;
/** What an upload may take: this, and time by its size, ms. */
const UPLOAD_MS = 60_000;
const SLOWEST_BYTES_PER_MS = 50;
/** Tries after which what nobody could be asked for has failed: about a day. */
const MOST_ATTEMPTS = 1_500;
const LONGEST_PAUSE_MS = 60_000;
const REFUSED_TOKEN_PAUSE_MS = 60_000;

/** The next holder of the lease sends it. */
const NOT_NOW: Reason = { code: 'sender-changed', params: {} };

/** How a letter is sent: `ways` are those that Telegram's refusals led to. */
type How = { readonly spot: Spot; readonly files: readonly OutgoingFile[]; readonly ways: ReadonlySet<OtherWay | 'moved'> };

export type CourierParts = {
  readonly api: BotApi;
  readonly store: Store;
  readonly pace: Pace;
  readonly spots: Spots;
  readonly files: OutgoingFiles;
};

/** Brings one letter after the other to its chat, under the limits, and says how it ended. Never throws. */
export class Courier {
  /** Calls in a row that reached nobody. */
  private unreached = 0;

  /** @param heard `botRefused`: the token is */
  constructor(
    private readonly inboxId: string,
    private readonly lease: Pick<Lease, 'remainingMs'>,
    private readonly parts: CourierParts,
    private readonly heard: { readonly botRefused: () => void },
  ) {}

  /**
   * @param stopping nothing leaves any more
   * @param ending what is on its way is given up
   */
  async bring(letter: Letter, { stopping, ending }: { readonly stopping: AbortSignal; readonly ending: AbortSignal }): Promise<Ending> {
    const weight = weightOf(letter.part);
    let isPromised = true;
    try {
      let how: How = {
        spot: await this.parts.spots.of(letter.chatKey),
        files: await this.parts.files.of(filesOf(letter.part), letter.attachments),
        ways: new Set(),
      };
      for (;;) {
        const passage = await this.parts.pace.leave(how.spot.chatId, weight, stopping);
        if (isPromised) this.parts.pace.forgo(weight);
        isPromised = false;
        try {
          if (this.lease.remainingMs < LEASE_RESERVE_MS) return putBack(NOT_NOW, 0);
          const messageIds = await this.call(letter, how, ending);
          this.wasHeard();
          return { state: 'sent', chatId: how.spot.chatId, messageIds };
        } catch (error) {
          const verdict = verdictOf(error);
          const next = await this.otherWay(how, verdict);
          if (next === null) return this.endingAfter(verdict, letter, how.spot);
          how = next;
        } finally {
          passage.ended();
        }
      }
    } catch (error) {
      if (stopping.aborted && !(error instanceof DeskError)) return putBack(NOT_NOW, 0);
      return this.endingAfter(verdictOf(error), letter, null);
    } finally {
      if (isPromised) this.parts.pace.forgo(weight);
    }
  }

  private async call({ part, replyTo }: Letter, { spot, files, ways }: How, signal: AbortSignal): Promise<readonly string[]> {
    const { api } = this.parts;
    const options: CallOptions = { signal };
    const said = (text: string, entities: readonly TextEntity[] = []): Said => ({ text, entities: ways.has('plain') ? [] : entities });
    const answering: Around = { replyTo: ways.has('unanswering') ? null : replyTo };
    if ('remove' in part) {
      await removeMessages(api, spot, part.remove, options);
      return [];
    }
    if ('change' in part) {
      const change = part.isCaption || ways.has('caption') ? changeCaption : changeText;
      await change(api, spot, part.change, { said: said(part.text, part.entities), choices: part.choices ?? [] }, options);
      return [];
    }
    if ('text' in part)
      return [await sendText(api, spot, said(part.text, part.entities), { ...answering, choices: part.choices ?? [] }, options)];
    const caption = part.caption === undefined ? null : said(part.caption, part.entities);
    const shown = ways.has('documents') ? asDocuments(files) : files;
    const uploading = { signal, timeoutMs: UPLOAD_MS + Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / SLOWEST_BYTES_PER_MS) };
    if ('album' in part) return sendAlbum(api, spot, shown, { caption, ...answering }, uploading);
    const [file] = shown;
    if (!file) throw new DeskError('missing', 'attachment-missing', 'A file of this answer is gone.');
    return [await sendFile(api, spot, file, { caption, ...answering, choices: part.choices ?? [] }, uploading)];
  }

  /** @returns how it may be taken, each way once; null: there is no other */
  private async otherWay(how: How, verdict: Verdict): Promise<How | null> {
    if (verdict.kind === 'moved') {
      if (how.ways.has('moved')) return null;
      const { chatId } = how.spot;
      await this.parts.store.transaction((tx) => moveChat(tx, this.inboxId, chatId, verdict.chatId));
      return { ...how, spot: { ...how.spot, chatId: verdict.chatId }, ways: new Set([...how.ways, 'moved']) };
    }
    if (verdict.kind !== 'other-way' || how.ways.has(verdict.way)) return null;
    if (verdict.way === 'documents' && how.files.every(({ kind }) => kind === 'document')) return null;
    return { ...how, ways: new Set([...how.ways, verdict.way]) };
  }

  private endingAfter(verdict: Verdict, { part, attempts, attachments }: Letter, spot: Spot | null): Ending {
    const { pace } = this.parts;
    if (verdict.kind !== 'away' && verdict.kind !== 'uncertain' && verdict.kind !== 'too-many') this.wasHeard();
    switch (verdict.kind) {
      case 'done':
        return { state: 'sent', chatId: spot?.chatId ?? '', messageIds: [] };
      case 'too-many':
        if (spot) pace.tooMany(spot.chatId, verdict.ms);
        return putBack(verdict.reason, verdict.ms);
      case 'bot-refused':
        pace.rest(REFUSED_TOKEN_PAUSE_MS);
        this.heard.botRefused();
        // The pause is the bot's, not the answer's: it leaves at once with another token.
        return putBack(verdict.reason, 0);
      case 'away':
        return this.notReached(verdict.reason, attempts, attachments.length > 0);
      case 'uncertain':
        if (isChange(part) && attempts < MOST_ATTEMPTS) return again(verdict.reason, pauseAfter(attempts));
        return { state: 'unknown', reason: verdict.reason };
      case 'moved':
        return { state: 'failed', reason: { code: 'telegram-chat-missing', params: {} } };
      case 'other-way':
      case 'refused':
        return { state: 'failed', reason: verdict.reason };
    }
  }

  /** Where nobody answers, nobody is asked for a while; a file that broke on its way may have been too much for the line. */
  private notReached(reason: Reason, attempts: number, hasFiles: boolean): Ending {
    if (attempts >= MOST_ATTEMPTS) return { state: 'failed', reason };
    if (hasFiles) return again(reason, pauseAfter(attempts));
    this.unreached += 1;
    this.parts.pace.rest(pauseAfter(this.unreached));
    return again(reason, 0);
  }

  private wasHeard(): void {
    this.unreached = 0;
    this.parts.pace.taken();
  }
}

function again(reason: Reason, ms: number): Ending {
  return { state: 'queued', reason, notBefore: new Date(Date.now() + ms), isUncounted: false };
}

function putBack(reason: Reason, ms: number): Ending {
  return { state: 'queued', reason, notBefore: new Date(Date.now() + ms), isUncounted: true };
}

/** 2, 4, 8 ... at most 60 seconds. */
function pauseAfter(tries: number): number {
  return Math.min(1000 * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS);
}
