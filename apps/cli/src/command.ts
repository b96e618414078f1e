import type { LocalConfig, Log } from '@app/service';
import type { Readable } from 'node:stream';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { OpenedDatabase } from './open-database.js';
import type { Output } from './output.js';

/** 0 done, 1 failed, 2 wrong use, 3 checks found faults. */
export type ExitCode = 0 | 1 | 2 | 3;

export type Command = {
  /** As it is typed, e.g. `user create`. */
  readonly name: string;
  /** What follows the name, e.g. `EMAIL --name NAME`. */
  readonly usage: string;
  /** One sentence for the help, in English. */
  readonly about: string;
  /** How many words follow the name. */
  readonly takes: number | 'any';
  /** All take a value; `--json` and `--help` go without saying. */
  readonly options?: ParseArgsOptionsConfig;
  run(call: Call): Promise<ExitCode>;
};

export type Call = {
  /** The words after the name. */
  readonly words: readonly string[];
  readonly option: (name: string) => string | undefined;
  readonly config: LocalConfig;
  readonly out: Output;
  readonly stdin: Readable;
  readonly log: Log;
  /** The database: given, of the running product, or started for this command. Closed when the command ends. */
  readonly database: () => Promise<OpenedDatabase>;
};

/** The command line is not what the command takes; told with its usage, exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** @throws WrongUse when the option is not there */
export function needed(call: Call, name: string): string {
  const value = call.option(name);
  if (value === undefined) throw new WrongUse(`--${name} is missing.`);
  return value;
}

/** @throws WrongUse */
export function word(call: Call, at = 0): string {
  const value = call.words[at];
  if (value === undefined) throw new WrongUse('A word is missing.');
  return value;
}
