import { DeskError, type Reason } from '@app/domain';
import type { ImapFlowError } from 'imapflow';

export type ImapTrouble = {
  readonly reason: Reason;
  /** Somebody has to change something: told at once. What may pass by itself is told when it stays. */
  readonly isLasting: boolean;
  /** Least time until the next try, ms. */
  readonly pauseMs: number;
};

/** A refused password is tried at most once a minute: servers lock accounts that try more. */
const REFUSED_PAUSE_MS = 60_000;

/** What an error of the connection means for the mailbox. */
export function imapTrouble(thrown: unknown): ImapTrouble {
  if (thrown instanceof DeskError) return deskTrouble(thrown);
  const error: Partial<ImapFlowError> = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const answer = error.serverResponseCode ?? '';
  const lasting = (code: string, params = {}): ImapTrouble => ({ reason: { code, params }, isLasting: true, pauseMs: REFUSED_PAUSE_MS });
  if (LIMITS.has(answer) || error.code === 'ETHROTTLE' || LIMIT_WORDS.test(wordsOf(error))) return limited(error.throttleReset);
  if (error.authenticationFailed === true && !PASSING.has(answer)) return lasting('mailbox-login-refused');
  if (error.tlsFailed === true || isCertificateError(error.code ?? '')) return lasting('mailbox-tls-failed');
  if (error.mailboxMissing === true) return lasting('mailbox-folder-missing', { folder: 'INBOX' });
  return { reason: { code: 'mailbox-away', params: { error: error.code ?? 'unknown' } }, isLasting: false, pauseMs: 0 };
}

function deskTrouble(error: DeskError): ImapTrouble {
  const { answer, words } = error.params;
  if (LIMITS.has(String(answer)) || LIMIT_WORDS.test(String(words))) return limited();
  return { reason: error.reason, isLasting: error.fault !== 'unavailable', pauseMs: 0 };
}

function limited(pauseMs = REFUSED_PAUSE_MS): ImapTrouble {
  return { reason: { code: 'mailbox-limited', params: {} }, isLasting: false, pauseMs };
}

/** What the server said: with the command that it refused, or as its last words. */
function wordsOf(error: Partial<ImapFlowError>): string {
  const response = typeof error.response === 'string' ? error.response : '';
  return `${error.responseText ?? ''} ${response} ${error.reason ?? ''}`;
}

/** Response codes (RFC 5530, and what large providers send) that ask for less, or for patience (`fail:I10`). */
const LIMITS = new Set(['LIMIT', 'THROTTLED', 'OVERQUOTA']);
/** The same in words, for those who send no code; Gmail, Yahoo, Exchange, Dovecot. */
const LIMIT_WORDS =
  /too many|\bthrottl|rate limit|limit (?:hit|exceeded|reached)|maximum number of (?:connections|logins)|exceeded .{0,20}(?:bandwidth|command)/i;
const PASSING = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'CONTACTADMIN']);

/** Node's and OpenSSL's codes for a certificate that does not hold. */
export function isCertificateError(code: string): boolean {
  return /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ETLS$)/.test(code);
}
