import { loadavg } from 'node:os';
import {
  createEmptyDatabase,
  type Installation,
  Neighbours,
  ServicesInstallation,
  StandaloneInstallation,
  startPostgres,
  until,
} from '@app/testing';
import { latencyLine, print, say } from './bench-line.js';
import { staffDesk, watchDesk } from './chat-desk.js';
import { echoDelays } from './chat-limit.js';
import { atRate, ownCpu, type Rate } from './chat-rate.js';
import { beginVisitors, type BenchVisitor, ChatTimes, connectAll } from './chat-visitors.js';
import { cpuSpent, spentPerItem } from './cpu-spent.js';

const PATIENCE = { timeoutMs: 120_000, everyMs: 50 };
const SECONDS = 20;
/** Of each run: messages that nobody counts, and messages of visitors who have never written before. */
const WARM_UP = 0.1;
const FIRST_WORDS = 0.05;
/** Visitors take turns: each writes every two seconds. */
const BETWEEN_SECONDS = 2;
const TEXT = 'Hello! Where is my order? It was to come on Friday, and nobody has called me since.';

/** A visitor presses Send → an agent's console is told, through gateway, bus, normalizer and live feed, against a bare echo (`goals.md`). */
export async function benchChat({ mails, json }: { mails: number; json: boolean }): Promise<void> {
  const rates = [200, 1_000].map((perSecond): Rate => ({ perSecond, seconds: Math.min(SECONDS, mails / perSecond) }));
  say(`bench chat: ${SECONDS} s at each rate, one message of twenty a first word; load of the machine ${loadavg()[0]?.toFixed(1)}`);
  for (const rate of rates)
    print(latencyLine('chat', `ws echo at ${rate.perSecond}/s`, await echoDelays(rate, rate.perSecond * BETWEEN_SECONDS)), json);
  await using neighbours = await Neighbours.start();
  await inStandalone(neighbours, async (product, databaseUrl) => {
    await staffDesk(databaseUrl);
    for (const rate of rates) tell(await measureChat(product, databaseUrl, rate), { rate, name: 'postgres-bus', json });
  });
  await using services = await ServicesInstallation.start(neighbours);
  await staffDesk(services.database.adminUrl);
  const [slow] = rates;
  if (slow) tell(await measureChat(services, services.database.adminUrl, slow), { rate: slow, name: 'kafka', json });
}

export async function inStandalone(
  neighbours: Neighbours,
  work: (product: StandaloneInstallation, databaseUrl: string, env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const postgres = await startPostgres({ durable: true });
  try {
    const { url, ownerUrl, adminUrl } = await createEmptyDatabase(postgres.url());
    const env = { DATABASE_URL: url, MIGRATE_DATABASE_URL: ownerUrl, OTKLIK_SECRET: 'a secret of the benches, long enough' };
    await using product = await StandaloneInstallation.start(neighbours, env);
    await work(product, adminUrl, env);
  } finally {
    await postgres.stop();
  }
}

type ChatCase = { readonly rate: Rate; readonly name: string; readonly json: boolean };

/** @returns what was measured, all messages in the order in which they were said */
export async function measureChat(product: Installation, databaseUrl: string, rate: Rate): Promise<ChatTimes> {
  const known = await beginVisitors(databaseUrl, product.siteUrl, rate.perSecond * BETWEEN_SECONDS);
  const strangers = await beginVisitors(databaseUrl, product.siteUrl, Math.ceil(rate.perSecond * rate.seconds * FIRST_WORDS));
  let times = new ChatTimes();
  const desk = await watchDesk(product, () => times);
  await connectAll([...known, ...strangers], () => times);
  await speak(times, { perSecond: Math.min(rate.perSecond, 500), seconds: known.length / Math.min(rate.perSecond, 500) }, (n) => known[n]);
  times = new ChatTimes();
  const [cpu, before] = [ownCpu(), cpuSpent()];
  const count = await speak(times, rate, (n) => (n % (1 / FIRST_WORDS) === 0 ? strangers[n * FIRST_WORDS] : known[n % known.length]));
  say(`CPU ms a message: ${spentPerItem(before, cpuSpent(), count)}; the load itself ${Math.round(cpu() * 100)} % of a core`);
  for (const visitor of [...known, ...strangers]) visitor.cut();
  desk.close();
  const refusals = new Set([...known, ...strangers].flatMap((visitor) => visitor.refusals));
  if (refusals.size > 0) say(`refused: ${[...refusals].join(', ')}`);
  return times;
}

/** Says something at this rate and waits until all of it was shown. @returns how many */
async function speak(times: ChatTimes, rate: Rate, who: (n: number) => BenchVisitor | undefined): Promise<number> {
  let count = 0;
  await atRate(rate, (n, dueAt) => {
    who(n)?.says(`${TEXT} (${n})`, dueAt, times);
    count += 1;
  });
  await until('all of it to be shown', () => times.missing === 0, PATIENCE).catch(() => say(`never shown: ${times.missing} of ${count}`));
  return count;
}

function tell(times: ChatTimes, { rate, name, json }: ChatCase): void {
  const warm = (delays: readonly number[]): number[] => delays.slice(Math.floor(delays.length * WARM_UP));
  print(latencyLine('chat', `${name} at ${rate.perSecond}/s, until stored`, warm(times.untilStored())), json);
  print(latencyLine('chat', `${name} at ${rate.perSecond}/s, until visible`, warm(times.untilShown())), json);
  say(`load of the machine ${loadavg()[0]?.toFixed(1)}`);
}
