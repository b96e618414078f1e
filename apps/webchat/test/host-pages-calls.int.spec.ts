import { eventually, until } from '@app/testing';
import { INBOX, KEEP, LoaderPages } from './loader-pages.js';

/** Fifty frames are much to tidy up. */
const LONG = { timeoutMs: 30_000 };

/** What the site's page calls of the loader and hears from it, and what a panel that the test speaks for is told of that. */
describe('what the site’s page calls and hears', () => {
  let pages: LoaderPages;

  beforeAll(async () => {
    pages = await LoaderPages.start();
  }, 120_000);
  afterAll(() => pages?.stop());

  const visit: LoaderPages['visit'] = (...page) => pages.visit(...page);

  test('what is called before the script and before the panel is handed over, once and in order', async () => {
    const on = await visit(
      `<script>window.Otklik = [['identify', { token: 'jwt-1' }], ['update', { attributes: { plan: 'pro' }, tags: ['vip'] }]]; const kept = Otklik;
       kept.push(['track', 'cart', { items: 2 }], ['open', { prefill: 'About my order', screen: 'chat' }])</script>`,
    );
    await on.call(`kept.push(['setTheme', 'dark']); Otklik.setLocale('ru')`);
    await on.isMet();
    await eventually(async () =>
      expect((await on.told()).slice(1)).toEqual([
        { type: 'identify', token: 'jwt-1' },
        { type: 'update', attributes: { plan: 'pro' }, tags: ['vip'] },
        { type: 'track', name: 'cart', data: { items: 2 } },
        { type: 'screen', screen: 'chat' },
        { type: 'prefill', text: 'About my order' },
        { type: 'theme', theme: 'dark' },
        { type: 'locale', locale: 'ru' },
        { type: 'shown', page: on.page.url() },
      ]),
    );
    await on.call(`Otklik.track('later')`);
    await eventually(async () => expect((await on.told()).at(-1)).toEqual({ type: 'track', name: 'later', data: undefined }));
    expect(await on.call(`Otklik.get('state')`)).toBe('open');
    await on.close();
  });

  test('events are told as they happen; `ready` and `unread` at once to who comes later; an ended subscription hears nothing', async () => {
    const on = await visit(KEEP);
    await on.call(`Otklik.open()`);
    await eventually(async () => expect(await on.heard()).toEqual([['unread', 0], 'open', 'ready']));
    await on.call(`window.off = Otklik.on('message', () => heard.push('again'))`);
    for (const type of ['message', 'sent', 'offline', 'online', 'started', 'started', 'identified']) await on.says({ type });
    await on.call(`off()`);
    for (const message of [{ type: 'message' }, { type: 'identify_error', code: 'identity-expired' }]) await on.says(message);
    await on.says({ type: 'unread', count: 3 });
    await on.says({ type: 'unread', count: 3 });
    await on.says({ type: 'close' });
    await eventually(async () =>
      expect((await on.heard()).slice(3)).toEqual([
        'message',
        'again',
        'sent',
        'offline',
        'online',
        'started',
        'identified',
        'message',
        ['identify_error', { code: 'identity-expired' }],
        ['unread', 3],
        'close',
      ]),
    );
    expect(
      await on.call(
        `(() => { const all = []; Otklik.on('unread', (n) => all.push(n)); Otklik.on('ready', () => all.push('ready')); return all })()`,
      ),
    ).toEqual([3, 'ready']);
    expect(await on.call(`[Otklik.get('unread'), Otklik.get('state')]`)).toEqual([3, 'closed']);
    await on.close();
  });

  test('`getToken` is asked whenever the panel wants a token; one that fails is a null, and what it says stays on the page', async () => {
    const on = await visit(
      `<script>window.asked = 0; window.Otklik = [['identify', { getToken: async () => { asked += 1; if (asked > 2) throw new Error('secret'); return 'jwt-' + asked } }]]</script>`,
    );
    await on.isMet();
    for (const _time of [1, 2, 3]) {
      const before = (await on.types()).filter((type) => type === 'token').length;
      await on.says({ type: 'token-wanted' });
      await until('it is answered', async () => (await on.types()).filter((type) => type === 'token').length > before);
    }
    expect((await on.told()).filter((one) => ['identify', 'token'].includes((one as { type: string }).type))).toEqual([
      { type: 'identify', token: null },
      { type: 'token', token: 'jwt-1' },
      { type: 'token', token: 'jwt-2' },
      { type: 'token', token: null },
    ]);
    const log = (await on.call<string[]>(`Otklik.debug()`)).join('\n');
    expect(log).toContain('identify');
    expect(log).not.toMatch(/jwt|secret/);
    await on.close();
  });

  test('fail:W17 who is identified hears of unread answers without opening the chat', async () => {
    const on = await visit(KEEP);
    await on.call(`Otklik.identify({ token: 'jwt' })`);
    await on.isMet();
    await on.says({ type: 'unread', count: 1 });
    await on.page.getByRole('button', { name: 'Open chat. New messages: 1' }).waitFor();
    expect(await on.heard()).toEqual([['unread', 0], 'ready', ['unread', 1]]);
    await on.close();
  });

  test('users:4.4.7 who logs out on a page that goes away at once is logged out by the next one, before anybody else is identified', async () => {
    const on = await visit();
    await on.launcher.hover();
    await on.isMet();
    await on.says({ type: 'started' });
    await until('the browser has a chat', () => on.call(`localStorage['otklik:${INBOX}'] === '1'`));
    await on.page.reload();
    await on.call(`Otklik.logout()`);
    await on.page.reload();
    await on.call(`Otklik.identify({ token: 'of somebody else' })`);
    await on.isMet();
    await eventually(async () => expect((await on.types()).slice(1, 3)).toEqual(['logout', 'identify']));
    await on.says({ type: 'logged_out' });
    await until('nothing is left', () => on.call(`!('otklik:${INBOX}' in localStorage)`));
    await on.page.reload();
    await on.launcher.hover();
    // Told when the panel was met, after all that was to be told before.
    await until('it is told all', async () => (await on.types()).includes('hidden'));
    expect(await on.types()).not.toContain('logout');
    await on.close();
  });

  test.each([
    ['a name that is none', `['nope']`],
    ['a name that is not for calling', `['constructor']`],
    ['what is no call', `null`],
    ['what cannot be copied', `['track', Symbol('x')]`],
    ['a user that is none', `['identify']`],
    ['a place that is none', `['open', null]`],
    ['numbers for words', `['open', { prefill: 5, screen: 6 }], ['setLocale', 7]`],
  ])('one wrong call before the script takes none of the others along: %s', async (_what, call) => {
    const on = await visit(`<script>window.Otklik = [${call}, ['update', { tags: ['after'] }], ['open', { prefill: 'Hello' }]]</script>`);
    await on.isMet();
    await eventually(async () =>
      expect((await on.told()).slice(1)).toEqual(
        expect.arrayContaining([
          { type: 'update', tags: ['after'] },
          { type: 'prefill', text: 'Hello' },
        ]),
      ),
    );
    for (const word of (await on.told()) as { text?: unknown; screen?: unknown; locale?: unknown }[])
      for (const said of [word.text, word.screen, word.locale]) expect(['string', 'undefined']).toContain(typeof said);
    await on.close();
  });

  test('what the site tells is copied as it is now, also of objects that watch themselves', async () => {
    const on = await visit();
    await on.call(`window.user = { plan: 'free' }; Otklik.update({ attributes: new Proxy(user, {}) }); user.plan = 'pro'; Otklik.open()`);
    await on.isMet();
    await eventually(async () => expect((await on.told())[1]).toEqual({ type: 'update', attributes: { plan: 'free' } }));
    await on.close();
  });

  test('a language that is told before `init` is the launcher’s, too', async () => {
    const on = await visit(
      `<script>window.Otklik = [['setLocale', 'ru'], ['init', { inbox: '${INBOX}', url: '${pages.panel.origin}' }]]</script>`,
      {},
      '',
    );
    await on.page.locator('otklik-widget button').hover();
    await on.isMet();
    await on.page.getByRole('button', { name: 'Открыть чат' }).waitFor();
    await on.close();
  });

  test('an element of the page that is called `Otklik` is not taken for the script', async () => {
    const on = await visit('<div id="Otklik"></div>');
    await on.launcher.click();
    await on.isMet();
    expect(await on.call(`typeof Otklik.open`)).toBe('function');
    await on.close();
  });

  test('users:4.4.1 the first word goes to the frame’s own origin alone: whatever else stands in the frame hears nothing', async () => {
    const on = await visit(
      `<script>const posted = []; const post = Window.prototype.postMessage; window.sent = posted;
       Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get() { return { postMessage: (data, origin, ports) => posted.push([data.type, origin, ports.length]) } } })</script>`,
    );
    await on.call(`Otklik.identify({ token: 'jwt' })`);
    await on.launcher.click();
    await eventually(async () => expect(await on.call('sent')).toEqual([['otklik:hello', pages.panel.origin, 1]]));
    await on.close();
  });

  test('threat:H5 users:4.4.2 the page’s own `onmessage` stays, and nothing that is posted to the page changes the widget', async () => {
    const count = `let came = 0; addEventListener('message', () => { came += 1 })`;
    const on = await visit(`<script>onmessage = mine = () => {}; ${count}</script>${KEEP}`);
    await on.launcher.hover();
    await on.isMet();
    await on.frame()?.evaluate(`for (const type of ['unread', 'close', 'ready', 'started']) parent.postMessage({ type, count: 9 }, '*')`);
    await on.call(`postMessage({ type: 'unread', count: 9 }, '*')`);
    await until('all have come', () => on.call('came === 5'));
    expect(await on.call('onmessage === mine')).toBe(true);
    expect(await on.heard()).toEqual([['unread', 0], 'ready']);
    await on.close();
  });

  test('users:4.4.6 the page’s history is not patched, no timer asks for its address, and the panel knows it when it is looked at', async () => {
    const on = await visit(
      `<script>const { pushState, replaceState } = history; const every = setInterval; window.timers = 0; window.setInterval = (...all) => { timers += 1; return every(...all) }</script>`,
    );
    await on.launcher.click();
    await on.isMet();
    expect(await on.call(`history.pushState === pushState && history.replaceState === replaceState && timers === 0`)).toBe(true);
    await on.call(`history.pushState(null, '', '/basket?step=2#pay'); document.activeElement.blur(); Otklik.close(); Otklik.open()`);
    await eventually(async () => expect((await on.told()).at(-1)).toEqual({ type: 'shown', page: `${pages.site.origin}/basket?step=2` }));
    await on.close();
  });

  test('`init` without an inbox, or for a place that is not there, is an error that the page hears', async () => {
    const on = await visit(KEEP, {}, '');
    await on.call(`Otklik.init({}); Otklik.init({ app: '${INBOX}', embedAt: '#nowhere' })`);
    expect(await on.heard()).toEqual([
      ['unread', 0],
      ['error', { code: 'no-inbox' }],
      ['error', { code: 'no-place' }],
    ]);
    expect(await on.call(`Otklik.get('state')`)).toBe('off');
    await on.close();
  });

  test('init, open and destroy in one breath, again and again: one chat, of the last `init`', async () => {
    const on = await visit('', {}, '');
    await on.call(
      `for (let n = 0; n < 5; n++) { Otklik.destroy(); Otklik.init({ inbox: '${INBOX}', url: '${pages.panel.origin}' }); Otklik.open({ prefill: 'word ' + n }) }`,
    );
    await on.isMet();
    await eventually(async () =>
      expect((await on.told()).slice(1)).toMatchObject([{ type: 'prefill', text: 'word 4' }, { type: 'shown' }]),
    );
    expect([await on.iframe.count(), await on.page.locator('otklik-widget').count()]).toEqual([1, 1]);
    expect(on.errors).toEqual([]);
    await on.close();
  });

  test('a site that tells without end loses what it told first, and nothing that it asked for', async () => {
    const on = await visit('', {}, `data-inbox="${INBOX}"`);
    await on.call(`Otklik.setTheme('dark'); for (let n = 0; n < 1000; n++) Otklik.track('move', { n }); Otklik.open()`);
    await on.isMet();
    const told = await until('all is there', async () => {
      const all = (await on.told()) as { type: string; data?: { n: number } }[];
      return all.at(-1)?.type === 'shown' && all;
    });
    expect(told.length).toBeLessThanOrEqual(203);
    expect(told.map(({ type }) => type)).toEqual(expect.arrayContaining(['theme', 'shown']));
    expect(told.findLast(({ type }) => type === 'track')?.data).toEqual({ n: 999 });
    await on.close();
  });

  test('need:W6 init and destroy fifty times leave no element, frame, listener or document', async () => {
    const on = await visit('', {}, '');
    const cdp = await on.page.context().newCDPSession(on.page);
    await cdp.send('Performance.enable');
    const counted = async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const of = (name: string) => metrics.find((one) => one.name === name)?.value;
      return { frames: of('Frames'), nodes: of('Nodes'), listeners: of('JSEventListeners'), documents: of('Documents') };
    };
    const round = (times: number) =>
      on.call(`(async () => { for (let n = 0; n < ${times}; n++) {
        Otklik.init({ inbox: '${INBOX}', url: '${pages.panel.origin}' });
        Otklik.on('unread', () => {});
        await new Promise((resolve) => { Otklik.on('ready', resolve); Otklik.open(); });
        Otklik.destroy();
      } })()`);
    // The first round brings what stays: the stage's module.
    await round(2);
    const before = await until('the browser has tidied up', async () => {
      const one = await counted();
      return one.frames === 1 && one;
    });
    await round(50);
    await eventually(async () => {
      const after = await counted();
      expect(after.frames).toBe(before.frames);
      expect(after.nodes).toBeLessThanOrEqual((before.nodes ?? 0) + 5);
      expect(after.listeners).toBeLessThanOrEqual((before.listeners ?? 0) + 2);
      expect(after.documents).toBeLessThanOrEqual(before.documents ?? 0);
    }, LONG);
    expect(await on.page.locator('otklik-widget').count()).toBe(0);
    // Each address would be a module of its own, which no page ever gives back.
    expect(on.requested.filter((url) => url.includes('stage.js'))).toHaveLength(1);
    expect(on.errors).toEqual([]);
    await on.close();
  });
});
