import { DeskError } from '@app/domain';
import { type DeliveryResult, type DueDelivery, type DueMessage, type Lease } from '@app/store';
import type { BotApi } from './bot-api.js';
import type { BotPorts } from './bot-ports.js';
import { Pace } from './pace.js';
import { outcomeOf } from './send-outcome.js';
import { chatOf } from './update-keys.js';

/**
 * Chats served side by side; of each chat one message at a time.
 *
 * What is marked as being sent when the process dies stays unknown: only what leaves now is marked. With answers of the API
 * within 250 ms it is enough for thirty a second.
 */
const AT_ONCE = 8;
/** A request must end while the lease is surely ours, ms. */
const LEASE_RESERVE_MS = 1_500;

/** Sends what is due of one bot: in order within a chat, chats side by side, under Telegram's limits. */
export class Sender {
  private readonly pace = new Pace();
  /** Recipients written to a moment ago, with their chats: topics of one share its limits. */
  private readonly recent = new Map<string, string>();

  constructor(
    private readonly api: BotApi,
    private readonly inboxId: string,
    private readonly lease: Lease,
    private readonly ports: BotPorts,
  ) {}

  /** What the last holder of the lease left unfinished stays uncertain: nobody recognises a bot's second message. */
  recover(): Promise<void> {
    return this.ports.deliveries.recoverInterrupted(this.inboxId, this.lease, false);
  }

  /** @returns ms until the next delivery is due, or null */
  async sendDue(signal: AbortSignal): Promise<number | null> {
    const options = { limit: AT_ONCE, inOrder: true, except: this.resting() };
    const due = await this.ports.deliveries.takeDue(this.inboxId, this.lease, options);
    const each = due.flatMap((message) => message.deliveries.map((delivery) => ({ message, delivery })));
    await Promise.all(each.map(({ message, delivery }) => this.sendOne(message, delivery, signal)));
    if (due.length > 0) return 0;
    const next = await this.ports.deliveries.nextDue(this.inboxId);
    return next && Math.max(50, next.getTime() - Date.now());
  }

  private resting(): string[] {
    for (const [recipient, chatId] of this.recent) if (!this.pace.rests(chatId)) this.recent.delete(recipient);
    return [...this.recent.keys()];
  }

  private async sendOne(message: DueMessage, delivery: DueDelivery, signal: AbortSignal): Promise<void> {
    await this.ports.deliveries.report([await this.tryToSend(message, delivery, signal)]);
  }

  private async tryToSend(message: DueMessage, delivery: DueDelivery, signal: AbortSignal): Promise<DeliveryResult> {
    const { id } = delivery;
    const notNow: DeliveryResult = { id, state: 'queued', reason: { code: 'sender-changed', params: {} }, notBefore: new Date() };
    const { chatId, threadId } = chatOf(message.externalKey);
    try {
      const content = await this.contentOf(message, delivery);
      this.recent.set(delivery.recipient, chatId);
      await this.pace.turn(chatId, signal);
      if (this.lease.remainingMs < LEASE_RESERVE_MS) return notNow;
      const sent =
        typeof content === 'string'
          ? await this.api.sendText(chatId, threadId, content)
          : await this.api.sendFile(chatId, threadId, content);
      return { id, state: 'accepted', externalId: String(sent) };
    } catch (error) {
      if (signal.aborted && isAbort(error)) return notNow;
      if (error instanceof DeskError) return { id, state: 'failed', reason: error.reason };
      const { result, botRefused } = outcomeOf(error, delivery, new Date());
      if (botRefused) await this.refused();
      return result;
    }
  }

  private refused(): Promise<void> {
    return this.ports.inboxes.reportHealth(this.inboxId, { state: 'failing', reason: { code: 'telegram-token-refused', params: {} } });
  }

  private async contentOf(message: DueMessage, { content }: DueDelivery) {
    if (content === null) return message.text;
    if ('text' in content) return content.text;
    const file = message.attachments.find((one) => one.id === content.attachmentId);
    if (!file) throw new DeskError('missing', 'attachment-missing', 'A file of this answer is gone.');
    return { filename: file.filename, contentType: file.contentType, bytes: await this.ports.blobs.get(file.sha256) };
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
