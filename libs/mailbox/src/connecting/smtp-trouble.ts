import { DeskError, type Reason, type RefusalStage } from '@app/domain';
import { loginTrouble } from '../check/login-trouble.js';
import { isCertificateError, type SignInPlace } from './imap-trouble.js';

/** What nodemailer puts on its errors. */
export type SmtpError = Error & {
  readonly code?: string;
  readonly originalCode?: string;
  readonly response?: string;
  readonly responseCode?: number;
  /** What it answered, e.g. `MAIL FROM`. */
  readonly command?: string;
  readonly rejectedErrors?: readonly (SmtpError & { readonly recipient?: string })[];
};

/** Why the server cannot be used at all. `isLasting`: somebody has to change something. */
export type SmtpTrouble = { readonly reason: Reason; readonly isLasting: boolean };

/** Which part of a mail was refused; null where none was being handed over. */
export function stageOf(command: string | undefined): RefusalStage | null {
  return STAGES.get(command ?? '') ?? null;
}

const STAGES: ReadonlyMap<string, RefusalStage> = new Map([
  ['MAIL FROM', 'mail'],
  ['RCPT TO', 'rcpt'],
  ['DATA', 'data'],
]);

export function smtpTrouble(thrown: unknown, place: SignInPlace = {}): SmtpTrouble {
  if (thrown instanceof DeskError) return { reason: thrown.reason, isLasting: thrown.fault !== 'unavailable' };
  const error: Partial<SmtpError> = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const code = error.originalCode ?? error.code ?? 'unknown';
  if (error.code === 'EAUTH') {
    const status = error.responseCode ?? 500;
    // 454 and other 4xx to AUTH: the server cannot look passwords up just now (RFC 4954 6).
    if (status < 500) return { reason: { code: 'smtp-login-later', params: { status } }, isLasting: false };
    const reason = loginTrouble({ ...place, answer: error.response ?? '' }) ?? { code: 'smtp-login-refused', params: {} };
    return { reason, isLasting: true };
  }
  if (error.code === 'ETLS' || isCertificateError(code)) return { reason: { code: 'smtp-tls-failed', params: {} }, isLasting: true };
  return { reason: { code: 'smtp-away', params: { error: code } }, isLasting: false };
}
