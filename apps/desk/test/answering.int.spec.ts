import { buildSite, type Chromium, eventually, startChromium } from '@app/testing';
import type { Page } from 'playwright-core';
import type { TicketDetail } from '@app/contracts';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

/** The built console in Chromium, whose live feed stays silent: what happens meanwhile is seen by nobody before it matters. */
describe('an agent who answers in the console', () => {
  let desk: DeskUnderTest;
  let chromium: Chromium;
  let world: World;
  let agent: ApiClient;
  let colleague: ApiClient;

  beforeAll(async () => {
    const built = buildSite('console');
    [desk, chromium] = await Promise.all([DeskUnderTest.start(), startChromium()]);
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    colleague = await desk.signedIn({ teams: [world.team] });
    await built;
  });
  afterAll(async () => {
    await chromium?.stop();
    await desk?.close();
  });

  async function opened(number: number): Promise<Page> {
    const browser = await chromium.newVisitor({ locale: 'en' });
    const [name = '', value = ''] = (agent.cookie ?? '').split('=');
    await browser.addCookies([{ name, value, url: desk.url }]);
    const page = await browser.newPage();
    await page.routeWebSocket('**/api/v1/live', () => undefined);
    await page.goto(`${desk.url}/tickets/${number}`);
    await reply(page).waitFor();
    return page;
  }

  const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply' });
  const send = (page: Page) => page.getByRole('button', { name: 'Send and wait' });
  const answersOf = async (number: number) => {
    const { body } = await agent.get<TicketDetail>(`/tickets/${number}`);
    return body.timeline.flatMap((item) => (item.type === 'message' && item.kind === 'reply' ? item.text : []));
  };

  test('is told that a colleague is answering, sees what they write, keeps the draft, and may send all the same', async () => {
    const { number } = await world.ticket();
    const page = await opened(number);
    await colleague.post(`/tickets/${number}/replies`, { text: 'Theirs', undoSeconds: 60 });
    await reply(page).fill('Mine');
    await send(page).click();
    await page.getByRole('alert').getByText('A colleague is answering already').waitFor();
    await page.getByText('Theirs', { exact: true }).waitFor();
    expect(await reply(page).inputValue()).toBe('Mine');
    expect(await answersOf(number)).toEqual(['Theirs']);
    await page.getByRole('button', { name: 'Send all the same' }).click();
    await eventually(async () => expect(await answersOf(number)).toEqual(['Theirs', 'Mine']));
  });

  test('sends two answers in a row, and takes the ticket while the customer writes, without a word in between', async () => {
    const { number, conversationId } = await world.ticket();
    const page = await opened(number);
    for (const text of ['First', 'Second']) {
      await reply(page).fill(text);
      await send(page).click();
      await eventually(async () => expect(await answersOf(number)).toContain(text));
      await eventually(async () => expect(await reply(page).inputValue()).toBe(''));
    }
    await world.customerWrites(conversationId);
    await page.getByRole('heading').first().click();
    await page.keyboard.press('i');
    await eventually(async () => expect((await agent.get<TicketDetail>(`/tickets/${number}`)).body.assignee?.id).toBe(agent.agentId));
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('sends a file without a word', async () => {
    const { number } = await world.ticket();
    const page = await opened(number);
    expect(await send(page).isDisabled()).toBe(true);
    await page
      .getByLabel('Attach files')
      .and(page.locator('input'))
      .setInputFiles({ name: 'bill.txt', mimeType: 'text/plain', buffer: Buffer.from('1') });
    await send(page).click();
    await eventually(async () => expect(await answersOf(number)).toEqual(['']));
  });

  test('finds no button to send with on a closed ticket, but a word on what to do', async () => {
    const { number } = await world.ticket();
    await agent.patch(`/tickets/${number}`, { state: 'closed' });
    const page = await opened(number);
    await page.getByText('A closed ticket takes no replies.').waitFor();
    expect(await send(page).count()).toBe(0);
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.getByRole('button', { name: 'Save note' }).waitFor();
  });
});
