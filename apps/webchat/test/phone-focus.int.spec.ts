import { buildSite, type Chromium, startChromium, until } from '@app/testing';
import type { BrowserContextOptions } from 'playwright-core';
import { HostSite, Visit } from './host-pages.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const PHONE = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true };

/** Where the focus is when the chat covers the site's page, and when it stands beside it. */
describe('the focus and a page that is covered', () => {
  let chromium: Chromium;
  let site: HostSite;
  let chat: WebchatUnderTest;
  let pages = 0;

  beforeAll(async () => {
    await buildSite('widget');
    site = await HostSite.start();
    [chat, chromium] = await Promise.all([WebchatUnderTest.start({ origins: [site.origin] }), startChromium()]);
  }, 120_000);
  afterAll(async () => {
    await chromium?.stop();
    site?.close();
    await chat?.close();
  });

  const visit = (options: BrowserContextOptions = {}, body = '') => {
    const script = `<script src="${chat.site}/widget.js" data-inbox="${chat.inboxId}"></script>`;
    const head = `<meta name="viewport" content="width=device-width, initial-scale=1"><title>shop</title>`;
    const html = `<!doctype html><html lang="en"><head>${head}</head><body><a href="#a">before</a>${body}${script}</body></html>`;
    return Visit.to(chromium, site.serve(`/page-${(pages += 1)}`, html), options);
  };
  const open = async (on: Visit) => {
    await on.launcher.click();
    await on.field.waitFor();
    await on.isMet();
  };
  /** What has the focus: of the site's page, or of the chat. */
  const focused = async (on: Visit) => {
    const [tag, text] = await on.page.evaluate<[string, string]>('[document.activeElement.tagName, document.activeElement.textContent]');
    return tag === 'OTKLIK-WIDGET' ? 'chat' : tag === 'A' ? text : tag;
  };
  const isCovered = (on: Visit) => on.page.evaluate<boolean>('document.body.inert');

  test('need:W5 2.4.11 on a phone no key leads to what the chat covers; Escape closes it, and the focus is back on its button', async () => {
    const on = await visit(PHONE);
    await open(on);
    await until('the page is covered', () => isCovered(on));
    const seen = new Set<string>();
    for (let n = 0; n < 14; n++) {
      await on.page.keyboard.press('Tab');
      seen.add(await focused(on));
    }
    expect(seen).not.toContain('before');
    await on.field.focus();
    await on.page.keyboard.press('Escape');
    await until('the launcher has the focus', async () =>
      on.page.evaluate<boolean>(`document.activeElement.shadowRoot?.activeElement?.tagName === 'BUTTON'`),
    );
    expect(await isCovered(on)).toBe(false);
    await on.page.getByRole('link', { name: 'before' }).focus();
    expect(await focused(on)).toBe('before');
    await on.close();
  });

  test('need:W5 2.1.2 on a desk the page stays within reach of the keyboard while the chat is open', async () => {
    const on = await visit();
    await open(on);
    expect(await isCovered(on)).toBe(false);
    await on.page.getByRole('link', { name: 'before' }).focus();
    expect(await focused(on)).toBe('before');
    await on.close();
  });

  test('a window that is made wide, and a chat that is destroyed, give the page back', async () => {
    const on = await visit(PHONE);
    await open(on);
    await on.page.setViewportSize({ width: 900, height: 667 });
    await until('the page is within reach', async () => !(await isCovered(on)));
    await on.page.setViewportSize({ width: 375, height: 667 });
    await until('it is covered again', () => isCovered(on));
    await on.call('Otklik.destroy()');
    expect(await isCovered(on)).toBe(false);
    await on.close();
  });

  test('an embedded chat covers nothing; a page that its site has taken out of reach stays so', async () => {
    const on = await visit(PHONE, '<div id="chat" style="height:400px"></div>');
    await on.call(`Otklik.destroy()`);
    await on.call(`Otklik.init({ inbox: '${chat.inboxId}', embedAt: '#chat', locale: 'en' })`);
    await on.field.waitFor();
    await on.isMet();
    expect(await isCovered(on)).toBe(false);
    await on.call(`Otklik.destroy()`);
    await on.call(`document.body.inert = true`);
    await on.call(`Otklik.init({ inbox: '${chat.inboxId}', locale: 'en' })`);
    await on.call(`Otklik.open()`);
    await on.field.waitFor();
    await on.isMet();
    await on.call(`Otklik.close()`);
    expect(await isCovered(on)).toBe(true);
    await on.close();
  });
});
