import type { ReplyPart } from '@app/domain';
import { Deliveries, type DeliveryResult, type DueMessage, type Lease, Leases } from '@app/store';
import { until } from '@app/testing';
import type { DeskUnderTest } from './desk-under-test.js';

/** What is to be sent by a bot, taken and reported as its sender does. */
export class BotQueue {
  private readonly deliveries: Deliveries;
  /** Of the last message that was sent. */
  private messageId = 100;

  private constructor(
    desk: DeskUnderTest,
    private readonly bot: string,
    private readonly leases: Leases,
    private lease: Lease,
  ) {
    this.deliveries = new Deliveries(desk.store);
  }

  static async of(desk: DeskUnderTest, bot: string): Promise<BotQueue> {
    const leases = new Leases(desk.store, 'test');
    const lease = await leases.acquire(bot);
    if (!lease) throw new Error('The lease is held by another.');
    return new BotQueue(desk, bot, leases, lease);
  }

  /** What is due, of each chat one call: on its way from now on. */
  async take(): Promise<readonly DueMessage[]> {
    await this.hold();
    return this.deliveries.takeDue(this.bot, this.lease, { limit: 100, inOrder: true });
  }

  /** A machine that stood still has not renewed the lease in time: then it is taken anew, as a sender does. */
  private async hold(): Promise<void> {
    if (this.lease.remainingMs > 1_000) return;
    this.lease = await until('the lease is free', () => (this.lease.remainingMs > 1_000 && this.lease) || this.leases.acquire(this.bot));
  }

  /** Sends all that is due. @returns what was asked of the chats, in order */
  async send(): Promise<ReplyPart[]> {
    const sent: ReplyPart[] = [];
    for (;;) {
      const due = await this.take();
      if (due.length === 0) return sent;
      sent.push(...due.flatMap((message) => message.deliveries.flatMap(({ content }) => content ?? [])));
      await this.taken(due);
    }
  }

  /** Telegram took these; messages get the next numbers. */
  async taken(due: readonly DueMessage[]): Promise<void> {
    await this.report(due, ({ id, content }) => {
      const calls =
        content !== null && ('change' in content || 'remove' in content)
          ? 0
          : content !== null && 'album' in content
            ? content.album.length
            : 1;
      const ids = Array.from({ length: calls }, () => (this.messageId += 1));
      return { id, state: 'accepted', ...(ids.length > 0 && { externalId: ids.join(',') }) };
    });
  }

  /** Telegram refused these for good. */
  refused(due: readonly DueMessage[], description = 'Bad Request: no'): Promise<void> {
    return this.report(due, ({ id }) => ({ id, state: 'failed', reason: { code: 'telegram-refused', params: { description } } }));
  }

  /** Telegram asks to come later. */
  late(due: readonly DueMessage[]): Promise<void> {
    const reason = { code: 'telegram-too-many', params: { seconds: 3 } };
    return this.report(due, ({ id }) => ({ id, state: 'queued', reason, notBefore: new Date(), isUncounted: true }));
  }

  /** What a sender that died has left. */
  recover(): Promise<void> {
    return this.deliveries.recoverInterrupted(this.bot, this.lease, false);
  }

  close(): Promise<void> {
    return this.leases.close();
  }

  private report(due: readonly DueMessage[], resultOf: (delivery: DueMessage['deliveries'][number]) => DeliveryResult): Promise<void> {
    return this.deliveries.report(due.flatMap((message) => message.deliveries.map(resultOf)));
  }
}
