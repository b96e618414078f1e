import { buildSite, type Chromium, startChromium, until } from '@app/testing';
import type { Page } from 'playwright-core';
import { ChatOffice, type VisitorOfOffice } from './chat-office/chat-office.js';

describe('who is writing, between a visitor and the agent', () => {
  let office: ChatOffice;
  let chromium: Chromium;
  let page: Page;
  let visitor: VisitorOfOffice;

  beforeAll(async () => {
    const built = buildSite('console');
    [office, chromium] = await Promise.all([ChatOffice.start(), startChromium()]);
    await built;
    visitor = await office.visitor();
    await visitor.send({ text: 'Where is my order?' });
    const { number } = await office.ticketOf(visitor);
    const browser = await chromium.newVisitor({ locale: 'en' });
    const console = office.desk.url.replace('127.0.0.1', 'localhost');
    const [name = '', value = ''] = (office.agent.cookie ?? '').split('=');
    await browser.addCookies([{ name, value, url: console, httpOnly: true }]);
    page = await browser.newPage();
    await page.goto(`${console}/tickets/${number}`);
    await page.getByText('Where is my order?').last().waitFor();
  }, 180_000);
  afterAll(async () => {
    await chromium?.stop();
    await office?.close();
  });

  const write = async (what: 'Reply' | 'Note', text: string): Promise<void> => {
    await page.getByRole('tab', { name: what }).click();
    await page.getByRole('textbox', { name: what }).pressSequentially(text);
  };
  const told = (): number => visitor.client.answers.filter((answer) => 'typing' in answer).length;

  test('a note is nobody’s business; an answer that is being written is seen by the visitor', async () => {
    const said: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/typing')) said.push(request.method());
    });
    await write('Note', 'for ourselves');
    expect(said).toEqual([]);
    await write('Reply', 'On');
    await until('it is seen', () => told() > 0);
    // Once, or again when the second letter came so late that it is no longer the same word.
    expect(new Set(said)).toEqual(new Set(['PUT']));
  });

  test('a visitor who is writing is seen by the agent', async () => {
    const shown = page.getByText('is typing', { exact: false });
    // Who writes says it again and again: what was said five seconds ago is no news any more.
    const seen = async (): Promise<boolean> => {
      visitor.client.send({ typing: {} });
      return shown.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false,
      );
    };
    await until('it is shown', seen, { timeoutMs: 60_000 });
  });
});
