import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

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

/** Lets Nest write to our log. Nest passes the context last, and for errors the stack before it. */
export function nestLog(log: Log): LoggerService {
  const write = (level: 'debug' | 'info' | 'warn', message: unknown, rest: readonly unknown[]): void => {
    const context = contextOf(rest);
    log[context !== undefined && CHATTER.has(context) ? 'debug' : level](String(message), { context });
  };
  return {
    log: (message: unknown, ...rest: unknown[]) => write('info', message, rest),
    warn: (message: unknown, ...rest: unknown[]) => write('warn', message, rest),
    debug: (message: unknown, ...rest: unknown[]) => write('debug', message, rest),
    verbose: (message: unknown, ...rest: unknown[]) => write('debug', message, rest),
    error: (message: unknown, ...rest: unknown[]) => {
      const thrown = message instanceof Error ? message : (rest.find((one) => one instanceof Error) ?? null);
      log.error(message instanceof Error ? 'framework error' : String(message), thrown, { context: contextOf(rest) });
    },
  };
}

function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}
