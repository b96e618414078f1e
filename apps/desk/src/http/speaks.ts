import { languageOf, type Words, words } from '@app/service';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Words in the language that the request asks for. */
export const Speaks = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Words =>
    words(languageOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language'])),
);
