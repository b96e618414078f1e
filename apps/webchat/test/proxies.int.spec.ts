import { until } from '@app/testing';
import { ChatBehindProxy } from './chat-behind-proxy.js';
import { giveMailbox } from './panel-visitor.js';
import { ShopPage } from './shop-page.js';

/** The longest that an answer may stay unseen, whatever stands between the browser and the chat (ms). */
const LATEST_MS = 35_000;

describe('the widget behind proxies', () => {
  let world: ChatBehindProxy;
  let chat: ChatBehindProxy['chat'];
  let chromium: ChatBehindProxy['chromium'];
  let faults: ChatBehindProxy['faults'];

  beforeAll(async () => {
    world = await ChatBehindProxy.start();
    ({ chat, chromium, faults } = world);
  }, 120_000);
  beforeEach(() => world.mend());
  afterAll(() => world.stop());

  /** A visitor with a message in the history. The page's clock can be wound. */
  async function aVisitor(text: string): Promise<{ shop: ShopPage; visitor: string; sockets: string[] }> {
    const browser = await chromium.newVisitor();
    await browser.clock.install();
    const sockets: string[] = [];
    browser.on('page', (page) => page.on('websocket', (socket) => sockets.push(socket.url())));
    const shop = await ShopPage.inTab(chat, browser);
    await shop.say(text);
    return { shop, visitor: await shop.visitorOf(text), sockets };
  }

  test.each([
    ['frames of the server are dropped', 'deafClient'],
    ['frames of the browser are dropped', 'deafServer'],
  ] as const)(
    'fail:W7 fail:W10 when %s an answer is seen within 35 s all the same, and words get through',
    async (_what, fault) => {
      const { shop, visitor } = await aVisitor(`before ${fault}`);
      faults.fault = fault;
      await chat.answer(visitor, `answer despite ${fault}`);
      const took = await shop.passUntil(() => shop.bubble(`answer despite ${fault}`).isVisible(), LATEST_MS);
      expect(took).toBeLessThanOrEqual(LATEST_MS);
      await shop.say(`words despite ${fault}`);
      await shop.passUntil(async () => (await shop.stored(visitor)).length === 2, 60_000);
      faults.fault = 'none';
      await shop.passUntil(async () => (await shop.texts()).length === 3, 60_000);
      expect(await shop.texts()).toEqual([`before ${fault}`, `answer despite ${fault}`, `words despite ${fault}`]);
      expect(await shop.stored(visitor)).toEqual([`before ${fault}`, `words despite ${fault}`]);
      await shop.close();
    },
    120_000,
  );

  test('fail:W7 through a proxy that lets no socket through the chat goes on by calls, and by a socket once it does', async () => {
    faults.fault = 'noUpgrade';
    const { shop, visitor, sockets } = await aVisitor('without sockets');
    await until('two sockets were not let through', () => faults.hits >= 2);
    await chat.answer(visitor, 'an answer by call');
    expect(await shop.passUntil(() => shop.bubble('an answer by call').isVisible(), LATEST_MS)).toBeLessThanOrEqual(LATEST_MS);
    await shop.say('and one more');
    await shop.passUntil(async () => (await shop.stored(visitor)).length === 2, 60_000);
    const tried = sockets.length;
    faults.fault = 'none';
    const frames: string[] = [];
    shop.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
    await shop.passUntil(() => Promise.resolve(frames.some((frame) => frame.includes('"ready"'))), 60_000);
    expect(sockets.length).toBeGreaterThan(tried);
    await chat.answer(visitor, 'an answer by socket');
    await shop.bubble('an answer by socket').waitFor();
    await until('by the socket', () => frames.some((frame) => frame.includes('an answer by socket')));
    expect(await shop.texts()).toEqual(['without sockets', 'an answer by call', 'and one more', 'an answer by socket']);
    await shop.close();
  }, 120_000);

  test('fail:W7 through a proxy that lets no socket through an address is left, and what is wrong with one is said in words', async () => {
    await giveMailbox(chat, 'always');
    faults.fault = 'noUpgrade';
    const { shop, visitor } = await aVisitor('without sockets, by mail');
    await shop.frame.getByLabel('E-mail address').fill('support@shop.test');
    await shop.frame.getByRole('button', { name: 'Save' }).click();
    await shop.frame.getByText('This is our own address.', { exact: false }).waitFor();
    await shop.frame.getByLabel('E-mail address').fill('ivan@example.test');
    await shop.frame.getByRole('button', { name: 'Save' }).click();
    await shop.frame.getByText('ivan@example.test', { exact: false }).waitFor();
    expect(await chat.store.query(`select address from claimed_addresses where visitor_id = $1`, [visitor])).toEqual([
      { address: 'ivan@example.test' },
    ]);
    await shop.close();
  }, 120_000);

  test('fail:W11 the word that a message is stored is lost: it is sent again and is one message', async () => {
    const { shop, visitor } = await aVisitor('hello 8811');
    faults.fault = 'noStored';
    await shop.say('is it there?');
    await until('the word was lost', () => faults.hits > 0);
    faults.fault = 'none';
    await shop.passUntil(async () => (await shop.stored(visitor)).includes('is it there?'), 60_000);
    await shop.passUntil(async () => (await shop.frame.locator('.own.waiting').count()) === 0, 60_000);
    await shop.say('the next');
    await shop.passUntil(async () => (await shop.stored(visitor)).length > 2, 60_000);
    expect(await shop.stored(visitor)).toEqual(['hello 8811', 'is it there?', 'the next']);
    expect(await shop.texts()).toEqual(['hello 8811', 'is it there?', 'the next']);
    await shop.close();
  });

  test('fail:W14 ten minutes without the service: it is tried at most a minute apart, never given up, and all is sent when it is back', async () => {
    const { shop, visitor } = await aVisitor('hello 1414');
    const tries: number[] = [];
    await shop.browser.exposeFunction('noteTry', (at: number) => tries.push(at));
    faults.fault = 'away';
    world.proxy.cutAll();
    await shop.offline();
    await shop.say('into the dark');
    for (const frame of shop.page.frames()) {
      await frame.evaluate(
        `(() => { const Plain = WebSocket; WebSocket = class extends Plain { constructor(...all) { noteTry(Date.now()); super(...all) } } })()`,
      );
    }
    const from = await shop.now();
    await shop.passUntil(async () => (await shop.now()) - from > 600_000, 700_000, 5_000);
    const gaps = tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
    expect(tries.length).toBeGreaterThan(15);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
    expect(new Set(gaps).size).toBeGreaterThan(5);
    expect((await shop.now()) - (tries.at(-1) ?? 0)).toBeLessThan(60_000);
    faults.fault = 'none';
    await shop.passUntil(async () => (await shop.stored(visitor)).length === 2, 60_000);
    expect(await shop.stored(visitor)).toEqual(['hello 1414', 'into the dark']);
    await shop.close();
  }, 120_000);
});
