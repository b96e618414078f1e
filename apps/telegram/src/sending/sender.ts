import type { Log } from '@app/service';
import { BotAnswers, type Lease } from '@app/store';
import type { BotApi } from '@app/telegram';
import type { BotPorts } from '../bot-ports.js';
import { Courier } from './courier.js';
import { Heads } from './heads.js';
import { botAnswerResult, deliveryResult } from './letter.js';
import { Outbox, type Taken, type Waiting } from './outbox.js';
import { OutgoingFiles } from './outgoing-files.js';
import type { Pace } from './pace.js';
import { Reports } from './reports.js';
import { Spots } from './spots.js';
import { Typist } from './typist.js';

/** So long before they may leave, letters are taken, so that no place in the limits is lost to the database, ms. */
const LEAD_MS = 40;
/** Where another has room so soon after, they are taken together, ms. */
const GATHER_MS = 100;
/** Files take long: texts have lines left beside so many uploads. */
const UPLOADS_AT_ONCE = 4;
/** What is on its way when the sender stops has so long to end, ms. */
const GRACE_MS = 4_000;

/**
 * Sends what is due of one bot: in order within a chat, chats side by side, under Telegram's limits. A call that hangs holds up only its
 * own chat.
 */
export class Sender {
  private readonly answers: BotAnswers;
  private readonly outbox: Outbox;
  private readonly heads: Heads;
  private readonly reports: Reports;
  private readonly courier: Courier;
  /** Shows that agents write. */
  readonly typist: Typist;
  private readonly onTheirWay = new Set<Promise<void>>();
  /** Chats in which a call is under way. */
  private readonly busy = new Set<string>();
  private uploads = 0;
  private readonly giveUp = new AbortController();
  private wake: () => void = () => {};

  constructor(
    private readonly api: BotApi,
    private readonly inboxId: string,
    private readonly lease: Lease,
    private readonly ports: BotPorts,
    /** The bot's, whoever served it before here. */
    private readonly pace: Pace,
    log: Log,
  ) {
    pace.resume();
    const { store, deliveries, blobs } = ports;
    this.answers = new BotAnswers(store);
    this.outbox = new Outbox(inboxId, lease, { deliveries, answers: this.answers });
    this.heads = new Heads(this.outbox, this.pace);
    const stored = (): void => this.goOn();
    this.reports = new Reports(inboxId, { store, deliveries, answers: this.answers }, { stored, failed: () => this.wake() });
    const parts = { api, store, pace, spots: new Spots(inboxId, store), files: new OutgoingFiles(blobs, api.apiRoot) };
    this.typist = new Typist(parts, lease, log);
    this.courier = new Courier(inboxId, lease, parts, { botRefused: () => void this.refused() });
  }

  /** What the last holder of the lease left unfinished stays uncertain: nobody recognises a bot's second message. */
  async recover(): Promise<void> {
    await this.ports.deliveries.recoverInterrupted(this.inboxId, this.lease, false);
    await this.answers.recoverInterrupted(this.inboxId, this.lease);
  }

  /** @param wake asks for a turn, since something ended */
  hears(wake: () => void): void {
    this.wake = wake;
  }

  /** Something new may be due. */
  look(): void {
    this.heads.woken();
    this.wake();
  }

  /** One turn: begins what may leave now. @returns ms until something may, or null */
  async sendDue(signal: AbortSignal): Promise<number | null> {
    await this.reports.again();
    if (this.pace.pauseMs > 0) return this.pace.pauseMs;
    await this.heads.refresh(this.ready().length > 0);
    const ready = this.ready();
    if (ready.length === 0) return await this.heads.untilNext(LEAD_MS, this.busy);
    const { now, waitMs } = this.fitting(ready);
    if (waitMs > 0) return waitMs;
    await this.begin(now, signal);
    return 0;
  }

  /** Those for which there is room, as many together as will be soon: who leaves together has room together the next time, too. */
  private fitting(ready: readonly Waiting[]): { readonly now: readonly Waiting[]; readonly waitMs: number } {
    let weight = 0;
    for (const [at, one] of ready.entries()) {
      weight += one.weight;
      const roomInMs = this.pace.roomInMs(weight) - LEAD_MS;
      if (roomInMs <= 0) continue;
      return at === 0 || roomInMs <= GATHER_MS ? { now: [], waitMs: roomInMs } : { now: ready.slice(0, at), waitMs: 0 };
    }
    return { now: ready, waitMs: 0 };
  }

  /** Resolves when nothing is on its way any more. What could not be stored then is found by the next holder of the lease. */
  async settled(): Promise<void> {
    const late = setTimeout(() => this.giveUp.abort(), GRACE_MS);
    await Promise.all(this.onTheirWay);
    clearTimeout(late);
    await this.reports.last();
  }

  private ready(): readonly Waiting[] {
    return this.heads.ready(LEAD_MS, this.busy, UPLOADS_AT_ONCE - this.uploads);
  }

  private async begin(ready: readonly Waiting[], signal: AbortSignal): Promise<void> {
    this.heads.take(ready);
    for (const one of ready) this.reserve(one);
    let taken: readonly Taken[] = [];
    try {
      await this.reports.puttingBack();
      taken = await this.outbox.take(ready, (untaken) => this.reports.add(untaken));
    } finally {
      for (const one of ready) {
        const letter = taken.find(({ letter: { id } }) => id === one.id);
        if (letter) this.carry(one, letter, signal);
        else {
          this.pace.forgo(one.weight);
          this.release(one);
        }
      }
    }
  }

  private carry(one: Waiting, { kind, letter }: Taken, stopping: AbortSignal): void {
    const work = async (): Promise<void> => {
      const ending = await this.courier.bring(letter, { stopping, ending: this.giveUp.signal });
      if (kind === 'delivery') this.reports.delivery(deliveryResult(letter, ending, this.api.botId), letter.chatKey);
      else this.reports.answer(botAnswerResult(letter, ending), letter.chatKey);
    };
    const done: Promise<void> = work().finally(() => {
      this.release(one);
      this.onTheirWay.delete(done);
      this.wake();
    });
    this.onTheirWay.add(done);
  }

  private reserve({ chatId, weight, hasFiles }: Waiting): void {
    this.busy.add(chatId);
    this.pace.promise(weight);
    if (hasFiles) this.uploads += 1;
  }

  private release({ chatId, hasFiles }: Waiting): void {
    this.busy.delete(chatId);
    if (hasFiles) this.uploads -= 1;
  }

  private goOn(): void {
    this.heads.changed();
    this.wake();
  }

  private async refused(): Promise<void> {
    const reason = { code: 'telegram-token-refused', params: {} };
    await this.ports.inboxes.reportHealth(this.inboxId, { state: 'failing', reason }).catch(() => {});
  }
}
