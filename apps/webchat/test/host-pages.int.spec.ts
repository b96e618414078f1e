import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { anInbox, buildSite, type Chromium, eventually, startChromium, tempDir, until } from '@app/testing';
import { HostSite, Visit } from './host-pages.js';
import { WebchatUnderTest } from './webchat-under-test.js';

/** The whole widget on sites' pages as sites really are: where the script stands, what their policy says, who may embed it. */
describe('the widget on many pages', () => {
  let chromium: Chromium;
  let site: HostSite;
  let foreign: HostSite;
  let chat: WebchatUnderTest;
  let pages = 0;

  beforeAll(async () => {
    await buildSite('widget');
    [site, foreign] = await Promise.all([HostSite.start(), HostSite.start()]);
    [chat, chromium] = await Promise.all([WebchatUnderTest.start({ origins: [site.origin] }), startChromium()]);
  }, 120_000);
  afterAll(async () => {
    await chromium?.stop();
    site?.close();
    foreign?.close();
    await chat?.close();
  });

  const script = (attributes = '') => `<script src="${chat.site}/widget.js" data-inbox="${chat.inboxId}" ${attributes}></script>`;
  const page = (html: string, headers: Record<string, string> = {}) =>
    site.serve(`/page-${(pages += 1)}`, `<!doctype html>${html}`, headers);
  const wroteTexts = () => chat.wrote.map((event) => (JSON.parse(String(event.payload)) as { text: string }).text);
  const carried = (text: string) => until(`the bus carries ${text}`, () => wroteTexts().includes(text), { timeoutMs: 30_000 });
  const open = async (on: Visit) => {
    await on.launcher.click();
    await on.field.waitFor();
    await on.isMet();
  };
  const escape = async (on: Visit) => {
    await on.field.focus();
    await on.page.keyboard.press('Escape');
  };

  test.each<[string, () => string]>([
    ['at the head', () => `<html><head>${script()}</head><body>text</body></html>`],
    ['at the head, async', () => `<html><head>${script('async')}</head><body>text</body></html>`],
    ['at the head, deferred', () => `<html><head>${script('defer')}</head><body>text</body></html>`],
    ['at the end of the body', () => `<html><body>text${script()}</body></html>`],
    ['twice', () => `<html><head>${script()}</head><body>text${script('async')}</body></html>`],
    [
      'added by a single-page app that then changes its route',
      () => `<html><body>text<script>
        window.Otklik = [['init', { inbox: '${chat.inboxId}', locale: 'en' }]];
        const added = document.createElement('script'); added.src = '${chat.site}/widget.js';
        added.onload = () => { history.pushState(null, '', '/route'); document.body.innerHTML = 'another route' };
        document.head.append(added);
      </script></body></html>`,
    ],
  ])('fail:W2 the script works %s: one launcher, one chat', async (where, html) => {
    const on = await Visit.to(chromium, page(html()));
    await on.launcher.waitFor();
    await open(on);
    await on.write(`written with the script ${where}`);
    await carried(`written with the script ${where}`);
    expect([await on.page.locator('otklik-widget').count(), await on.iframe.count()]).toEqual([1, 1]);
    expect(on.errors).toEqual([]);
    await on.close();
  });

  test('fail:W3 threat:H4 one site embeds the chat, another on this machine is refused by the browser, and no header says more than the list', async () => {
    const answer = await fetch(`${chat.site}/widget/${chat.inboxId}`);
    expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors ${site.origin}`);
    expect(answer.headers.get('x-frame-options')).toBeNull();
    const allowed = await Visit.to(chromium, page(script()));
    await open(allowed);
    await allowed.close();
    const refused = await Visit.to(chromium, foreign.serve('/', `<!doctype html>${script()}`));
    await refused.launcher.click();
    await until('the browser refused it', () => refused.page.frames().some((frame) => frame.url().startsWith('chrome-error')));
    expect(await refused.iframe.isVisible()).toBe(false);
    await refused.close();
  });

  test('fail:W4 a page without an origin gets the chat where the inbox says so, and nowhere else', async () => {
    const [row] = await chat.store.query<{ team: string }>(`select team_id as team from inboxes limit 1`);
    const forApps = await anInbox(chat.store, 'webchat', row?.team ?? '', { origins: [], nullOrigin: true });
    await until('the inbox is served', async () => (await fetch(`${chat.site}/widget/${forApps}`)).status === 200);
    const folder = tempDir('app');
    const file = (inbox: string) => {
      const at = path.join(folder.path, `${inbox}.html`);
      writeFileSync(at, `<!doctype html><html lang="en"><body><script src="${chat.site}/widget.js" data-inbox="${inbox}"></script></body>`);
      return pathToFileURL(at).href;
    };
    const app = await Visit.to(chromium, file(forApps));
    await open(app);
    await app.write('from an app');
    await carried('from an app');
    await app.close();
    const other = await Visit.to(chromium, file(chat.inboxId));
    await other.launcher.click();
    await until('the browser refused it', () => other.page.frames().some((frame) => frame.url().startsWith('chrome-error')));
    await other.close();
    // No header keeps another site from framing it: the panel shows nothing to a page that it does not know.
    const stranger = await Visit.to(
      chromium,
      foreign.serve('/app', `<!doctype html><script src="${chat.site}/widget.js" data-inbox="${forApps}"></script>`),
    );
    await stranger.page.clock.install();
    await stranger.launcher.click();
    await until('the panel’s page is there', () =>
      stranger.frame()?.evaluate(`document.readyState === 'complete' && !!document.getElementById('panel')`),
    );
    await stranger.page.clock.runFor(10_000);
    await stranger.page.getByText('The chat is unavailable.', { exact: false }).waitFor();
    await stranger.close();
    folder.remove();
  });

  test.each<[string, () => [policy: string, html: string]]>([
    [
      'the origin',
      () => [`default-src 'none'; script-src ${chat.site}; frame-src ${chat.site}; connect-src ${chat.site}`, script('data-locale="en"')],
    ],
    [
      'the origin and a nonce of the page’s own',
      () => [
        `default-src 'none'; script-src ${chat.site} 'nonce-4711'; frame-src ${chat.site}; connect-src ${chat.site}`,
        `<script nonce="4711">window.Otklik = [['init', { inbox: '${chat.inboxId}', locale: 'en', nonce: '4711' }]]</script><script nonce="4711" src="${chat.site}/widget.js"></script>`,
      ],
    ],
    [
      'a nonce alone',
      () => [`default-src 'none'; script-src 'nonce-4711'; frame-src ${chat.site}`, script('data-locale="en" nonce="4711"')],
    ],
    [
      'what a trusted script trusts',
      () => [
        `default-src 'none'; script-src 'nonce-4711' 'strict-dynamic'; frame-src ${chat.site}`,
        script('data-locale="en" nonce="4711"'),
      ],
    ],
  ])('fail:W5 users:4.5 under a policy that allows %s the chat lives its whole life, and breaks nothing', async (how, made) => {
    const [policy, html] = made();
    const on = await Visit.to(chromium, page(html, { 'content-security-policy': policy }));
    await open(on);
    await on.write(`allowed: ${how}`);
    await carried(`allowed: ${how}`);
    await on.chat.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
    await on.chat.locator('.drafts li.ready').waitFor();
    await escape(on);
    await on.page.getByRole('button', { name: 'Open chat' }).waitFor();
    await on.page.setViewportSize({ width: 375, height: 667 });
    await on.launcher.click();
    await on.field.waitFor();
    expect(on.violations).toEqual([]);
    await on.close();
  });

  test('before the first message: one request of at most 3,000 bytes on a page’s load, no other host, no cookie, and nothing stored', async () => {
    const on = await Visit.to(chromium, page(script('async')));
    await on.launcher.waitFor();
    const loaded = on.requested.filter((url) => !url.startsWith(site.origin));
    expect(loaded).toEqual([`${chat.site}/widget.js`]);
    const answer = await fetch(`${chat.site}/widget.js`);
    expect(gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 9 }).length).toBeLessThanOrEqual(3_000);
    await open(on);
    await escape(on);
    await on.page.getByRole('button', { name: 'Open chat' }).waitFor();
    const hosts = new Set(on.requested.filter((url) => url.startsWith('http')).map((url) => new URL(url).origin));
    expect([...hosts].sort()).toEqual([chat.site, site.origin].sort());
    expect(on.requested.filter((url) => url.includes('/chat/v1/'))).toEqual([]);
    expect(await on.page.context().cookies()).toEqual([]);
    expect(await on.call(`[document.cookie, localStorage.length, sessionStorage.length]`)).toEqual(['', 0, 0]);
    await on.close();
  });

  test('threat:H7 users:4.4.3 nothing that the page hears or keeps holds the visitor’s token or a word of the chat', async () => {
    const listening = `<script>window.heard = []; const Real = MessageChannel;
      window.MessageChannel = function () { const channel = new Real(); channel.port1.addEventListener('message', (e) => heard.push(e.data)); return channel };
      addEventListener('message', (e) => heard.push(e.data))</script>`;
    const on = await Visit.to(chromium, page(`<html lang="en">${listening}${script()}`));
    const session = on.page.waitForResponse((response) => response.url().endsWith('/chat/v1/sessions'));
    await open(on);
    await on.write('a word of mine');
    await carried('a word of mine');
    const { token } = (await (await session).json()) as { token: string };
    expect(token.length).toBeGreaterThan(30);
    const visitor = await until('it is stored', () => visitorOf('a word of mine'));
    await chat.answer(visitor, 'a word of ours');
    await on.chat.getByText('a word of ours').first().waitFor();
    await until('the page heard of it', () => on.call(`heard.some(({ type }) => type === 'message')`));
    const known = JSON.stringify(
      await on.call(`[heard, Otklik.debug(), {...localStorage}, {...sessionStorage}, document.cookie, document.documentElement.outerHTML]`),
    );
    expect(known).toContain('"started"');
    for (const secret of [token, visitor, 'a word of']) expect(known).not.toContain(secret);
    await on.close();
  });

  test('what the site asks for is seen in the chat, and what it tells goes with the next message', async () => {
    const on = await Visit.to(chromium, page(`<html lang="en">${script()}`));
    await on.call(`Otklik.update({ attributes: { plan: 'pro', order: 5531 }, tags: ['vip'], page: 'https://shop.test/orders' })`);
    await on.call(`Otklik.track('cart', { items: 2 }); Otklik.open({ prefill: 'About order 5531' })`);
    await until('the words are there', async () => (await on.field.inputValue()) === 'About order 5531');
    await on.call(`Otklik.setLocale('ru'); Otklik.setTheme('dark')`);
    const field = on.chat.getByRole('textbox', { name: 'Ваше сообщение' });
    await eventually(async () => expect(await field.inputValue()).toBe('About order 5531'));
    await on.page.getByRole('button', { name: 'Закрыть чат', includeHidden: true }).first().waitFor();
    await until('the panel is dark', () => on.frame()?.evaluate<boolean>(`document.documentElement.dataset.theme === 'dark'`));
    await field.press('Enter');
    await carried('About order 5531');
    await field.fill('and one more');
    await field.press('Enter');
    await carried('and one more');
    const said = chat.wrote.map((event) => JSON.parse(String(event.payload)) as { text: string; page: string; about: unknown });
    expect(said.filter(({ text }) => /5531|one more/.test(text)).map((one) => [one.page, one.about])).toEqual([
      ['https://shop.test/orders', { attributes: { plan: 'pro', order: 5531 }, tags: ['vip'], did: ['cart (items: 2)'] }],
      ['https://shop.test/orders', null],
    ]);
    await on.close();
  });

  test('embedAt: the panel in an element of the page has no button to close it, and the chat goes on in it', async () => {
    const on = await Visit.to(
      chromium,
      page(
        `<html lang="en"><body><input autofocus><div id="chat" style="height: 500px; width: 420px"></div>${script('data-embed-at="#chat"')}</body>`,
      ),
    );
    await on.field.waitFor();
    await on.isMet();
    expect(await on.call('document.activeElement.tagName')).toBe('INPUT');
    await on.write('in an element');
    await carried('in an element');
    expect(await on.chat.getByRole('button', { name: 'Close chat' }).count()).toBe(0);
    await escape(on);
    expect(await on.call(`Otklik.get('state')`)).toBe('open');
    await on.close();
  });

  test('fail:W6 with a phone’s keyboard open, what is typed and the last message are in sight', async () => {
    const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true };
    const on = await Visit.to(
      chromium,
      page(
        `<html lang="en"><head><meta name="viewport" content="width=device-width"></head><body><div style="height: 3000px">long</div>${script()}</body></html>`,
      ),
      phone,
    );
    await on.launcher.tap();
    await on.field.waitFor();
    for (let n = 1; n <= 8; n += 1) {
      await on.write(`line ${n}`);
      await on.chat.getByRole('button', { name: 'Send' }).tap();
    }
    await carried('line 8');
    await on.field.focus();
    // The visual viewport alone shrinks, as by a keyboard: the page's layout does not know.
    const cdp = await on.page.context().newCDPSession(on.page);
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.7 });
    const seen = await until('it is shrunk', async () => {
      const { height, offsetTop } = await on.call<{ height: number; offsetTop: number }>(
        `({ height: visualViewport.height, offsetTop: visualViewport.offsetTop })`,
      );
      return height < 400 && { top: offsetTop, bottom: offsetTop + height };
    });
    await eventually(async () => {
      const frame = await on.call<{ top: number; bottom: number }>(
        `document.querySelector('otklik-widget').shadowRoot.querySelector('iframe').getBoundingClientRect().toJSON()`,
      );
      expect(frame.top).toBeGreaterThanOrEqual(seen.top - 1);
      expect(frame.bottom).toBeLessThanOrEqual(seen.bottom + 1);
      for (const what of [on.field, on.chat.locator('.bubble').last()]) {
        const { top, bottom } = await what.evaluate(
          (element) => element.getBoundingClientRect().toJSON() as { top: number; bottom: number },
        );
        expect(frame.top + top).toBeGreaterThanOrEqual(seen.top - 1);
        expect(frame.top + bottom).toBeLessThanOrEqual(seen.bottom + 1);
      }
    });
    await on.close();
  });

  async function visitorOf(text: string): Promise<string | undefined> {
    const rows = await chat.store.query<{ visitor: string }>(
      `select c.external_key as visitor from messages m join conversations c on c.id = m.conversation_id where m.text = $1`,
      [text],
    );
    return rows[0]?.visitor;
  }
});

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
