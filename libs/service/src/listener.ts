import { randomUUID } from 'node:crypto';
import { type DynamicModule, Global, Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { DeskErrorFilter } from './desk-error.filter.js';
import { HealthController } from './health.controller.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import { nestLog } from './nest-log.js';
import { SchemaPipe } from './schema.pipe.js';
import { addSecurityHeaders } from './security-headers.js';
import type { ServiceConfig } from './service-config.js';

export type ListenerOptions = {
  readonly config: ServiceConfig;
  /** `staff`: console, API, health, metrics. `public`: what customers reach. */
  readonly kind: 'staff' | 'public';
  readonly modules: readonly Type[];
  /** Given to every module. */
  readonly providers: readonly Provider[];
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Makes the Nest application of one port; nothing listens and nothing is consumed yet. */
export async function makeListener(options: ListenerOptions): Promise<NestFastifyApplication> {
  const { config, kind, log } = options;
  const adapter = new FastifyAdapter({
    trustProxy: trusted(config.TRUST_PROXY),
    genReqId: () => randomUUID(),
    // 25 MB at 0.4 Mbit/s. A client that trickles its request holds a socket no longer; its headers alone, a minute.
    requestTimeout: 600_000,
    // One that brings nothing at all is let go; later than proxies let go of a connection that they keep.
    ...(kind === 'public' ? { connectionTimeout: 90_000 } : {}),
    // An answer of an agent may hold pasted pictures.
    ...(kind === 'staff' ? { bodyLimit: 4 * 1024 * 1024 } : {}),
    // A kept-alive connection does not keep a stopping process.
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(listenerModule(options), adapter, {
    logger: nestLog(log),
    abortOnError: false,
  });
  app.useWebSocketAdapter(new WsAdapter(app));
  app.useGlobalFilters(new DeskErrorFilter(log));
  app.useGlobalPipes(new SchemaPipe());
  const fastify = adapter.getInstance();
  const outside = kind === 'staff' ? config.PUBLIC_URL : config.PUBLIC_SITE_URL;
  addSecurityHeaders(fastify, { https: outside.startsWith('https:') });
  fastify.addHook('onResponse', async (request, reply) => {
    options.metrics.answered(request.method, request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1_000);
  });
  return app;
}

/** Ends what is left of a listener's connections, so that nobody's slow download keeps the process. */
export function dropConnections(app: NestFastifyApplication): void {
  app.getHttpServer().closeAllConnections();
}

@Global()
@Module({})
class SharedModule {
  static of(providers: readonly Provider[]): DynamicModule {
    return { module: SharedModule, providers: [...providers], exports: [...providers] };
  }
}

@Module({})
class ListenerModule {}

function listenerModule({ kind, modules, providers }: ListenerOptions): DynamicModule {
  return {
    module: ListenerModule,
    imports: [SharedModule.of(providers), ...modules],
    controllers: kind === 'staff' ? [HealthController] : [],
  };
}

function trusted(hops: ServiceConfig['TRUST_PROXY']): boolean | string[] | ((address: string, hop: number) => boolean) {
  if (hops === undefined) return false;
  return typeof hops === 'number' ? (_address, hop) => hop < hops : hops;
}
