import { seenHosts } from '@app/store';
import { until } from '@app/testing';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('the sites that ask for the frame', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());

  const ask = (headers: Record<string, string>) => fetch(`${chat.site}/widget/${chat.inboxId}`, { headers });
  const seen = async () => (await seenHosts(chat.store, chat.inboxId)).map(({ origin, admitted }) => `${origin} ${admitted}`);
  const untilSeen = (line: string) => until(`${line} is noted`, async () => (await seen()).includes(line));

  test('a site of the list is seen where its page was, one that is not on it is told as refused', async () => {
    await ask({ referer: `${chat.shop}/bread/rye?page=2`, 'sec-fetch-dest': 'iframe' });
    await ask({ referer: 'https://forgotten.test/', 'sec-fetch-dest': 'iframe' });
    await untilSeen(`${chat.shop} true`);
    await untilSeen('https://forgotten.test false');
  });

  test('a link that was followed, the frame itself, and what is no address are no sites', async () => {
    await ask({ referer: 'https://link.test/', 'sec-fetch-dest': 'document' });
    await ask({ referer: `${chat.site}/widget/x`, 'sec-fetch-dest': 'iframe' });
    await ask({ referer: 'about:blank' });
    await ask({ referer: `https://${'a'.repeat(60)}.${'b'.repeat(400)}.test/` });
    await ask({});
    await ask({ referer: 'https://last.test/' });
    await untilSeen('https://last.test false');
    expect((await seen()).toSorted()).toEqual([`${chat.shop} true`, 'https://forgotten.test false', 'https://last.test false']);
  });

  test('a site is written once a minute, however many ask', async () => {
    const [before] = (await seenHosts(chat.store, chat.inboxId)).filter(({ origin }) => origin === chat.shop);
    for (let at = 0; at < 5; at += 1) await ask({ referer: `${chat.shop}/`, 'sec-fetch-dest': 'iframe' });
    await ask({ referer: 'https://later.test/' });
    await untilSeen('https://later.test false');
    const [after] = (await seenHosts(chat.store, chat.inboxId)).filter(({ origin }) => origin === chat.shop);
    expect(after?.lastAt).toEqual(before?.lastAt);
  });

  test('threat:H4 invented sites cost at most some writes a minute', async () => {
    const from = performance.now();
    for (let at = 0; at < 60; at += 1) await ask({ referer: `https://invented-${at}.test/` });
    await until('some are noted', async () => (await seen()).filter((line) => line.includes('invented')).length >= 10);
    const seconds = (performance.now() - from) / 1_000;
    expect((await seen()).filter((line) => line.includes('invented')).length).toBeLessThanOrEqual(20 + seconds / 3);
  });
});

test('a site whose pages name no referrer is seen by the session of a visitor', async () => {
  const chat = await WebchatUnderTest.start();
  try {
    const { nonce } = await chat.page();
    const sessionFrom = (page: string) => chat.post('sessions', { inbox: chat.inboxId, nonce, token: null, locale: 'en', page });
    await sessionFrom('https://not-on-the-list.test/');
    await sessionFrom(`${chat.shop}/somewhere`);
    await until('the shop is noted', async () => (await seenHosts(chat.store, chat.inboxId)).length > 0);
    expect((await seenHosts(chat.store, chat.inboxId)).map(({ origin, admitted }) => [origin, admitted])).toEqual([[chat.shop, true]]);
  } finally {
    await chat.close();
  }
});
