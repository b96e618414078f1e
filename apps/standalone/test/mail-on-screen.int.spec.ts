import { ATTACKER, eventually, HTML_ATTACKS, until } from '@app/testing';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { framesFilled, MailScreen, messageFrame } from './mail-screen/mail-screen.js';
import { mimeMail } from './mail-screen/mime-mail.js';
import { aPng } from './mail-screen/samples.js';
import { Watch } from './mail-screen/watch.js';

/** Mails in the console, in Chromium, by the way that mails come: normalizer, database, desk, the console as it is built. */
let screen: MailScreen;

beforeAll(async () => {
  screen = await MailScreen.start();
});
afterAll(() => screen?.close());

/** One browser for most tests: what it has loaded of the console once it does not load again. */
let page: Page;
let watch: Watch;
beforeAll(async () => {
  page = await screen.newPage();
  watch = await Watch.of(page, screen);
});

async function open(raw: Buffer, on = page): Promise<void> {
  const [number = 0] = await screen.arrive(raw);
  await on.goto(screen.ticketUrl(number));
  await on.locator('article article').first().waitFor();
}

/** Looked at from here: the page's policy lets no text become code in it. */
function becomes(frame: Frame, fact: string): Promise<boolean> {
  return until(fact, () => frame.evaluate<boolean>(fact));
}

const attacks = HTML_ATTACKS.map(([name, html], at) => ({ name, html: `<p><b>Mail</b> ${at}</p>${html}` }));

describe('threat:B1 fail:P14 the pack of attacks', () => {
  /** Shows the messages of a ticket, and does to every element of them what a reader can do. */
  async function show(number: number, count: number): Promise<void> {
    await page.goto(screen.ticketUrl(number));
    await framesFilled(page, count);
    await page.evaluate(POKE);
    await watch.settled();
  }

  /** One message for each attack, in one ticket: none is cut off from the screen. */
  async function oneTicket(htmls: readonly string[]): Promise<number> {
    const [number = 0] = await screen.arrive(mimeMail({ subject: 'Attacks', html: '<p><b>First</b></p>' }));
    const [model] = await screen.store.query<{ ticket: string; conversation: string; author: string }>(
      `select m.ticket_id as ticket, m.conversation_id as conversation, m.author_id as author from messages m join tickets t on t.id = m.ticket_id where t.number = $1`,
      [number],
    );
    await screen.store.query(
      `insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, text, html)
       select gen_random_uuid(), $2, $1, nextval('timeline_positions'), 'inbound', 'contact', $3, 'email', 'x', h from unnest($4::text[]) as h`,
      [model?.ticket, model?.conversation, model?.author, htmls.map((html) => html.replaceAll('\0', ''))],
    );
    return number;
  }

  test('by mail: nothing runs, nothing asks another host, no dialog opens', async () => {
    for (const part of [attacks.slice(0, 95), attacks.slice(95)]) {
      const numbers = await screen.arrive(...part.map(({ html, name }) => mimeMail({ subject: name, html })));
      const htmls = await screen.store.query<{ html: string }>(
        `select m.html from messages m join tickets t on t.id = m.ticket_id where t.number = any($1) and m.html is not null`,
        [numbers],
      );
      expect(htmls).toHaveLength(part.length);
      await show(await oneTicket(htmls.map((row) => `<b>Mail</b>${row.html}`)), part.length + 1);
    }
    expect(watch.faults).toEqual([]);
  }, 300_000);

  test('threat:B2 with a server that sanitizes nothing, the console and its policy hold', async () => {
    const raw = attacks.filter(({ html }) => html.length < 10_000).map(({ html }) => html);
    const half = Math.ceil(raw.length / 2);
    for (const part of [raw.slice(0, half), raw.slice(half)]) {
      await show(await oneTicket(part), part.length + 1);
    }
    expect(watch.faults).toEqual([]);
  }, 300_000);

  const POKE = `(() => {
    for (const frame of document.querySelectorAll('article article iframe')) {
      for (const element of frame.contentDocument.querySelectorAll('*')) {
        for (const type of ['pointerover', 'mouseover', 'focus', 'toggle', 'animationstart', 'error', 'load']) element.dispatchEvent(new Event(type));
        if (element.focus) element.focus();
      }
    }
  })()`;

  test('the watch sees what it is there for', async () => {
    const free = await screen.newPage();
    const seen = await Watch.of(free, screen);
    // A page of no policy.
    await free.goto('about:blank');
    await free.evaluate(`fetch('http://${ATTACKER}/x').catch(() => {}); window.__xss = 1`);
    await eventually(() => {
      expect(new Set(seen.faults.map((fault) => fault.split(' ')[0]))).toEqual(new Set(['left', 'request', 'script']));
    });
    await free.context().close();
  });
});

