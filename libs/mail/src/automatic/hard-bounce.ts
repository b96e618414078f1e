import type { BouncedRecipient } from '../parsed-mail.js';

/**
 * Is an address dead for good, by this report? A mail that was given up for a temporary reason (unreachable for days: status
 * 4.x.x) failed as well, but its address may work tomorrow; a delay says nothing yet.
 */
export function isHardBounce(recipients: readonly BouncedRecipient[]): boolean {
  return recipients.some((one) => one.outcome === 'failed' && !one.status?.startsWith('4'));
}
