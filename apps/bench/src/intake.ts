import {
  createEmptyDatabase,
  Neighbours,
  ServicesInstallation,
  StandaloneInstallation,
  startPostgres,
  until,
  withClient,
} from '@app/testing';
import { print, rateLine, say } from './bench-line.js';
import { intakeLimit } from './intake-limit.js';

const PATIENCE = { timeoutMs: 300_000, everyMs: 50 };

/** Mail waiting in a mailbox → tickets stored, in both sizes, against the limit of the same run (`goals.md`). */
export async function benchIntake({ mails, json }: { mails: number; json: boolean }): Promise<void> {
  say(`bench intake: ${mails} mails of 0.9 kB in a real Dovecot`);
  const limit = await withMailbox(mails, measureLimit);
  say(`limit: ${Math.round(limit)}/s`);
  print(rateLine('intake', 'postgres-bus', await withMailbox(mails, measureStandalone), limit), json);
  print(rateLine('intake', 'kafka', await withMailbox(mails, measureServices), limit), json);
}

async function withMailbox<T>(mails: number, work: (neighbours: Neighbours, mails: number) => Promise<T>): Promise<T> {
  await using neighbours = await Neighbours.start({ mailFrom: 'all' });
  neighbours.dovecot.deliverMany(Neighbours.support, manyMails(mails));
  return await work(neighbours, mails);
}

async function measureLimit({ dovecot }: Neighbours): Promise<number> {
  const postgres = await startPostgres({ durable: true });
  try {
    const { adminUrl } = await createEmptyDatabase(postgres.url());
    return await intakeLimit({ ...dovecot.imap, user: Neighbours.support, pass: Neighbours.password }, adminUrl);
  } finally {
    await postgres.stop();
  }
}

async function measureStandalone(neighbours: Neighbours, mails: number): Promise<number> {
  const postgres = await startPostgres({ durable: true });
  try {
    const { url, ownerUrl, adminUrl } = await createEmptyDatabase(postgres.url());
    const counted = countRate(adminUrl, mails);
    await using _product = await StandaloneInstallation.start(neighbours, { DATABASE_URL: url, MIGRATE_DATABASE_URL: ownerUrl });
    return await counted;
  } finally {
    await postgres.stop();
  }
}

async function measureServices(neighbours: Neighbours, mails: number): Promise<number> {
  await using product = await ServicesInstallation.start(neighbours);
  return await countRate(product.database.adminUrl, mails);
}

/** Messages a second, between the first that is seen and the last. */
async function countRate(databaseUrl: string, mails: number): Promise<number> {
  return await withClient(databaseUrl, async (client) => {
    const count = async (): Promise<number> => {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from messages`).catch(() => ({ rows: [] }));
      return rows[0]?.n ?? 0;
    };
    const first = await until('the first mails to be stored', count, PATIENCE);
    const startedAt = performance.now();
    await until('all mails to be stored', async () => (await count()) >= mails, PATIENCE);
    return (mails - first) / ((performance.now() - startedAt) / 1000);
  });
}

/** Mails of 0.9 kB, each from somebody else. */
function* manyMails(count: number): Iterable<string> {
  const body = 'My order has not arrived yet, and nobody answers the phone. Please tell me where it is.\r\n'.repeat(6);
  for (let i = 0; i < count; i++) {
    yield [
      `From: Customer ${i} <customer-${i}@customer.test>`,
      `To: ${Neighbours.support}`,
      `Subject: Where is order ${i}?`,
      `Message-ID: <bench-${i}@customer.test>`,
      'Date: Mon, 05 Jan 2026 10:12:00 +0300',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      `Number ${i}.`,
      body,
    ].join('\r\n');
  }
}
