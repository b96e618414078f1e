import { DeskError, type Reason } from '@app/domain';
import { inboxHealth, type Inboxes, type Sql } from '@app/store';

/** How often it is said again that all is well: somebody else may have said otherwise meanwhile. */
const AGAIN_MS = 60_000;
/** "They will not be kept longer than 24 hours". @see https://core.telegram.org/bots/api#getting-updates */
const KEPT_MS = 24 * 3_600_000;

/** How one bot stands, told where people look. */
export class BotHealth {
  private saidOkAt = Number.NEGATIVE_INFINITY;
  /** Since when Telegram cannot be reached; undefined: not asked for yet. */
  private awaySince: Date | null | undefined;

  constructor(
    private readonly inboxId: string,
    private readonly inboxes: Inboxes,
    private readonly sql: Sql,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Never throws: while the database is away intake goes on, and is well. */
  async ok(): Promise<void> {
    this.awaySince = null;
    if (performance.now() - this.saidOkAt < AGAIN_MS) return;
    try {
      await this.inboxes.reportHealth(this.inboxId, { state: 'ok' });
      this.saidOkAt = performance.now();
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
    }
  }

  async failing(reason: Reason): Promise<void> {
    this.saidOkAt = Number.NEGATIVE_INFINITY;
    await this.inboxes.reportHealth(this.inboxId, { state: 'failing', reason: await this.withLoss(reason) });
  }

  /** fault:M16 Telegram keeps messages for a day: after that some may be lost, and only customers know. */
  private async withLoss(reason: Reason): Promise<Reason> {
    if (reason.code !== 'telegram-away' && reason.code !== 'telegram-proxy') return reason;
    this.awaySince ??= (await this.failingSince()) ?? this.now();
    return this.now().getTime() - this.awaySince.getTime() > KEPT_MS ? { ...reason, code: 'telegram-away-day' } : reason;
  }

  /** A process that starts while Telegram is away goes on counting. */
  private async failingSince(): Promise<Date | null> {
    if (this.awaySince === null) return null;
    const mine = (await inboxHealth(this.sql)).find(({ id }) => id === this.inboxId);
    const isAway = mine?.state === 'failing' && /^telegram-(away|proxy)/.test(mine.reason?.code ?? '');
    return isAway ? mine.since : null;
  }
}
