import type { Contract, EventOf } from '@app/contracts';
import { asError, DeskError, type Reason } from '@app/domain';
import { Logger } from '@nestjs/common';
import { Backoff, pause } from './backoff.js';
import type { BusRecord, Subscription } from './bus.js';
import { carriedBytes } from './claim-check.js';
import type { ConsumerLedger } from './consumer-ledger.js';
import { EventDecoder } from './decode-event.js';
import { codeFor, faultOf } from './fault-of.js';
import { HandlerCalls, type Patience } from './handler-calls.js';
import type { RecordConsumer, Standing } from './record-consumer.js';
import { Interrupted, type RecordSource } from './record-source.js';
import { Waits } from './waits.js';

/** An event alone is tried this often, with these waits between, all within 10 s; then it is parked. */
const WAITS_BETWEEN_TRIES_MS = [500, 2_500];
/** How often what is done of a batch that is redone one by one is committed. */
const PROGRESS_EVERY_MS = 1_000;
/**
 * An event that was tried alone when the process ended, this often, is parked. Not at the second time: who kills the process twice, soon
 * after its start, hits what it begins with both times.
 */
const DEATHS_ALONE = 3;

type Readable<C extends Contract> = { readonly record: BusRecord; readonly event: EventOf<C> };

/**
 * Hands records to a group's handler by the table of `architecture.md` 4: waits for what is unavailable, redoes a failed batch
 * one event at a time, parks what still fails, and goes on.
 *
 * One for each group in a process; both buses feed it.
 */
export class EventConsumer<C extends Contract = Contract> implements RecordConsumer {
  readonly group: string;
  readonly topics: readonly string[];
  readonly maxBatch: number;
  readonly concurrency: number;
  private readonly calls: HandlerCalls;
  private readonly waits = new Waits();
  private readonly decoder: EventDecoder<C>;
  private readonly log = new Logger('Bus');
  /** Where the last holder of a source stopped, read once for each time it is taken. */
  private readonly suspects = new WeakMap<RecordSource, { first: bigint; last: bigint } | null>();

  constructor(
    private readonly subscription: Subscription<C>,
    private readonly ledger: ConsumerLedger,
    patience: Patience,
    onFatal: (error: Error) => void,
  ) {
    const { group, contracts, maxBatch = 500, concurrency = 4 } = subscription;
    this.group = group;
    this.topics = [...new Set(contracts.map((declared) => declared.topic))];
    this.maxBatch = maxBatch;
    this.concurrency = concurrency;
    this.calls = new HandlerCalls(group, patience, onFatal);
    this.decoder = new EventDecoder(contracts);
  }

  /**
   * Resolves when all records may be committed.
   *
   * @param records of one source, in order
   * @throws Interrupted when the source was taken away in between
   */
  async onRecords(records: readonly BusRecord[], source: RecordSource): Promise<void> {
    const left = await this.leftInHand(source);
    const suspects = left ? records.filter((record) => record.offset >= left.first && record.offset <= left.last) : [];
    const progress = new Progress(source);
    for (const record of suspects) {
      await this.redeliverAlone(record, source);
      await this.patiently(source, () => progress.upTo(record.offset));
    }
    const rest = suspects.length > 0 ? records.filter((record) => !suspects.includes(record)) : records;
    await this.handleTogether(rest, source);
  }

  /** The source stopped in order: nothing is left in hand. */
  async released(source: RecordSource): Promise<void> {
    await this.ledger.done(this.group, source.name);
  }

  retryNow(): void {
    this.waits.cutShort();
  }

  standing(): Standing {
    return { stuck: this.calls.stuck, atWork: this.calls.atWork, wait: this.waits.longest() };
  }

  close(): void {
    this.calls.close();
  }

  private async leftInHand(source: RecordSource): Promise<{ first: bigint; last: bigint } | null> {
    const known = this.suspects.get(source);
    if (known !== undefined) return known;
    const left = await this.patiently(source, () => this.ledger.leftInHand(this.group, source.name));
    this.suspects.set(source, left);
    return left;
  }

  private async handleTogether(records: readonly BusRecord[], source: RecordSource): Promise<void> {
    const [first, last] = [records[0], records.at(-1)];
    if (!first || !last) return;
    const readable = await this.readable(records, source);
    if (readable.length === 0) return;
    interruptIfTaken(source);
    await this.patiently(source, () => this.ledger.begin(this.group, source.name, first.offset, last.offset));
    const progress = new Progress(source);
    for (const [at, piece] of inPieces(readable).entries()) {
      if (at > 0) await this.goOnAfter(piece, source, progress);
      await this.handlePiece(piece, source);
    }
  }

  private async handlePiece(readable: readonly Readable<C>[], source: RecordSource): Promise<void> {
    try {
      await this.patiently(source, () => this.call(readable));
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      await this.handleOneByOne(readable, source, error);
    }
  }

  /** Between two pieces: what is done is committed now and then, and when the source is given back. */
  private async goOnAfter(next: readonly Readable<C>[], source: RecordSource, progress: Progress): Promise<void> {
    const done = (next[0]?.record.offset ?? 0n) - 1n;
    if (source.signal.aborted) await source.progress(done);
    interruptIfTaken(source);
    await this.patiently(source, () => progress.upTo(done));
  }

  /** After a failure of the batch: the process is alive, so that no attempt needs to be stored. */
  private async handleOneByOne(readable: readonly Readable<C>[], source: RecordSource, failure: unknown): Promise<void> {
    const alone = readable.length === 1;
    const progress = new Progress(source);
    for (const each of readable) {
      // What failed as a batch of one has had its first try.
      await this.tryOrPark(each, source, alone ? failure : null, (work) => work());
      await this.patiently(source, () => progress.upTo(each.record.offset));
    }
  }

