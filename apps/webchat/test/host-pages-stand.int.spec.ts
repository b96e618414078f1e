import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { eventually, until } from '@app/testing';
import { Visit } from './host-pages.js';
import { INBOX, KEEP, LoaderPages } from './loader-pages.js';

/** How the launcher and the frame stand on the site's page, whatever the page does and whatever becomes of the panel. */
describe('how the chat stands on the site’s page', () => {
  let pages: LoaderPages;

  beforeAll(async () => {
    pages = await LoaderPages.start();
  }, 120_000);
  beforeEach(() => {
    pages.panel.mood = 'well';
  });
  afterAll(() => pages?.stop());

  const visit: LoaderPages['visit'] = (...page) => pages.visit(...page);

  test('unread answers stand on the launcher and before the page’s title, which the site may change meanwhile', async () => {
    const on = await visit();
    await on.launcher.hover();
    await on.isMet();
    await on.says({ type: 'unread', count: 2 });
    await on.page.getByRole('button', { name: 'Open chat. New messages: 2' }).waitFor();
    await eventually(async () => expect(await on.page.title()).toBe('(2) Warm Bread'));
    await on.call(`document.title = 'Another page'`);
    await on.says({ type: 'unread', count: 120 });
    await eventually(async () => expect(await on.page.title()).toBe('(120) Another page'));
    expect(await on.page.locator('otklik-widget b').textContent()).toBe('99+');
    await on.launcher.click();
    await eventually(async () => expect(await on.page.title()).toBe('Another page'));
    await on.close();
  });

  test.each([
    'html * { display: none !important }',
    'html > *:not(head, body) { display: none !important; visibility: hidden !important; opacity: 0 !important }',
    'html * { transform: translateX(-50px) !important; will-change: transform; contain: strict; clip-path: inset(50%) }',
    'html * { pointer-events: none !important; position: relative !important; width: 10px !important; overflow: hidden !important }',
  ])('nothing that the page’s style says of all elements reaches the widget: %s', async (style) => {
    const on = await visit(`<style>${style}</style>`);
    await on.launcher.click();
    await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
    await on.page.mouse.move(100, 100);
    await eventually(async () => {
      expect(await on.launcher.boundingBox()).toEqual({ x: 1280 - 80, y: 800 - 80, width: 60, height: 60 });
      expect(await on.iframe.boundingBox()).toEqual({ x: 1280 - 20 - 392, y: 800 - 20 - 72 - 680, width: 392, height: 680 });
    });
    await on.close();
  });

  test.each([
    ['en', 'Open chat', 'Close chat', 'Chat'],
    ['ru', 'Открыть чат', 'Закрыть чат', 'Чат'],
    ['he', 'Open chat', 'Close chat', 'Chat'],
  ])('users:4.4.4 the launcher is a button with a name, in %s, and the frame has a title', async (locale, open, close, title) => {
    const on = await visit('', {}, `data-inbox="${INBOX}" data-locale="${locale}"`);
    const launcher = on.page.getByRole('button', { name: open });
    await launcher.focus();
    await on.page.keyboard.press('Enter');
    const closer = on.page.getByRole('button', { name: close });
    await closer.waitFor();
    expect(await closer.getAttribute('aria-expanded')).toBe('true');
    await on.page.locator(`otklik-widget iframe[title="${title}"]`).waitFor();
    await on.close();
  });

  test('users:4.4.9 the chat goes on over visits of Turbo: the same frame, the same words in it', async () => {
    const turbo = readFileSync(createRequire(import.meta.url).resolve('@hotwired/turbo/dist/turbo.es2017-umd.js'), 'utf8');
    pages.site.serve('/turbo.js', turbo);
    const head = `<!doctype html><html lang="en"><head><script src="/turbo.js"></script>${pages.script()}</head>`;
    pages.site.serve('/second', `${head}<body><h1>second</h1><a href="/first">back</a>${pages.script()}</body>`);
    const on = await Visit.to(pages.chromium, pages.site.serve('/first', `${head}<body><h1>first</h1><a href="/second">on</a></body>`));
    await on.launcher.click();
    await on.isMet();
    await on.frame()?.evaluate(`window.words = 'half a word'`);
    await on.page.getByRole('link', { name: 'on' }).click();
    await on.page.getByRole('heading', { name: 'second' }).waitFor();
    await on.page.getByRole('link', { name: 'back' }).click();
    await on.page.getByRole('heading', { name: 'first' }).waitFor();
    expect(await on.call('typeof Turbo')).toBe('object');
    expect(await on.frame()?.evaluate('window.words')).toBe('half a word');
    expect([await on.page.locator('otklik-widget').count(), await on.call(`Otklik.get('state')`)]).toEqual([1, 'open']);
    await on.close();
  });

  test.each([
    ['Astro swaps it', `document.body.replaceWith(new DOMParser().parseFromString('<h1>next</h1>', 'text/html').body)`],
    ['a single-page app writes it anew', `history.pushState(null, '', '/next'); document.body.innerHTML = '<h1>next</h1>'`],
    ['it is removed and another made', `document.body.remove(); document.documentElement.append(document.createElement('body'))`],
  ])('users:4.4.9 the chat stays when the body changes: %s', async (_how, swap) => {
    const on = await visit();
    await on.launcher.click();
    await on.isMet();
    await on.frame()?.evaluate(`window.words = 'half a word'`);
    await on.call(swap);
    expect(await on.frame()?.evaluate('window.words')).toBe('half a word');
    await until('it is seen', () => on.iframe.evaluate((frame) => getComputedStyle(frame).visibility === 'visible'));
    await on.close();
  });

  test('where the whole document was written anew, `init` brings the chat back', async () => {
    const on = await visit();
    await on.launcher.waitFor();
    await on.call(
      `document.documentElement.innerHTML = '<body>new</body>'; Otklik.init({ inbox: '${INBOX}', url: '${pages.panel.origin}' })`,
    );
    await on.launcher.click();
    await on.isMet();
    await on.close();
  });

  test.each(['broken', 'silent', 'blocked', 'without its stage'] as const)(
    'fail:W1 users:4.4.10 a chat that is %s leaves the page its clicks; it is gone after ten seconds, says so, and the next opening tries again',
    async (how) => {
      const on = await visit(KEEP);
      if (how === 'blocked') await on.page.route('**/widget/**', (route) => route.abort());
      else if (how === 'without its stage') await on.page.route('**/stage.js*', (route) => route.abort());
      else pages.panel.mood = how;
      await on.page.clock.install();
      await on.launcher.click();
      if (how !== 'without its stage') await on.iframe.waitFor({ state: 'attached' });
      await on.page.getByText('mine').click();
      await on.page.getByText('clicked').waitFor();
      await on.page.clock.runFor(10_000);
      await on.page.getByText('The chat is unavailable. Please try later.').waitFor();
      expect(await on.iframe.count()).toBe(0);
      expect((await on.heard()).filter((one) => Array.isArray(one) && one[0] === 'error')).toEqual([
        ['error', { code: 'frame-unreachable' }],
      ]);
      expect(await on.call(`Otklik.get('state')`)).toBe('closed');
      await until('it has its own colour', () =>
        on.launcher.evaluate((button) => getComputedStyle(button).backgroundColor === 'rgb(59, 91, 219)'),
      );
      await on.page.unroute('**/widget/**');
      await on.page.unroute('**/stage.js*');
      pages.panel.mood = 'well';
      await on.launcher.click();
      await on.isMet();
      await on.iframe.and(on.page.locator('[title=Chat]')).waitFor();
      await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
      expect(await on.page.getByText('The chat is unavailable.').count()).toBe(0);
      await on.close();
    },
  );

  test('users:4.4.10 a chat that was to come by itself is tried again by itself', async () => {
    pages.panel.mood = 'broken';
    const on = await visit(KEEP);
    await on.page.clock.install();
    await on.call(`Otklik.identify({ token: 'jwt' })`);
    await on.page.clock.runFor(1_000);
    await on.iframe.waitFor({ state: 'attached' });
    await on.page.clock.runFor(10_000);
    await eventually(async () =>
      expect(await on.heard()).toEqual([
        ['unread', 0],
        ['error', { code: 'frame-unreachable' }],
      ]),
    );
    expect(await on.page.locator('otklik-widget p').textContent()).toBe('');
    pages.panel.mood = 'well';
    await on.page.clock.runFor(60_000);
    await on.isMet();
    await eventually(async () => expect((await on.types()).slice(0, 2)).toEqual(['otklik:hello', 'identify']));
    await on.close();
  });

  test('embedAt: the panel stands open in an element of the page, of its size, without a launcher and without taking the focus', async () => {
    const on = await visit(
      `<input autofocus><div id="chat" style="width: 500px; height: 300px"></div>`,
      {},
      `data-inbox="${INBOX}" data-embed-at="#chat"`,
    );
    await on.isMet();
    await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
    await eventually(async () => expect(await on.iframe.boundingBox()).toEqual(await on.page.locator('#chat').boundingBox()));
    expect((await on.told())[0]).toMatchObject({ isEmbedded: true });
    expect(await on.launcher.isVisible()).toBe(false);
    expect(await on.call('document.activeElement.tagName')).toBe('INPUT');
    await on.call(`Otklik.close()`);
    expect(await on.call(`Otklik.get('state')`)).toBe('open');
    await on.call(`Otklik.destroy()`);
    expect(await on.page.locator('#chat > *').count()).toBe(0);
    await on.close();
  });

  test('a page in a right-to-left script: all in its place, nothing to scroll, our words in their own direction', async () => {
    const on = await Visit.to(
      pages.chromium,
      pages.site.serve('/rtl', `<!doctype html><html lang="he" dir="rtl"><body>שלום${pages.script()}`),
    );
    await on.launcher.click();
    await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
    await on.page.mouse.move(100, 100);
    await eventually(async () => {
      expect(await on.launcher.boundingBox()).toMatchObject({ x: 1280 - 80, y: 800 - 80 });
      expect(await on.iframe.boundingBox()).toMatchObject({ x: 1280 - 20 - 392 });
    });
    expect(await on.call('document.documentElement.scrollWidth')).toBe(1280);
    expect(await on.page.locator('otklik-widget p').evaluate((notice) => getComputedStyle(notice).direction)).toBe('ltr');
    expect((await on.told())[0]).toMatchObject({ locale: 'he' });
    await on.close();
  });

  test.each([
    ['as the inbox is set', '', 20],
    ['as the site says', 'data-position="right"', 1280 - 80],
  ])('the launcher stands left or right %s, and has the brand’s colour once the panel tells it', async (_how, attributes, x) => {
    const on = await visit('', {}, `data-inbox="${INBOX}" ${attributes}`);
    await on.launcher.hover();
    await on.isMet();
    await on.says({ type: 'ready', colour: '#ffd400', position: 'left' });
    await on.page.mouse.move(600, 400);
    await until('it is yellow', () => on.launcher.evaluate((button) => getComputedStyle(button).backgroundColor === 'rgb(255, 212, 0)'));
    await eventually(async () => expect(await on.launcher.boundingBox()).toMatchObject({ x }));
    await until('its icon is black', () => on.launcher.evaluate((button) => getComputedStyle(button).color === 'rgb(0, 0, 0)'));
    await on.launcher.click();
    await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
    await eventually(async () => expect(await on.iframe.boundingBox()).toMatchObject({ x: x === 20 ? 20 : 1280 - 20 - 392 }));
    await on.close();
  });

  test.each([
    ['#000000', 'white'],
    ['#3b5bdb', 'white'],
    ['#b8451b', 'white'],
    ['#ffd400', 'black'],
    ['#9ad0ff', 'black'],
  ])('before the panel is there, the launcher’s own icon can be seen on %s: it is %s', async (colour, icon) => {
    const on = await visit('', {}, `data-inbox="${INBOX}" data-colour="${colour}"`);
    const painted = await on.launcher.evaluate((button) => getComputedStyle(button).color);
    const luminance = Number(/^color\(xyz-d65 \S+ (\S+) /.exec(painted)?.[1]);
    expect(luminance >= 1 ? 'white' : luminance <= 0 ? 'black' : painted).toBe(icon);
    await on.close();
  });

  test('who wants less motion sees none', async () => {
    const on = await visit('', { reducedMotion: 'reduce' });
    await on.launcher.click();
    await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
    expect(await on.call(`document.querySelector('otklik-widget').shadowRoot.getAnimations().length`)).toBe(0);
    expect(await on.iframe.evaluate((frame) => getComputedStyle(frame).transitionDuration)).toBe('0s');
    await on.close();
  });

  // Chromium drops the clicks on a frame of another origin that has just moved.
  test('the chat comes and goes without moving: a click on it at once is never lost', async () => {
    const on = await visit();
    await on.launcher.hover();
    await on.isMet();
    await on.call(`{
      window.places = new Set();
      const frame = document.querySelector('otklik-widget').shadowRoot.querySelector('iframe');
      const look = () => {
        places.add(JSON.stringify(frame.getBoundingClientRect()));
        requestAnimationFrame(look);
      };
      look();
    }`);
    const opacity = () => on.iframe.evaluate((frame) => getComputedStyle(frame).opacity);
    await on.launcher.click();
    await until('it has come', async () => (await opacity()) === '1');
    await on.launcher.click();
    await until('it has gone', async () => (await opacity()) === '0');
    expect(await on.call(`[...places]`)).toHaveLength(1);
    await on.close();
  });

  test('hide and show take the launcher away and bring it back; a site’s own button opens the chat', async () => {
    const on = await visit('', {}, `data-inbox="${INBOX}" data-launcher="false"`);
    expect(await on.launcher.isVisible()).toBe(false);
    await on.call(`document.querySelector('button').onclick = Otklik.open; document.querySelector('button').click()`);
    await until('it is open', () => on.call(`Otklik.get('state') === 'open'`));
    await on.call(`Otklik.hide()`);
    expect([await on.iframe.isVisible(), await on.call(`Otklik.get('state')`)]).toEqual([false, 'closed']);
    await on.call(`Otklik.show(); Otklik.open()`);
    await until('it is shown', () => on.iframe.isVisible());
    await on.close();
  });
});

// Of the browser, which the types of this program do not know.
declare const getComputedStyle: (element: unknown) => {
  visibility: string;
  opacity: string;
  direction: string;
  backgroundColor: string;
  color: string;
  transitionDuration: string;
};
