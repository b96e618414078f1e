import { sendingLimits } from '@app/mailbox';

/** What a server that says nothing of it takes, as most do. */
const USUAL_BYTES = 25_000_000;

/** Bytes that a whole mail may have, encoded, at a sending server. */
export function mailSizeLimit(smtpHost: string): number {
  return sendingLimits(smtpHost).mailBytes ?? USUAL_BYTES;
}
