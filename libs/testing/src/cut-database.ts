import type { Endpoint } from './dovecot.js';
import { FaultProxy, type FaultVerdict } from './fault-proxy.js';
import { PostgresMessages } from './postgres-messages.js';

/** Cut at a commit: it never reaches the server, or it does and its answer never comes back. Whoever commits cannot tell which. */
export type CommitLoss = 'commit' | 'answer';

/** Transactions of those who send, by words that one of their statements has; `reportBegins`: before a report holds any lock. */
export const COMMITS = { takeUp: `set state = 'sending'`, report: 'state = r.state', reportBegins: '"hasBounced"' } as const;

type Order = { readonly words: string; readonly loss: CommitLoss; left: number };

/** One connection: what its transaction has said, and whether the answer to come is lost. */
class Line {
  readonly messages = new PostgresMessages();
  /** Statements of this connection, by their names. */
  readonly prepared = new Map<string, string>();
  said: string[] = [];
  isAnswerLost = false;
}

/** A statement that is long on its way. */
class HeldStatement {
  isHeld = false;
  private readonly released = Promise.withResolvers<void>();

  constructor(private readonly words: string) {}

  release(): void {
    this.released.resolve();
  }

  /** @returns resolves at the release; null: it is another statement, or the one is held already */
  holds(sql: string | undefined): Promise<void> | null {
    if (this.isHeld || !sql?.includes(this.words)) return null;
    this.isHeld = true;
    return this.released.promise;
  }
}

/** PostgreSQL behind a line that is cut at the commits that a test names, and works at all other times. */
export class CutDatabase {
  /** Commits cut so far. */
  cuts = 0;
  private orders: Order[] = [];
  private held: HeldStatement | null = null;
  private readonly lines = new Map<number, Line>();

  private constructor(
    private readonly proxy: FaultProxy,
    /** Leads over the line. */
    readonly url: string,
  ) {}

  static async start(databaseUrl: string): Promise<CutDatabase> {
    const url = new URL(databaseUrl);
    const proxy = await FaultProxy.start({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.endpoint.port);
    const database = new CutDatabase(proxy, url.href);
    proxy.set((piece, direction, nth) => (direction === 'toServer' ? database.asked(piece, nth) : database.answered(nth)));
    return database;
  }

  get endpoint(): Endpoint {
    return this.proxy.endpoint;
  }

  /** Cuts the next commits of transactions with such a statement. @param words see `COMMITS` */
  cut(words: string, loss: CommitLoss, times = 1): void {
    this.orders.push({ words, loss, left: times });
  }

  /** Holds the next statement with these words, while other connections go on. */
  hold(words: string): HeldStatement {
    this.held = new HeldStatement(words);
    return this.held;
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
  }

  private asked(piece: Buffer, nth: number): FaultVerdict {
    const line = this.lineOf(nth);
    for (const { type, strings } of line.messages.read(piece)) {
      const [first = '', second = ''] = strings;
      if (type === 'parse') line.prepared.set(first, second);
      if (type === 'bind') line.said.push(line.prepared.get(second) ?? '');
      if (type !== 'query') continue;
      const isCommit = /^commit\b/i.test(first);
      const loss = isCommit ? this.lossOf(line.said) : null;
      line.said = isCommit || /^(?:start|begin)\b/i.test(first) ? [] : [...line.said, first];
      if (loss === 'commit') return 'cut';
      line.isAnswerLost = loss === 'answer';
    }
    return this.held?.holds(line.said.at(-1)) ?? 'pass';
  }

  private answered(nth: number): FaultVerdict {
    return this.lineOf(nth).isAnswerLost ? 'cut' : 'pass';
  }

  private lossOf(said: readonly string[]): CommitLoss | null {
    const order = this.orders.find((one) => one.left > 0 && said.some((sql) => sql.includes(one.words)));
    if (!order) return null;
    order.left -= 1;
    this.cuts += 1;
    return order.loss;
  }

  private lineOf(nth: number): Line {
    const line = this.lines.get(nth) ?? new Line();
    this.lines.set(nth, line);
    return line;
  }
}
