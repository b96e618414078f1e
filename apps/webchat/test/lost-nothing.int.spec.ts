import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually, tempDir, until } from '@app/testing';
import { ChatBehindProxy } from './chat-behind-proxy.js';
import { ShopPage } from './shop-page.js';
import { VisitorClient } from './visitor-client.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('the widget loses nothing', () => {
  let world: ChatBehindProxy;
  let chat: ChatBehindProxy['chat'];
  let chromium: ChatBehindProxy['chromium'];
  let faults: ChatBehindProxy['faults'];

  beforeAll(async () => {
    world = await ChatBehindProxy.start();
    ({ chat, chromium, faults } = world);
  }, 120_000);
  beforeEach(() => world.mend());
  afterAll(() => world.stop());

  async function filesOf(visitor: string): Promise<string[]> {
    const rows = await chat.store.query<{ filename: string }>(
      `select a.filename from attachments a join messages m on m.id = a.message_id join conversations c on c.id = m.conversation_id
       where c.external_key = $1 order by m.position, a.ordinal`,
      [visitor],
    );
    return rows.map(({ filename }) => filename);
  }

  const isTyped = (shop: ShopPage, text: string) => eventually(async () => expect(await shop.field.inputValue()).toBe(text));
  const shows = (shop: ShopPage, texts: readonly string[]) => eventually(async () => expect(await shop.texts()).toEqual(texts));

  /** Stops the processes of all pages. @returns what lets them go on */
  async function putToSleep(): Promise<() => void> {
    const cdp = await chromium.browser.newBrowserCDPSession();
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    for (const pid of pages) process.kill(pid, 'SIGSTOP');
    return () => pages.forEach((pid) => process.kill(pid, 'SIGCONT'));
  }

  test('need:W4 30 minutes without a network: words and files of three page loads arrive once, in order', async () => {
    const browser = await chromium.newVisitor();
    await browser.clock.install();
    const shop = await ShopPage.inTab(chat, browser);
    await shop.say('with a network');
    const visitor = await shop.visitorOf('with a network');
    world.cutOff();
    await shop.offline();
    await shop.say('1', '2');
    await shop.choose('first.txt', 2_000);
    await shop.frame.getByText('goes with the message').waitFor();
    await shop.say('3 with a file');
    await shop.reload();
    await shop.say('4');
    await shop.choose('second.txt', 1_000);
    await shop.field.fill('half a wo');
    const from = await shop.now();
    await shop.passUntil(async () => (await shop.now()) - from > 30 * MINUTE_MS, 40 * MINUTE_MS, 20_000);
    await shop.reload();
    await isTyped(shop, 'half a wo');
    await shop.frame.getByText('second.txt').waitFor();
    await shop.say('5 with the other file');
    await shop.say('6');
    expect(await shop.stored(visitor)).toEqual(['with a network']);
    faults.fault = 'none';
    await shop.passUntil(async () => (await shop.stored(visitor)).length === 7, 2 * MINUTE_MS);
    const all = ['with a network', '1', '2', '3 with a file', '4', '5 with the other file', '6'];
    await shop.passUntil(async () => (await shop.frame.locator('.own.waiting').count()) === 0, MINUTE_MS);
    expect(await shop.stored(visitor)).toEqual(all);
    expect(await filesOf(visitor)).toEqual(['first.txt', 'second.txt']);
    await shows(shop, all);
    await shop.reload();
    await shop.bubble('6').waitFor();
    await shows(shop, all);
    await shop.close();
  }, 120_000);

  test('fail:W9 an answer between the reading of the history and the opening of the socket is seen, once', async () => {
    const shop = await ShopPage.open(chat, chromium);
    await shop.say('hello 9901');
    const visitor = await shop.visitorOf('hello 9901');
    await shop.page.route('**/chat/v1/sessions', async (route) => {
      const read = await route.fetch();
      const id = await chat.answer(visitor, 'in the gap');
      await until('it may be seen', async () => {
        const rows = await chat.store.query(`select from deliveries where message_id = $1 and state = 'accepted'`, [id]);
        return rows.length === 1;
      });
      await route.fulfill({ response: read });
    });
    await shop.reload();
    await shop.bubble('in the gap').waitFor();
    await shows(shop, ['hello 9901', 'in the gap']);
    await shop.close();
  });

  test('fail:W13 a page that was put to sleep while its connection died has everything soon after it goes on', async () => {
    const shop = await ShopPage.open(chat, chromium);
    await shop.say('hello 1313');
    await shop.frame.getByTitle('Delivered').waitFor();
    const visitor = await shop.visitorOf('hello 1313');
    const wake = await putToSleep();
    world.proxy.blackHole();
    await chat.answer(visitor, 'while it slept');
    wake();
    // Chromium without a screen freezes no page that is seen: what it says to a page that goes on is said here.
    await shop.frame
      .locator('body')
      .evaluate((body: { ownerDocument: EventTarget }) => body.ownerDocument.dispatchEvent(new Event('resume')));
    const from = performance.now();
    await shop.bubble('while it slept').waitFor();
    // Without a sign of its return the page would find its connection dead after 20 s.
    expect(performance.now() - from).toBeLessThan(15_000);
    await shop.say('after it');
    await until('it is stored', async () => (await shop.stored(visitor)).includes('after it'));
    await shows(shop, ['hello 1313', 'while it slept', 'after it']);
    await shop.close();
  });

  test('a network that changes under the page: what was on its way arrives once, what was answered meanwhile is seen', async () => {
    const shop = await ShopPage.open(chat, chromium);
    await shop.say('in one network');
    const visitor = await shop.visitorOf('in one network');
    for (const n of [1, 2, 3]) {
      await shop.say(`on its way ${n}`);
      world.proxy.blackHole();
      await shop.browser.setOffline(true);
      await chat.answer(visitor, `meanwhile ${n}`);
      await shop.say(`without ${n}`);
      await shop.browser.setOffline(false);
      await shop.bubble(`meanwhile ${n}`).waitFor();
      await shop.nothingWaits();
    }
    const own = ['in one network', ...[1, 2, 3].flatMap((n) => [`on its way ${n}`, `without ${n}`])];
    await until('all are stored', async () => (await shop.stored(visitor)).length === own.length);
    expect(await shop.stored(visitor)).toEqual(own);
    expect((await shop.texts()).toSorted()).toEqual([...own, 'meanwhile 1', 'meanwhile 2', 'meanwhile 3'].toSorted());
    await shop.close();
  });

  test('a clock that is three days wrong, and jumps, changes neither the order nor the times of what is stored', async () => {
    const browser = await chromium.newVisitor();
    await browser.clock.install({ time: Date.now() + 3 * DAY_MS });
    const shop = await ShopPage.inTab(chat, browser);
    await shop.say('before');
    const visitor = await shop.visitorOf('before');
    world.cutOff();
    await shop.offline();
    await shop.say('three days ahead');
    await browser.clock.setSystemTime(Date.now() - 3 * DAY_MS);
    await shop.say('three days behind');
    await shop.reload();
    await shop.say('after a reload');
    const inTheDark = ['three days ahead', 'three days behind', 'after a reload'];
    await eventually(async () => expect((await shop.texts()).slice(-3)).toEqual(inTheDark));
    faults.fault = 'none';
    const all = ['before', ...inTheDark];
    await shop.passUntil(async () => (await shop.stored(visitor)).length === 4, 2 * MINUTE_MS);
    expect(await shop.stored(visitor)).toEqual(all);
    await shop.passUntil(async () => (await shop.texts()).join() === all.join(), MINUTE_MS);
    const shown = await shop.frame.locator('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime')));
    expect(shown.length).toBeGreaterThan(0);
    for (const time of shown) expect(Math.abs(Date.parse(time ?? '') - Date.now())).toBeLessThan(10 * MINUTE_MS);
    await shop.close();
  });

  test('threat:H6 fifty messages in a second: none is lost, they keep their order, and the others are not slowed', async () => {
    const shop = await ShopPage.open(chat, chromium);
    await shop.say('hello 5050');
    const visitor = await shop.visitorOf('hello 5050');
    const neighbour = await VisitorClient.hello(chat.site, (await chat.openSession()).token);
    const talk = async () => {
      const from = performance.now();
      await neighbour.say('meanwhile');
      return performance.now() - from;
    };
    const quiet: number[] = [];
    for (let n = 0; n < 5; n++) quiet.push(await talk());
    const texts = Array.from({ length: 50 }, (_, n) => `fast ${n}`);
    await shop.field.evaluate(typeAll, texts);
    const took: number[] = [];
    await until(
      'all are stored',
      async () => {
        took.push(await talk());
        return (await shop.stored(visitor)).length === 51;
      },
      { timeoutMs: 60_000, everyMs: 1_000 },
    );
    expect(await shop.stored(visitor)).toEqual(['hello 5050', ...texts]);
    await shop.nothingWaits();
    await shows(shop, ['hello 5050', ...texts]);
    // Who waited for the others' turn would wait for many seconds, each time.
    expect(median(took)).toBeLessThan(Math.max(1_000, median(quiet) * 20));
    neighbour.close();
    await shop.close();
  });

  test('fail:W15 without a single agent five messages are one ticket that waits', async () => {
    await chat.store.query(`update agents set active = false`);
    const shop = await ShopPage.open(chat, chromium);
    await shop.say('1 for nobody', '2 for nobody', '3 for nobody', '4 for nobody', '5 for nobody');
    const visitor = await shop.visitorOf('5 for nobody');
    expect(await shop.stored(visitor)).toHaveLength(5);
    const tickets = await chat.store.query(
      `select distinct t.state, t.assignee_id as assignee from tickets t join messages m on m.ticket_id = t.id
       join conversations c on c.id = m.conversation_id where c.external_key = $1`,
      [visitor],
    );
    expect(tickets).toEqual([{ state: 'new', assignee: null }]);
    await shop.nothingWaits();
    await chat.store.query(`update agents set active = true`);
    await shop.close();
  });

  describe('files', () => {
    test('an upload that is cut midway begins anew and is one file; one that was taken back is none', async () => {
      const shop = await ShopPage.open(chat, chromium);
      let passed = 0;
      world.proxy.set((piece, direction, nth) => {
        if (direction === 'toServer' && piece.length > 1_000) passed += piece.length;
        return passed > 3_000_000 ? 'cut' : faults.rule(piece, direction, nth);
      });
      await shop.choose('cut.bin', 8_000_000);
      await shop.frame.getByText('goes with the message').waitFor();
      expect(passed).toBeGreaterThan(3_000_000);
      world.proxy.set(faults.rule);
      await shop.say('with what was cut');
      const visitor = await shop.visitorOf('with what was cut');
      expect(await filesOf(visitor)).toEqual(['cut.bin']);

      const held = Promise.withResolvers<void>();
      world.proxy.set((piece, direction, nth) =>
        direction === 'toServer' && piece.length > 50_000 ? held.promise : faults.rule(piece, direction, nth),
      );
      await shop.choose('taken-back.bin', 8_000_000);
      await shop.frame.getByRole('button', { name: /^Remove.*taken-back/ }).click();
      await until('it is gone', async () => (await shop.frame.locator('.drafts li').count()) === 0);
      held.resolve();
      world.proxy.set(faults.rule);
      await shop.say('without it');
      await until('it is stored', async () => (await shop.stored(visitor)).includes('without it'));
      expect(await filesOf(visitor)).toEqual(['cut.bin']);
      await shop.close();
    });

    test('chosen files and typed words are there after a reload, in their order, uploaded or not', async () => {
      const shop = await ShopPage.open(chat, chromium);
      await shop.choose('one.txt');
      await shop.choose('two.txt');
      await until('both are up', async () => (await shop.frame.locator('.drafts li.ready').count()) === 2);
      await shop.field.fill('with both');
      await shop.reload();
      await isTyped(shop, 'with both');
      await until('both are there', async () => (await shop.frame.locator('.drafts li.ready').count()) === 2);
      await shop.field.press('Enter');
      const visitor = await shop.visitorOf('with both');
      expect(await filesOf(visitor)).toEqual(['one.txt', 'two.txt']);
      await shop.nothingWaits();
      await shop.reload();
      await shop.bubble('with both').waitFor();
      expect([await shop.field.inputValue(), await shop.frame.locator('.drafts li').count()]).toEqual(['', 0]);
      await shop.close();
    });

    test('threat:C5 a film of 2 GB, an eleventh file and an empty one are told at once, and nothing of them is sent', async () => {
      const shop = await ShopPage.open(chat, chromium);
      const asked: string[] = [];
      shop.page.on('request', (request) => request.url().includes('/chat/v1/files') && asked.push(request.url()));
      const film = path.join(tempDir('film').path, 'film.mov');
      await writeFile(film, '');
      await truncate(film, 2 * 1024 ** 3);
      await shop.frame.locator('input[type=file]').setInputFiles(film);
      await shop.frame.getByText('“film.mov” is larger than 25 MB. Choose a smaller file, or send a link to it.').waitFor();
      const eleven = Array.from({ length: 11 }, (_, n) => ({ name: `${n}.txt`, mimeType: 'text/plain', buffer: Buffer.from('a') }));
      await shop.frame.locator('input[type=file]').setInputFiles(eleven);
      await shop.frame.getByText('10 files', { exact: false }).waitFor();
      await until('ten are up', async () => (await shop.frame.locator('.drafts li.ready').count()) === 10);
      expect(asked).toHaveLength(10);
      await shop.close();
    });

    test('an upload that the server has forgotten is uploaded anew with its message', async () => {
      const shop = await ShopPage.open(chat, chromium);
      await shop.choose('forgotten.txt');
      await until('it is up', async () => (await shop.frame.locator('.drafts li.ready').count()) === 1);
      await chat.store.query(`delete from attachments where message_id is null`);
      await shop.say('with what was forgotten');
      const visitor = await shop.visitorOf('with what was forgotten');
      expect(await filesOf(visitor)).toEqual(['forgotten.txt']);
      await shop.nothingWaits();
      await shop.close();
    });
  });

  test('markup in words and names is text everywhere', async () => {
    const shop = await ShopPage.open(chat, chromium);
    await shop.page.evaluate(`addEventListener('securitypolicyviolation', (e) => { document.title = 'broken ' + e.violatedDirective })`);
    const markup = '<script>top.document.title="owned"</script><img src=x onerror="top.document.title=1"> 3344';
    await shop.choose(`<img src=x onerror=alert(1)>${'😀'.repeat(300)}.txt`);
    await until('it is up', async () => (await shop.frame.locator('.drafts li.ready').count()) === 1);
    await shop.say(markup);
    await shop.visitorOf(markup);
    await shop.nothingWaits();
    await shop.reload();
    await shop.bubble(markup).waitFor();
    expect(await shop.frame.locator('.bubble img, .bubble script, .file img').count()).toBe(0);
    expect(await shop.frame.locator('.file .name').first().textContent()).toMatch(/^<img src=x onerror=alert\(1\)>😀+\.txt$/u);
    expect(await shop.page.title()).not.toMatch(/owned|broken|^1$/);
    await shop.close();
  });
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Runs in the browser: types and sends faster than anybody can. */
async function typeAll(
  field: { value: string; dispatchEvent(event: never): unknown; form: { requestSubmit(): void } },
  texts: readonly string[],
): Promise<void> {
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }) as never);
    await new Promise((resolve) => setTimeout(resolve, 10));
    field.form.requestSubmit();
  }
}
