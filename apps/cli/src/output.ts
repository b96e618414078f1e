import type { Writable } from 'node:stream';
import type { Reason } from '@app/domain';
import { userLanguage, type Words, words } from '@app/service';

/**
 * Where a command's results go: words for people to standard output, or, with `--json`, JSON there and words to standard error.
 */
export class Output {
  constructor(
    readonly json: boolean,
    private readonly stdout: Writable = process.stdout,
    private readonly stderr: Writable = process.stderr,
    /** In the language of the terminal. */
    readonly catalog: Words = words(userLanguage()),
  ) {
    stdout.on('error', ignoreClosed);
  }

  /** The one result of a command: one JSON document, or its words. */
  result(value: unknown, words: string): void {
    if (this.json) this.stdout.write(`${JSON.stringify(value)}\n`);
    else this.stdout.write(`${words}\n`);
  }

  /** One of many: a line each. */
  item(value: unknown, words: string): void {
    this.result(value, words);
  }

  /** For people alone. */
  say(words: string): void {
    (this.json ? this.stderr : this.stdout).write(`${words}\n`);
  }

  /** A code in the language of the terminal. */
  words(reason: Reason): string {
    return this.catalog.reason(reason);
  }

  /** What went wrong. */
  complain(words: string): void {
    this.stderr.write(`${words}\n`);
  }
}

/** Whoever reads has enough, as `| head` has: what is left to say is for nobody. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}
