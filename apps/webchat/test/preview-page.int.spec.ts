import { buildSite } from '@app/testing';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('the page of the preview', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    await buildSite('widget');
    chat = await WebchatUnderTest.start();
  }, 120_000);
  afterAll(() => chat.close());

  test('threat:H4 the console alone may embed it, and it may connect to nothing', async () => {
    const answer = await fetch(`${chat.site}/widget-preview`);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const staff = /frame-ancestors (\S+)$/.exec(policy)?.[1];
    expect(policy).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; ` +
        `object-src 'none'; frame-ancestors ${staff}`,
    );
    expect(await answer.text()).toContain(`data-console="${staff}"`);
    expect(new URL(staff ?? '').origin).not.toBe(chat.site);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('its files are there, under names that never change what they hold', async () => {
    const page = await (await fetch(`${chat.site}/widget-preview`)).text();
    const files = [...page.matchAll(/(?:href|src)="(\/widget-assets\/preview-[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files.map((path) => /\.(js|css)$/.exec(path)?.[1])).toEqual(['css', 'js']);
    for (const path of files) {
      const answer = await fetch(`${chat.site}${path}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });
});
