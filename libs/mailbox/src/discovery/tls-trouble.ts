import type { Reason } from '@app/domain';

/** What Node and OpenSSL put on the error of a TLS handshake. The certificate comes with one for another name alone. */
type TlsError = NodeJS.ErrnoException & { readonly cert?: { readonly subjectaltname?: string } };

/** Why there is no safe connection, or null where the error is none of TLS. */
export function tlsTrouble(error: TlsError): Reason | null {
  const code = error.code ?? '';
  if (code === 'CERT_HAS_EXPIRED') return { code: 'server-tls-expired', params: {} };
  if (code === 'CERT_NOT_YET_VALID') return { code: 'server-tls-not-yet', params: {} };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return { code: 'server-tls-wrong-name', params: { names: namesOf(error) } };
  if (UNTRUSTED.test(code)) return { code: 'server-tls-untrusted', params: {} };
  if (NO_TLS.test(code)) return { code: 'server-no-tls', params: {} };
  if (TOO_OLD.test(code)) return { code: 'server-tls-too-old', params: {} };
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|HOSTNAME_)/.test(code)) return { code: 'server-tls-failed', params: { error: code } };
  return null;
}

const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_|UNABLE_TO_|CERT_(UNTRUSTED|REVOKED|REJECTED|SIGNATURE_FAILURE|CHAIN_TOO_LONG)|INVALID_CA)/;
/** What was taken for TLS was none: the server greets before it, as with STARTTLS. */
const NO_TLS = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE|UNKNOWN_PROTOCOL)$/;
const TOO_OLD = /^ERR_SSL_(UNSUPPORTED_PROTOCOL|TLSV1_ALERT_PROTOCOL_VERSION|DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK)$/;

/** The names that a certificate is for, the first few: told to people, never trusted. */
function namesOf(error: TlsError): string {
  const names = (error.cert?.subjectaltname ?? '').split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
  return names.slice(0, 3).join(', ').slice(0, 200);
}
