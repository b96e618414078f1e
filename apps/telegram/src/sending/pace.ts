import { setTimeout as wait } from 'node:timers/promises';

/** Telegram's limits: 30 messages a second for a bot, one a second for a chat, 20 a minute for a group (`goals.md`). */
const BOT = { messages: 30, ms: 1000 } as const;
const CHAT_GAP_MS = 1000;
const GROUP = { messages: 20, ms: 60_000 } as const;
/** For what way to Telegram and back is quicker than any before, ms. */
const MARGIN_MS = 5;
/** Of so many calls the quickest tells how long the way is. */
const CALLS_KEPT = 64;
/** A place that a call on its way holds is asked about again after so long, ms. */
const LOOK_AGAIN_MS = 20;
/** So many chats refused in a row mean that it is the bot that sends too much, and not one chat. */
const CHATS_OF_A_BOT = 3;
/** Chats that are remembered; one that was last written to longer ago needs no gap. */
const REMEMBERED = 10_000;

/**
 * One call on its way, and after it the place in the limits that it holds.
 *
 * It counts from when it arrived at Telegram, which is after it left and before its answer came. So the next one leaves a limit's time
 * after the answer, less the quickest way there and back: however unsteady the line is, no two arrive too soon after each other.
 */
export type Passage = {
  readonly chatId: string;
  /** An album is as many as it has. */
  readonly messages: number;
  /** The answer came, or none will. */
  ended(): void;
};

type Held = { readonly messages: number; readonly leftAt: number; endedAt: number | null };
type ChatPace = { readonly held: Held[]; onItsWay: number; freeAt: number };

/** Keeps a bot under Telegram's limits. Topics of one group share them: chats go by Telegram's own numbers, groups have negative ones. */
export class Pace {
  private readonly bot: Held[] = [];
  private readonly chats = new Map<string, ChatPace>();
  private readonly quickest: number[] = [];
  /** Of messages that will leave as soon as they may. */
  private promised = 0;
  private botFreeAt = 0;
  private restsUntil = 0;
  /** Chats refused since a call of any chat was taken. */
  private readonly refused = new Set<string>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How long nothing at all may leave, ms. */
  get pauseMs(): number {
    return Math.max(0, this.botFreeAt - this.now(), this.restsUntil - this.now());
  }

  /** Until a chat may be written to, ms; 0: now. */
  chatWaitMs(chatId: string, messages = 1): number {
    const chat = this.chats.get(chatId);
    if (!chat) return 0;
    const gap = Math.max(0, chat.freeAt - this.now(), chat.onItsWay > 0 ? LOOK_AGAIN_MS : 0);
    return chatId.startsWith('-') ? Math.max(gap, this.waitIn(chat.held, messages, GROUP)) : gap;
  }

  /** Until so many more may leave at once, those aside that were promised a place, ms. */
  roomInMs(messages: number): number {
    return Math.max(this.pauseMs, this.waitIn(this.bot, Math.min(messages + this.promised, BOT.messages), BOT));
  }

  /** Keeps a place for what will leave soon: `leave` takes it, or `forgo` gives it back. */
  promise(messages: number): void {
    this.promised += messages;
  }

  forgo(messages: number): void {
    this.promised -= messages;
  }

  /** Resolves when it may leave. Rejects when the signal fires. */
  async leave(chatId: string, messages: number, signal: AbortSignal): Promise<Passage> {
    for (;;) {
      signal.throwIfAborted();
      const ms = Math.max(this.pauseMs, this.chatWaitMs(chatId, messages), this.waitIn(this.bot, messages, BOT));
      if (ms <= 0) return this.begin(chatId, messages);
      await wait(ms, undefined, { signal });
    }
  }

  /** Whether a call that no message is to wait for may be made: half of the places are free. */
  get isIdle(): boolean {
    return this.roomInMs(BOT.messages / 2) === 0;
  }

  /** @returns what is to be done when the answer came */
  begin(chatId: string, messages: number): Passage {
    const held: Held = { messages, leftAt: this.now(), endedAt: null };
    const chat = this.chatOf(chatId);
    chat.onItsWay += 1;
    chat.held.push(held);
    this.bot.push(held);
    return { chatId, messages, ended: () => this.end(chat, held) };
  }

  /** Telegram took a call: no pause is the bot's. */
  taken(): void {
    this.refused.clear();
  }

  /** Telegram asks for a pause (429). It does not say of whom: of the chat, until several chats were told the same. */
  tooMany(chatId: string, ms: number): void {
    const chat = this.chatOf(chatId);
    chat.freeAt = Math.max(chat.freeAt, this.now() + ms);
    this.refused.add(chatId);
    if (this.refused.size >= CHATS_OF_A_BOT) this.botFreeAt = Math.max(this.botFreeAt, this.now() + ms);
  }

  /** Nothing leaves for so long: not that Telegram asked for it, but there is no use in trying. */
  rest(ms: number): void {
    this.restsUntil = Math.max(this.restsUntil, this.now() + ms);
  }

  /** The bot is served anew, with other settings perhaps: trying may be of use again. What Telegram asked for still holds. */
  resume(): void {
    this.restsUntil = 0;
  }

  private end(chat: ChatPace, held: Held): void {
    if (held.endedAt !== null) return;
    held.endedAt = this.now();
    chat.onItsWay -= 1;
    this.quickest.push(held.endedAt - held.leftAt);
    if (this.quickest.length > CALLS_KEPT) this.quickest.shift();
    // Within one chat the way is not counted back: the quickest way of all says too little of two calls, and who reads would not notice.
    chat.freeAt = Math.max(chat.freeAt, held.endedAt + MARGIN_MS + held.messages * CHAT_GAP_MS);
  }

  /** The latest moment at which it can have arrived, ours minus the quickest way: see `Passage`. */
  private arrivedBy({ leftAt, endedAt }: Held): number {
    return endedAt === null ? Number.POSITIVE_INFINITY : Math.max(leftAt, endedAt - Math.min(...this.quickest) + MARGIN_MS);
  }

  private waitIn(held: Held[], messages: number, limit: { readonly messages: number; readonly ms: number }): number {
    const now = this.now();
    this.forgetPassed(held, now - limit.ms);
    const frees = held.map((one) => ({ messages: one.messages, at: this.arrivedBy(one) + limit.ms })).toSorted((a, b) => a.at - b.at);
    let total = frees.reduce((sum, one) => (one.at > now ? sum + one.messages : sum), messages);
    let waitMs = 0;
    for (const one of frees) {
      if (total <= limit.messages) return waitMs;
      if (one.at <= now) continue;
      total -= one.messages;
      waitMs = Number.isFinite(one.at) ? one.at - now : Math.max(waitMs, LOOK_AGAIN_MS);
    }
    return waitMs;
  }

  private forgetPassed(held: Held[], before: number): void {
    let passed = 0;
    for (const one of held) {
      if (this.arrivedBy(one) > before) break;
      passed += 1;
    }
    held.splice(0, passed);
  }

  private chatOf(chatId: string): ChatPace {
    const chat = this.chats.get(chatId) ?? { held: [], onItsWay: 0, freeAt: 0 };
    // The last in the map was written to last.
    this.chats.delete(chatId);
    this.chats.set(chatId, chat);
    this.forgetChats();
    return chat;
  }

  private forgetChats(): void {
    if (this.chats.size <= REMEMBERED) return;
    for (const [id, chat] of this.chats) {
      if (this.chats.size <= REMEMBERED / 2) return;
      if (chat.onItsWay === 0 && this.chatWaitMs(id, GROUP.messages) === 0) this.chats.delete(id);
    }
  }
}
