import { randomUUID } from 'node:crypto';
import { buildSite, type Chromium, eventually, startChromium, until } from '@app/testing';
import { ShopPage } from './shop-page.js';
import { SigningSite } from './signing-site.js';
import { WebchatUnderTest } from './webchat-under-test.js';

/** In the page: what the widget told, and every secret that was ever drawn in one of its frames. */
const WITNESS = `
  window.told = [];
  window.drawn = '';
  const look = () => { drawn += document.body?.innerText ?? ''; };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
`;

describe('users.md 4.4.7 who the site’s user is, in a browser', () => {
  let chat: WebchatUnderTest;
  let chromium: Chromium;
  let site: SigningSite;

  beforeAll(async () => {
    await buildSite('widget');
    [chat, chromium] = await Promise.all([WebchatUnderTest.start(), startChromium()]);
    site = await SigningSite.of(chat);
  }, 120_000);
  afterAll(async () => {
    await chromium?.stop();
    await chat?.close();
  });

  async function open(): Promise<ShopPage> {
    const browser = await chromium.newVisitor({ locale: 'en-US' });
    await browser.addInitScript(WITNESS);
    const shop = await ShopPage.inTab(chat, browser);
    await listen(shop);
    return shop;
  }
  const listen = (shop: ShopPage) =>
    shop.page.evaluate(`for (const name of ['identified', 'identify_error', 'unread'])
      Otklik.on(name, (detail) => told.push([name, detail && detail.code || detail || null]))`);
  const told = (shop: ShopPage) => shop.page.evaluate<[string, unknown][]>('told');
  const hears = (shop: ShopPage, name: string, times = 1) =>
    until(`${name} x${times}`, async () => (await told(shop)).filter(([what]) => what === name).length >= times, { timeoutMs: 20_000 });
  const identify = async (shop: ShopPage, user: string, claims: object = {}) =>
    shop.page.evaluate(`Otklik.identify({ token: ${JSON.stringify(await site.sign(user, claims))} })`);
  const logout = (shop: ShopPage) => shop.page.evaluate('Otklik.logout()');
  const shows = (shop: ShopPage, texts: readonly string[]) =>
    eventually(async () => expect((await shop.texts()).map((text) => text.trim())).toEqual(texts));
  const isEmpty = (shop: ShopPage) => until('nothing is shown', async () => (await shop.texts()).length === 0);

  /** A user who wrote on another device, and was answered there. */
  async function aUser(text: string): Promise<string> {
    const user = randomUUID();
    const shop = await open();
    await identify(shop, user);
    await hears(shop, 'identified');
    await shop.say(text);
    await shop.nothingWaits();
    await chat.answer(await shop.visitorOf(text), `answer to ${text}`);
    await shop.bubble(`answer to ${text}`).waitFor();
    await shop.close();
    return user;
  }

  test('fail:W17 from anonymous to known in place: the whole thread is there, without loading the page', async () => {
    const user = await aUser('from home');
    const shop = await open();
    await shop.say('from work');
    await shop.nothingWaits();
    await identify(shop, user, { name: 'Anna' });
    await hears(shop, 'identified');
    await shop.bubble('answer to from home').waitFor();
    await shows(shop, ['from home', 'answer to from home', 'from work']);
    await shop.say('and on');
    await shop.nothingWaits();
    await shop.reload();
    await shop.bubble('and on').waitFor();
    await eventually(async () => expect(await shop.texts()).toHaveLength(4));
    await shop.close();
  });

  test('a message that could not leave before is one message of the user after', async () => {
    const user = await aUser('earlier');
    const shop = await open();
    await shop.say('hello');
    await shop.nothingWaits();
    await shop.browser.setOffline(true);
    await shop.offline();
    await shop.say('on its way');
    await identify(shop, user);
    await shop.browser.setOffline(false);
    await hears(shop, 'identified');
    await shop.bubble('answer to earlier').waitFor();
    await shop.nothingWaits();
    await shop.reload();
    await shop.bubble('on its way').waitFor();
    expect((await shop.texts()).filter((text) => text.includes('on its way'))).toHaveLength(1);
    await shop.close();
  });

  test('fail:W16 who logs out leaves nothing to the next, here and in another tab', async () => {
    const user = await aUser('secret of Anna');
    const shop = await open();
    await identify(shop, user);
    await hears(shop, 'identified');
    await shop.bubble('secret of Anna').waitFor();
    const tab = await ShopPage.inTab(chat, shop.browser);
    await tab.bubble('secret of Anna').waitFor();
    await shop.field.fill('half a thought');
    await logout(shop);
    await isEmpty(shop);
    await isEmpty(tab);
    await eventually(async () => expect([await shop.field.inputValue(), await keptIn(shop)]).toEqual(['', []]));
    await shop.say('somebody else');
    await shop.nothingWaits();
    expect(await shop.texts()).toHaveLength(1);
    await shop.reload();
    await shop.bubble('somebody else').waitFor();
    expect(await shop.texts()).toHaveLength(1);
    await shop.close();
  });

  /** All that the browser keeps of the chat. */
  async function keptIn(shop: ShopPage): Promise<unknown[]> {
    const frame = shop.page.frames().find((one) => one.url().includes('/widget/'));
    return (
      (await frame?.evaluate<unknown[]>(`(async () => {
        const [{ name }] = (await indexedDB.databases()).filter((one) => one.name.startsWith('otklik-'));
        const db = await new Promise((resolve) => { const asked = indexedDB.open(name); asked.onsuccess = () => resolve(asked.result); });
        const all = await Promise.all([...db.objectStoreNames].map((store) => new Promise((resolve) => {
          const asked = db.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => resolve(asked.result);
        })));
        db.close();
        return all.flat();
      })()`)) ?? ['no frame']
    );
  }

  test('another user without a word of goodbye: what the one before could not send is not sent as theirs, nor shown', async () => {
    const [anna, boris] = [await aUser('of Anna'), await aUser('of Boris')];
    const shop = await open();
    await identify(shop, anna);
    await hears(shop, 'identified');
    await shop.bubble('of Anna').waitFor();
    await shop.browser.setOffline(true);
    await shop.offline();
    await shop.say('unsent of Anna');
    await identify(shop, boris);
    await shop.bubble('unsent of Anna').waitFor({ state: 'detached' });
    await shop.browser.setOffline(false);
    await hears(shop, 'identified', 2);
    await shop.bubble('answer to of Boris').waitFor();
    await shows(shop, ['of Boris', 'answer to of Boris']);
    const rows = await chat.store.query(`select from messages where text = 'unsent of Anna'`);
    expect(rows).toEqual([]);
    await shop.close();
  });

  test('a page that another user opens never shows what the browser remembers of the one before', async () => {
    const [anna, boris] = [await aUser('only for Anna'), await aUser('only for Boris')];
    const shop = await open();
    await identify(shop, anna);
    await hears(shop, 'identified');
    await shop.bubble('only for Anna').waitFor();
    const token = await site.sign(boris);
    await shop.page.addInitScript(`addEventListener('DOMContentLoaded', () => Otklik.push(['identify', { getToken: async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return ${JSON.stringify(token)};
    } }]))`);
    await shop.reload();
    await shop.bubble('only for Boris').waitFor();
    const drawn = await Promise.all(shop.page.frames().map((frame) => frame.evaluate<string>('drawn')));
    expect(drawn.join()).toContain('only for Boris');
    expect(drawn.join()).not.toContain('only for Anna');
    await shop.close();
  });

  test('a token that has expired is asked for anew; one that is wrong is told, and the chat goes on', async () => {
    const shop = await open();
    await shop.say('hello');
    await shop.nothingWaits();
    const user = randomUUID();
    const [old, fresh] = [await site.sign(user, { exp: Math.floor(Date.now() / 1_000) - 90 }), await site.sign(user)];
    await shop.page.evaluate(
      `window.asked = 0; Otklik.identify({ token: ${JSON.stringify(old)}, getToken: async () => { asked += 1; return ${JSON.stringify(fresh)}; } })`,
    );
    await hears(shop, 'identified');
    expect(await shop.page.evaluate('asked')).toBe(1);

    const other = await open();
    await other.say('anonymous');
    await other.page.evaluate(`Otklik.identify({ token: 'forged' })`);
    await hears(other, 'identify_error');
    expect(await told(other)).toContainEqual(['identify_error', 'identity-malformed']);
    await other.say('still here');
    await other.nothingWaits();
    expect(await other.texts()).toHaveLength(2);
    await Promise.all([shop.close(), other.close()]);
  });
});
