import { SmtpLine, type SmtpLogin } from './smtp-line.js';

/** Connections of one inbox at once: servers limit them (`fail:S5`). */
const MOST_LINES = 4;
/** A line that was not used for this long may be dead without a word (`fail:S4`), ms. */
const IDLE_MS = 30_000;

type Idle = { readonly line: SmtpLine; readonly timer: NodeJS.Timeout };

/** The connections of one inbox to its sending server: opened as they are needed, kept for a moment. */
export class SmtpLines {
  private readonly idle: Idle[] = [];

  constructor(private readonly login: SmtpLogin) {}

  static readonly most = MOST_LINES;

  /** Makes sure that the server is there and lets us in; opens a line only when none is known to work. */
  async check(): Promise<void> {
    this.giveBack(await this.take());
  }

  /** @throws what the server or the network says */
  async take(): Promise<SmtpLine> {
    for (let known = this.idle.pop(); known; known = this.idle.pop()) {
      clearTimeout(known.timer);
      if (known.line.isUsable) return known.line;
    }
    return await SmtpLine.open(this.login);
  }

  giveBack(line: SmtpLine): void {
    if (!line.isUsable) return;
    const kept: Idle = { line, timer: setTimeout(() => this.drop(kept), IDLE_MS).unref() };
    this.idle.push(kept);
  }

  close(): void {
    for (const { line, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      line.close();
    }
  }

  private drop(kept: Idle): void {
    const at = this.idle.indexOf(kept);
    if (at !== -1) this.idle.splice(at, 1);
    kept.line.close();
  }
}
