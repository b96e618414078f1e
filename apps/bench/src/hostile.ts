import { setTimeout as wait } from 'node:timers/promises';
import { createEmptyDatabase, hostileMails, Neighbours, StandaloneInstallation, startPostgres, until, withClient } from '@app/testing';
import { latencyLine, print, say } from './bench-line.js';

const MAILS = 1_000;
const PATIENCE = { timeoutMs: 600_000, everyMs: 200 };

/** How long the event loop of `standalone` stands still while hostile mails are taken in, by its own metric, second by second. */
export async function benchHostile({ json }: { json: boolean }): Promise<void> {
  await using neighbours = await Neighbours.start({ mailFrom: 'all' });
  const postgres = await startPostgres({ durable: true });
  try {
    const { url, ownerUrl, adminUrl } = await createEmptyDatabase(postgres.url());
    await using product = await StandaloneInstallation.start(neighbours, { DATABASE_URL: url, MIGRATE_DATABASE_URL: ownerUrl });
    await lagP99(product.staffUrl);
    say(`bench hostile: ${MAILS} mails`);
    neighbours.dovecot.deliverMany(Neighbours.support, manyHostile());
    const done = until('all mails to be taken in', () => allTakenIn(adminUrl), PATIENCE);
    const lags: number[] = [];
    for (let over = false; !over; ) {
      over = await Promise.race([done.then(() => true), wait(1_000, false)]);
      lags.push((await lagP99(product.staffUrl)) * 1000);
    }
    print(latencyLine('hostile', 'event-loop', lags), json);
  } finally {
    await postgres.stop();
  }
}

/** Each its own bytes: the same twice is one mail. */
function* manyHostile(): Iterable<Buffer> {
  const kinds = hostileMails();
  for (let i = 0; i < MAILS; i++) {
    const { raw } = kinds[i % kinds.length] ?? { raw: Buffer.alloc(0) };
    yield Buffer.concat([Buffer.from(`X-Number: ${i}\r\n`), raw]);
  }
}

async function allTakenIn(databaseUrl: string): Promise<boolean> {
  return await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from received where outcome is not null or message_id is not null`,
    );
    return (rows[0]?.n ?? 0) >= MAILS;
  });
}

/** Of the time since it was last asked, seconds. */
async function lagP99(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds\S* (\S+)$/m.exec(metrics)?.[1] ?? Number.NaN);
}
