import { EventEmitter } from 'node:events';

import { type ApiError, conflict, unauthorized } from './api-error.js';
import { DEFAULT_KINDS, kindOf, UPDATE_KINDS } from './known-updates.js';
import type { Params } from './params.js';
import type { Json } from './wire.js';

/** Longest long poll, in seconds (open server: LONG_POLL_MAX_TIMEOUT). */
const MAX_TIMEOUT_S = 50;

/** An answer is at most about 4 MB, however many updates were asked for (open server: JsonUpdates). */
const MAX_ANSWER = 4 * 1024 * 1024;

interface Poll {
  readonly offset: number;
  readonly limit: number;
  readonly answer: (updates: Json[]) => void;
  readonly refuse: (error: ApiError) => void;
}

/** An update that waits to be acknowledged. */
export interface PendingUpdate {
  readonly id: number;
  readonly update: Json;
}

/**
 * The incoming updates of one bot, kept until they are acknowledged: by `getUpdates` with a higher offset, or by a webhook's 2xx.
 *
 * https://core.telegram.org/bots/api#getting-updates. Updates come again until then; numbers grow by one. Emits `pushed`.
 */
export class UpdateQueue extends EventEmitter<{ pushed: [] }> {
  #pending: PendingUpdate[] = [];
  #nextId: number;
  #poll: Poll | null = null;
  #kinds: readonly string[] = DEFAULT_KINDS;
  #conflictQuietUntil = 0;

  /**
   * @param firstId number of the first update
   * @param conflictPauseMs a second conflict within this time is answered only after it, as the open server does against loops
   *   (`fail_query_conflict`, 3 s)
   */
  constructor(
    firstId: number,
    private readonly conflictPauseMs: number,
  ) {
    super();
    this.#nextId = firstId;
  }

  get pending(): readonly PendingUpdate[] {
    return this.#pending;
  }

  /** Kinds asked for with `allowed_updates`. */
  get kinds(): readonly string[] {
    return this.#kinds;
  }

  /** Whether a long poll waits now. */
  get isPolled(): boolean {
    return this.#poll !== null;
  }

  /**
   * Adds an update. One with `update_id` keeps it, others get the next number.
   *
   * @returns its number; null when the bot did not ask for its kind, then it is not made. An unknown kind always is.
   */
  push(update: Json): number | null {
    const kind = kindOf(update);
    if (kind !== undefined && UPDATE_KINDS.includes(kind) && !this.#kinds.includes(kind)) return null;
    const given = update['update_id'];
    const id = typeof given === 'number' ? given : this.#nextId;
    this.#nextId = Math.max(this.#nextId, id + 1);
    const isNewest = id >= (this.#pending.at(-1)?.id ?? id);
    this.#pending.push({ id, update: { ...update, update_id: id } });
    if (!isNewest) this.#pending.sort((a, b) => a.id - b.id);
    setImmediate(() => this.#wakePoll());
    this.emit('pushed');
    return id;
  }

  /**
   * "If there are no new updates for at least a week, then identifier of the next update will be chosen randomly instead of
   * sequentially": https://core.telegram.org/bots/api#update. Waiting updates are dropped, as they are after 24 h.
   */
  renumber(nextId: number): void {
    this.#pending = [];
    this.#nextId = nextId;
  }

  /** Forgets what waits: 24 h without a fetch, or `drop_pending_updates`. */
  drop(): void {
    this.#pending = [];
  }

  forget(id: number): void {
    this.#pending = this.#pending.filter((one) => one.id !== id);
  }

  /** A list sets the kinds, an empty list means the default, none keeps "the previous setting". */
  allow(params: Params): void {
    const kinds = params.array('allowed_updates');
    if (kinds === undefined) return;
    const known = kinds.filter((kind): kind is string => typeof kind === 'string' && UPDATE_KINDS.includes(kind));
    this.#kinds = known.length === 0 ? DEFAULT_KINDS : known;
  }

  /**
   * `getUpdates`. https://core.telegram.org/bots/api#getupdates
   *
   * A poll that finds nothing waits `timeout` seconds; a later one that must wait too ends it with 409. A client that hangs up gives up
   * its poll and nothing else.
   *
   * @throws ApiError 409
   */
  async get(params: Params, hungUp: AbortSignal): Promise<Json[]> {
    const offset = params.integer('offset', 0);
    const limit = params.integer('limit', 100, 1, 100);
    const timeout = params.integer('timeout', 0, 0, MAX_TIMEOUT_S);
    this.allow(params);
    const found = this.#take(offset, limit);
    if (found.length > 0 || timeout === 0 || hungUp.aborted) return found;
    this.terminatePoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    return await this.#wait(offset < 0 ? 0 : offset, limit, timeout, hungUp);
  }

  /** Ends the poll that waits, if one does, with 409. */
  terminatePoll(reason: string): void {
    const poll = this.#poll;
    this.#poll = null;
    if (poll !== null) void this.refusal(reason).then((error) => poll.refuse(error));
  }

  /** Ends the poll that waits with 401: the token was revoked. */
  rejectPoll(): void {
    this.#poll?.refuse(unauthorized());
    this.#poll = null;
  }

  /** A 409, held back when there was another one just before. */
  async refusal(reason: string): Promise<ApiError> {
    const now = performance.now();
    if (now < this.#conflictQuietUntil) await new Promise((resolve) => setTimeout(resolve, this.conflictPauseMs).unref());
    else this.#conflictQuietUntil = now + this.conflictPauseMs;
    return conflict(reason);
  }

  /**
   * Acknowledges what is below `offset` and gives what waits. A negative offset forgets all but the last ones.
   *
   * An offset more than ten above the newest number is no acknowledgement: the open server takes it for a mistake and gives everything
   * (`TQueue::get`, "Specified from_id is in the future"). That is what a bot meets after its numbers were chosen anew.
   */
  #take(offset: number, limit: number): Json[] {
    if (offset < 0) this.#pending = this.#pending.slice(offset);
    else if (offset > 0 && offset <= this.#nextId + 10) this.#pending = this.#pending.filter((one) => one.id >= offset);
    const found: Json[] = [];
    let size = 0;
    for (const { update } of this.#pending.slice(0, limit)) {
      size += 50 + JSON.stringify(update).length;
      if (size > MAX_ANSWER && found.length > 0) break;
      found.push(update);
    }
    return found;
  }

  #wait(offset: number, limit: number, timeoutS: number, hungUp: AbortSignal): Promise<Json[]> {
    return new Promise((resolve, reject) => {
      const over = (): void => {
        clearTimeout(timer);
        hungUp.removeEventListener('abort', leave);
        if (this.#poll === poll) this.#poll = null;
      };
      const poll: Poll = {
        offset,
        limit,
        answer: (updates) => {
          over();
          resolve(updates);
        },
        refuse: (error) => {
          over();
          reject(error);
        },
      };
      const leave = (): void => poll.answer([]);
      const timer = setTimeout(leave, timeoutS * 1000);
      timer.unref();
      hungUp.addEventListener('abort', leave);
      this.#poll = poll;
    });
  }

  #wakePoll(): void {
    const poll = this.#poll;
    if (poll === null) return;
    const found = this.#take(poll.offset, poll.limit);
    if (found.length > 0) poll.answer(found);
  }
}