describe('fail:P15 inline images keep their place', () => {
  const png = aPng();
  const images = [
    ['with an id and a disposition', '<img src="cid:a@x">', { cid: 'a@x', name: 'a.png', disposition: 'inline' }],
    [
      'Outlook: an id and no disposition',
      '<img src="cid:image001.png@01DB">',
      { cid: 'image001.png@01DB', name: 'image001.png', disposition: null },
    ],
    ['by name alone', '<img src="image001.png">', { name: 'image001.png', disposition: 'attachment' }],
    ['declared as bytes', '<img src="cid:b">', { cid: 'b', name: 'b', type: 'application/octet-stream', disposition: 'inline' }],
  ] as const;

  test.each(images)('%s: it is seen, and not listed below', async (_how, img, file) => {
    await open(mimeMail({ html: `<p><b>See</b> ${img}</p>`, files: [{ type: 'image/png', content: png, ...file }] }));
    const frame = await messageFrame(page);
    await becomes(frame, `document.images.length === 1 && document.images[0].naturalWidth > 0`);
    expect(await page.getByRole('list', { name: 'Files' }).count()).toBe(0);
  });

  test('fail:P16 stored HTML names the file by id, and is seen 30 days later', async () => {
    const [number = 0] = await screen.arrive(
      mimeMail({ html: '<p><b>See</b> <img src="cid:a"></p>', files: [{ type: 'image/png', content: png, cid: 'a', name: 'a.png' }] }),
    );
    const [row] = await screen.store.query<{ html: string }>(
      `select m.html from messages m join tickets t on t.id = m.ticket_id where t.number = $1`,
      [number],
    );
    expect(row?.html).toMatch(/<img data-attachment="[0-9a-f-]{36}" \/>/);
    expect(row?.html).not.toMatch(/signature|expires|http/);
    const today = Date.now();
    await screen.later(30 * 86_400_000, async () => {
      const later = await screen.newPage();
      await later.goto(screen.ticketUrl(number));
      const frame = await messageFrame(later);
      await becomes(frame, `document.images[0].naturalWidth > 0`);
      const expires = await frame.evaluate<string | null>(`new URL(document.images[0].src).searchParams.get('expires')`);
      expect(Number(expires) * 1_000 - today).toBeGreaterThan(29 * 86_400_000);
      await later.context().close();
    });
  });
});

describe('threat:B11 remote images', () => {
  const html = `<p><b>News</b></p><img src="http://${ATTACKER}/hero.png" width="300" height="100" alt="Hero"><img src="http://${ATTACKER}/open.gif" width="1" height="1">`;

  test('none is asked for until the agent wants them, then our proxy alone; trackers never', async () => {
    await open(mimeMail({ html }));
    const frame = await messageFrame(page);
    await page.getByText('1 picture from elsewhere is not loaded').waitFor();
    await page.getByText('1 hidden tracker was left out').waitFor();
    expect(watch.requested.filter((url) => url.includes('/images/'))).toEqual([]);
    const asked = page.waitForRequest((request) => request.url().includes('/images/'));
    await page.getByRole('button', { name: 'Show pictures' }).click();
    const url = new URL((await asked).url());
    expect([url.origin, url.searchParams.get('address')]).toEqual([screen.desk.publicUrl, `http://${ATTACKER}/hero.png`]);
    expect((await asked).headers()['cookie']).toBeUndefined();
    await becomes(frame, `document.images.length === 1`);
    await page.getByText('1 picture from elsewhere is not loaded').waitFor({ state: 'detached' });
    expect(watch.faults).toEqual([]);
  });
});

