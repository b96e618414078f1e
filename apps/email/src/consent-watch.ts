import { DeskError, type Reason } from '@app/domain';
import { renewTokens } from '@app/mailbox';
import type { OAuthGrants } from '@app/store';
import type { InboxStanding } from './inbox-standing.js';

/** How often one looks where nothing else is known, and at most while the provider is away, ms. */
const LOOK_EVERY_MS = 60_000;
const SOONEST_MS = 5_000;

/**
 * Renews access to a mailbox ahead of time, so that its end is told when it is known, and not when some connection breaks that was opened
 * hours ago (`fail:O2`).
 */
export class ConsentWatch {
  constructor(
    private readonly inboxId: string,
    private readonly grants: OAuthGrants,
    private readonly standing: InboxStanding,
  ) {}

  /** @returns ms until the next */
  async turn(): Promise<number> {
    await this.standing.note('consent', await this.renew());
    const dueMs = await this.grants.untilRenewal(this.inboxId);
    return Math.min(Math.max(dueMs ?? LOOK_EVERY_MS, SOONEST_MS), LOOK_EVERY_MS);
  }

  /** @returns why there is no access; null where there is */
  private async renew(): Promise<Reason | null> {
    try {
      await this.grants.accessToken(this.inboxId, renewTokens);
      return null;
    } catch (error) {
      if (error instanceof DeskError && error.code.startsWith('oauth-')) return error.reason;
      throw error;
    }
  }
}
