import axe from 'axe-core';
import { buildSite, type Chromium, startChromium, until } from '@app/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ChatOffice } from './chat-office/chat-office.js';

/** A photo as a telephone makes it: wider than high, and with where it was taken. */
const PLACE = 'GPS 59.9386 30.3141';

describe('an agent’s picture on the screen', () => {
  let office: ChatOffice;
  let chromium: Chromium;
  let page: Page;

  beforeAll(async () => {
    const built = buildSite('console');
    [office, chromium] = await Promise.all([ChatOffice.start(), startChromium()]);
    await built;
    page = await newPage();
  }, 180_000);
  afterAll(async () => {
    await chromium?.stop();
    await office?.close();
  });

  async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await chromium.newVisitor({ reducedMotion: 'reduce', locale: 'en', ...options });
    const [name = '', value = ''] = (office.agent.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url: url(''), httpOnly: true }]);
    return visitor.newPage();
  }

  const url = (path: string): string => office.desk.url.replace('127.0.0.1', 'localhost') + path;

  /** Made by the browser itself: red left, green middle, blue right; with a place behind its end. */
  async function photo(): Promise<Buffer> {
    const base64 = await page.evaluate<string>(`(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 300 });
      const context = canvas.getContext('2d');
      ['#f00', '#0a0', '#00f'].forEach((colour, n) => { context.fillStyle = colour; context.fillRect(n * 300, 0, 300, 300); });
      return canvas.toDataURL('image/jpeg').split(',')[1];
    })()`);
    return Buffer.concat([Buffer.from(base64, 'base64'), Buffer.from(PLACE)]);
  }

  const widths = () => page.evaluate<number[]>(`[...document.querySelectorAll('img')].map((one) => one.naturalWidth)`);
  const saved = async () => (await office.agent.get<{ agent: { picture: string | null } }>('/session')).body.agent.picture;

  test('is chosen, looked at and saved; it is the middle of the photo, and tells of nothing else', async () => {
    await page.goto(url('/settings/profile'));
    await page.getByRole('button', { name: 'Choose a picture' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await photo() });
    await page.getByText('Only you see it so far').waitFor();
    expect(await saved()).toBeNull();
    await page.getByRole('region', { name: 'Picture' }).getByRole('button', { name: 'Save' }).click();
    await until('it is saved', saved);
    const bytes = Buffer.from(await (await fetch(office.site + (await saved()))).arrayBuffer());
    expect(bytes.toString('latin1', 8, 12)).toBe('WEBP');
    expect(bytes.includes(PLACE)).toBe(false);
    const shown = page.getByRole('region', { name: 'Picture' }).locator('img');
    await until('it is shown from the customers’ listener', async () => (await shown.getAttribute('src'))?.startsWith(office.site));
    await until('it is here, and in the menu', async () => (await widths()).join() === '256,256');
    expect(await drawn(page, bytes)).toEqual({ size: [256, 256], colours: ['020', '020', '020'] });
    await until('the keyboard is where it was', () => page.evaluate<boolean>(`document.activeElement?.textContent === 'Choose another'`));
  });

  test('what is no picture is refused in words before it leaves the browser', async () => {
    await page.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByRole('alert').getByText('PNG, JPEG and WebP can').waitFor();
    expect(await saved()).not.toBeNull();
  });

  test('a visitor sees it beside the answer', async () => {
    const visitor = await office.visitor();
    await visitor.send({ text: 'Where is my order?' });
    const { number } = await office.ticketOf(visitor);
    await office.agent.post(`/tickets/${number}/replies`, { text: 'On its way', undoSeconds: 0 });
    const answer = await visitor.client.sees('On its way');
    expect(answer.author?.picture).toBe(await saved());
    expect((await fetch(office.site + (answer.author?.picture ?? ''))).status).toBe(200);
  });

  test.each([
    ['light', 1380],
    ['dark', 375],
  ] as const)('axe finds no fault: %s, %i wide; nothing is wider than the page', async (colorScheme, width) => {
    page = await newPage({ colorScheme, viewport: { width, height: 900 } });
    await page.goto(url('/settings/profile'));
    await page.getByRole('button', { name: 'Choose another' }).waitFor();
    await page.evaluate(axe.source);
    expect(
      await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))`),
    ).toEqual([]);
    expect(await page.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
  });

  test('is taken away by keyboard', async () => {
    await page.getByRole('button', { name: 'Remove' }).focus();
    await page.keyboard.press('Enter');
    await until('it is gone', async () => (await saved()) === null);
    await page.getByRole('region', { name: 'Picture' }).locator('img').waitFor({ state: 'detached' });
  });
});

/** What colours a picture has, and how large it is. */
function drawn(page: Page, picture: Buffer): Promise<{ size: [number, number]; colours: string[] }> {
  return page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes]));
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    context.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0);
    const at = (x) => [...context.getImageData(x, height / 2, 1, 1).data.slice(0, 3)].map((part) => Math.round(part / 85)).join('');
    return { size: [width, height], colours: [at(8), at(width / 2), at(width - 8)] };
  })()`);
}
