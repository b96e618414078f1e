import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type Language, languageOf } from './words.js';
import { SECRET_VARIABLES } from './platform-config.js';

/** The environment is not what the schema asks for; the message names every fault and what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(
      `${faults.length === 1 ? 'One setting is' : `${faults.length} settings are`} wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Reads the environment, once, at start: the only reader of `process.env`.
 *
 * An empty variable counts as absent. A secret may stand in a file that `NAME_FILE` names.
 *
 * @param known values for variables that are absent, before their defaults
 * @throws ConfigError naming every variable that is wrong
 */
export function loadConfig<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv = process.env, known: Values = {}): z.output<S> {
  const faults: string[] = [];
  const values = withSecretFiles({ ...known, ...withoutEmpty(env) }, faults);
  const parsed = schema.safeParse(values);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => sayWhatIsWrong(issue, values)));
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new ConfigError(faults);
}

/** The language of the person who starts a process, by the locale of the terminal (POSIX: LC_ALL before LC_MESSAGES before LANG). */
export function userLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  return languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
}

type Values = Record<string, string>;

function withoutEmpty(env: NodeJS.ProcessEnv): Values {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function withSecretFiles(values: Values, faults: string[]): Values {
  const read: Values = {};
  for (const name of SECRET_VARIABLES) {
    const file = values[`${name}_FILE`];
    if (file === undefined) continue;
    if (values[name] !== undefined) faults.push(`${name}: given twice, also by ${name}_FILE; expected one of the two`);
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      faults.push(
        `${name}_FILE: cannot read ${file} (${(error as NodeJS.ErrnoException).code ?? 'error'}); expected a file with the value`,
      );
    }
  }
  return { ...values, ...read };
}

function sayWhatIsWrong(issue: z.core.$ZodIssue, values: Values): string {
  const name = issue.path.map(String)[0] ?? '';
  const value = values[name];
  if (value === undefined) return `${name || 'configuration'}: ${name ? 'not set; it has no default' : issue.message}`;
  const shown = (SECRET_VARIABLES as readonly string[]).includes(name) ? 'a value that is not shown' : `'${value}'`;
  return `${name}: got ${shown}, ${expectation(issue, name)}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  PORT: 'expected a port, 1 to 65535',
  PUBLIC_PORT: 'expected a port, 1 to 65535',
  FAULT: 'expected a commit point such as W5:before',
};

function expectation(issue: z.core.$ZodIssue, name: string): string {
  if (EXPECTED[name]) return EXPECTED[name];
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.map(String).join(', ')}`;
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}
