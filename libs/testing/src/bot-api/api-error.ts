/** `ResponseParameters`: what helps a bot to handle the error. https://core.telegram.org/bots/api#responseparameters */
export interface ResponseParameters {
  /** The group has become this supergroup. */
  readonly migrate_to_chat_id?: number;
  /** Seconds to wait before the request is repeated. */
  readonly retry_after?: number;
}

/**
 * A refusal of the Bot API: `{"ok":false,"error_code":..,"description":..,"parameters":..}` with the code as HTTP status.
 *
 * https://core.telegram.org/bots/api#making-requests. The documentation lists no descriptions; they are those of the open server
 * (https://github.com/tdlib/telegram-bot-api), which answers for api.telegram.org.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: ResponseParameters,
  ) {
    super(`${code} ${description}`);
  }
}

export function badRequest(reason: string, parameters?: ResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`, parameters);
}

export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`);
}

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized');
}

export function conflict(reason: string): ApiError {
  return new ApiError(409, `Conflict: ${reason}`);
}

/** @param retryAfter whole seconds */
export function tooManyRequests(retryAfter: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}

/** A part of the Bot API that this fake does not know: 501, which Telegram never sends, so that no test takes it for an answer. */
export function notModelled(what: string): ApiError {
  return new ApiError(501, `Not Implemented: the fake Bot API does not model ${what}`);
}