  /** After a death with work in hand: an attempt is stored before each try and forgotten after it, so that what is left counts deaths. */
  private async redeliverAlone(record: BusRecord, source: RecordSource): Promise<void> {
    const [each] = await this.readable([record], source);
    if (each) {
      await this.tryOrPark(each, source, null, async (work) => {
        const attempt = await this.ledger.attempt(this.group, record.id);
        if (attempt > DEATHS_ALONE) throw new EndedTheProcess(attempt - 1);
        try {
          await work();
        } finally {
          await this.patiently(source, () => this.ledger.forget(this.group, record.id));
        }
      });
    }
  }

  /** @param guard runs each try */
  private async tryOrPark(
    each: Readable<C>,
    source: RecordSource,
    firstFailure: unknown,
    guard: (work: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    let failure = firstFailure;
    for (let tries = failure === null ? 0 : 1; ; tries++) {
      if (tries > WAITS_BETWEEN_TRIES_MS.length || failure instanceof EndedTheProcess) {
        return this.park(each.record, source, failure, tries);
      }
      if (tries > 0) await pause(WAITS_BETWEEN_TRIES_MS[tries - 1] ?? 0, source.signal);
      interruptIfTaken(source);
      try {
        return await this.patiently(source, () => guard(() => this.call([each])));
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        failure = error;
      }
    }
  }

  private async readable(records: readonly BusRecord[], source: RecordSource): Promise<Readable<C>[]> {
    const readable: Readable<C>[] = [];
    for (const record of records) {
      const decoded = this.decoder.decode(record);
      if (decoded.kind === 'event') readable.push({ record, event: decoded.event });
      if (decoded.kind === 'unreadable') await this.parkFor(record, source, decoded.reason, 0);
    }
    return readable;
  }

  private call(readable: readonly Readable<C>[]): Promise<void> {
    return this.calls.during(async () => this.subscription.onEvents(readable.map((each) => each.event)));
  }

  private async park(record: BusRecord, source: RecordSource, failure: unknown, tries: number): Promise<void> {
    const attempts = failure instanceof EndedTheProcess ? failure.deaths : tries;
    await this.parkFor(record, source, reasonOf(failure), attempts);
    if (failure instanceof EndedTheProcess) await this.patiently(source, () => this.ledger.forget(this.group, record.id));
    // A refusal was foreseen; anything else is a bug, and somebody has to look.
    if (!(failure instanceof DeskError)) this.log.error(this.line('a handler failed: its event is parked', record), asError(failure).stack);
  }

  private async parkFor(record: BusRecord, source: RecordSource, reason: Reason, attempts: number): Promise<void> {
    await this.patiently(source, () => this.ledger.park(this.group, record, reason, attempts));
    this.log.warn({ ...this.line('event parked', record), reason: reason.code });
  }

  private line(message: string, record: BusRecord): Record<string, string> {
    return { message, group: this.group, event: record.id, type: record.type };
  }

  /** Does the work, and again while it is unavailable, until the source is taken away. */
  private async patiently<T>(source: RecordSource, work: () => Promise<T>): Promise<T> {
    // Not longer: what has come back is to be used within seconds.
    const backoff = new Backoff(200, 5_000);
    for (;;) {
      try {
        const result = await work();
        this.waits.over(source, true);
        return result;
      } catch (error) {
        if (error instanceof Interrupted || faultOf(error) !== 'unavailable') {
          this.waits.over(source);
          throw error;
        }
        await this.waits.wait(source, backoff.nextMs(), codeFor(error));
        interruptIfTaken(source);
      }
    }
  }
}

/** Bytes that are handed over at once, those that wait in blobs included (one event at least): it bounds memory and time of a call. */
const PIECE_BYTES = 4 * 1024 * 1024;

function inPieces<C extends Contract>(readable: readonly Readable<C>[]): Readable<C>[][] {
  const pieces: Readable<C>[][] = [];
  let bytes = 0;
  for (const each of readable) {
    const size = carriedBytes(each.event);
    const open = pieces.at(-1);
    if (open === undefined || bytes + size > PIECE_BYTES) {
      pieces.push([each]);
      bytes = size;
    } else {
      open.push(each);
      bytes += size;
    }
  }
  return pieces;
}

function interruptIfTaken(source: RecordSource): void {
  if (source.signal.aborted) throw new Interrupted();
}

/** Commits now and then what is done of a batch: a commit for each event would take longer than handling it. */
class Progress {
  private at = performance.now();

  constructor(private readonly source: RecordSource) {}

  async upTo(offset: bigint): Promise<void> {
    if (performance.now() - this.at < PROGRESS_EVERY_MS) return;
    await this.source.progress(offset);
    this.at = performance.now();
  }
}

/** The event was in hand, alone, when the process ended. */
class EndedTheProcess extends Error {
  override readonly name = 'EndedTheProcess';

  constructor(readonly deaths: number) {
    super(`The process ended ${deaths} times while it handled this event alone.`);
  }
}

function reasonOf(failure: unknown): Reason {
  if (failure instanceof DeskError) return failure.reason;
  if (failure instanceof EndedTheProcess) return { code: 'ended-the-process', params: { deaths: failure.deaths } };
  // Stored beside the payload, for an admin alone; what a code is for people is said at the edge.
  return { code: 'handler-failed', params: { error: codeFor(failure), message: asError(failure).message.slice(0, 300) } };
}
