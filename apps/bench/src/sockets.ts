import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, mainOf, Neighbours, ProductProcess, tempDir, until } from '@app/testing';
import { latencyLine, print, say } from './bench-line.js';
import { inStandalone } from './chat.js';
import { staffDesk, watchDesk } from './chat-desk.js';
import { atRate, ownCpu, type Rate } from './chat-rate.js';
import { beginVisitors, type BenchVisitor, ChatTimes, connectAll } from './chat-visitors.js';

const PATIENCE = { timeoutMs: 60_000, everyMs: 50 };
const MOST_SOCKETS = 10_000;
const WRITE_PER_SECOND = 400;
/** Those who go on writing while the others come back. */
const OTHERS = 100;
const OTHERS_RATE = 50;
/** How long a widget waits before its first try, ms; twice as long before each further one, up to `longest` (`backoff.ts` there). */
const TRY_MS = { first: 1_000, longest: 30_000 };

/** Thousands of open sockets in one gateway, beside the rest of the product: their memory, and how all of them come back at once. */
export async function benchSockets({ mails, json }: { mails: number; json: boolean }): Promise<void> {
  const count = Math.min(mails, MOST_SOCKETS);
  say(`bench sockets: ${count} visitors with a ticket each, in one gateway; load of the machine ${loadavg()[0]?.toFixed(1)}`);
  await using neighbours = await Neighbours.start();
  await inStandalone(neighbours, async (product, databaseUrl, env) => {
    const folder = tempDir('gateway');
    const [port, site] = [await freePort(), await freePort()];
    const siteUrl = `http://127.0.0.1:${site}`;
    const own = { ...env, OTKLIK_DATA: folder.path, PORT: String(port), PUBLIC_PORT: String(site), PUBLIC_SITE_URL: siteUrl };
    const gateway = new ProductProcess('webchat', mainOf('webchat'), own, `http://localhost:${port}`);
    gateway.start();
    try {
      await gateway.ready();
      await staffDesk(databaseUrl);
      const scene: Scene = { gateway, times: new ChatTimes(), json };
      const desk = await watchDesk(product, () => scene.times);
      const visitors = await beginVisitors(databaseUrl, siteUrl, count);
      const others = await beginVisitors(databaseUrl, siteUrl, OTHERS);
      await measureMemory(scene, visitors);
      await measureReturn(scene, visitors, others);
      await measureRestart(scene, visitors);
      for (const visitor of [...visitors, ...others]) visitor.cut();
      desk.close();
    } finally {
      await gateway.stop();
      folder.remove();
    }
  });
}

type Scene = { readonly gateway: ProductProcess; times: ChatTimes; readonly json: boolean };

async function measureMemory(scene: Scene, visitors: readonly BenchVisitor[]): Promise<void> {
  const before = rssKb(scene.gateway.pid);
  await connectAll(visitors, () => scene.times);
  const opened = rssKb(scene.gateway.pid);
  const perSecond = WRITE_PER_SECOND;
  await atRate({ perSecond, seconds: visitors.length / perSecond }, (n, dueAt) =>
    visitors[n]?.says('Hello! Is anybody there?', dueAt, scene.times),
  );
  await allShown(scene);
  const wrote = rssKb(scene.gateway.pid);
  const each = (kb: number): string => `${((kb - before) / visitors.length).toFixed(1)} kB a socket`;
  say(`memory of the gateway: ${mb(before)} MB with none, ${mb(opened)} MB with ${visitors.length} open (${each(opened)}),`);
  say(`  ${mb(wrote)} MB when each has written once (${each(wrote)}); never shown: ${scene.times.missing}`);
}

/** The network of all but some was cut for a moment: they come back as widgets do, while the others go on. */
async function measureReturn(scene: Scene, visitors: readonly BenchVisitor[], others: readonly BenchVisitor[]): Promise<void> {
  await connectAll(others, () => scene.times);
  await speak(scene, others, 10);
  tell(scene, 'others, nobody comes back');
  for (const visitor of visitors) visitor.cut();
  const [startedAt, cpu] = [performance.now(), ownCpu()];
  const back = comeBack(scene, visitors);
  await speak(scene, others, 10);
  const seconds = ((await back) - startedAt) / 1_000;
  say(
    `all ${visitors.length} are back after ${seconds.toFixed(1)} s; the load itself ${Math.round(cpu() * 100)} % of a core; ${mb(rssKb(scene.gateway.pid))} MB`,
  );
  tell(scene, `others, ${visitors.length} come back`);
}

async function measureRestart(scene: Scene, visitors: readonly BenchVisitor[]): Promise<void> {
  await scene.gateway.stop();
  const startedAt = performance.now();
  scene.gateway.start();
  await scene.gateway.ready();
  const readyMs = performance.now() - startedAt;
  const seconds = ((await comeBack(scene, visitors)) - startedAt) / 1_000;
  say(
    `the gateway was started again: ready after ${(readyMs / 1_000).toFixed(1)} s, all ${visitors.length} back after ${seconds.toFixed(1)} s`,
  );
}

/** @returns when the last is ready */
async function comeBack(scene: Scene, visitors: readonly BenchVisitor[]): Promise<number> {
  let again = 0;
  const one = async (visitor: BenchVisitor, tries = 0): Promise<void> => {
    await wait(Math.min(TRY_MS.first * 2 ** tries, TRY_MS.longest) * (0.5 + Math.random() / 2));
    const isBack = await visitor
      .connect(() => scene.times)
      .then(
        () => true,
        () => false,
      );
    if (isBack) return;
    again += 1;
    await one(visitor, tries + 1);
  };
  await Promise.all(visitors.map((visitor) => one(visitor)));
  if (again > 0) say(`tries that failed: ${again}`);
  return performance.now();
}

async function speak(scene: Scene, others: readonly BenchVisitor[], seconds: number): Promise<void> {
  scene.times = new ChatTimes();
  const rate: Rate = { perSecond: OTHERS_RATE, seconds };
  await atRate(rate, (n, dueAt) => others[n % others.length]?.says(`Still here (${n})`, dueAt, scene.times));
  await allShown(scene);
}

async function allShown({ times }: Scene): Promise<void> {
  await until('all of it to be shown', () => times.missing === 0, PATIENCE).catch(() => undefined);
}

function tell({ times, json }: Scene, name: string): void {
  print(latencyLine('sockets', `${name}: until stored`, times.untilStored()), json);
  print(latencyLine('sockets', `${name}: until visible`, times.untilShown()), json);
  if (times.missing > 0) say(`never shown: ${times.missing}`);
}

/** Resident memory (proc(5), VmRSS). */
function rssKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

function mb(kb: number): number {
  return Math.round(kb / 1024);
}
