import { DeskError, type Reason } from '@app/domain';
import { isCertificateError } from '../intake/imap-trouble.js';

/** What nodemailer puts on its errors. */
export type SmtpError = Error & {
  readonly code?: string;
  readonly originalCode?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly rejectedErrors?: readonly (SmtpError & { readonly recipient?: string })[];
};

/** Why the server cannot be used at all. `isLasting`: somebody has to change something. */
export type SmtpTrouble = { readonly reason: Reason; readonly isLasting: boolean };

export function smtpTrouble(thrown: unknown): SmtpTrouble {
  if (thrown instanceof DeskError) return { reason: thrown.reason, isLasting: thrown.fault !== 'unavailable' };
  const error: Partial<SmtpError> = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const code = error.originalCode ?? error.code ?? 'unknown';
  // 454 and other 4xx to AUTH: the server cannot look passwords up just now (RFC 4954 6).
  if (error.code === 'EAUTH' && (error.responseCode ?? 500) >= 500)
    return { reason: { code: 'smtp-login-refused', params: {} }, isLasting: true };
  if (error.code === 'ETLS' || isCertificateError(code)) return { reason: { code: 'smtp-tls-failed', params: {} }, isLasting: true };
  return { reason: { code: 'smtp-away', params: { error: code } }, isLasting: false };
}
