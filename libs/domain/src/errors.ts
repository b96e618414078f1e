/**
 * What went wrong, in terms a caller can act on. Edges map it to HTTP, the bus to retry or park.
 *
 * `unavailable`: wait and retry. The others: tell the caller; the same call will fail again.
 */
export type Fault = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'unavailable';

/** Values that the words of a code are filled with at the edge. Never addresses or bodies of messages. */
export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** A code with its values: what is stored and sent; words are made at the edge (`model.md` 7). */
export type Reason = {
  readonly code: string;
  readonly params: Params;
  /** What it is made of, a line each in the words of the code, as `{{details}}`. */
  readonly details?: readonly Reason[];
};

/** The one error the system throws on purpose. Any other error is a bug. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly params: Params;
  readonly details: readonly Reason[];

  constructor(
    readonly fault: Fault,
    /** Stable and public, kebab-case, e.g. `ticket-changed`. The message is for people and may change. */
    readonly code: string,
    message: string,
    options: { cause?: unknown; params?: Params; details?: readonly Reason[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.params = options.params ?? {};
    this.details = options.details ?? [];
  }

  get reason(): Reason {
    return { code: this.code, params: this.params, ...(this.details.length > 0 && { details: this.details }) };
  }
}

/** Makes an Error of whatever was thrown. */
export function asError(thrown: unknown): Error {
  return isError(thrown) ? thrown : new Error(String(thrown));
}

/** Also an Error of another realm, as a socket's is under a test runner: `instanceof` does not know those. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}
