import { tooManyRequests } from './api-error.js';

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; the defaults are the settled values of the project. */
export interface LimitOptions {
  /** Refuse with 429 (default true); false only counts violations. */
  readonly enforce: boolean;
  /** Messages of a bot in any second (default 30). */
  readonly botPerSecond: number;
  /** Messages to a chat per second (default 1). */
  readonly chatPerSecond: number;
  /** "We may allow short bursts that go over this limit": messages to a chat at once after a silence (default 1: none). */
  readonly chatBurst: number;
  /** Messages to a group in any minute (default 20). */
  readonly groupPerMinute: number;
  /** How much earlier than allowed a request may come, for the network's jitter, in ms (default 50). */
  readonly slackMs: number;
}

export const DEFAULT_LIMITS: LimitOptions = {
  enforce: true,
  botPerSecond: 30,
  chatPerSecond: 1,
  chatBurst: 1,
  groupPerMinute: 20,
  slackMs: 50,
};

/** A message that was sent sooner than allowed. */
export interface Violation {
  /** `retry-after`: sent before the time had passed that a 429 named. */
  readonly rule: 'bot-second' | 'chat-second' | 'group-minute' | 'retry-after';
  readonly chatId: number;
  /** Unix time in ms. */
  readonly at: number;
}

interface Sent {
  readonly at: number;
  readonly messages: number;
}

/** The pace of one bot. An album is one message to its chat's second, and as many as it has to the bot's second and the group's minute. */
export class RateLimits {
  readonly violations: Violation[] = [];
  readonly #byBot: Sent[] = [];
  readonly #byChat = new Map<number, Sent[]>();
  readonly #closedUntil = new Map<number, number>();
  readonly #credit = new Map<number, { credit: number; at: number }>();

  constructor(
    private readonly options: LimitOptions,
    private readonly now: () => number,
  ) {}

  /**
   * Lets a message to a chat pass, or counts it as a violation and refuses it.
   *
   * @throws ApiError 429 with the seconds until it would be let pass
   */
  pass(chatId: number, messages = 1): void {
    const now = this.now();
    const broken = this.#broken(chatId, messages, now);
    if (broken !== null) {
      this.violations.push({ rule: broken.rule, chatId, at: now });
      if (this.options.enforce) {
        const seconds = Math.max(1, Math.ceil(broken.waitMs / 1000));
        if (broken.rule !== 'retry-after') this.close(chatId, seconds);
        throw tooManyRequests(seconds);
      }
    }
    this.#record(chatId, messages, now);
  }

  /** After a 429 the chat stays closed until its time is over; who sends before breaks `retry-after`. */
  close(chatId: number, seconds: number): void {
    this.#closedUntil.set(chatId, this.now() + seconds * 1000);
  }

  #broken(chatId: number, messages: number, now: number): { rule: Violation['rule']; waitMs: number } | null {
    const early = now + this.options.slackMs;
    const closed = this.#closedUntil.get(chatId) ?? 0;
    if (early < closed) return { rule: 'retry-after', waitMs: closed - now };
    const bot = waitInWindow(this.#byBot, 1000, this.options.botPerSecond, messages, early);
    if (bot > 0) return { rule: 'bot-second', waitMs: bot };
    if (chatId < 0) {
      const group = waitInWindow(this.#byChat.get(chatId) ?? [], 60_000, this.options.groupPerMinute, messages, early);
      if (group > 0) return { rule: 'group-minute', waitMs: group };
    }
    const credit = this.#creditOf(chatId, early);
    if (credit < 1) return { rule: 'chat-second', waitMs: ((1 - credit) / this.options.chatPerSecond) * 1000 };
    return null;
  }

  /** How many messages the chat may take now: grows with time up to the burst. */
  #creditOf(chatId: number, now: number): number {
    const last = this.#credit.get(chatId);
    if (last === undefined) return this.options.chatBurst;
    return Math.min(this.options.chatBurst, last.credit + ((now - last.at) / 1000) * this.options.chatPerSecond);
  }

  #record(chatId: number, messages: number, now: number): void {
    this.#credit.set(chatId, { credit: Math.max(this.#creditOf(chatId, now), 0) - 1, at: now });
    remember(this.#byBot, { at: now, messages }, 1000);
    const chat = this.#byChat.get(chatId) ?? [];
    this.#byChat.set(chatId, chat);
    remember(chat, { at: now, messages }, 60_000);
  }
}

/** Ms until `messages` more fit into the window; 0 when they do now. What is larger than the limit alone fits into an empty window. */
function waitInWindow(sent: readonly Sent[], windowMs: number, limit: number, messages: number, now: number): number {
  const inside = sent.filter((one) => one.at > now - windowMs);
  let total = inside.reduce((sum, one) => sum + one.messages, 0);
  let wait = 0;
  for (const one of inside) {
    if (total + messages <= limit) break;
    total -= one.messages;
    wait = one.at + windowMs - now;
  }
  return wait;
}

function remember(sent: Sent[], one: Sent, windowMs: number): void {
  while (sent[0] !== undefined && sent[0].at <= one.at - windowMs) sent.shift();
  sent.push(one);
}
