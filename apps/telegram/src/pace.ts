import { setTimeout as wait } from 'node:timers/promises';

/** Telegram's limits: 30 messages a second for a bot, one a second for a chat, 20 a minute for a group (`goals.md`). */
const BOT_GAP_MS = 1000 / 30;
const CHAT_GAP_MS = 1000;
const GROUP_GAP_MS = 60_000 / 20;
/** Chats that are remembered; one that was last written to longer ago needs no gap. */
const REMEMBERED = 10_000;

/** Keeps a bot under Telegram's limits: each call takes the next moment at which it is allowed. */
export class Pace {
  private botFreeAt = 0;
  private readonly chatFreeAt = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Resolves when a message to the chat may leave. Groups have negative ids. */
  async turn(chatId: string, signal: AbortSignal): Promise<void> {
    const ms = this.reserve(chatId);
    if (ms > 0) await wait(ms, undefined, { signal });
  }

  /** @returns ms until the moment that was reserved */
  reserve(chatId: string): number {
    const now = this.now();
    const at = Math.max(now, this.botFreeAt, this.chatFreeAt.get(chatId) ?? 0);
    this.botFreeAt = Math.max(now, this.botFreeAt) + BOT_GAP_MS;
    this.chatFreeAt.delete(chatId);
    this.chatFreeAt.set(chatId, at + (chatId.startsWith('-') ? GROUP_GAP_MS : CHAT_GAP_MS));
    this.forgetOldest();
    return at - now;
  }

  /** Whether the chat may not be written to at this moment. */
  rests(chatId: string): boolean {
    return (this.chatFreeAt.get(chatId) ?? 0) > this.now();
  }

  private forgetOldest(): void {
    if (this.chatFreeAt.size <= REMEMBERED) return;
    const [oldest] = this.chatFreeAt.keys();
    if (oldest !== undefined) this.chatFreeAt.delete(oldest);
  }
}
