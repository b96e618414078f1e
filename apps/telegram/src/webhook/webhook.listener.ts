import { asError, DeskError } from '@app/domain';
import { Log } from '@app/service';
import { botTrouble } from '@app/telegram';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type WebhookBot, WebhookBots } from './webhook-bots.js';

const HEADER = 'x-telegram-bot-api-secret-token';
/** Updates have some kilobytes; those with long texts and many entities some hundred. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
/** Telegram waits for a minute, and is better told to come again than left without an answer, ms. */
const PATIENCE_MS = 25_000;
const RETRY_AFTER_S = 5;

/**
 * Takes the updates that Telegram brings: `POST /telegram/{inbox}` on the customers' listener.
 *
 * 401: not shown the secret, which is compared before a byte of the body is read (threat:A15). 200: the bus has it; before that
 * nothing is confirmed (fail:G5, fail:G6). 503: it cannot be kept now, and Telegram brings it again.
 *
 * @see https://core.telegram.org/bots/api#setwebhook
 */
@Injectable()
export class WebhookListener implements OnModuleInit {
  constructor(
    private readonly bots: WebhookBots,
    private readonly http: HttpAdapterHost,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register((scope, _options, done) => {
      // Whatever it calls itself: bytes, to be kept as they are.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, parsed) => parsed(null, body));
      scope.setErrorHandler((error, request, reply) => this.fail(error, request, reply));
      const known = new WeakMap<FastifyRequest, WebhookBot>();
      scope.post('/telegram/:inbox', {
        onRequest: async (request, reply) => {
          const bot = await this.botOf(request);
          if (bot === null) return reply.code(401).send();
          known.set(request, bot);
        },
        handler: async (request, reply) => {
          const bot = known.get(request);
          await (bot && this.take(bot, request.body));
          return reply.code(200).send();
        },
      });
      done();
    });
  }

  private async botOf({ params, headers }: FastifyRequest): Promise<WebhookBot | null> {
    const inbox = z.object({ inbox: z.uuid() }).safeParse(params);
    const shown = headers[HEADER];
    if (!inbox.success || typeof shown !== 'string') return null;
    return await this.bots.find(inbox.data.inbox.toLowerCase(), Buffer.from(shown, 'latin1'));
  }

  /** @throws DeskError invalid/update-no-json */
  private async take(bot: WebhookBot, body: unknown): Promise<void> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const late = AbortSignal.timeout(PATIENCE_MS);
    // What is durable a moment later comes again, and is known then.
    await Promise.race([bot.intake.take([{ update: readJson(bytes), bytes }], late), endOf(late)]);
  }

  private fail(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = asError(thrown);
    const status = statusOf(error);
    if (status === 500) this.log.error('update not taken', error, { url: request.url });
    if (status === 503) void reply.header('retry-after', RETRY_AFTER_S);
    void reply.code(status).send();
  }
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(asError(signal.reason)), { once: true }));
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new DeskError('invalid', 'update-no-json', 'What was brought is no JSON.', { cause });
  }
}

/** Trouble of the Bot API is met where it is asked whose chat it is. */
function statusOf(error: Error): number {
  if (error instanceof DeskError) return error.fault === 'unavailable' ? 503 : 400;
  if (botTrouble(error) !== null || error.name === 'AbortError' || error.name === 'TimeoutError') return 503;
  return 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500 ? error.statusCode : 500;
}
