import { DeskError, type Fault, type Params } from '@app/domain';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { Log } from './log.js';
import { RethrowFilter } from './rethrow.filter.js';
import { type InputIssue, InvalidInput } from './schema.pipe.js';
import { languageOf, words } from './words.js';

const STATUS: Record<Fault, number> = { invalid: 400, forbidden: 403, missing: 404, conflict: 409, unavailable: 503 };

/** Codes for which HTTP has a more telling status than their fault's. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'sign-in-needed': 401,
  'wrong-password': 401,
  'cursor-expired': 410,
  'link-unusable': 410,
  'body-too-large': 413,
  'file-too-large': 413,
  'reply-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  'too-many-attempts': 429,
};

/** Our codes for what Nest and Fastify refuse before a handler runs. */
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'unreadable-body',
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** RFC 9457, as `api.md` 2 has it. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly params: Params;
  readonly errors: readonly Omit<InputIssue, 'reason'>[];
  readonly requestId: string;
};

/** Turns whatever a handler throws into a problem; the only place that knows status codes. Errors of event handlers pass through to the bus. */
@Catch()
export class DeskErrorFilter implements ExceptionFilter<unknown> {
  private readonly rethrow = new RethrowFilter();

  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    if (host.getType() !== 'http') return this.rethrow.catch(error);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error, request.id, request.headers['accept-language']);
    if (problem.code === 'bug')
      this.log.error('request failed', error, { requestId: request.id, method: request.method, route: request.routeOptions.url });
    send(http.getResponse<FastifyReply>(), problem);
  }
}

/** What a caller is told of an error. */
export function problemOf(error: unknown, requestId: string, acceptLanguage: string | undefined): Problem {
  const found = findings(error);
  const status = STATUS_OF_CODE[found.code] ?? found.status;
  const catalog = words(languageOf(acceptLanguage));
  const title = catalog.knows(found.code) ? catalog.reason(found) : found.message;
  const errors = found.errors.map(({ field, code, message, reason }) => ({
    field,
    code,
    message: reason ? catalog.reason(reason) : message,
  }));
  return { type: `urn:otklik:error:${found.code}`, title, status, code: found.code, params: found.params, errors, requestId };
}

type Findings = { status: number; code: string; params: Params; message: string; errors: readonly InputIssue[] };

function findings(error: unknown): Findings {
  if (error instanceof DeskError) {
    return { status: STATUS[error.fault], code: error.code, params: error.params, message: error.message, errors: [] };
  }
  if (error instanceof InvalidInput)
    return { status: 400, code: 'invalid-input', params: {}, message: error.message, errors: error.issues };
  const status = refusedWith(error);
  const code = status === null ? 'bug' : (CODE_OF_STATUS[status] ?? 'refused');
  return { status: status ?? 500, code, params: {}, message: code, errors: [] };
}

/** @returns the 4xx of an error of Nest or Fastify, or null: then it is a bug */
function refusedWith(error: unknown): number | null {
  const status = error instanceof HttpException ? error.getStatus() : isFastifyError(error) ? error.statusCode : null;
  return status !== null && status >= 400 && status < 500 ? status : null;
}

/** Errors of others may carry a statusCode too, such as the answer of a server that we called: only Fastify's own codes count. */
function isFastifyError(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return false;
  return typeof error.statusCode === 'number' && typeof error.code === 'string' && error.code.startsWith('FST_');
}

function send(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 429 && typeof problem.params.retryAfterSeconds === 'number') {
    void reply.header('retry-after', String(problem.params.retryAfterSeconds));
  }
  void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
