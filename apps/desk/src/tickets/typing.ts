import { Bus, makeEvent } from '@app/bus';
import { type Channel, ReplyTyping } from '@app/contracts';
import { asError } from '@app/domain';
import { Log } from '@app/service';
import { answerPlace, type Caller, Store } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Telegram and the widget show it for 5 s. @see https://core.telegram.org/bots/api#sendchataction */
const EVERY_MS = 4_000;
/** Whose customers can be shown it. */
const SHOWN_BY: readonly Channel[] = ['telegram', 'webchat'];

/**
 * Passes on that agents write. Who says it again too soon costs nothing: neither the database nor the bus is asked.
 *
 * Nothing depends on it: what is lost is lost, and no table knows of it.
 */
@Injectable()
export class Typing {
  /** By who said it where, and by conversation: when it was passed on last, in the process's own time, ms. */
  private readonly said = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly log: Log,
  ) {}

  /** @throws DeskError missing/ticket-missing, missing/conversation-missing */
  async say(caller: Caller, number: number, conversation: string | null): Promise<void> {
    const saying = `${caller.agentId} ${number} ${conversation ?? ''}`;
    if (this.isRecent(saying)) return;
    const { conversationId, inboxId, channel, externalKey, isBlocked } = await answerPlace(this.store, caller, number, conversation);
    this.note(saying);
    if (!SHOWN_BY.includes(channel) || isBlocked || this.isRecent(conversationId)) return;
    this.note(conversationId);
    // Not waited for: a bus that is away must not keep anybody from writing.
    this.bus
      .publish([makeEvent(ReplyTyping, { conversationId, inboxId, chatKey: externalKey })])
      .catch((error: unknown) => this.log.warn('that somebody types could not be told', { reason: asError(error).message }));
  }

  private isRecent(key: string): boolean {
    return performance.now() - (this.said.get(key) ?? -EVERY_MS) < EVERY_MS;
  }

  private note(key: string): void {
    const now = performance.now();
    // Oldest first: a key that is said again moves to the end.
    for (const [old, at] of this.said) {
      if (now - at < EVERY_MS) break;
      this.said.delete(old);
    }
    this.said.delete(key);
    this.said.set(key, now);
  }
}
