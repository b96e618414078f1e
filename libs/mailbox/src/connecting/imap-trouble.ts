import { DeskError, type Reason } from '@app/domain';
import type { ImapFlowError } from 'imapflow';
import { loginTrouble, type Refused } from '../check/login-trouble.js';

export type ImapTrouble = {
  readonly reason: Reason;
  /** Somebody has to change something: told at once. What may pass by itself is told when it stays. */
  readonly isLasting: boolean;
  /** Least time until the next try, ms. */
  readonly pauseMs: number;
};

/** A refused password is tried at most once a minute: servers lock accounts that try more. */
const REFUSED_PAUSE_MS = 60_000;

/** Who refused, and what: tells more of why. */
export type SignInPlace = Omit<Refused, 'answer'>;

/** What an error of the connection means for the mailbox. */
export function imapTrouble(thrown: unknown, place: SignInPlace = {}): ImapTrouble {
  if (thrown instanceof DeskError) return deskTrouble(thrown);
  const error: Partial<ImapFlowError> = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const answer = error.serverResponseCode ?? '';
  const lasting = (code: string, params = {}): ImapTrouble => ({ reason: { code, params }, isLasting: true, pauseMs: REFUSED_PAUSE_MS });
  if (LIMITS.has(answer) || error.code === 'ETHROTTLE' || LIMIT_WORDS.test(wordsOf(error))) return limited(error.throttleReset);
  if (NOT_LET_IN.test(wordsOf(error)) || (error.authenticationFailed === true && isAnswered(error) && !PASSING.has(answer))) {
    const { code, params } = loginTrouble({ ...place, answer: wordsOf(error) }) ?? { code: 'mailbox-login-refused', params: {} };
    return lasting(code, params);
  }
  if (error.tlsFailed === true || isCertificateError(error.code ?? '')) return lasting('mailbox-tls-failed');
  if (error.mailboxMissing === true) return lasting('mailbox-folder-missing', { folder: 'INBOX' });
  return { reason: refusalOf(error) ?? { code: 'mailbox-away', params: { error: error.code ?? 'unknown' } }, isLasting: false, pauseMs: 0 };
}

const LONGEST_ANSWER = 2_000;

/** The server is there, and did not do what it was asked. */
function refusalOf(error: Partial<ImapFlowError>): Reason | null {
  if (error.responseStatus !== 'NO' && error.responseStatus !== 'BAD') return null;
  // A server may say as much as it likes.
  const answer = (error.responseText ?? '')
    .slice(0, LONGEST_ANSWER)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/\S+@\S+/g, '');
  return { code: 'mailbox-refused', params: { answer: answer.trim().slice(0, 200) } };
}

function deskTrouble(error: DeskError): ImapTrouble {
  const { answer, words } = error.params;
  if (LIMITS.has(String(answer)) || LIMIT_WORDS.test(String(words))) return limited();
  return { reason: error.reason, isLasting: error.fault !== 'unavailable', pauseMs: error.fault === 'forbidden' ? REFUSED_PAUSE_MS : 0 };
}

function limited(pauseMs = REFUSED_PAUSE_MS): ImapTrouble {
  return { reason: { code: 'mailbox-limited', params: {} }, isLasting: false, pauseMs };
}

/** Exchange lets a good token in to a mailbox that may not be read by IMAP, and refuses what comes next. */
const NOT_LET_IN = /authenticated but not connected/i;

/** A line that is cut while we sign in says nothing of the password. */
function isAnswered(error: Partial<ImapFlowError>): boolean {
  return error.responseStatus !== undefined || error.oauthError !== undefined || error.code === undefined;
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
