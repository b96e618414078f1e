import { setTimeout as wait } from 'node:timers/promises';
import { Log } from '@app/service';
import { addReply, Blobs, Deliveries, Inboxes, Leases, type OpenedPlatform, openPlatform, takeIn } from '@app/store';
import {
  aChatMessage,
  anAgent,
  aTeam,
  type Bot,
  type BotApi,
  COMMITS,
  type Customer,
  CutDatabase,
  eventually,
  failure,
  openProductDatabase,
  type ProductDatabase,
  startBotApi,
  type TempDir,
  tempDir,
  until,
} from '@app/testing';
import { BotPorts } from '../src/bot-ports.js';
import { Telegram } from '../src/telegram.js';

const LONG = { timeoutMs: 60_000 };
const CASES = [
  ['an answer is taken up', 'the commit never arrives', COMMITS.takeUp, 'commit'],
  ['an answer is taken up', 'the commit is done, and nobody is told', COMMITS.takeUp, 'answer'],
  ['its result is stored', 'the commit never arrives', COMMITS.report, 'commit'],
  ['its result is stored', 'the commit is done, and nobody is told', COMMITS.report, 'answer'],
] as const;

describe('the line to the database is cut', () => {
  let product: ProductDatabase;
  let database: CutDatabase;
  let folder: TempDir;
  let api: BotApi;
  let platform: OpenedPlatform;
  let telegram: Telegram;
  let team: string;
  let agent: string;

  beforeAll(async () => {
    [product, api] = await Promise.all([openProductDatabase(), startBotApi()]);
    database = await CutDatabase.start(product.database.url);
    folder = tempDir('telegram');
    platform = await openPlatform({ DATABASE_URL: database.url, OTKLIK_DATA: folder.path }, 'telegram');
    team = await aTeam(product.store);
    agent = await anAgent(product.store, { teams: [team] });
    const ports = new BotPorts(platform.store, platform.bus, given(Blobs), given(Deliveries), given(Inboxes));
    const config = { PUBLIC_SITE_URL: 'http://127.0.0.1:1' };
    telegram = new Telegram(ports, given(Leases), Log.open({ service: 'test', level: 'silent' }), config);
    telegram.onApplicationBootstrap();
  }, 60_000);
  afterAll(async () => {
    await telegram.onApplicationShutdown();
    await platform.close();
    await database.stop();
    await Promise.all([api[Symbol.asyncDispose](), product.close()]);
    folder.remove();
  });

  function given<T>(port: abstract new (...args: never[]) => T): T {
    return platform.providers.find((one) => one.provide === port)?.useValue as T;
  }

  async function aBot(): Promise<{ bot: Bot; inbox: string }> {
    const bot = api.bot();
    const inbox = await product.store.transaction((tx) =>
      given(Inboxes).create(tx, {
        channel: 'telegram',
        name: `bot ${bot.id}`,
        teamId: team,
        settings: { apiRoot: api.url },
        secrets: { token: bot.token },
      }),
    );
    await telegram.sweep();
    return { bot, inbox };
  }

  async function aCustomer(bot: Bot): Promise<Customer> {
    const customer = bot.user();
    customer.starts();
    await eventually(() => expect(bot.pendingUpdates).toEqual([]));
    return customer;
  }

  /** A chat with a ticket, and an answer to it that is due. */
  async function answer(inbox: string, customer: Customer, text: string): Promise<string> {
    const chat = `0:${customer.id}:0`;
    await product.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, chat)]));
    const [place] = await product.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where inbox_id = $1 and external_key = $2`,
      [inbox, chat],
    );
    if (!place) throw new Error('The chat has no conversation.');
    const reply = { ...place, kind: 'reply', authorId: agent, way: 'console', text, attachmentIds: [], next: 'pending' } as const;
    return (await product.store.transaction((tx) => addReply(tx, reply))).messageId;
  }

  const statesOf = (inbox: string) =>
    product.store.query<{ state: string; attempts: number }>(
      `select state, attempts from deliveries where inbox_id = $1 order by position, part`,
      [inbox],
    );

  test.each(CASES)(
    'when %s, and %s: it reaches the customer once, and is accepted (fault:M26)',
    async (_when, _how, words, loss) => {
      const { bot, inbox } = await aBot();
      const customers = [await aCustomer(bot), await aCustomer(bot), await aCustomer(bot)];
      const cutsBefore = database.cuts;
      database.cut(words, loss);
      for (const customer of customers) await answer(inbox, customer, `${'a'.repeat(4000)}\n${'b'.repeat(2000)}`);
      telegram.wake([inbox]);
      const accepted = { state: 'accepted', attempts: 1 };
      await eventually(async () => expect(await statesOf(inbox)).toEqual(Array.from({ length: 6 }, () => accepted)), LONG);
      expect(database.cuts - cutsBefore).toBe(1);
      for (const customer of customers) expect(customer.inbox.map(({ text }) => text[0])).toEqual(['a', 'b']);
    },
    90_000,
  );

  test('when an answer is taken up, and again when it is put back: it reaches the customer once (fault:M26)', async () => {
    const { bot, inbox } = await aBot();
    const customer = await aCustomer(bot);
    const cutsBefore = database.cuts;
    database.cut(COMMITS.takeUp, 'answer');
    database.cut(COMMITS.report, 'commit');
    database.cut(COMMITS.report, 'answer');
    await answer(inbox, customer, 'Hello');
    telegram.wake([inbox]);
    await eventually(async () => expect(await statesOf(inbox)).toEqual([{ state: 'accepted', attempts: 1 }]), LONG);
    expect(database.cuts - cutsBefore).toBe(3);
    expect(customer.inbox.map(({ text }) => text)).toEqual(['Hello']);
  }, 90_000);

  test('what was cut off is not taken again before it is known to be put back: that would send it twice (fault:M26)', async () => {
    const { bot, inbox } = await aBot();
    const customer = await aCustomer(bot);
    // What is put back while the answer is on its way would be sent twice.
    bot.fails('sendMessage', failure.slow(3_000));
    database.cut(COMMITS.takeUp, 'commit');
    const held = database.hold(COMMITS.reportBegins);
    await answer(inbox, customer, 'Hello');
    telegram.wake([inbox]);
    await until('it is being put back', () => held.isHeld, LONG);
    // Several turns of the sender: one that does not wait has sent it by then.
    await wait(1_500);
    held.release();
    await eventually(async () => expect(await statesOf(inbox)).toEqual([{ state: 'accepted', attempts: 1 }]), LONG);
    expect(customer.inbox.map(({ text }) => text)).toEqual(['Hello']);
  }, 90_000);

  test('settings change while a result cannot be stored: what was sent is accepted all the same, and not unknown (fault:M26)', async () => {
    const { bot, inbox } = await aBot();
    const customer = await aCustomer(bot);
    const cutsBefore = database.cuts;
    bot.fails('sendMessage', failure.slow(1_000));
    database.cut(COMMITS.report, 'commit', 3);
    await answer(inbox, customer, 'Hello');
    telegram.wake([inbox]);
    await customer.receives('Hello');
    await product.store.transaction((tx) => given(Inboxes).change(tx, inbox, { settings: { groups: 'always' } }));
    await telegram.sweep();
    await eventually(async () => expect(await statesOf(inbox)).toEqual([{ state: 'accepted', attempts: 1 }]), LONG);
    expect(database.cuts - cutsBefore).toBe(3);
    expect(customer.inbox.map(({ text }) => text)).toEqual(['Hello']);
  }, 90_000);
});
