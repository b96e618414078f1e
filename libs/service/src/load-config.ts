import { readFileSync } from 'node:fs';
import type { Reason } from '@app/domain';
import type { z } from 'zod';
import { type Language, languageOf, words } from './words.js';
import { SECRET_VARIABLES } from './platform-config.js';

/** The environment is not what the schema asks for; the message names every fault and what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  /** @param faults as whoever starts the process reads them, a line each */
  constructor(
    readonly faults: readonly string[],
    message: string,
  ) {
    super(message);
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
  const faults: Reason[] = [];
  const values = withSecretFiles({ ...known, ...withoutEmpty(env) }, faults);
  const parsed = schema.safeParse(values);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => whatIsWrong(issue, values)));
  if (parsed.success && faults.length === 0) return parsed.data;
  const catalog = words(userLanguage(env));
  throw new ConfigError(
    faults.map((fault) => catalog.reason(fault)),
    catalog.reason({ code: 'settings-wrong', params: { count: faults.length }, details: faults }),
  );
}

/** The language of the person who starts a process, by the locale of the terminal (POSIX: LC_ALL before LC_MESSAGES before LANG). */
export function userLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  return languageOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
}

type Values = Record<string, string>;

function withoutEmpty(env: NodeJS.ProcessEnv): Values {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function withSecretFiles(values: Values, faults: Reason[]): Values {
  const read: Values = {};
  for (const name of SECRET_VARIABLES) {
    const file = values[`${name}_FILE`];
    if (file === undefined) continue;
    if (values[name] !== undefined) faults.push({ code: 'setting-twice', params: { name } });
    try {
      read[name] = readFileSync(file, 'utf8').trim();
    } catch (thrown) {
      const error = (thrown as NodeJS.ErrnoException).code ?? 'error';
      faults.push({ code: 'setting-file', params: { name, file, error } });
    }
  }
  return { ...values, ...read };
}

/** The messages of our own schemas are codes. */
function whatIsWrong(issue: z.core.$ZodIssue, values: Values): Reason {
  const [name] = issue.path.map(String);
  const details = [expectation(issue, name)];
  if (name === undefined) return { code: 'settings-together', params: {}, details };
  const value = values[name];
  if (value === undefined) return { code: 'setting-missing', params: { name } };
  const isSecret = (SECRET_VARIABLES as readonly string[]).includes(name);
  return isSecret ? { code: 'setting-secret', params: { name }, details } : { code: 'setting-got', params: { name, value }, details };
}

const EXPECTED: Readonly<Record<string, string>> = {
  PORT: 'expected-port',
  PUBLIC_PORT: 'expected-port',
  FAULT: 'expected-commit-point',
};

function expectation(issue: z.core.$ZodIssue, name = ''): Reason {
  const known = EXPECTED[name];
  if (known !== undefined) return { code: known, params: {} };
  if (issue.code === 'invalid_value') return { code: 'expected-one-of', params: { values: issue.values.map(String).join(', ') } };
  return { code: issue.message.charAt(0).toLowerCase() + issue.message.slice(1), params: {} };
}
