import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { asError, DeskError } from '@app/domain';
import { ConfigError, loadConfig, LocalConfig, Log, nestLog, runningAddresses, userLanguage, words as wordsOf } from '@app/service';
import { type Command, type ExitCode, WrongUse } from './command.js';
import { COMMANDS } from './commands.js';
import { helpAll, helpFor } from './help.js';
import { openDatabase, type OpenedDatabase } from './open-database.js';
import { Output } from './output.js';

export type Surroundings = {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: Readable;
  readonly stdout?: Writable;
  readonly stderr?: Writable;
};

/**
 * Runs one command line.
 *
 * @param args what was typed after `otklik`
 * @param from where it reads its configuration and writes its words (default: the process's own)
 */
export async function runCommand(args: readonly string[], from: Surroundings = {}): Promise<ExitCode> {
  const out = new Output(args.includes('--json'), from.stdout, from.stderr, wordsOf(userLanguage(from.env)));
  const command = COMMANDS.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (!command) return noSuchCommand(args, out);
  try {
    return await call(command, args.slice(command.name.split(' ').length), out, from);
  } catch (error) {
    return complain(error, command, out);
  }
}

function noSuchCommand(args: readonly string[], out: Output): ExitCode {
  const typed = args.filter((one) => !one.startsWith('-')).join(' ');
  if (typed === '' || typed === 'help') {
    out.say(helpAll(COMMANDS));
    return typed === 'help' || args.includes('--help') ? 0 : 2;
  }
  const near = COMMANDS.filter(({ name }) => name.startsWith(typed.split(' ')[0] ?? ''));
  out.complain(`There is no command '${typed}'.\n\n${helpAll(near.length > 0 ? near : COMMANDS)}`);
  return 2;
}

async function call(command: Command, args: readonly string[], out: Output, from: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse(command, args);
  if (values.help === true) {
    out.say(helpFor(command));
    return 0;
  }
  if (command.takes !== 'any' && positionals.length !== command.takes)
    throw new WrongUse(positionals.length < command.takes ? 'A word is missing.' : `'${positionals.at(-1)}' is one too many.`);
  const config = readConfig(from.env);
  const log = Log.open({ service: 'cli', level: 'warn', to: 'stderr' });
  // The bus logs through Nest, which would write to standard output.
  Logger.overrideLogger(nestLog(log));
  let opened: Promise<OpenedDatabase> | null = null;
  const option = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  try {
    const database = (): Promise<OpenedDatabase> => (opened ??= openDatabase(config, log, out));
    return await command.run({ words: positionals, option, config, out, stdin: from.stdin ?? process.stdin, log, database });
  } finally {
    await closeIfOpened(opened);
  }
}

/** Links and checks are about the product that runs, though it was started with other variables. */
function readConfig(env: NodeJS.ProcessEnv | undefined): LocalConfig {
  const config = loadConfig(LocalConfig, env);
  const running = runningAddresses(config.OTKLIK_DATA);
  return running ? loadConfig(LocalConfig, env, running) : config;
}

function parse(command: Command, args: readonly string[]): ReturnType<typeof parseArgs> {
  try {
    const options = { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUse(asError(error).message);
  }
}

async function closeIfOpened(opened: Promise<OpenedDatabase> | null): Promise<void> {
  const database = await opened?.catch(() => null);
  await database?.close();
}

function complain(error: unknown, command: Command, out: Output): ExitCode {
  if (error instanceof WrongUse) {
    out.complain(`${error.message}\n\n${helpFor(command)}`);
    return 2;
  }
  if (error instanceof ConfigError) {
    out.complain(error.message);
    return 2;
  }
  if (error instanceof DeskError) {
    out.complain(out.catalog.knows(error.code) ? out.words(error) : error.message);
    return 1;
  }
  out.complain(asError(error).stack ?? String(error));
  return 1;
}
