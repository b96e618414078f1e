import type { Reason } from '@app/domain';
import type { SendingLimits } from '@app/mailbox';
import type { Deliveries } from '@app/store';
import type { InboxStanding } from '../inbox-standing.js';
import type { SendingPace } from './sending-pace.js';

/** What waits longer than this is told to the admins, ms. */
const LATE_MS = 15 * 60_000;
const LOOK_MS = 60_000;

/** Tells, as the inbox's health, when its answers leave more slowly than they should (`fail:S10`), and counts the day's share. */
export class OutboxWatch {
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly inboxId: string,
    private readonly deliveries: Pick<Deliveries, 'nextDue' | 'sentInADay'>,
    private readonly standing: Pick<InboxStanding, 'note'>,
    private readonly pace: SendingPace,
    private readonly limits: SendingLimits,
  ) {}

  /** Called each turn; asks the database once a minute. */
  async look(): Promise<void> {
    await this.standing.note('pace', this.paceNote());
    if (performance.now() - this.lookedAt < LOOK_MS) return;
    this.lookedAt = performance.now();
    if (this.limits.recipientsPerDay !== null) this.pace.countToday(await this.deliveries.sentInADay(this.inboxId));
    const next = await this.deliveries.nextDue(this.inboxId);
    const lateMs = next === null ? 0 : Date.now() - next.getTime();
    const late: Reason = { code: 'outbox-late', params: { minutes: Math.floor(lateMs / 60_000) } };
    await this.standing.note('outbox', lateMs > LATE_MS ? late : null);
  }

  private paceNote(): Reason | null {
    if (this.pace.isUsedUpToday) return { code: 'sending-day-limit', params: { limit: this.limits.recipientsPerDay } };
    return this.pace.isSlowed ? { code: 'sending-slowed', params: {} } : null;
  }
}
