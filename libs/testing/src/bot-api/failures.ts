import { ApiError, badRequest, forbidden, tooManyRequests } from './api-error.js';
import type { Params } from './params.js';

/** What goes wrong with one call. */
export type Failure = CallFailure | DownloadFailure;

export type CallFailure =
  /** Answered so, and not performed. */
  | { readonly kind: 'answer'; readonly error: ApiError; readonly html?: string }
  /** The connection is cut before the request is read: nothing was performed. */
  | { readonly kind: 'cut-before' }
  /** Performed, then the connection is cut in place of the answer: the client cannot know. */
  | { readonly kind: 'cut-after' }
  /** Performed, and the answer never comes. */
  | { readonly kind: 'hang-after' }
  /** Performed and answered, `ms` later than usual. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Sent elsewhere by 302, and not performed. */
  | { readonly kind: 'redirect'; readonly to: string };

export type DownloadFailure =
  /** The connection is cut after so many bytes of the file. */
  | { readonly kind: 'cut-midway'; readonly afterBytes: number }
  /** So many bytes come, then none, and the connection stays. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** The whole file, a piece at a time. */
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number }
  /** Other bytes than the file's, of no announced length; without bytes they never end. */
  | { readonly kind: 'instead'; readonly bytes: Buffer | null };

/** The failures that a test can order. */
export const failure = {
  /** The chat stays closed for that time; who does not wait breaks the limit `retry-after`. @param seconds as `retry_after` */
  tooManyRequests: (seconds: number): Failure => answer(tooManyRequests(seconds)),
  blocked: (): Failure => answer(forbidden('bot was blocked by the user')),
  deactivated: (): Failure => answer(forbidden('user is deactivated')),
  migrated: (to: number): Failure => answer(badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to })),
  badRequest: (reason: string): Failure => answer(badRequest(reason)),
  unauthorized: (): Failure => answer(new ApiError(401, 'Unauthorized')),
  conflict: (): Failure =>
    answer(new ApiError(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running')),
  /** A 5xx as the Bot API sends it. */
  serverError: (code = 500, description = 'Internal Server Error'): Failure => answer(new ApiError(code, description)),
  /** A 5xx of the proxy before the Bot API: a page, no JSON. */
  badGateway: (code = 502): Failure => ({
    kind: 'answer',
    error: new ApiError(code, 'Bad Gateway'),
    html: `<html><head><title>${code} Bad Gateway</title></head><body><center>nginx</center></body></html>`,
  }),
  cutBeforeReading: (): Failure => ({ kind: 'cut-before' }),
  cutAfterCommit: (): Failure => ({ kind: 'cut-after' }),
  hangAfterCommit: (): Failure => ({ kind: 'hang-after' }),
  slow: (ms: number): Failure => ({ kind: 'slow', ms }),
  redirect: (to: string): Failure => ({ kind: 'redirect', to }),
  cutMidway: (afterBytes: number): Failure => ({ kind: 'cut-midway', afterBytes }),
  stall: (afterBytes: number): Failure => ({ kind: 'stall', afterBytes }),
  trickle: (bytes: number, everyMs: number): Failure => ({ kind: 'trickle', bytes, everyMs }),
  otherBytes: (bytes: Buffer): Failure => ({ kind: 'instead', bytes }),
  endless: (): Failure => ({ kind: 'instead', bytes: null }),
} as const;

/** A failure that waits for its calls. */
export interface FailureOrder {
  /** How often it has struck. */
  readonly struck: number;
  cancel(): void;
}

export interface OrderOptions {
  /** How many calls fail (default 1; Infinity until cancelled). */
  readonly times?: number;
  /** Which calls fail (default all of the method). Cuts before reading know the query string only; of a download `path`. */
  readonly when?: (params: Params) => boolean;
}

interface Order {
  readonly method: string;
  readonly failure: Failure;
  readonly when: (params: Params) => boolean;
  left: number;
  struck: number;
}

/** The failures ordered for one bot, in their order. */
export class Failures {
  readonly #orders: Order[] = [];

  /** @param method a method's name, `download` for files, or `*` for every method */
  order(method: string, what: Failure, { times = 1, when = () => true }: OrderOptions = {}): FailureOrder {
    const order: Order = { method: method.toLowerCase(), failure: what, when, left: times, struck: 0 };
    this.#orders.push(order);
    return {
      get struck() {
        return order.struck;
      },
      cancel: () => {
        order.left = 0;
      },
    };
  }

  /** The failure of this call; counted when it is given. Cuts before reading are asked for before the body is read. */
  take(method: string, params: Params, moment: 'before-reading' | 'read'): Failure | null {
    const order = this.#orders.find(
      (one) =>
        one.left > 0 &&
        (one.method === method || (one.method === '*' && method !== 'download')) &&
        (one.failure.kind === 'cut-before') === (moment === 'before-reading') &&
        one.when(params),
    );
    if (order === undefined) return null;
    order.left -= 1;
    order.struck += 1;
    return order.failure;
  }
}

function answer(error: ApiError): Failure {
  return { kind: 'answer', error };
}
