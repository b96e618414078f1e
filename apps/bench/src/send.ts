import { setTimeout as wait } from 'node:timers/promises';
import { ANNA, createEmptyDatabase, Neighbours, ProductApi, StandaloneInstallation, startPostgres, until, withClient } from '@app/testing';
import { createTransport } from 'nodemailer';
import type { Client } from 'pg';
import { latencyLine, print, rateLine, say } from './bench-line.js';
import { cpuSpent, spentPerItem } from './cpu-spent.js';
import { WARM_UP } from './intake-limit.js';

const PATIENCE = { timeoutMs: 300_000, everyMs: 20 };
const CUSTOMERS = 50;
const ROUNDS = 4;
/** Requests in flight while the queue is filled. */
const AT_ONCE = 8;
/** Connections of one inbox to its server (`sendingLimits`): nodemailer gets as many. */
const CONNECTIONS = 8;
const MOST_ONE_BY_ONE = 60;
const TEXT = 'Thank you for your patience: the order left this morning and arrives tomorrow before noon.\n\n'.repeat(5);

/**
 * Replies waiting in the queue → taken by a local Postfix, against nodemailer alone on as many connections, in turns with the same servers,
 * so that what else the machine does slows both; and, in an installation that is idle, POST of a reply → in the customer's mailbox.
 */
export async function benchSend({ mails, json }: { mails: number; json: boolean }): Promise<void> {
  const count = Math.ceil(Math.min(mails, 3_000) / ROUNDS);
  say(`bench send: ${ROUNDS} rounds of ${count} replies of 0.5 kB to ${CUSTOMERS} customers; of each the first ${WARM_UP * 100} % warm up`);
  const postgres = await startPostgres({ durable: true });
  try {
    await using neighbours = await Neighbours.start();
    const { url, ownerUrl, adminUrl } = await createEmptyDatabase(postgres.url());
    await using product = await StandaloneInstallation.start(neighbours, { DATABASE_URL: url, MIGRATE_DATABASE_URL: ownerUrl });
    const api = await ProductApi.signIn(product.staffUrl, ANNA);
    await product.inboxesOk(api);
    const tickets = await ticketsOf(neighbours, api);
    const [ours, theirs] = [new Turns(), new Turns()];
    for (let round = 0; round < ROUNDS; round += 1) {
      theirs.add(await measureNodemailer(neighbours, count));
      ours.add(await measureQueue({ neighbours, api, tickets, count, databaseUrl: adminUrl }));
      say(`round ${round + 1}: ${ours.last}/s, nodemailer alone ${theirs.last}/s`);
    }
    print(rateLine('send', 'postgres-bus', ours.perSecond, theirs.perSecond), json);
    const delays = await measureOneByOne(neighbours, api, tickets[0] ?? 0, Math.min(count, MOST_ONE_BY_ONE));
    print(latencyLine('send', 'one by one', delays), json);
  } finally {
    await postgres.stop();
  }
}

type Turn = { readonly mails: number; readonly seconds: number };

/** The same work, done in turns with other work. */
class Turns {
  private readonly turns: Turn[] = [];

  add(turn: Turn): void {
    this.turns.push(turn);
  }

  get last(): number {
    const { mails, seconds } = this.turns.at(-1) ?? { mails: 0, seconds: 1 };
    return Math.round(mails / seconds);
  }

  get perSecond(): number {
    const sum = (of: (turn: Turn) => number): number => this.turns.reduce((so, turn) => so + of(turn), 0);
    return sum((turn) => turn.mails) / sum((turn) => turn.seconds);
  }
}

const customer = (n: number): string => `customer-${n % CUSTOMERS}@customer.test`;

