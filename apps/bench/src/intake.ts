import { readFileSync } from 'node:fs';
import {
  createEmptyDatabase,
  ADMIN,
  Neighbours,
  ProductApi,
  ServicesInstallation,
  StandaloneInstallation,
  startPostgres,
  until,
  withClient,
} from '@app/testing';
import { print, rateLine, say } from './bench-line.js';
import { mixedMails, smallMails, strangersMails } from './bench-mails.js';
import { cpuSpent, spentPerItem } from './cpu-spent.js';
import { intakeLimit, WARM_UP } from './intake-limit.js';

const PATIENCE = { timeoutMs: 300_000, everyMs: 50 };
/** Old space of the process that takes mixed mail in: more than that and it ends. */
const MIXED_HEAP_MB = 256;

type Mailbox = { readonly count: number; readonly mails: () => Iterable<Buffer | string> };

/** Mail waiting in a mailbox → tickets stored, in both sizes, against the limit of the same run (`goals.md`). */
export async function benchIntake({ mails: count, json }: { mails: number; json: boolean }): Promise<void> {
  const box: Mailbox = { count, mails: () => smallMails(count) };
  say(`bench intake: ${count} mails of 0.9 kB in a real Dovecot; the first ${WARM_UP * 100} % warm up and are not counted`);
  const limit = await withNeighbours(box, measureLimit);
  say(`limit: ${Math.round(limit)}/s`);
  print(rateLine('intake', 'postgres-bus', await withNeighbours(box, measureStandalone), limit), json);
  const strangers: Mailbox = { count, mails: () => strangersMails(count) };
  print(rateLine('intake', 'acknowledged', await withNeighbours(strangers, measureAcknowledged), limit), json);
  print(rateLine('intake', 'kafka', await withNeighbours(box, measureServices), limit), json);
}

/** As `benchIntake`, with mail as a shop gets it: files, HTML, Russian charsets. */
export async function benchMixed({ mails, json }: { mails: number; json: boolean }): Promise<void> {
  const count = Math.min(mails, 2_000);
  const box: Mailbox = { count, mails: () => mixedMails(count) };
  say(`bench mixed: ${count} mails, 23.6 MB a hundred; the first ${WARM_UP * 100} % warm up and are not counted`);
  const limit = await withNeighbours(box, measureLimit);
  say(`limit: ${Math.round(limit)}/s`);
  const rate = await withNeighbours(box, (neighbours, one) => measureStandalone(neighbours, one, `--max-old-space-size=${MIXED_HEAP_MB}`));
  print(rateLine('mixed', 'postgres-bus', rate, limit), json);
}

async function withNeighbours<T>(box: Mailbox, work: (neighbours: Neighbours, box: Mailbox) => Promise<T>): Promise<T> {
  // What is sent to the world is taken and forgotten.
  await using neighbours = await Neighbours.start({ postfix: { default_transport: 'discard:' } });
  return await work(neighbours, box);
}

/** What comes while the mail server cannot be reached: to a product that runs, all of it is new mail, and it is there at once. */
async function deliverInAnOutage({ dovecot }: Neighbours, { mails }: Mailbox): Promise<void> {
  await dovecot.kill9();
  dovecot.deliverMany(Neighbours.support, mails());
  await dovecot.start();
}

async function measureLimit({ dovecot }: Neighbours, { mails }: Mailbox): Promise<number> {
  dovecot.deliverMany(Neighbours.support, mails());
  const postgres = await startPostgres({ durable: true });
  try {
    const { adminUrl } = await createEmptyDatabase(postgres.url());
    return await intakeLimit({ ...dovecot.imap, user: Neighbours.support, pass: Neighbours.password }, adminUrl);
  } finally {
    await postgres.stop();
  }
}

/** Each mail is acknowledged, and the acknowledgements leave meanwhile, by the same process. */
function measureAcknowledged(neighbours: Neighbours, box: Mailbox): Promise<number> {
  return measureStandalone(neighbours, box, '', async (product, databaseUrl) => {
    const admin = await ProductApi.signIn(product.staffUrl, ADMIN);
    const { data } = await admin.get<{ data: readonly { id: string; channel: string }[] }>('/inboxes');
    const inbox = data.find(({ channel }) => channel === 'email')?.id;
    await admin.patch(`/inboxes/${inbox}`, { settings: { acknowledgement: { enabled: true, perHour: 100_000 } } });
    await product.inboxesOk(admin);
    return async () =>
      say(
        `acknowledgements: ${await countOf(databaseUrl, `messages where kind = 'auto'`)}, sent so far: ${await countOf(databaseUrl, `deliveries where state = 'accepted'`)}`,
      );
  });
}

/** @param prepare sets the product up; what it gives is called when the rate is known */
async function measureStandalone(
  neighbours: Neighbours,
  box: Mailbox,
  nodeOptions = '',
  prepare: (product: StandaloneInstallation, databaseUrl: string) => Promise<() => Promise<void>> = async () => async () => {},
): Promise<number> {
  const postgres = await startPostgres({ durable: true });
  try {
    const { url, ownerUrl, adminUrl } = await createEmptyDatabase(postgres.url());
    const env = { DATABASE_URL: url, MIGRATE_DATABASE_URL: ownerUrl, NODE_OPTIONS: nodeOptions };
    await using product = await StandaloneInstallation.start(neighbours, env);
    const tell = await prepare(product, adminUrl);
    await deliverInAnOutage(neighbours, box);
    const rate = await countRate(adminUrl, box.count);
    await tell();
    say(`most memory of standalone: ${peakMb(product.standalone.pid)} MB`);
    return rate;
  } finally {
    await postgres.stop();
  }
}

async function measureServices(neighbours: Neighbours, box: Mailbox): Promise<number> {
  await using product = await ServicesInstallation.start(neighbours);
  await deliverInAnOutage(neighbours, box);
  return await countRate(product.database.adminUrl, box.count);
}

/** Messages a second, between the end of the warm-up and the last. */
async function countRate(databaseUrl: string, mails: number): Promise<number> {
  return await withClient(databaseUrl, async (client) => {
    const stored = async (): Promise<number> => {
      const { rows } = await client
        .query<{ n: number }>(`select count(*)::int as n from messages where kind = 'inbound'`)
        .catch(() => ({ rows: [] }));
      return rows[0]?.n ?? 0;
    };
    const warm = await until('the warm-up', async () => atLeast(await stored(), mails * WARM_UP), PATIENCE);
    const [startedAt, before] = [performance.now(), cpuSpent()];
    await until('all mails to be stored', async () => atLeast(await stored(), mails), PATIENCE);
    const seconds = (performance.now() - startedAt) / 1000;
    say(`CPU ms a mail: ${spentPerItem(before, cpuSpent(), mails - warm)}`);
    return (mails - warm) / seconds;
  });
}

function countOf(databaseUrl: string, what: string): Promise<number> {
  return withClient(databaseUrl, async (client) => Number((await client.query(`select count(*) from ${what}`)).rows[0].count));
}

function atLeast(n: number, wanted: number): number | null {
  return n >= wanted ? n : null;
}

/** Resident memory at its highest (proc(5), VmHWM), the threads' included. */
function peakMb(pid: number): number {
  const [, kb = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kb) / 1024);
}
