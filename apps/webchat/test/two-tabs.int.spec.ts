import { eventually, until } from '@app/testing';
import { ChatBehindProxy } from './chat-behind-proxy.js';
import { ShopPage } from './shop-page.js';

describe('two tabs of one browser', () => {
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

  async function twoTabs(): Promise<[ShopPage, ShopPage]> {
    const browser = await chromium.newVisitor();
    return [await ShopPage.inTab(chat, browser), await ShopPage.inTab(chat, browser)];
  }

  /** Texts that the browser keeps for sending, as another tab finds them. */
  const kept = (tab: ShopPage): Promise<string[]> =>
    tab.frame.locator('body').evaluate(
      (_body, name) =>
        new Promise<string[]>((resolve) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const asked = opening.result.transaction('outgoing').objectStore('outgoing').getAll();
            asked.onsuccess = () => resolve((opening.result.close(), asked.result.map(({ text }) => text)));
          };
        }),
      `otklik-${chat.inboxId}`,
    );

  /** Client ids in the order in which the bus carried them, each where it came first. */
  const carriedOnce = (visitor: string) => [
    ...new Set(chat.wrote.filter((event) => event.data.visitorId === visitor).map((event) => event.data.clientId)),
  ];

  test('that begin at once are one visitor, and each shows what the other writes', async () => {
    const [one, other] = await twoTabs();
    await Promise.all([one.say('from one'), other.say('from the other')]);
    const visitor = await one.visitorOf('from one');
    expect(await other.visitorOf('from the other')).toBe(visitor);
    await Promise.all([one.bubble('from the other').waitFor(), other.bubble('from one').waitFor()]);
    await Promise.all([one.nothingWaits(), other.nothingWaits()]);
    await eventually(async () => expect(await one.texts()).toEqual(await other.texts()));
    await one.close();
  });

  test('that write at once, without a network and with one again: each one’s order is kept, and everything comes once', async () => {
    const [one, other] = await twoTabs();
    await one.say('hello of one');
    const visitor = await one.visitorOf('hello of one');
    await other.bubble('hello of one').waitFor();
    world.cutOff();
    await Promise.all([one.offline(), other.offline()]);
    const numbers = Array.from({ length: 6 }, (_, n) => n);
    await Promise.all([one.say(...numbers.map((n) => `one ${n}`)), other.say(...numbers.map((n) => `other ${n}`))]);
    faults.fault = 'none';
    await until('all are stored', async () => (await one.stored(visitor)).length === 13, { timeoutMs: 60_000 });
    await Promise.all([one.nothingWaits(), other.nothingWaits()]);
    const stored = await one.stored(visitor);
    expect(stored.filter((text) => text.startsWith('one'))).toEqual(numbers.map((n) => `one ${n}`));
    expect(stored.filter((text) => text.startsWith('other'))).toEqual(numbers.map((n) => `other ${n}`));
    expect(carriedOnce(visitor)).toHaveLength(13);
    await until('both show it', async () => [await one.texts(), await other.texts()].every((texts) => texts.join() === stored.join()));
    await one.close();
  });

  test('what a tab that was closed had not sent is sent by the other, in order', async () => {
    const [one, other] = await twoTabs();
    await one.say('before closing');
    const visitor = await one.visitorOf('before closing');
    await other.bubble('before closing').waitFor();
    world.cutOff();
    await Promise.all([one.offline(), other.offline()]);
    await one.say('left behind 1', 'left behind 2');
    await until('the browser keeps both', async () => (await kept(other)).length === 2);
    await one.page.close();
    faults.fault = 'none';
    await until('both are stored', async () => (await other.stored(visitor)).length === 3, { timeoutMs: 60_000 });
    expect(await other.stored(visitor)).toEqual(['before closing', 'left behind 1', 'left behind 2']);
    await until('the other shows them', async () => (await other.texts()).length === 3);
    await other.close();
  });

  test('with both closed, what was not sent goes when the site is opened again', async () => {
    const [one, other] = await twoTabs();
    await one.say('before leaving');
    const visitor = await one.visitorOf('before leaving');
    world.cutOff();
    await Promise.all([one.offline(), other.offline()]);
    await one.say('of one');
    await other.say('of the other');
    await one.page.close();
    await other.page.close();
    faults.fault = 'none';
    const again = await ShopPage.inTab(chat, one.browser);
    await until('all are stored', async () => (await again.stored(visitor)).length === 3);
    expect(await again.stored(visitor)).toEqual(['before leaving', 'of one', 'of the other']);
    await again.close();
  });

  /** Says it while the database is busy, and closes the tab with it: the database never has it. */
  async function sayAndClose(tab: ShopPage, text: string): Promise<void> {
    await tab.frame.locator('body').evaluate(
      (_body, name) =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const store = opening.result.transaction('outgoing', 'readwrite').objectStore('outgoing');
            const ask = (): void => void (store.getAll().onsuccess = ask);
            ask();
            resolve();
          };
        }),
      `otklik-${chat.inboxId}`,
    );
    await tab.say(text);
    await tab.page.close();
  }

  test('what was said in a tab that was closed at once, before the database had it, is sent by the other, in order and once', async () => {
    const [one, other] = await twoTabs();
    await one.say('some time before');
    const visitor = await one.visitorOf('some time before');
    await other.bubble('some time before').waitFor();
    await sayAndClose(one, 'and closed at once');
    await other.say('said by the other');
    await until('all are stored', async () => (await other.stored(visitor)).length === 3);
    expect(await other.stored(visitor)).toEqual(['some time before', 'and closed at once', 'said by the other']);
    await until('the other shows all', async () => (await other.texts()).length === 3);
    await other.nothingWaits();
    await other.close();
  });

  test('the first words of a visitor, said with a file in a tab that was closed at once, go when the site is opened again', async () => {
    const only = await ShopPage.open(chat, chromium);
    await only.choose('chosen.txt');
    await until('it is up', async () => (await only.frame.locator('.drafts li.ready').count()) === 1);
    await sayAndClose(only, 'closed with a file');
    const again = await ShopPage.inTab(chat, only.browser);
    const visitor = await again.visitorOf('closed with a file');
    await until('its tab shows it', async () => (await again.texts()).join() === 'closed with a file');
    await again.nothingWaits();
    const files = await chat.store.query(
      `select a.filename from attachments a join messages m on m.id = a.message_id join conversations c on c.id = m.conversation_id where c.external_key = $1`,
      [visitor],
    );
    expect(files).toEqual([{ filename: 'chosen.txt' }]);
    await eventually(async () => expect([await again.frame.locator('.drafts li').count(), await wordsKept(again)]).toEqual([0, []]));
    await again.close();
  });

  test('who logs out without a network leaves no word behind, of whatever tab; what this browser may do ends when there is one again', async () => {
    const [one, other] = await twoTabs();
    await one.say('before going');
    const visitor = await one.visitorOf('before going');
    const tokens = () => chat.store.query(`select from visitor_tokens where visitor_id = $1`, [visitor]);
    world.cutOff();
    await Promise.all([one.offline(), other.offline()]);
    await sayAndClose(one, 'never said');
    await eventually(async () => expect(await wordsKept(other)).toHaveLength(1));
    await other.page.evaluate('Otklik.logout()');
    await until('nothing is kept', async () => (await wordsKept(other)).length === 0 && (await kept(other)).length === 0);
    expect(await tokens()).toHaveLength(1);
    faults.fault = 'none';
    await until('the server knows', async () => (await tokens()).length === 0, { timeoutMs: 40_000 });
    await other.close();
  });

  /** What tabs have written down that the database does not have. */
  const wordsKept = (tab: ShopPage): Promise<string[]> =>
    tab.frame.locator('body').evaluate(() => Object.keys(localStorage).filter((key) => key.includes('-word-')));

  test('a tab that sleeps with the right to send does not keep the other from sending', async () => {
    const [one, other] = await twoTabs();
    await one.say('hello of the sleeper');
    const visitor = await one.visitorOf('hello of the sleeper');
    // As a tab that was put to sleep while it was sending: it holds the lock and does nothing.
    await one.frame.locator('body').evaluate((_body, name) => {
      void navigator.locks.request(name, () => new Promise(() => undefined));
    }, `otklik-send-${chat.inboxId}`);
    await other.say('sent all the same');
    await until('it is stored', async () => (await other.stored(visitor)).length === 2, { timeoutMs: 40_000 });
    await other.close();
  });

  test('each has its own draft', async () => {
    const [one, other] = await twoTabs();
    await one.field.fill('half a word of one');
    await other.field.fill('half a word of the other');
    await one.reload();
    await other.reload();
    await eventually(async () =>
      expect([await one.field.inputValue(), await other.field.inputValue()]).toEqual(['half a word of one', 'half a word of the other']),
    );
    await one.close();
  });
});

// Of the browser, which the types of this program do not know.
type Asked<T> = { onsuccess: () => void; readonly result: T };
type Kept = {
  close(): void;
  transaction(name: string, mode?: 'readwrite'): { objectStore(name: string): { getAll(): Asked<{ text: string }[]> } };
};
declare const indexedDB: { open(name: string): Asked<Kept> };
declare const localStorage: object;
declare const navigator: { locks: { request(name: string, work: () => Promise<unknown>): Promise<unknown> } };
