import { Log } from '@app/service';
import { addReply, Blobs, Deliveries, Inboxes, Leases, openPlatform, takeIn, type OpenedPlatform, type Store } from '@app/store';
import {
  aChatMessage,
  anAgent,
  anUpload,
  aTeam,
  type Bot,
  type BotApi,
  type Customer,
  eventually,
  failure,
  openProductDatabase,
  type ProductDatabase,
  startBotApi,
  type TempDir,
  tempDir,
} from '@app/testing';
import { BotPorts } from './bot-ports.js';
import { Telegram } from './telegram.js';

const LOG = Log.open({ service: 'test', level: 'silent' });

describe('a Telegram bot', () => {
  let product: ProductDatabase;
  let folder: TempDir;
  let api: BotApi;
  let platform: OpenedPlatform;
  let telegram: Telegram;
  let store: Store;
  let team: string;
  let agent: string;

  beforeAll(async () => {
    [product, api] = await Promise.all([openProductDatabase(), startBotApi()]);
    folder = tempDir('telegram');
    platform = await openPlatform({ DATABASE_URL: product.database.url, OTKLIK_DATA: folder.path }, 'telegram');
    store = platform.store;
    team = await aTeam(store);
    agent = await anAgent(store, { teams: [team] });
    telegram = startTelegram();
  });
  afterAll(async () => {
    await telegram.onApplicationShutdown();
    await platform.close();
    await Promise.all([api[Symbol.asyncDispose](), product.close()]);
    folder.remove();
  });

  function startTelegram(): Telegram {
    const ports = new BotPorts(store, platform.bus, given(Blobs), given(Deliveries), given(Inboxes));
    const started = new Telegram(ports, given(Leases), LOG, { PUBLIC_SITE_URL: 'http://127.0.0.1:1' });
    started.onApplicationBootstrap();
    return started;
  }

  function given<T>(port: abstract new (...args: never[]) => T): T {
    return platform.providers.find((one) => one.provide === port)?.useValue as T;
  }

  async function aBot(): Promise<{ bot: Bot; inbox: string; customer: Customer }> {
    const bot = api.bot();
    const inbox = await store.transaction((tx) =>
      given(Inboxes).create(tx, {
        channel: 'telegram',
        name: `bot ${bot.id}`,
        teamId: team,
        settings: { apiRoot: api.url },
        secrets: { token: bot.token },
      }),
    );
    await telegram.sweep();
    const customer = bot.user({ firstName: 'Maria', languageCode: 'ru' });
    customer.starts();
    await eventually(() => expect(bot.pendingUpdates).toEqual([]));
    return { bot, inbox, customer };
  }

  const eventsOf = async (inbox: string) => {
    const rows = await store.query<{ payload: Buffer }>(
      `select payload from events where topic = 'intake.telegram' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
    return rows.map((row) => JSON.parse(String(row.payload)) as { message?: { text?: string } });
  };

  /** A chat with a ticket, and an answer to it on its way. */
  async function answer(inbox: string, customer: Customer, text: string, files: readonly string[] = []): Promise<string> {
    const chat = `0:${customer.id}:0`;
    await store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, chat)]));
    const [place] = await store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where inbox_id = $1 and external_key = $2`,
      [inbox, chat],
    );
    if (!place) throw new Error('The chat has no conversation.');
    const reply = { ...place, kind: 'reply', authorId: agent, way: 'console', text, attachmentIds: files, next: 'pending' } as const;
    const { messageId } = await store.transaction((tx) => addReply(tx, reply));
    telegram.wake([inbox]);
    return messageId;
  }

  const stateOf = (messageId: string) =>
    store.query<{ state: string; reason: { code: string } | null }>(
      `select state, reason from deliveries where message_id = $1 order by part`,
      [messageId],
    );

  test('fail:F1 fail:G1 what customers write is on the bus, in order, before Telegram is told', async () => {
    const { bot, inbox, customer } = await aBot();
    for (const text of ['one', 'two', 'three']) customer.sends({ text });
    await eventually(async () =>
      expect((await eventsOf(inbox)).map((update) => update.message?.text)).toEqual(['/start', 'one', 'two', 'three']),
    );
    await eventually(() => expect(bot.pendingUpdates).toEqual([]));
  });

  test('an answer reaches the chat, long ones in parts, in order', async () => {
    const { inbox, customer } = await aBot();
    await answer(inbox, customer, `${'a'.repeat(4000)}\n${'b'.repeat(2000)}`);
    await customer.receives(/^b+$/);
    expect(customer.inbox.map((message) => message.text[0])).toEqual(['a', 'b']);
  });

  test('a file goes without a word, as one message', async () => {
    const { inbox, customer } = await aBot();
    const id = await answer(inbox, customer, '', [await anUpload(store, agent, 'PDF')]);
    const { text, file } = await customer.receives((message) => message.kind === 'document');
    expect([text, file?.filename, file?.bytes.toString()]).toEqual(['', 'bill.pdf', 'PDF']);
    await eventually(async () => expect(await stateOf(id)).toMatchObject([{ state: 'accepted' }]));
    expect(customer.inbox).toHaveLength(1);
  });

  test('fault:M12 429 is obeyed, and the answer arrives once', async () => {
    const { bot, inbox, customer } = await aBot();
    bot.fails('sendMessage', failure.tooManyRequests(2));
    const id = await answer(inbox, customer, 'patience');
    await customer.receives('patience');
    await eventually(async () => expect(await stateOf(id)).toMatchObject([{ state: 'accepted' }]));
    expect(customer.inbox).toHaveLength(1);
    expect(bot.violations).toEqual([]);
  });

  test('a customer who blocked the bot is told to the agent', async () => {
    const { inbox, customer } = await aBot();
    customer.blocks();
    const id = await answer(inbox, customer, 'hello?');
    await eventually(async () => expect(await stateOf(id)).toMatchObject([{ state: 'failed', reason: { code: 'telegram-blocked' } }]));
  });

  test('fault:M15 an answer whose fate is uncertain is shown as unknown, and not sent again', async () => {
    const { bot, inbox, customer } = await aBot();
    bot.fails('sendMessage', failure.cutAfterCommit());
    const id = await answer(inbox, customer, 'maybe');
    await eventually(async () => expect(await stateOf(id)).toMatchObject([{ state: 'unknown' }]));
    expect(customer.inbox).toHaveLength(1);
  });

  test('one bot with a refused token says so, and the others go on', async () => {
    const good = await aBot();
    const bad = await store.transaction((tx) =>
      given(Inboxes).create(tx, {
        channel: 'telegram',
        name: 'bad',
        teamId: team,
        settings: { apiRoot: api.url },
        secrets: { token: '9:wrong' },
      }),
    );
    await telegram.sweep();
    await eventually(async () => {
      const [row] = await store.query<{ health: string; code: string }>(
        `select health, health_reason ->> 'code' as code from inboxes where id = $1`,
        [bad],
      );
      expect(row).toEqual({ health: 'failing', code: 'telegram-token-refused' });
    });
    good.customer.sends({ text: 'still here' });
    await eventually(async () => expect(await eventsOf(good.inbox)).toHaveLength(2));
  });

  test('a Bot API that is not there is named with what was met', async () => {
    const id = await store.transaction((tx) =>
      given(Inboxes).create(tx, {
        channel: 'telegram',
        name: 'bot of nowhere',
        teamId: team,
        settings: { apiRoot: 'http://127.0.0.1:1' },
        secrets: { token: '8:nowhere' },
      }),
    );
    await telegram.sweep();
    await eventually(async () => {
      const [row] = await store.query(`select health_reason as reason from inboxes where id = $1`, [id]);
      expect(row).toEqual({ reason: { code: 'telegram-away', params: { error: 'ECONNREFUSED' } } });
    });
  });

  test('the file of a message is fetched after it, and a download that breaks is tried again', async () => {
    const { bot, inbox, customer } = await aBot();
    const bytes = Buffer.alloc(100_000, 7);
    const { document } = customer.sendsDocument({ filename: 'счёт.pdf', bytes });
    const source = { fileId: String(Object(document).file_id) };
    bot.fails('download', failure.cutMidway(1000));
    const message = aChatMessage(inbox, `0:${customer.id}:0`, {
      files: [{ kind: 'waiting', filename: 'счёт.pdf', contentType: 'application/pdf', size: bytes.length, source }],
    });
    await store.transaction((tx) => takeIn(tx, [message]));
    telegram.wake([inbox]);
    const stored = await eventually(
      async () => {
        const [row] = await store.query<{ sha256: string }>(
          `select encode(sha256, 'hex') as sha256 from attachments where inbox_id = $1 and state = 'stored'`,
          [inbox],
        );
        expect(row).toBeDefined();
        return row?.sha256 ?? '';
      },
      { timeoutMs: 60_000 },
    );
    expect(await given(Blobs).get(stored)).toEqual(bytes);
  });
});
