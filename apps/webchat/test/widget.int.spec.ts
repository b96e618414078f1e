import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSite, type Chromium, eventually, startChromium, until } from '@app/testing';
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { WebchatUnderTest } from './webchat-under-test.js';

/** The widget in Chromium, on a page of another site (localhost) than its frame (127.0.0.1). */
describe('the widget in a browser', () => {
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

  /** A shop's page in a browser of its own. Violations of its policy and the frame's are kept. */
  class Shop {
    readonly violations: string[] = [];
    readonly requested: string[] = [];

    constructor(readonly page: Page) {}

    static async open(path = '/demo', options: BrowserContextOptions = {}): Promise<Shop> {
      const visitor = await chromium.newVisitor({ locale: 'en-US', ...options });
      const shop = new Shop(await visitor.newPage());
      await visitor.exposeFunction('noteViolation', (what: string) => shop.violations.push(what));
      await visitor.addInitScript(
        `addEventListener('securitypolicyviolation', (e) => noteViolation(e.violatedDirective + ' ' + e.blockedURI))`,
      );
      shop.page.on('request', (request) => shop.requested.push(request.url()));
      await shop.page.goto(path.startsWith('http') ? path : `${chat.shop}${path}`);
      return shop;
    }

    get launcher() {
      return this.page.getByRole('button', { name: /^(Open|Close) chat/, includeHidden: true }).first();
    }

    get chat(): FrameLocator {
      return this.page.frameLocator('otklik-widget iframe');
    }

    get field() {
      return this.chat.getByRole('textbox', { name: 'Your message' });
    }

    async openChat(): Promise<void> {
      await this.launcher.click();
      await this.field.waitFor();
    }

    async say(text: string): Promise<void> {
      await this.field.fill(text);
      await this.field.press('Enter');
    }

    async sees(text: string): Promise<void> {
      await this.chat.locator('.bubble').getByText(text, { exact: true }).waitFor();
    }

    close(): Promise<void> {
      return this.page.context().close();
    }
  }

  const wroteTexts = () => chat.wrote.map((event) => (JSON.parse(String(event.payload)) as { text: string }).text);
  const carried = (text: string) => until(`the bus carries ${text}`, () => wroteTexts().includes(text), { timeoutMs: 30_000 });
  const times = (text: string) => wroteTexts().filter((one) => one === text).length;
  /** Of whoever wrote this. */
  const visitorOf = async (text: string) => {
    const rows = await until('the message is stored', async () => {
      const found = await chat.store.query<{ visitor: string }>(
        `select c.external_key as visitor from messages m join conversations c on c.id = m.conversation_id where m.text = $1`,
        [text],
      );
      return found.length > 0 && found;
    });
    return rows[0]?.visitor ?? '';
  };

  test('need:S1 need:S2 a word typed on a page of another site reaches the bus, and the answer the open widget', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('Is the rye bread fresh? 7781');
    await carried('Is the rye bread fresh? 7781');
    await shop.chat.getByTitle('Delivered').waitFor();
    await chat.answer(await visitorOf('Is the rye bread fresh? 7781'), 'Baked at five this morning.');
    await shop.sees('Baked at five this morning.');
    await eventually(async () => expect(await shop.chat.getByRole('heading').textContent()).toMatch(/^Agent/));
    await shop.close();
  });

  test('fail:W5 nothing breaks the policy of the page or the frame, no other host is asked, and no cookie is set', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('under a strict policy');
    await carried('under a strict policy');
    await shop.chat.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
    await shop.chat.locator('.drafts li.ready').waitFor();
    await shop.say('with a picture');
    await shop.chat.locator('.picture img').waitFor();
    expect(shop.violations).toEqual([]);
    expect([...new Set(shop.requested.filter((url) => url.startsWith('http')).map((url) => new URL(url).host))].sort()).toEqual([
      `127.0.0.1:${chat.port}`,
      `localhost:${chat.port}`,
    ]);
    expect(await shop.page.context().cookies()).toEqual([]);
    await shop.close();
  });

  test('fail:W16 a reload gives the history, and who comes back sees how much is unread', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('remember me');
    await carried('remember me');
    const visitor = await visitorOf('remember me');
    await shop.page.reload();
    await shop.openChat();
    await shop.sees('remember me');

    await shop.page.goto('about:blank');
    await chat.answer(visitor, 'while you were away');
    await shop.page.goto(`${chat.shop}/demo`);
    await shop.page.getByRole('button', { name: 'Open chat. New messages: 1' }).click();
    await shop.sees('while you were away');
    await shop.page.getByRole('button', { name: 'Close chat' }).first().click();
    await shop.page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
    await shop.close();
  });

  test('need:W4 what is written without a network is kept over a reload and sent once, in order, when it is back', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('before the cut');
    await carried('before the cut');
    await shop.sees('before the cut');
    await shop.page.context().setOffline(true);
    await shop.chat.getByText('No connection.', { exact: false }).waitFor();
    await shop.say('first in the dark');
    await shop.say('second in the dark');
    await until('both wait', async () => (await shop.chat.getByTitle('Waiting for connection').count()) === 2);
    await shop.page.context().setOffline(false);
    await carried('second in the dark');
    await until('nothing waits', async () => (await shop.chat.getByTitle('Waiting for connection').count()) === 0);
    await shop.page.reload();
    await shop.openChat();
    await shop.sees('second in the dark');
    expect(wroteTexts().filter((text) => text.includes('in the dark'))).toEqual(['first in the dark', 'second in the dark']);
    const all = ['before the cut', 'first in the dark', 'second in the dark'];
    await eventually(async () => expect(await shop.chat.locator('.bubble').allTextContents()).toEqual(all));
    await shop.close();
  });

  test('fail:W14 need:W4 while the service is down the message waits; it goes once, after a reload too, when the service is back', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('before the stop');
    await shop.sees('before the stop');
    await carried('before the stop');
    await chat.stop();
    await shop.say('said to nobody');
    await shop.chat.getByText('No connection.', { exact: false }).waitFor();
    await chat.startAgain();
    await shop.page.reload();
    await shop.openChat();
    await carried('said to nobody');
    await shop.chat.getByText('said to nobody').waitFor();
    await until('it is stored', async () => (await shop.chat.locator('.own.waiting').count()) === 0);
    expect(times('said to nobody')).toBe(1);
    await shop.close();
  });

  test('threat:H4 fail:W1 a page of a foreign site gets no chat, and keeps its own clicks', async () => {
    const foreign = await servePage(
      `<button onclick="this.textContent='clicked'">mine</button><script async src="${chat.site}/widget.js" data-inbox="${chat.inboxId}"></script>`,
    );
    const shop = await Shop.open(foreign.url);
    const code = shop.page.evaluate(`new Promise((resolve) => setTimeout(() => Otklik.on('error', (e) => resolve(e.code)), 500))`);
    await shop.launcher.click();
    await until(
      'the browser refused it',
      () => shop.violations.length + shop.page.frames().filter((f) => f.url().startsWith('chrome-error')).length > 0,
    );
    expect(await shop.page.locator('otklik-widget iframe').evaluate((frame) => getComputedStyle(frame).visibility)).toBe('hidden');
    await shop.page.getByText('mine').click();
    await shop.page.getByText('clicked').waitFor();
    expect(await code).toBe('frame-unreachable');
    expect(await shop.page.locator('otklik-widget iframe').count()).toBe(0);
    await shop.close();
    foreign.close();
  });

  test('4.4.3 the page cannot read the visitor’s token, nor what is written', async () => {
    const shop = await Shop.open();
    const heard = shop.page.evaluate(`new Promise((resolve) => { const all = []; addEventListener('message', (e) => all.push(e.data));
      Otklik.on('sent', () => setTimeout(() => resolve(JSON.stringify([all, {...localStorage}, {...sessionStorage}, document.cookie])), 300)); })`);
    await shop.openChat();
    await shop.say('a secret of mine');
    expect(await heard).toBe(JSON.stringify([[], { [`otklik:${chat.inboxId}`]: '1' }, {}, '']));
    expect(
      await shop.page.evaluate(
        `(() => { try { return document.querySelector('otklik-widget').shadowRoot.querySelector('iframe').contentWindow.document } catch (e) { return e.name } })()`,
      ),
    ).toBe('SecurityError');
    await shop.close();
  });

  test('need:W5 by keyboard alone: open, write, close with Escape, and the focus is back', async () => {
    const shop = await Shop.open();
    await shop.launcher.focus();
    expect(await shop.launcher.getAttribute('aria-expanded')).toBe('false');
    await shop.page.keyboard.press('Enter');
    await shop.field.waitFor();
    await until('the field has the focus', () => shop.field.evaluate((field) => field === field.ownerDocument.activeElement));
    await shop.page.keyboard.type('typed without a mouse');
    await shop.page.keyboard.press('Shift+Enter');
    await shop.page.keyboard.type('on two lines');
    await shop.page.keyboard.press('Enter');
    await carried('typed without a mouse\non two lines');
    expect(await shop.chat.getByRole('log', { name: 'Conversation' }).count()).toBe(1);
    await shop.page.keyboard.press('Escape');
    await until('it is closed', async () => (await shop.launcher.getAttribute('aria-expanded')) === 'false');
    expect(await shop.page.evaluate(`document.querySelector('otklik-widget').shadowRoot.activeElement?.ariaLabel`)).toBe('Open chat');
    await shop.close();
  });

  test('need:W5 axe finds nothing, light and dark', async () => {
    const axe = await readAxe();
    for (const colorScheme of ['light', 'dark'] as const) {
      const shop = await Shop.open('/demo', { colorScheme, bypassCSP: true });
      await shop.openChat();
      await shop.say(`look at me, ${colorScheme}`);
      await carried(`look at me, ${colorScheme}`);
      await chat.answer(await visitorOf(`look at me, ${colorScheme}`), 'See https://a.test');
      await shop.chat.getByRole('link', { name: 'https://a.test' }).waitFor();
      const frame = shop.page.frames().find((one) => one.url().includes('/widget/'));
      await frame?.evaluate(axe);
      await frame?.evaluate(`Promise.allSettled(document.getAnimations().map((one) => one.finished))`);
      const found = (await frame?.evaluate(
        `axe.run().then(({ violations }) => violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.target).join()))`,
      )) as string[];
      expect([colorScheme, found]).toEqual([colorScheme, []]);
      await shop.close();
    }
  });

  test('fail:W6 on a phone the panel is the whole screen, its writing large enough, and follows the keyboard', async () => {
    const shop = await Shop.open('/demo', { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true });
    await shop.launcher.tap();
    await shop.field.waitFor();
    const frame = shop.page.locator('otklik-widget iframe');
    await eventually(async () => expect(await frame.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 }));
    expect(await shop.field.evaluate((field) => getComputedStyle(field).fontSize)).toBe('16px');
    await shop.page.setViewportSize({ width: 375, height: 380 });
    await until('it shrinks with the screen', async () => (await frame.boundingBox())?.height === 380);
    await shop.field.fill('line one');
    await shop.field.press('Enter');
    await eventually(async () => expect(await shop.field.inputValue()).toBe('line one\n'));
    await shop.chat.getByRole('button', { name: 'Send' }).tap();
    await carried('line one');
    await shop.close();
  });

  test('files are chosen, dropped and pasted; what is too large is told before anything is sent', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.chat.locator('input[type=file]').setInputFiles({ name: 'chosen.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await shop.field.evaluate(giveFile, { by: 'drop', name: 'dropped.txt', bytes: 1 });
    await shop.field.evaluate(giveFile, { by: 'paste', name: 'pasted.txt', bytes: 1 });
    await until('all three are up', async () => (await shop.chat.locator('.drafts li.ready').count()) === 3);
    await shop.field.evaluate(giveFile, { by: 'drop', name: 'film.mov', bytes: 26 * 1024 * 1024 });
    await shop.chat.getByText('“film.mov” is larger than 25 MB. Choose a smaller file, or send a link to it.').waitFor();
    await shop.say('three files');
    await carried('three files');
    await shop.chat.getByRole('button', { name: /^Download: pasted.txt/ }).waitFor();
    expect(await shop.chat.locator('.file .name').allTextContents()).toEqual(['chosen.txt', 'dropped.txt', 'pasted.txt']);
    await shop.close();
  });

  test('a file that did not get through goes with its message when it can', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.page.route('**/chat/v1/files?*', (route) => route.abort());
    await shop.chat.locator('input[type=file]').setInputFiles({ name: 'late.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await shop.chat.getByText('goes with the message').waitFor();
    await shop.say('with a late file');
    await shop.chat.getByTitle('Sending').waitFor();
    expect(times('with a late file')).toBe(0);
    await shop.page.unroute('**/chat/v1/files?*');
    await carried('with a late file');
    await shop.chat.getByRole('button', { name: /^Download: late.txt/ }).waitFor();
    expect(times('with a late file')).toBe(1);
    await shop.close();
  });

  test('a browser whose visitor is gone begins anew, without the old words', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('of the old visitor');
    await shop.sees('of the old visitor');
    await carried('of the old visitor');
    await shop.chat.getByTitle('Delivered').waitFor();
    const old = await visitorOf('of the old visitor');
    await chat.store.query(`update visitor_tokens set token_hash = sha256(token_hash) where visitor_id = $1`, [old]);
    await shop.page.context().setOffline(true);
    await shop.chat.getByText('No connection.', { exact: false }).waitFor();
    await shop.page.context().setOffline(false);
    await shop.say('of the new one');
    await carried('of the new one');
    await until(
      'only the new words are shown',
      async () => (await shop.chat.locator('.bubble').allTextContents()).join() === 'of the new one',
    );
    expect(await visitorOf('of the new one')).not.toBe(old);
    await shop.close();
  });

  test('what an agent writes is text: no markup, and only web addresses are links', async () => {
    const shop = await Shop.open();
    await shop.openChat();
    await shop.say('hello 4471');
    await carried('hello 4471');
    const text = '<img src=x onerror=alert(1)> javascript:alert(2) https://good.test/?q=1.';
    await chat.answer(await visitorOf('hello 4471'), text);
    await shop.chat.locator('.bubble').getByText('onerror=alert', { exact: false }).waitFor();
    expect(await shop.chat.locator('.bubble').last().textContent()).toBe(text);
    const links = shop.chat.locator('.bubble a');
    expect(
      await links.evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.getAttribute('rel'), a.getAttribute('target')])),
    ).toEqual([['https://good.test/?q=1', 'noopener noreferrer nofollow', '_blank']]);
    expect(shop.violations).toEqual([]);
    await shop.close();
  });

  test('need:W6 calls before the script count, init and destroy leave nothing, a replaced body keeps the chat', async () => {
    const page = await servePage(
      `<script>window.Otklik = [['on', 'ready', () => { document.title = 'ready' }], ['init', { inbox: '${chat.inboxId}', locale: 'en' }], ['open']]</script>
       <script src="${chat.site}/widget.js"></script><script src="${chat.site}/widget.js"></script>`,
      chat.shop,
    );
    const shop = await Shop.open(page.url);
    await until('it opened by itself', async () => (await shop.page.title()) === 'ready');
    await shop.field.fill('half a word');
    await shop.page.evaluate(`document.body.replaceWith(document.createElement('body'))`);
    expect(await shop.field.inputValue()).toBe('half a word');
    await shop.page.evaluate(`for (let n = 0; n < 50; n++) { Otklik.destroy(); Otklik.init({ inbox: '${chat.inboxId}', locale: 'en' }); }`);
    expect(await shop.page.locator('otklik-widget').count()).toBe(1);
    expect(await shop.page.locator('iframe').count()).toBe(0);
    await shop.page.evaluate(`Otklik.destroy()`);
    expect(await shop.page.locator('otklik-widget').count()).toBe(0);
    await shop.close();
    page.close();
  });

  test('where the frame may store nothing the chat still works, as long as the page is open', async () => {
    const shop = await Shop.open();
    await shop.page.context().addInitScript(`if (location.pathname.startsWith('/widget/')) {
      indexedDB.open = () => { throw new DOMException('no', 'SecurityError') };
      navigator.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    }`);
    await shop.page.reload();
    await shop.openChat();
    await shop.say('without storage');
    await carried('without storage');
    await shop.chat.getByTitle('Delivered').waitFor();
    await shop.close();
  });

  /** A page on another port than the chat; as the shop, it is one of the inbox's sites. */
  async function servePage(body: string, as?: string): Promise<{ url: string; close(): void }> {
    const server: Server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>page</title>${body}`);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    if (as !== undefined) {
      await chat.store.query(
        `update inboxes set settings = jsonb_set(settings, '{origins}', jsonb_build_array($2::text, $3::text)) where id = $1`,
        [chat.inboxId, as, url],
      );
      await until('the site is known', async () => (await chat.page()).origins.includes(url));
    }
    return { url, close: () => server.close() };
  }
});

/** Runs in the browser: lets a file fall on the field, or pastes it there. */
function giveFile(field: { dispatchEvent(event: never): unknown }, { by, name, bytes }: { by: string; name: string; bytes: number }): void {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const init = { bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data };
  field.dispatchEvent((by === 'drop' ? new DragEvent('drop', init) : new ClipboardEvent('paste', init)) as never);
}

// Of the browser, which the types of this program do not know.
declare const getComputedStyle: (element: unknown) => { visibility: string; fontSize: string };
declare class DataTransfer {
  readonly items: { add(file: File): void };
}
declare class DragEvent {
  constructor(type: string, init: object);
}
declare class ClipboardEvent {
  constructor(type: string, init: object);
}

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function readAxe(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const { createRequire } = await import('node:module');
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
