import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { Clock, SystemClock } from './clock.js';
import { HealthChecks } from './health.js';
import { dropConnections, makeListener } from './listener.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import type { Platform } from './platform.js';
import { sayPortInUse } from './port-in-use.js';
import { Config, type ServiceConfig } from './service-config.js';

export type ServiceOptions<C extends ServiceConfig, P extends Platform = Platform> = {
  /** e.g. `router`; names the process in logs, metrics and leases. */
  readonly name: string;
  readonly config: z.ZodType<C>;
  /** Opens what the process stands on; rejects when that cannot be. */
  readonly open: (config: C, name: string, log: Log) => Promise<P>;
  /** Served on PORT, beside health and metrics. Their event handlers are connected to the bus. */
  readonly modules: readonly Type[];
  /** Served on PUBLIC_PORT, which is opened only when there are any. */
  readonly publicModules?: readonly Type[];
  /** Called when everything runs. */
  readonly ready?: (config: C, platform: P) => Promise<void> | void;
  readonly logTo?: 'stdout' | 'stderr';
};

/** A service that runs; `stop` ends it in order. */
export class Service {
  private constructor(
    private readonly platform: Platform,
    private readonly apps: readonly NestFastifyApplication[],
    private readonly checks: HealthChecks,
    private readonly log: Log,
  ) {}

  /** Resolves when its ports answer and its handlers take part in the bus. What had been opened is closed again when it cannot start. */
  static async start<C extends ServiceConfig, P extends Platform>(options: ServiceOptions<C, P>, config: C, log: Log): Promise<Service> {
    const platform = await options.open(config, options.name, log);
    const checks = new HealthChecks(platform.checks);
    const metrics = new Metrics(options.name, platform.gauges);
    const providers = [
      ...platform.providers,
      { provide: Config, useValue: config },
      { provide: Log, useValue: log },
      { provide: Clock, useClass: SystemClock },
      { provide: HealthChecks, useValue: checks },
      { provide: Metrics, useValue: metrics },
    ];
    const apps: NestFastifyApplication[] = [];
    const service = new Service(platform, apps, checks, log);
    try {
      const common = { config, providers, log, metrics };
      const staff = await makeListener({ ...common, kind: 'staff', modules: options.modules });
      apps.push(staff);
      staff.connectMicroservice({ strategy: platform.transport }, { inheritAppConfig: true });
      if (options.publicModules?.length) apps.push(await makeListener({ ...common, kind: 'public', modules: options.publicModules }));
      await listen(apps, config);
      // Last: what an event sets going finds its own process whole.
      await staff.startAllMicroservices();
      checks.started();
      await options.ready?.(config, platform);
      return service;
    } catch (error) {
      await service.stop().catch((second: unknown) => log.error('could not close after a failed start', second));
      throw error;
    }
  }

  /** Says that it is not ready, stops taking work, finishes what is in hand, closes. */
  async stop(): Promise<void> {
    this.checks.stop();
    const stuck = setTimeout(() => this.apps.forEach(dropConnections), 3_000);
    try {
      const closed = await Promise.allSettled(this.apps.map((app) => app.close()));
      for (const one of closed) if (one.status === 'rejected') this.log.error('a listener did not close', one.reason);
    } finally {
      clearTimeout(stuck);
      await this.platform.close();
    }
  }
}

/** Connections that wait to be taken: thousands of visitors may come back at once; the system may allow fewer. */
const BACKLOG = 4_096;

async function listen(apps: readonly NestFastifyApplication[], config: ServiceConfig): Promise<void> {
  for (const [app, name] of apps.map((one, at) => [one, at === 0 ? 'PORT' : 'PUBLIC_PORT'] as const)) {
    await app.listen({ port: config[name], host: config.HOST, backlog: BACKLOG }).catch((error: unknown) => {
      throw sayPortInUse(error, name, config);
    });
  }
}