describe('what an agent sees of a mail', () => {
  const quoted =
    '<div>Thank you, <b>it came</b>!</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Jan 5, 2026 at 10:12 AM Anna &lt;support@shop.test&gt; wrote:<br></div><blockquote class="gmail_quote">Your order was <b>sent</b>.</blockquote></div>';

  test('fail:P12 new text at once, quoted text behind a button that works by keyboard', async () => {
    await open(mimeMail({ html: quoted }));
    const frame = await messageFrame(page);
    const before = frame.getByText('Your order was');
    await frame.getByText('it came').waitFor();
    expect(await before.isVisible()).toBe(false);
    await frame.locator('summary').press('Enter');
    await before.waitFor({ state: 'visible' });
  });

  test('fail:P11 where all of it looks quoted, all of it is in sight', async () => {
    await open(mimeMail({ html: '<blockquote type="cite"><p>Only <b>this</b></p></blockquote>' }));
    const frame = await messageFrame(page);
    await frame.getByText('Only').waitFor({ state: 'visible' });
  });

  test('the whole mail is one click away: its header, and its bytes as a file', async () => {
    const raw = mimeMail({ subject: 'Счёт № 5', text: 'Words', headers: { 'X-Mark': 'seen-on-the-way' } });
    await open(raw);
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByText('X-Mark: seen-on-the-way').waitFor();
    const href = await page.getByRole('link', { name: 'Original (.eml)' }).getAttribute('href');
    const answer = await fetch(href ?? '');
    expect(Buffer.from(await answer.arrayBuffer()).equals(raw)).toBe(true);
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('Счёт № 5.eml')}`);
  });

  test('fail:I21 forty small files are forty', async () => {
    const files = Array.from({ length: 40 }, (_, n) => ({
      content: `file ${n}`,
      type: 'text/plain',
      name: `file-${n}.txt`,
      disposition: 'attachment' as const,
    }));
    await open(mimeMail({ text: 'Files', files }));
    const list = page.getByRole('list', { name: 'Files' });
    await list.getByRole('button', { name: '28 more files' }).click();
    await until('all of them are listed', async () => (await list.getByRole('link').count()) === 40);
  });

  test('fail:I21 of more than 200 the number that is only in the original is told', async () => {
    const files = Array.from({ length: 203 }, (_, n) => ({
      content: `${n}`,
      type: 'text/plain',
      name: `${n}.txt`,
      disposition: 'attachment' as const,
    }));
    await open(mimeMail({ text: 'Files', files }));
    await page.getByText('3 more files are in the original').waitFor();
  });

  test('threat:C7 what a dangerous file may do is told before it can be taken', async () => {
    const files = [
      {
        content: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
        type: 'application/pdf',
        name: 'invoice.pdf.exe',
        disposition: 'attachment' as const,
      },
    ];
    await open(mimeMail({ text: 'Pay', files }));
    const file = page.getByRole('button', { name: 'May be dangerous invoice.pdf.exe' });
    await file.waitFor();
    expect(await page.getByRole('link', { name: /invoice/ }).count()).toBe(0);
    await file.click();
    await page.getByText('A program: opened, it can do anything on your computer.').waitFor();
    expect(await page.getByRole('link', { name: 'Download all the same' }).getAttribute('href')).toContain('/files/');
  });

  test('fail:P13 threat:B6 a file name with markup is text', async () => {
    await open(
      mimeMail({
        text: 'x',
        files: [{ content: 'a', type: 'text/plain', name: 'a<img src=x onerror=top.__xss=1>.txt', disposition: 'attachment' }],
      }),
    );
    await page.getByRole('list', { name: 'Files' }).getByText('onerror').waitFor();
    await watch.settled();
    expect(watch.faults).toEqual([]);
  });

  test.each([
    ['en-US', 'Answers are asked for at another address: other@elsewhere.test.', 'Several authors: also b@example.test.'],
    ['ru-RU', 'Отвечать просят на другой адрес: other@elsewhere.test.', 'Несколько авторов: также b@example.test.'],
  ])('what is odd about a mail is told in %s', async (locale, replyTo, authors) => {
    const reader = await screen.newPage({ locale });
    await open(mimeMail({ from: 'a@example.test, b@example.test', text: 'x', headers: { 'Reply-To': 'other@elsewhere.test' } }), reader);
    await reader.getByText(replyTo).waitFor();
    await reader.getByText(authors).waitFor();
    await reader.context().close();
  });

  test.each(['light', 'dark'] as const)('a mail with everything odd about it is clean for axe on %s paper', async (colorScheme) => {
    const reader = await screen.newPage({ colorScheme });
    const files = [
      { content: 'MZ', type: 'text/plain', name: 'a.exe', disposition: 'attachment' as const },
      { content: aPng(), type: 'image/png', name: 'a.png', disposition: 'attachment' as const },
    ];
    const html = `${quoted}<img src="http://${ATTACKER}/a.png"><p style="color:#0a7654">Regards</p>`;
    await open(mimeMail({ from: 'a@example.test, b@example.test', html, files, headers: { 'Reply-To': 'c@example.test' } }), reader);
    await messageFrame(reader);
    await reader.getByRole('button', { name: 'Headers' }).click();
    await reader.getByText('MIME-Version').waitFor();
    await reader.evaluate(axe.source);
    const faults = await reader.evaluate<string[]>(
      `axe.run('article article').then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 200))))`,
    );
    expect(faults).toEqual([]);
    await reader.context().close();
  });

  test('a link whose words name another place says where it leads', async () => {
    await open(
      mimeMail({
        html: '<p>Go to <a href="https://evil.test/x">https://bank.example.test/login</a> or <a href="https://www.shop.test/a">shop.test</a></p>',
      }),
    );
    const frame = await messageFrame(page);
    await eventually(async () =>
      expect(await frame.locator('a').allTextContents()).toEqual(['https://bank.example.test/login (evil.test)', 'shop.test']),
    );
  });

  test('a wide newsletter fits a phone, and nothing of the page is scrolled sideways', async () => {
    await page.setViewportSize({ width: 375, height: 740 });
    await open(mimeMail({ html: `<table width="600"><tr><td width="600"><h1>News</h1><p>${'word '.repeat(80)}</p></td></tr></table>` }));
    const frame = await messageFrame(page);
    await becomes(frame, `document.documentElement.scrollWidth <= document.documentElement.clientWidth`);
    await eventually(async () => expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(375));
  });
});
