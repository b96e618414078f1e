import { peekSender } from '../head/peek-sender.js';
import { beginningOf, type RawMail, sizeOf } from './raw-mail.js';

/** For so long a too-hard mail is remembered, ms. */
const WHILE_MS = 10 * 60_000;
/** Too-hard mails within that while: of one sender, and of all of them, since anybody may write under many names. */
const MOST_OF_ONE = 3;
const MOST_OF_ALL = 12;
/** What is left for a mail then, as shares of the limit: whatever it is, and for each MB, so that honest large mails are still read. */
const SHORT_SHARE = 0.1;
const SHORT_SHARE_A_MB = 0.02;
const MB = 1024 * 1024;

/**
 * How much CPU a mail may take: less for senders whose mails were too hard, so that nobody holds the threads for long.
 *
 * Without it 500 such mails would take 1,000 s; with it, at most 12 of them take all of theirs, and the others a tenth.
 */
export class HardMails {
  private seen: { readonly sender: string; readonly at: number }[] = [];

  constructor(
    /** CPU ms. */
    private readonly limitMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  note(raw: RawMail): void {
    this.seen = [...this.recent(), { sender: senderOf(raw), at: this.now() }].slice(-MOST_OF_ALL);
  }

  /** @returns CPU ms */
  limitFor(raw?: RawMail): number {
    if (raw === undefined || !this.isSuspect(raw)) return this.limitMs;
    return Math.min(this.limitMs, this.limitMs * (SHORT_SHARE + (SHORT_SHARE_A_MB * sizeOf(raw)) / MB));
  }

  private isSuspect(raw: RawMail): boolean {
    const recent = this.recent();
    if (recent.length < MOST_OF_ONE || recent.length === MOST_OF_ALL) return recent.length === MOST_OF_ALL;
    const sender = senderOf(raw);
    return recent.filter((one) => one.sender === sender).length >= MOST_OF_ONE;
  }

  private recent(): readonly { readonly sender: string; readonly at: number }[] {
    const since = this.now() - WHILE_MS;
    return this.seen.filter(({ at }) => at >= since);
  }
}

function senderOf(raw: RawMail): string {
  return peekSender(beginningOf(raw));
}
