import type { SmtpLogin } from '@app/mailbox';
import type { SignIn } from '../sign-in.js';
import { SmtpLine } from './smtp-line.js';

/** A line that is not needed any more is let go after this long, ms: servers limit connections (`fail:S5`). */
const IDLE_MS = 30_000;
/** One line stays open for this long after the last mail, so that the next answer need not sign in again, ms. */
const WARM_MS = 10 * 60_000;
/** How often the warm line is used meanwhile, ms: servers end what is silent for five minutes, and firewalls sooner. */
const WORD_MS = 45_000;

type Idle = { readonly line: SmtpLine; readonly since: number };

/** The connections of one inbox to its sending server: opened as they are needed, kept for a while. */
export class SmtpLines {
  /** The one used last comes last. */
  private idle: Idle[] = [];
  private readonly busy = new Set<SmtpLine>();
  private care: NodeJS.Timeout | null = null;
  private usedAt = performance.now();
  private isClosed = false;

  constructor(
    private readonly login: Omit<SmtpLogin, 'proof' | 'signal'>,
    private readonly signIn: SignIn,
  ) {}

  /** How many are open. */
  get open(): number {
    return this.idle.length + this.busy.size;
  }

  /**
   * Makes sure that the server is there and lets us in; opens a line only when none is known to work.
   *
   * @param signal fires when no line is wanted any more: one that is being opened is given up
   * @returns what it offers
   */
  async check(signal: AbortSignal): Promise<{ readonly takesUtf8: boolean }> {
    const line = await this.take(signal);
    this.giveBack(line);
    return line;
  }

  /** @throws what the server or the network says; the signal's reason */
  async take(signal: AbortSignal): Promise<SmtpLine> {
    const line = (await this.takeIdle()) ?? (await this.signIn.open('smtp', (proof) => SmtpLine.open({ ...this.login, proof, signal })));
    if (this.isClosed) line.close();
    this.busy.add(line);
    return line;
  }

  giveBack(line: SmtpLine): void {
    this.busy.delete(line);
    this.usedAt = performance.now();
    if (!line.isUsable || this.isClosed) return;
    this.idle.push({ line, since: this.usedAt });
    this.care ??= setInterval(() => void this.careForIdle(), Math.min(IDLE_MS, WORD_MS) / 2).unref();
  }

  /** What is being sent on a line ends as a cut. */
  close(): void {
    this.isClosed = true;
    this.endCare();
    for (const { line } of this.idle.splice(0)) line.close();
    for (const line of this.busy) line.close();
  }

  private async takeIdle(): Promise<SmtpLine | null> {
    for (let known = this.idle.pop(); known; known = this.idle.pop()) {
      // Counted while it is asked.
      this.busy.add(known.line);
      if (await known.line.isAlive()) return known.line;
      this.busy.delete(known.line);
    }
    return null;
  }

  /** Lets go what is not needed; the line used last is kept alive for some time. */
  private async careForIdle(): Promise<void> {
    const now = performance.now();
    const isWarm = now - this.usedAt < WARM_MS;
    const kept = this.idle.filter(
      ({ line, since }, i) => line.isUsable && (now - since < IDLE_MS || (isWarm && i === this.idle.length - 1)),
    );
    for (const { line } of this.idle) if (!kept.some((one) => one.line === line)) line.close();
    this.idle = kept;
    const warm = this.idle.at(-1);
    if (!warm) return this.endCare();
    if (now - warm.since >= WORD_MS) await this.say(warm);
  }

  private async say({ line }: Idle): Promise<void> {
    this.idle = this.idle.filter((one) => one.line !== line);
    this.busy.add(line);
    const isAlive = await line.isAlive();
    this.busy.delete(line);
    if (isAlive && !this.isClosed) this.idle.push({ line, since: performance.now() });
  }

  private endCare(): void {
    if (this.care) clearInterval(this.care);
    this.care = null;
  }
}
