import { SmtpLine, type SmtpLogin } from './smtp-line.js';

/** Connections of one inbox at once: servers limit them (`fail:S5`). */
const MOST_LINES = 4;
/** A line that was not used for this long may be dead without a word (`fail:S4`), ms. */
const IDLE_MS = 30_000;

type Idle = { readonly line: SmtpLine; readonly timer: NodeJS.Timeout };

/** The connections of one inbox to its sending server: opened as they are needed, kept for a moment. */
export class SmtpLines {
  private readonly idle: Idle[] = [];
  private readonly busy = new Set<SmtpLine>();

  constructor(private readonly login: SmtpLogin) {}

  static readonly most = MOST_LINES;

  /** Makes sure that the server is there and lets us in; opens a line only when none is known to work. */
  async check(): Promise<void> {
    this.giveBack(await this.take());
  }

  /** @throws what the server or the network says */
  async take(): Promise<SmtpLine> {
    const line = this.takeIdle() ?? (await SmtpLine.open(this.login));
    this.busy.add(line);
    return line;
  }

  giveBack(line: SmtpLine): void {
    this.busy.delete(line);
    if (!line.isUsable) return;
    const kept: Idle = { line, timer: setTimeout(() => this.drop(kept), IDLE_MS).unref() };
    this.idle.push(kept);
  }

  /** What is being sent on a line ends as a cut. */
  close(): void {
    for (const { line, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      line.close();
    }
    for (const line of this.busy) line.close();
  }

  private takeIdle(): SmtpLine | null {
    for (let known = this.idle.pop(); known; known = this.idle.pop()) {
      clearTimeout(known.timer);
      if (known.line.isUsable) return known.line;
    }
    return null;
  }

  private drop(kept: Idle): void {
    const at = this.idle.indexOf(kept);
    if (at !== -1) this.idle.splice(at, 1);
    kept.line.close();
  }
}
