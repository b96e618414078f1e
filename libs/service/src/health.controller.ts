import { Controller, Get, Headers, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Finding, HealthChecks } from './health.js';
import { Metrics } from './metrics.js';
import { languageOf, type Words, words } from './words.js';

/** Whether the process lives, may be given work, and what is wrong; and its figures. */
@Controller()
export class HealthController {
  constructor(
    private readonly checks: HealthChecks,
    private readonly metrics: Metrics,
  ) {}

  /** Answers while the event loop turns: what restarts a container that hangs. */
  @Get('livez')
  live(): { ok: true } {
    return { ok: true };
  }

  /** 200 when everything this process cannot do without is there; for load balancers and compose. */
  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const found = await this.checks.ready();
    const ok = found.every((one) => one.ok);
    await reply.status(ok ? 200 : 503).send({ ok, checks: found.map(({ name, ok, detail }) => ({ name, ok, detail })) });
  }

  /** For people and `doctor`: everything by name, inboxes too. Always 200; `ok` tells. */
  @Get('healthz')
  async health(@Headers('accept-language') accepted?: string): Promise<object> {
    const catalog = words(languageOf(accepted));
    const found = await this.checks.all();
    return { ok: found.every((one) => one.ok), checks: found.map((one) => inWords(one, catalog)) };
  }

  @Get('metrics')
  async figures(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }
}

function inWords(finding: Finding, catalog: Words): object {
  const { name, ok, detail, reason, parts } = finding;
  return {
    name,
    ok,
    detail,
    code: reason?.code ?? null,
    text: reason ? catalog.reason(reason) : null,
    parts: (parts ?? []).map((part) => ({
      name: part.name,
      ok: part.ok,
      state: part.state,
      code: part.reason?.code ?? null,
      text: part.reason ? catalog.reason(part.reason) : null,
      since: part.since?.toISOString() ?? null,
    })),
  };
}
