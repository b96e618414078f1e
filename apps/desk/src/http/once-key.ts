import { createHash } from 'node:crypto';
import { DeskError } from '@app/domain';
import type { IdempotencyKey } from '@app/store';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './called-by.js';

const MOST_CHARACTERS = 255;

/** The caller's `Idempotency-Key` with what it was sent for; null without one. */
export const OnceKey = createParamDecorator((_data: unknown, context: ExecutionContext): IdempotencyKey | null => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key === '' || key.length > MOST_CHARACTERS) {
    throw new DeskError('invalid', 'idempotency-key-invalid', `An Idempotency-Key has 1 to ${MOST_CHARACTERS} characters.`);
  }
  const asked = JSON.stringify([request.method, request.url, request.body ?? null]);
  return { caller: callerOf(request).agentId, key, bodyHash: createHash('sha256').update(asked).digest() };
});
