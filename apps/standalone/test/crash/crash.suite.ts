import { FUZZ_SEED } from '@app/fuzz';
import { ADMIN, eventually, type Installation, Neighbours, type ProductApi, seededRandom, withClient } from '@app/testing';
import { AnsweringAgent } from './answering-agent.js';
import { Campaign, type Kill, type PointKill, type Victim } from './campaign.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { Supervisor } from './supervisor.js';
import { ChatTalk, MailTalk, TelegramTalk } from './talk.js';
import { Traffic, type WayIn } from './traffic.js';
import { Watch } from './watch.js';

/** The crash test in one size of the product. */
export type CrashTest<I extends Installation> = {
  readonly size: string;
  /** At least so many; more while the kills last. */
  readonly messages: number;
  readonly perSecond: number;
  readonly start: (neighbours: Neighbours) => Promise<I>;
  readonly databaseUrl: (product: I) => string;
  /** Stage after stage; the lanes of one side by side. */
  readonly points: readonly (readonly (readonly PointKill[])[])[];
  readonly victims: (product: I, supervisor: Supervisor) => readonly Victim[];
  readonly randomKills: number;
  /** Names of victims that chance may not leave out. */
  readonly atLeastOnce: readonly string[];
};

const PEOPLE = ['ivan', 'petr', 'olga', 'anton', 'vera', 'nina', 'oleg', 'lidia'];
/** Everything is stored, answered and sent so long after the last kill, or something is stuck. */
const DRAIN_MS = 120_000;

/** Nothing is lost and nothing comes twice, whatever is killed and when. */
export function crashSuite<I extends Installation>(crash: CrashTest<I>): void {
  describe(`crash test, ${crash.size}, FUZZ_SEED=${FUZZ_SEED}`, () => {
    let neighbours: Neighbours;
    let product: I;
    let supervisor: Supervisor;
    let traffic: Traffic;
    let watch: Watch;
    let agent: AnsweringAgent;

    beforeAll(async () => {
      neighbours = await Neighbours.start();
      product = await crash.start(neighbours);
      const admin = await product.signIn(ADMIN);
      const { anna } = await product.agents();
      await product.inboxesOk(admin);
      supervisor = new Supervisor(product.processes);
      traffic = new Traffic(waysIn(neighbours, product.siteUrl, await widgetOf(admin)), crash.perSecond);
      watch = new Watch(() => crash.databaseUrl(product), traffic.saidAt);
      agent = new AnsweringAgent(anna);
    }, 180_000);
    afterAll(async () => {
      supervisor?.close();
      await Promise.all([traffic?.close(), watch?.close(), agent?.stop()]);
      await product?.[Symbol.asyncDispose]();
      await neighbours?.[Symbol.asyncDispose]();
    });

    test('fault:M30 fault:M25 fault:M19 fault:M41 fault:M43 every message is in one ticket, every answer with its customer, once', async () => {
      const campaign = new Campaign(supervisor, watch, seededRandom(FUZZ_SEED), tell);
      try {
        traffic.start();
        agent.start();
        for (const lanes of crash.points) await campaign.atPoints(lanes);
        await campaign.atRandom(crash.randomKills, crash.victims(product, supervisor), crash.atLeastOnce);
        await traffic.finish(crash.messages);
        const stuck = await drained().then(() => null, String);
        const outcome = await withClient(crash.databaseUrl(product), (db) => outcomeOf(traffic.talks, mailOrder(neighbours), db));
        tell(figuresLine(crash.size, FUZZ_SEED, campaign.kills, outcome));
        const kept = { ...ALL_KEPT, stuck: null, refused: [], unexpected: [] };
        expect({ ...outcome, stuck, refused: agent.refusals, unexpected: supervisor.unexpected }).toEqual({ ...outcome, ...kept });
        expect(outcome.sent).toBeGreaterThanOrEqual(crash.messages);
      } catch (error) {
        for (const { name, output } of product.processes.values()) tell(`${name} wrote at last:\n${output.slice(-3000)}`);
        throw error;
      }
    }, 900_000);

    /** Nothing is under way any more: neither with customers, nor on the bus, nor in the queues. */
    async function drained(): Promise<void> {
      await eventually(
        async () => {
          await Promise.all(traffic.talks.map((talk) => talk.settled()));
          const { stored, waiting, unanswered } = await standing(crash.databaseUrl(product));
          const under = {
            unstored: traffic.sent - stored,
            waiting,
            unanswered,
            lag: await lagOf(product),
            mails: neighbours.postfix.queue().length,
          };
          if (Object.values(under).some((count) => count > 0)) throw new Error(`still under way: ${JSON.stringify(under)}`);
        },
        { timeoutMs: DRAIN_MS, everyMs: 250 },
      );
    }
  });
}

