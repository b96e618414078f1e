import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startChromium } from './chromium.js';
import { descendantsOf, processesGone } from './process.js';

test('visitors share no cookies; the browser leaves no process', async () => {
  const known = new Set(descendantsOf(process.pid));
  const site = createServer((request, response) => {
    response.setHeader('set-cookie', 'seen=1');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<button onclick="this.textContent = 'Нажато'">${request.headers.cookie ?? 'new'}</button>`);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

  const chromium = await startChromium();
  for (const _visit of [1, 2]) {
    const page = await (await chromium.newVisitor()).newPage();
    await page.goto(url);
    expect(await page.textContent('button')).toBe('new');
    await page.click('button');
    expect(await page.textContent('button')).toBe('Нажато');
    await page.reload();
    expect(await page.textContent('button')).toBe('seen=1');
  }
  const started = descendantsOf(process.pid).filter((pid) => !known.has(pid));
  expect(started.length).toBeGreaterThan(1);
  await chromium.stop();
  await processesGone(started);
  site.close();
});
