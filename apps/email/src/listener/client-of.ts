import { isIP } from 'node:net';
import { isPrivateAddress } from '@app/mailbox';

/** What a session says of its client. */
export type SmtpSession = {
  readonly hostNameAppearsAs: string | false;
  readonly xClient: ReadonlyMap<string, string | number | false>;
  readonly xForward: ReadonlyMap<string, string | number | false>;
};

export type MailClient = { readonly clientAddress: string | null; readonly helo: string | null };

export const NOBODY: MailClient = { clientAddress: null, helo: null };

/**
 * The client that a mail comes from, as SPF asks: whoever brought it to the organisation, not the organisation's own mail server.
 *
 * A mail server that hands over tells by XFORWARD (Postfix: `lmtp_send_xforward_command`) or XCLIENT; whoever may connect at all is
 * believed. Without that the peer is the client itself, unless it has a private address: then nothing is known.
 *
 * @param peer the address that the connection was accepted from
 */
export function clientOf(session: SmtpSession, peer: string): MailClient {
  const told = [session.xForward, session.xClient].find((attributes) => attributes.has('ADDR'));
  const address = told ? told.get('ADDR') : peer;
  if (typeof address !== 'string' || isIP(address) === 0 || isPrivateAddress(address)) return NOBODY;
  // After XCLIENT the client greets by itself; after XFORWARD the greeting is still our mail server's own.
  const greeting = told === session.xForward ? undefined : session.hostNameAppearsAs;
  const helo = told?.get('HELO') ?? greeting;
  return { clientAddress: address, helo: typeof helo === 'string' && helo !== '' ? helo : null };
}
