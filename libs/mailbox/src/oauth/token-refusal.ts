import { asError, DeskError } from '@app/domain';
import { objectOf } from './json-object.js';

/** What a token endpoint said, and how far its clock is ahead of ours, in seconds; null where it names no time. */
export type TokenAnswer = { readonly status: number; readonly text: string; readonly clockAheadS: number | null };

/**
 * What a provider means that gives no tokens (RFC 6749 5.2). Only what it says in so many words ends a grant: whatever may pass is tried
 * again.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function tokenRefusal(provider: string, { status, text }: TokenAnswer, asked: 'code' | 'renewal'): DeskError {
  const body = objectOf(text);
  const error = typeof body?.error === 'string' ? body.error : null;
  const params = { provider, error: shownError(error, body?.error_description) ?? `HTTP ${status}` };
  if (status >= 500 || status === 429 || status === 408 || PASSING.has(error ?? ''))
    return new DeskError('unavailable', 'oauth-provider-away', `The provider answers ${params.error}.`, { params });
  if (OVER.has(error ?? '')) {
    return asked === 'renewal'
      ? new DeskError('forbidden', 'oauth-consent-lost', `The provider takes the refresh token no more: ${params.error}.`, { params })
      : new DeskError('forbidden', 'oauth-code-refused', `The provider does not take the code: ${params.error}.`, { params });
  }
  if (error === 'invalid_client' || error === 'unauthorized_client')
    return new DeskError('conflict', 'oauth-client-refused', `The provider refuses the client: ${params.error}.`, { params });
  return new DeskError('conflict', 'oauth-provider-refused', `The provider refuses the request: ${params.error}.`, { params });
}

/** The network, or whatever is in between. */
export function unreachable(provider: string, cause: unknown): DeskError {
  return new DeskError('unavailable', 'oauth-provider-away', 'The provider cannot be reached.', {
    cause,
    params: { provider, error: networkError(cause) },
  });
}

export function unreadable(provider: string, cause?: unknown): DeskError {
  return new DeskError('unavailable', 'oauth-provider-away', 'What the provider answers is not what was asked for.', {
    cause,
    params: { provider, error: 'unreadable answer' },
  });
}

const PASSING = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);
/** The grant is over: only its owner can give another. Microsoft says the others where a new sign-in is asked for. */
const OVER = new Set(['invalid_grant', 'interaction_required', 'consent_required', 'login_required']);

/** A code of the standard, or of Microsoft, which says more; never the provider's sentences, which may name people. */
function shownError(error: string | null, description: unknown): string | null {
  const detail = typeof description === 'string' ? /\bAADSTS\d{4,9}\b/.exec(description)?.[0] : undefined;
  return detail ?? (error !== null && /^[\w.-]{1,60}$/.test(error) ? error : null);
}

function networkError(thrown: unknown): string {
  // A DOMException, which is no Error everywhere.
  if (typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === 'TimeoutError') return 'timeout';
  const error = asError(thrown);
  for (const one of [error, error.cause]) if (typeof one === 'object' && one !== null && 'code' in one) return String(one.code);
  return 'network';
}
