import { writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildSite, type Chromium, eventually, startChromium, tempDir, until } from '@app/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { ShopPage } from './shop-page.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const UNSAFE = 'Your browser cannot keep what you write: leave this page open until it is sent.';

describe('the storage of a visitor’s browser', () => {
  let chat: WebchatUnderTest;
  let chromium: Chromium;

  beforeAll(async () => {
    await buildSite('widget');
    [chat, chromium] = await Promise.all([WebchatUnderTest.start(), startChromium()]);
  }, 120_000);
  afterAll(async () => {
    await chromium?.stop();
    await chat?.close();
  });

  /** The panel's page by itself, where the browser lets its quota be set; with no room at all, or with as much as it likes. */
  async function panel(hasRoom: boolean): Promise<Page> {
    const page = await (await chromium.newVisitor()).newPage();
    if (!hasRoom) await setQuota(page, 1);
    await page.goto(`${chat.site}/widget/${chat.inboxId}`);
    return page;
  }

  async function setQuota(page: Page, bytes: number): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: chat.site, quotaSize: bytes });
  }

  async function say(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Your message' }).fill(text);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.bubble').getByText(text, { exact: true }).waitFor();
  }

  const stored = async (text: string) => chat.store.query(`select from messages where text = $1`, [text]);
  const isStoredOnce = (text: string) => until(`${text} is stored`, async () => (await stored(text)).length === 1, { timeoutMs: 40_000 });

  test('is full: words are kept in the page, the visitor is told, and all of them are sent in order', async () => {
    const page = await panel(false);
    await say(page, 'without room 0');
    await isStoredOnce('without room 0');
    await page.context().setOffline(true);
    await say(page, 'without room 1');
    await say(page, 'without room 2');
    await page.getByText(UNSAFE).waitFor();
    await page.context().setOffline(false);
    await isStoredOnce('without room 2');
    await isStoredOnce('without room 1');
    await page.getByText(UNSAFE).waitFor({ state: 'detached' });
    const all = ['without room 0', 'without room 1', 'without room 2'];
    await eventually(async () => expect(await page.locator('.bubble').allTextContents()).toEqual(all));
    await page.context().close();
  });

  test('has room again before the network is back: then what was written outlives the page', async () => {
    const page = await panel(false);
    await page.context().setOffline(true);
    await say(page, 'for a while without room');
    await page.getByText(UNSAFE).waitFor();
    await setQuota(page, 10_000_000);
    await say(page, 'with room');
    await page.getByText(UNSAFE).waitFor({ state: 'detached' });
    await page.context().setOffline(false);
    await page.reload();
    await isStoredOnce('for a while without room');
    await isStoredOnce('with room');
    await page.context().close();
  });

  test('breaks midway: the chat goes on, and the visitor is told', async () => {
    const page = await panel(true);
    await say(page, 'before it broke');
    await isStoredOnce('before it broke');
    await page.evaluate(`indexedDB.deleteDatabase('otklik-${chat.inboxId}')`);
    await page.context().setOffline(true);
    await say(page, 'after it broke');
    await page.getByText(UNSAFE).waitFor();
    await page.context().setOffline(false);
    await isStoredOnce('after it broke');
    const visitors = await chat.store.query(
      `select distinct c.external_key from messages m join conversations c on c.id = m.conversation_id where m.text in ('before it broke', 'after it broke')`,
    );
    expect(visitors).toHaveLength(1);
    await page.context().close();
  });

  test('fail:W16 third-party cookies are blocked: a reload and another page of the site have the history', async () => {
    await withBrowser({ cookie_controls_mode: 1, block_third_party_cookies: true }, {}, async (browser) => {
      const shop = await ShopPage.inTab(chat, browser);
      await shop.say('without foreign cookies');
      await isStoredOnce('without foreign cookies');
      await shop.reload();
      await shop.bubble('without foreign cookies').waitFor();
      await shop.page.goto(`${chat.shop}/demo?elsewhere`);
      await shop.openChat();
      await shop.bubble('without foreign cookies').waitFor();
      await shop.say('still the same visitor');
      expect(await shop.visitorOf('still the same visitor')).toBe(await shop.visitorOf('without foreign cookies'));
    });
  });

  test('fail:W16 all storage is blocked: the chat works while the page is open, also through a cut, and a reload begins anew', async () => {
    await withBrowser({}, { cookies: 2 }, async (browser) => {
      const shop = await ShopPage.inTab(chat, browser);
      await shop.say('forgetful 1');
      await isStoredOnce('forgetful 1');
      const visitor = await shop.visitorOf('forgetful 1');
      await browser.setOffline(true);
      await shop.say('forgetful 2');
      await shop.frame.getByText(UNSAFE).waitFor();
      await browser.setOffline(false);
      await isStoredOnce('forgetful 2');
      expect(await shop.stored(visitor)).toEqual(['forgetful 1', 'forgetful 2']);
      await shop.reload();
      expect(await shop.texts()).toEqual([]);
      await shop.say('forgetful 3');
      await isStoredOnce('forgetful 3');
      expect(await shop.visitorOf('forgetful 3')).not.toBe(visitor);
    });
  });

  /** A browser whose user has set it so. */
  async function withBrowser(profile: object, content: object, work: (browser: BrowserContext) => Promise<void>): Promise<void> {
    const folder = tempDir('profile').path;
    await mkdir(path.join(folder, 'Default'));
    const preferences = { profile: { ...profile, default_content_setting_values: content } };
    await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
    const browser = await chromium.withProfile(folder);
    try {
      await work(browser);
    } finally {
      await browser.close();
    }
  }
});
