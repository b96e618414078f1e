import { asError } from '@app/domain';
import { type DestinationStream, destination, type LevelWithSilent, type Logger, pino } from 'pino';
import { scrub } from './scrub.js';

/** Ids, codes, counts and durations. Never addresses, names, subjects, bodies or tokens. */
export type LogFields = Readonly<Record<string, string | number | bigint | boolean | null | undefined>>;

export type LogOptions = {
  /** The process, e.g. `router`. */
  readonly service: string;
  readonly level: LevelWithSilent;
  /** Default: standard output. */
  readonly to?: DestinationStream | 'stdout' | 'stderr';
};

/**
 * One JSON line for each event of note: a constant message, ids as fields.
 *
 * Whatever looks like a mail address, a token or a password in a URL is taken out of texts and errors: an error of a library
 * may quote what a customer wrote.
 */
export class Log {
  constructor(private readonly pino: Logger) {}

  static open(options: LogOptions): Log {
    const to = options.to ?? 'stdout';
    // Written at once: the last lines before a crash are the ones that matter.
    const stream = typeof to === 'string' ? destination({ dest: to === 'stdout' ? 1 : 2, sync: true }).on('error', () => undefined) : to;
    return new Log(
      pino(
        {
          level: options.level,
          base: { service: options.service },
          timestamp: pino.stdTimeFunctions.isoTime,
          // Errors are described here, not by pino, which would add every field they have.
          serializers: { err: (described: unknown) => described },
          formatters: { level: (label) => ({ level: label }) },
        },
        stream,
      ),
    );
  }

  /** A log whose lines all carry these fields. */
  child(fields: LogFields): Log {
    return new Log(this.pino.child(scrubbed(fields)));
  }

  debug(message: string, fields: LogFields = {}): void {
    this.pino.debug(scrubbed(fields), message);
  }

  info(message: string, fields: LogFields = {}): void {
    this.pino.info(scrubbed(fields), message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.pino.warn(scrubbed(fields), message);
  }

  /** @param error whatever was thrown; null when nothing was */
  error(message: string, error: unknown = null, fields: LogFields = {}): void {
    this.pino.error({ ...scrubbed(fields), ...(error !== null && { err: describeError(error) }) }, message);
  }

  fatal(message: string, error: unknown = null, fields: LogFields = {}): void {
    this.pino.fatal({ ...scrubbed(fields), ...(error !== null && { err: describeError(error) }) }, message);
  }
}

type ErrorLine = { type: string; code?: string; message: string; stack?: string; cause?: ErrorLine; errors?: ErrorLine[] };

/** Only what is named here: errors of pg and imapflow carry rows, parameters and server answers in other fields. */
function describeError(thrown: unknown, depth = 0): ErrorLine {
  const error = asError(thrown);
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? String(error.code) : null;
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  return {
    type: error.name,
    ...(code !== null && { code: scrub(code) }),
    message: scrub(error.message),
    ...(stack && { stack: scrub(stack) }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < 3 && { errors: error.errors.slice(0, 5).map((one) => describeError(one, depth + 1)) }),
  };
}

function scrubbed(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? scrub(value) : typeof value === 'bigint' ? String(value) : value,
    ]),
  );
}