function tell(line: string): void {
  process.stdout.write(`${(performance.now() / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
}

const ALL_KEPT = {
  lost: [],
  twice: [],
  outOfOrder: [],
  scattered: [],
  parked: [],
  unrouted: [],
  unanswered: [],
  undelivered: [],
  wrongAnswers: [],
} satisfies Partial<Outcome>;

function waysIn(neighbours: Neighbours, siteUrl: string, widget: string): WayIn[] {
  const people = PEOPLE.map((name) => neighbours.person(name));
  const personOf = (n: number) => people[n % people.length] ?? raise('there is nobody to write mails');
  return [
    { channel: 'email', length: 3, open: (n) => new MailTalk(personOf(n), `Заказ ${n}`) },
    { channel: 'telegram', length: 7, open: (n) => new TelegramTalk(neighbours.bot, `Покупатель ${n}`) },
    { channel: 'webchat', length: 7, open: () => new ChatTalk(siteUrl, widget) },
  ];
}

function raise(message: string): never {
  throw new Error(message);
}

async function widgetOf(admin: ProductApi): Promise<string> {
  const { data } = await admin.get<{ data: readonly { id: string; channel: string }[] }>('/inboxes');
  const widget = data.find(({ channel }) => channel === 'webchat');
  return widget?.id ?? raise('there is no web chat');
}

type Standing = { readonly stored: number; readonly waiting: number; readonly unanswered: number };

function standing(databaseUrl: string): Promise<Standing> {
  return withClient(databaseUrl, async (db) => {
    const { rows } = await db.query<Standing>(`
      select (select count(distinct text)::int from messages where kind = 'inbound') as stored,
             (select count(*)::int from deliveries where state in ('held', 'queued', 'sending')) as waiting,
             (select count(*)::int from tickets t where not exists (
               select from messages m where m.ticket_id = t.id and m.kind = 'reply')) as unanswered`);
    return rows[0] ?? { stored: 0, waiting: 0, unanswered: 0 };
  });
}

/** Events that wait for a consumer group or the relay, by the product's own figures. */
async function lagOf(product: Installation): Promise<number> {
  const texts = await Promise.all(
    [...product.processes.values()].map(async ({ healthUrl }) => (await fetch(`${healthUrl}/metrics`)).text()),
  );
  const lags = texts.flatMap((text) => [...text.matchAll(/^otklik_bus_lag\{.*\} (\d+)$/gm)].map(([, lag]) => Number(lag)));
  if (lags.length === 0) throw new Error('no process says how far it is behind');
  return lags.reduce((sum, lag) => sum + lag, 0);
}

function mailOrder({ dovecot }: Neighbours): string[] {
  return dovecot.readMailbox(Neighbours.support).map((raw) => /^Message-ID: <([^@>]+)@/im.exec(raw.toString('latin1'))?.[1] ?? '');
}

function figuresLine(size: string, seed: number, kills: readonly Kill[], outcome: Outcome): string {
  const seconds = kills.map(({ recoveredMs }) => recoveredMs / 1000).sort((a, b) => a - b);
  const at = (share: number) => (seconds[Math.ceil(share * seconds.length) - 1] ?? 0).toFixed(1);
  const arrived = (count: number) => outcome.unknown.filter((one) => one.arrived === count).length;
  return [
    `crash test, ${size}: sent ${outcome.sent}`,
    `answers ${outcome.answers}`,
    `kills ${kills.length}`,
    `lost ${outcome.lost.length}`,
    `twice ${outcome.twice.length}`,
    `unknown ${outcome.unknown.length} (not arrived ${arrived(0)}, once ${arrived(1)}, twice ${arrived(2)})`,
    `time to recover p50 ${at(0.5)} s p95 ${at(0.95)} s max ${at(1)} s`,
    `seed ${seed}`,
  ].join(', ');
}
