import 'reflect-metadata';
import type { z } from 'zod';
import { asError, DeskError } from '@app/domain';
import { ConfigError, loadConfig, userLanguage } from './load-config.js';
import { Log } from './log.js';
import type { Platform } from './platform.js';
import { Service, type ServiceOptions } from './service.js';
import type { ServiceConfig } from './service-config.js';
import { words } from './words.js';

/** From the first signal to the end, in ms; a supervisor kills after 10 s. */
const GRACE_MS = 9_000;
/** npm passes a terminal's Ctrl-C on that has reached us already: within this time it is the same one. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Runs a service until it is told to stop: the whole of an app's `main.ts`.
 *
 * SIGTERM, SIGINT or SIGHUP: it says that it is not ready, stops taking work, finishes what is in hand and ends, within 10 s; a
 * second signal ends it at once. An error that nobody handled ends it with exit code 1, to be started again.
 */
export async function runService<C extends ServiceConfig, P extends Platform>(options: ServiceOptions<C, P>): Promise<void> {
  // Files of customers and keys are for this user alone.
  process.umask(0o077);
  const config = readConfig(options.config);
  if (config === null) return;
  const log = Log.open({ service: options.name, level: config.LOG_LEVEL, to: options.logTo ?? 'stdout' });
  endOnUnhandled(log);
  const starting = Service.start(options, config, log);
  stopOnSignal(starting, log);
  try {
    await starting;
    log.info('service ready', { port: config.PORT });
  } catch (error) {
    sayWhyNotStarted(error, log);
    process.exit(1);
  }
}

function readConfig<C>(config: z.ZodType<C>): C | null {
  try {
    return loadConfig(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return null;
  }
}

/** What a person can act on is told in words; a neighbour that is away and a bug are logged whole. */
function sayWhyNotStarted(error: unknown, log: Log): void {
  if (!(error instanceof DeskError)) {
    log.fatal('service could not start', error);
    return;
  }
  log.fatal('service could not start', error.fault === 'unavailable' ? error : null, { code: error.code });
  const catalog = words(userLanguage());
  process.stderr.write(`${catalog.knows(error.code) ? catalog.reason(error) : error.message}\n`);
}

function endOnUnhandled(log: Log): void {
  const end = (error: unknown): void => {
    log.fatal('unhandled error', asError(error));
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

function stopOnSignal(starting: Promise<Service>, log: Log): void {
  let firstAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals | 'disconnect'): void => {
    if (firstAt !== null) {
      if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130);
      return;
    }
    firstAt = performance.now();
    log.info('service stopping', { signal });
    setTimeout(() => {
      log.error('service did not stop in time', null, { graceMs: GRACE_MS });
      process.exit(1);
    }, GRACE_MS).unref();
    void starting.then(
      async (service) => {
        await service.stop();
        log.info('service stopped');
        process.exit(0);
      },
      () => undefined, // told by runService
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  // Of `run-built.mjs`, which was killed.
  process.on('disconnect', () => onSignal('disconnect'));
  // A terminal that was closed takes no more words; that ends nobody.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
