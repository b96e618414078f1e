import type { LoggerService } from '@nestjs/common';
import type { Log, LogFields } from './log.js';

/** Nest's own account of its start, a line for each route and module, is of no note. */
const CHATTER = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
  'WebSocketsController',
]);

/**
 * Lets Nest, and libs that know only Nest's logger, write to our log.
 *
 * A message is a text, or an object `{message, ...fields}`. Nest passes the context last, and for errors the stack before it.
 */
export function nestLog(log: Log): LoggerService {
  const write = (level: 'debug' | 'info' | 'warn', message: unknown, rest: readonly unknown[]): void => {
    const context = contextOf(rest);
    const { text, fields } = lineOf(message);
    log[context !== undefined && CHATTER.has(context) ? 'debug' : level](text, { ...fields, context });
  };
  return {
    log: (message: unknown, ...rest: unknown[]) => write('info', message, rest),
    warn: (message: unknown, ...rest: unknown[]) => write('warn', message, rest),
    debug: (message: unknown, ...rest: unknown[]) => write('debug', message, rest),
    verbose: (message: unknown, ...rest: unknown[]) => write('debug', message, rest),
    error: (message: unknown, ...rest: unknown[]) => {
      const { text, fields } = message instanceof Error ? { text: 'framework error', fields: {} } : lineOf(message);
      log.error(text, message instanceof Error ? message : errorIn(rest), { ...fields, context: contextOf(rest) });
    },
  };
}

function lineOf(message: unknown): { text: string; fields: LogFields } {
  if (typeof message !== 'object' || message === null || !('message' in message)) return { text: String(message), fields: {} };
  const { message: text, ...fields } = message;
  return {
    text: String(text),
    fields: Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (isPlain(value) ? [[name, value]] : []))),
  };
}

function isPlain(value: unknown): value is LogFields[string] {
  return value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}

/** An error, or the stack of one; its first line is the error's own. */
function errorIn(rest: readonly unknown[]): Error | null {
  const error = rest.find((one) => one instanceof Error);
  if (error) return error;
  const stack = rest.find((one) => typeof one === 'string' && one.includes('\n'));
  if (typeof stack !== 'string') return null;
  const [, name = 'Error', message = ''] = /^(\w*): ?(.*)$/m.exec(stack) ?? [];
  return Object.assign(new Error(message), { name, stack });
}

function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}