async function measureNodemailer(neighbours: Neighbours, count: number): Promise<Turn> {
  await drained(neighbours);
  const transport = createTransport({
    ...neighbours.postfix.smtp,
    secure: false,
    ignoreTLS: true,
    auth: { user: Neighbours.support, pass: Neighbours.password },
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  let sent = 0;
  let warm: number | null = null;
  const warmAt = Math.floor(count * WARM_UP);
  const one = async (n: number): Promise<void> => {
    await transport.sendMail({ from: Neighbours.support, to: customer(n), subject: `Re: Order ${n}`, text: TEXT, html: `<p>${TEXT}</p>` });
    if (++sent === warmAt) warm = performance.now();
  };
  await Promise.all(Array.from({ length: count }, (_, n) => one(n)));
  const seconds = (performance.now() - (warm ?? 0)) / 1000;
  transport.close();
  return { mails: count - warmAt, seconds };
}

/** A ticket of each customer. */
async function ticketsOf(neighbours: Neighbours, api: ProductApi): Promise<number[]> {
  for (let n = 0; n < CUSTOMERS; n += 1) {
    const person = neighbours.person(`customer-${n}`);
    neighbours.dovecot.deliver(
      Neighbours.support,
      `From: ${person.address}\r\nSubject: Order ${n}\r\nMessage-ID: <o${n}@x.test>\r\n\r\nWhere is it?\r\n`,
    );
  }
  const tickets = await until(
    'all tickets',
    async () => {
      const all = await api.tickets({ channel: 'email' });
      return all.length >= CUSTOMERS ? all : null;
    },
    PATIENCE,
  );
  return tickets.map((ticket) => ticket.number);
}

type Queue = {
  readonly neighbours: Neighbours;
  readonly api: ProductApi;
  readonly tickets: readonly number[];
  readonly count: number;
  readonly databaseUrl: string;
};

/** What agents wrote while the sending server was away: once it is back, all of it is due. Replies a second. */
async function measureQueue({ neighbours, api, tickets, count, databaseUrl }: Queue): Promise<Turn> {
  await drained(neighbours);
  const earlier = await withClient(databaseUrl, acceptedSoFar);
  await neighbours.postfix.halt();
  const numbers = Array.from({ length: count }, (_, n) => tickets[n % tickets.length] ?? 0).values();
  const write = async (): Promise<void> => {
    for (const number of numbers) await api.reply(number, TEXT);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  await neighbours.postfix.start();
  await api.reply(tickets[0] ?? 0, 'And this.');
  return await withClient(databaseUrl, async (client) => {
    const atLeast = (wanted: number) => async () => {
      const n = await acceptedSoFar(client);
      return n >= wanted ? n : null;
    };
    const warm = await until('the warm-up', atLeast(earlier + count * WARM_UP), PATIENCE);
    const [startedAt, before] = [performance.now(), cpuSpent()];
    const all = await until('all replies to be taken', atLeast(earlier + count), PATIENCE);
    const seconds = (performance.now() - startedAt) / 1000;
    say(`CPU ms a reply: ${spentPerItem(before, cpuSpent(), all - warm)}`);
    return { mails: all - warm, seconds };
  });
}

async function acceptedSoFar(client: Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from deliveries where state = 'accepted'`);
  return rows[0]?.n ?? 0;
}

/** What was taken before has been delivered: it must not cost the next. */
function drained({ postfix }: Neighbours): Promise<unknown> {
  return until('the queue of Postfix to be empty', () => postfix.queue().length === 0, PATIENCE);
}

/** An agent presses Send → the customer's mail program could show it, ms. */
async function measureOneByOne(neighbours: Neighbours, api: ProductApi, number: number, count: number): Promise<number[]> {
  const { dovecot } = neighbours;
  await drained(neighbours);
  const { subject } = await api.ticket(number);
  const address = customer(Number(/\d+/.exec(subject)?.[0] ?? 0));
  const delays: number[] = [];
  let mails = dovecot.countMails(address);
  for (let n = 0; n < count; n += 1) {
    await wait(100 + Math.random() * 300);
    const startedAt = performance.now();
    const posted = api.reply(number, `Answer ${n}`);
    while (dovecot.countMails(address) === mails) await wait(1);
    delays.push(performance.now() - startedAt);
    mails += 1;
    await posted;
  }
  // The first ones find everything cold.
  return delays.slice(Math.floor(count / 10));
}
