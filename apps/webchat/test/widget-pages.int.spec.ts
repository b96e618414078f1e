import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get, type IncomingMessage } from 'node:http';
import { buildSite, anInbox, until } from '@app/testing';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('pages and files of the widget', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    await buildSite('widget');
    chat = await WebchatUnderTest.start({
      origins: ['https://shop.example/some/page', 'http://localhost:8081'],
      texts: { en: { title: '"><script>alert(1)</script>' } },
    });
  });
  afterAll(() => chat.close());

  const team = async () => (await chat.store.query<{ team: string }>(`select team_id as team from inboxes limit 1`))[0]?.team ?? '';
  const served = (inbox: string) =>
    until('the inbox is served', async () => {
      const answer = await fetch(`${chat.site}/widget/${inbox}`);
      return answer.status === 200 && answer;
    });

  test('threat:H4 the frame may be embedded by the sites of its inbox alone', async () => {
    const answer = await served(chat.inboxId);
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self' ${chat.site.replace('http', 'ws')}; ` +
        `form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors https://shop.example http://localhost:8081`,
    );
    expect(answer.headers.get('x-frame-options')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('an inbox without sites is embedded by nobody', async () => {
    const inbox = await anInbox(chat.store, 'webchat', await team(), { origins: [] });
    expect((await served(inbox)).headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`);
  });

  test('what an admin typed is text on the page, and no markup', async () => {
    const text = await (await served(chat.inboxId)).text();
    expect(text).not.toContain('<script>alert');
    expect((await chat.page()).inbox.texts.en.title).toBe('"><script>alert(1)</script>');
  });

  test('an inbox that is not there, is switched off, or of another channel has no page', async () => {
    const mail = await anInbox(chat.store, 'email', await team(), {});
    const off = await anInbox(chat.store, 'webchat', await team(), { origins: [] });
    await chat.store.query(`update inboxes set active = false where id = $1`, [off]);
    for (const id of [mail, off, '0190f000-0000-7000-8000-000000000001']) {
      expect((await fetch(`${chat.site}/widget/${id}`)).status).toBe(404);
    }
    expect((await fetch(`${chat.site}/widget/not-an-id`)).status).toBe(400);
  });

  test('the loader is a script for every site, cached, and small on its way', async () => {
    const plain = await raw('/widget.js', {});
    expect(plain.head.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      vary: 'accept-encoding',
    });
    const gzip = await raw('/widget.js', { 'accept-encoding': 'gzip' });
    expect(gzip.head.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    const brotli = await raw('/widget.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    const etag = String(plain.head.headers.etag);
    expect((await raw('/widget.js', { 'if-none-match': etag })).head.statusCode).toBe(304);
    expect((await raw('/widget.js', { 'if-none-match': '"another"' })).head.statusCode).toBe(200);
  });

  test('the files that the frame names are there for ever, and nothing else is', async () => {
    const text = await (await served(chat.inboxId)).text();
    const names = [...text.matchAll(/"(\/widget-assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(names.map((name) => name.split('.').at(-1))).toEqual(['css', 'js']);
    for (const name of names) {
      const answer = await fetch(`${chat.site}${name}`);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    for (const path of ['panel.json', '..%2f..%2fpackage.json', 'nothing.js']) {
      expect((await fetch(`${chat.site}/widget-assets/${path}`)).status).toBe(404);
    }
  });

  test('the demo shop is where the chat may be embedded, under the policy that sites are told', async () => {
    await chat.store.query(`update inboxes set settings = jsonb_build_object('origins', jsonb_build_array($2::text)) where id = $1`, [
      chat.inboxId,
      chat.shop,
    ]);
    const shop = await until('the change is seen', async () => {
      const answer = await fetch(`${chat.shop}/demo`, { headers: { 'accept-language': 'ru' } });
      const text = await answer.text();
      return text.includes(`src="${chat.site}/widget.js" data-inbox="${chat.inboxId}"`) && { answer, text };
    });
    expect(shop.text).toContain('Хлеб, который ещё тёплый');
    expect(shop.answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; img-src 'self'; script-src ${chat.site}; frame-src ${chat.site}; connect-src ${chat.site}; ` +
        `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    const byFrame = await fetch(`${chat.site}/demo`, { redirect: 'manual' });
    expect([byFrame.status, byFrame.headers.get('location')]).toEqual([302, `${chat.shop}/demo`]);
  });

  /** `fetch` unpacks what it gets; this does not. */
  function raw(path: string, headers: Record<string, string>): Promise<{ head: IncomingMessage; body: Buffer }> {
    return new Promise((resolve, reject) => {
      get(`${chat.site}${path}`, { headers }, (head) => {
        const chunks: Buffer[] = [];
        head.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ head, body: Buffer.concat(chunks) }));
      }).on('error', reject);
    });
  }
});
