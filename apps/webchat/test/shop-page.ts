import { type Chromium, until } from '@app/testing';
import type { BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import type { WebchatUnderTest } from './webchat-under-test.js';

/** Real time that the network has for an answer before the page's clock goes on. */
const NETWORK_MS_A_STEP = 150;

/** A shop's page with the chat on it, in Chromium, on another site (localhost) than the chat's frame (127.0.0.1). */
export class ShopPage {
  private constructor(
    private readonly chat: WebchatUnderTest,
    readonly page: Page,
  ) {}

  /** In a browser of its own, with the chat open. */
  static async open(chat: WebchatUnderTest, chromium: Chromium, options: BrowserContextOptions = {}): Promise<ShopPage> {
    return ShopPage.inTab(chat, await chromium.newVisitor(options));
  }

  static async inTab(chat: WebchatUnderTest, browser: BrowserContext): Promise<ShopPage> {
    const shop = new ShopPage(chat, await browser.newPage());
    await shop.page.goto(`${chat.shop}/demo`);
    await shop.openChat();
    return shop;
  }

  get browser(): BrowserContext {
    return this.page.context();
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('otklik-widget iframe');
  }

  get field() {
    return this.frame.getByRole('textbox', { name: 'Your message' });
  }

  async openChat(): Promise<void> {
    await this.page
      .getByRole('button', { name: /^(Open|Close) chat/, includeHidden: true })
      .first()
      .click();
    await this.field.waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.openChat();
  }

  async say(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.field.fill(text);
      await this.field.press('Enter');
      await this.bubble(text).waitFor();
    }
  }

  async choose(name: string, bytes = 1): Promise<void> {
    const buffer = Buffer.alloc(bytes, 'a');
    await this.frame.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
  }

  bubble(text: string) {
    return this.frame.locator('.bubble').getByText(text, { exact: true });
  }

  /** All that is shown, from the top. */
  texts(): Promise<string[]> {
    return this.frame.locator('.bubble').allTextContents();
  }

  /** Everything that was written here is in the history, or safe with the server. */
  async nothingWaits(timeoutMs = 20_000): Promise<void> {
    await until('nothing waits', async () => (await this.frame.locator('.own.waiting').count()) === 0, { timeoutMs });
  }

  async online(): Promise<void> {
    await this.frame.getByText('No connection.', { exact: false }).waitFor({ state: 'detached' });
  }

  async offline(): Promise<void> {
    await this.frame.getByText('No connection.', { exact: false }).waitFor();
  }

  /** The page's own clock, which the test may wind. */
  now(): Promise<number> {
    return this.page.evaluate<number>(`Date.now()`);
  }

  /**
   * Winds the page's clock on in steps until the fact is so. The network keeps its own time: of it each step has a little, too.
   *
   * @returns by how much it was wound, ms; what a slow machine takes to look is no part of it
   */
  async passUntil(fact: () => Promise<boolean>, mostMs: number, stepMs = 1_000): Promise<number> {
    for (let passed = 0; ; passed += stepMs) {
      const steppedAt = performance.now();
      do if (await fact()) return passed;
      while (performance.now() - steppedAt < NETWORK_MS_A_STEP);
      if (passed > mostMs) throw new Error(`not so within ${mostMs} ms of the page`);
      await this.page.clock.fastForward(stepMs);
    }
  }

  /** Of whoever wrote this, once it is in the history. */
  async visitorOf(text: string): Promise<string> {
    const rows = await until(`${text} is stored`, async () => {
      const found = await this.chat.store.query<{ visitor: string }>(
        `select c.external_key as visitor from messages m join conversations c on c.id = m.conversation_id where m.text = $1`,
        [text],
      );
      return found.length > 0 && found;
    });
    return rows[0]?.visitor ?? '';
  }

  /** The visitor's own words as they are stored, in their order. */
  async stored(visitor: string): Promise<string[]> {
    const rows = await this.chat.store.query<{ text: string }>(
      `select m.text from messages m join conversations c on c.id = m.conversation_id
       where c.external_key = $1 and m.kind = 'inbound' order by m.position`,
      [visitor],
    );
    return rows.map(({ text }) => text);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
