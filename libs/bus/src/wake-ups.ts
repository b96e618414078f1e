import { Backoff, orAborted, pause, within } from './backoff.js';
import { openListener } from './postgres-pool.js';

/** What a notification says: where the log has grown, or which group's members have changed. `everything` after a gap. */
export type WakeUp =
  | { readonly kind: 'log'; readonly partitions: readonly number[]; readonly topics: readonly string[] }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'everything' };

const PROBE_EVERY_MS = 15_000;
/** A dead connection does not answer a goodbye either. */
const END_MS = 1_000;

/** Listens to the log's notifications on one connection, which is made again when it breaks; the gap counts as news. */
export class WakeUps {
  private readonly listeners = new Set<(wakeUp: WakeUp) => void>();
  private readonly stop = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly databaseUrl: string,
    private readonly instance: string,
  ) {
    this.running = this.run();
  }

  on(listener: (wakeUp: WakeUp) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const backoff = new Backoff(100, 2_000);
    while (!this.stop.signal.aborted) {
      try {
        await this.listenUntilItBreaks(() => backoff.reset());
      } catch {
        // The next connection tells; publishing and reading report their own errors.
      }
      await pause(backoff.nextMs(), this.stop.signal);
    }
  }

  private async listenUntilItBreaks(connected: () => void): Promise<void> {
    const client = openListener(this.databaseUrl, `${this.instance} listen`);
    const broken = Promise.withResolvers<void>();
    client.on('error', () => broken.resolve());
    client.on('end', () => broken.resolve());
    client.on('notification', ({ payload }) => this.tell(parse(payload ?? '')));
    try {
      await client.connect();
      await client.query('listen otklik_bus');
      connected();
      this.tell({ kind: 'everything' });
      // A connection that died without a word answers no probe.
      const probe = setInterval(() => client.query('select').catch(() => broken.resolve()), PROBE_EVERY_MS);
      await orAborted(broken.promise, this.stop.signal).finally(() => clearInterval(probe));
    } finally {
      await within(END_MS, client.end()).catch(() => undefined);
    }
  }

  private tell(wakeUp: WakeUp): void {
    for (const listener of this.listeners) listener(wakeUp);
  }
}

/** Whether there may be something new of these topics (null: any). */
export function concerns(wakeUp: WakeUp, topics: readonly string[] | null): boolean {
  if (wakeUp.kind === 'everything') return true;
  return wakeUp.kind === 'log' && (topics === null || wakeUp.topics.some((topic) => topics.includes(topic)));
}

/** `log 0,3 ticket,reply` (from `bus_append`) or `group router` (from a member that came or went). */
function parse(payload: string): WakeUp {
  const [kind, first = '', second = ''] = payload.split(' ');
  if (kind === 'group') return { kind, group: first };
  if (kind === 'log') return { kind, partitions: first.split(',').map(Number), topics: second.split(',') };
  return { kind: 'everything' };
}
