import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '@app/store';
import type { FastifyRequest } from 'fastify';

const callers = new WeakMap<FastifyRequest, Caller>();

/** The guard's finding, for `@CalledBy()`. */
export function noteCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('A route that anyone may call asks who calls.');
  return caller;
}

/** Who calls. */
export const CalledBy = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller => callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
