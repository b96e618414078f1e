import { setTimeout as wait } from 'node:timers/promises';
import { until } from '@app/testing';
import { Client } from 'pg';
import { type Channel, idIn } from './talk.js';

/**
 * What shows that a path works again: a message stored that was said after the restart (of a channel, or of any), a ticket
 * given to an agent, an answer stored, an answer sent.
 */
export type Path = Channel | 'any' | 'assigned' | 'answered' | 'sent:email' | 'sent:telegram' | 'sent';

type Look = { readonly at: number; readonly value: Readonly<Record<Path, number>> };
type Row = Readonly<Record<'assigned' | 'answered' | 'sentEmail' | 'sentTelegram' | 'sent', number>> & {
  readonly texts: readonly string[];
};

const LOOK_EVERY_MS = 100;

const LOOK = `
  select coalesce((select json_agg(text) from (
           select text from messages where kind = 'inbound' order by position desc limit 100) newest), '[]') as texts,
         (select count(*)::int from assignments where by = 'router') as assigned,
         (select count(*)::int from messages where kind = 'reply') as answered,
         sending."sentEmail", sending."sentTelegram", sending.sent
  from (select count(*) filter (where i.channel = 'email')::int as "sentEmail",
               count(*) filter (where i.channel = 'telegram')::int as "sentTelegram", count(*)::int as sent
        from deliveries d join inboxes i on i.id = d.inbox_id where d.state not in ('held', 'queued', 'sending')) sending`;

/** Looks at the database all the time, from the outside. */
export class Watch {
  private readonly looks: Look[] = [];
  private readonly stopped = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    /** May change when the database is started again. */
    private readonly url: () => string,
    /** `performance.now()` of each message's saying. */
    private readonly saidAt: ReadonlyMap<string, number>,
  ) {
    this.running = this.run();
  }

  /** @returns ms from the restart until the path was seen to work */
  async recovered(path: Path, restartedAt: number, timeoutMs = 60_000): Promise<number> {
    const look = await until(
      `${path} to work again`,
      () => {
        const since = this.looks.filter(({ at }) => at > restartedAt);
        // Nothing starts as fast as a look: what is counted in the first one was done before.
        const enough = CHANNELS.includes(path) ? restartedAt : (since[0]?.value[path] ?? 0);
        return since.find(({ value }) => value[path] > enough);
      },
      { timeoutMs, everyMs: 50 },
    );
    return look.at - restartedAt;
  }

  async close(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const client = new Client({ connectionString: this.url(), connectionTimeoutMillis: 2_000 });
      // A query that was cut rejects by itself.
      client.on('error', () => undefined);
      try {
        await client.connect();
        while (!this.stopped.signal.aborted) await this.look(client);
      } catch {
        await wait(LOOK_EVERY_MS);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  private async look(client: Client): Promise<void> {
    const at = performance.now();
    const { rows } = await client.query<Row>(LOOK);
    const [row] = rows;
    if (row) this.looks.push({ at, value: { ...this.newest(row.texts), ...counts(row) } });
    await wait(LOOK_EVERY_MS);
  }

  /** When the youngest of the stored messages was said. */
  private newest(texts: readonly string[]): Record<Channel | 'any', number> {
    const newest = { email: 0, telegram: 0, webchat: 0, any: 0 };
    for (const text of texts) {
      const id = idIn(text) ?? '';
      const saidAt = this.saidAt.get(id) ?? 0;
      const channel = id.startsWith('m') ? 'email' : id.startsWith('t') ? 'telegram' : 'webchat';
      newest[channel] = Math.max(newest[channel], saidAt);
      newest.any = Math.max(newest.any, saidAt);
    }
    return newest;
  }
}

const CHANNELS: readonly Path[] = ['email', 'telegram', 'webchat', 'any'];

function counts({ assigned, answered, sent, sentEmail, sentTelegram }: Row) {
  return { assigned, answered, sent, 'sent:email': sentEmail, 'sent:telegram': sentTelegram };
}
