import { eventually, Neighbours, until } from '@app/testing';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { MailOffice } from './mail-office/mail-office.js';

/** Answering by mail as an agent does it: the built console in Chromium, real Dovecot and Postfix behind the product. */
let office: MailOffice;

beforeAll(async () => {
  office = await MailOffice.start();
}, 180_000);
afterAll(() => office?.[Symbol.asyncDispose]());

const reply = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply' });
const summary = (page: Page): Locator => page.getByRole('button', { name: /^To:|^No recipient/ });
const send = (page: Page): Locator => page.getByRole('button', { name: 'Send and wait' });
const within = { timeout: 30_000 };
/** Twenty megabytes go through the browser's own wire as text. */
const large = { timeout: 120_000 };

/** Writes and sends, and waits until it can no longer be undone. */
async function answer(page: Page, text: string): Promise<Locator> {
  await reply(page).fill(text);
  await send(page).click();
  const card = page.getByRole('article', { name: /^Reply by/ }).filter({ hasText: text });
  // A page that stood still for these ten seconds never shows that it goes out.
  await card.waitFor(within);
  await card.getByText('Goes out in').waitFor({ state: 'detached', ...within });
  return card;
}
const summaryIs = (page: Page, words: unknown): Promise<void> =>
  eventually(async () => expect(await summary(page).textContent()).toEqual(words));

/** A customer writes, with others in copy. */
async function written(name: string, subject: string, more: object = {}) {
  const customer = office.person(name);
  const sent = await customer.send({ to: Neighbours.support, subject, text: `About ${subject}`, ...more });
  return { customer, sent, ticket: await office.ticketAbout(subject) };
}

const addressesOf = (field: unknown): string[] =>
  [field].flat().flatMap((one) => (isList(one) ? one.value.map((value) => value.address) : []));
const isList = (field: unknown): field is { value: { address: string }[] } =>
  typeof field === 'object' && field !== null && 'value' in field;

/** A list as tables and other mail programs give it. Looked at from here: the page's policy lets no text become code in it. */
const PASTE = `(() => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', '"Last, First" <a@customer.test>; b@customer.test\\nc@customer.test');
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
})()`;

const KEPT = `Object.keys(localStorage).filter((name) => name.startsWith('otklik-draft'))`;

describe('to whom an answer goes', () => {
  test('fail:S7 fail:S8 it stands above the text, without our own address, and goes there and nowhere else', async () => {
    const maria = office.person('maria');
    const { customer, ticket } = await written('ivan', 'Bill for January', { cc: [maria.address, Neighbours.support] });
    const page = await office.opened(ticket.number);
    await summaryIs(page, 'To: ivan@customer.test · Copy: maria@customer.test2 recipients');

    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Shift+R');
    await summaryIs(page, 'To: ivan@customer.test');
    await answer(page, 'Only to you');
    const first = await customer.awaitMail((mail) => mail.text?.includes('Only to you') ?? false, { timeoutMs: 30_000 });
    expect([addressesOf(first.to), addressesOf(first.cc)]).toEqual([['ivan@customer.test'], []]);
    expect(first.text).toContain('Yours,\nSupport');

    await answer(page, 'To all of you');
    const second = await maria.awaitMail((mail) => mail.text?.includes('To all of you') ?? false, { timeoutMs: 30_000 });
    expect([addressesOf(second.to), addressesOf(second.cc)]).toEqual([['ivan@customer.test'], ['maria@customer.test']]);
    await page.context().close();
  });

  test('by key: typed, pasted as a list, taken out; what is wrong is said before sending', async () => {
    const { ticket } = await written('ivan', 'Keys only');
    const page = await office.opened(ticket.number);
    await reply(page).fill('Words');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('t');
    const fields = page.getByRole('group', { name: 'Recipients' });
    const copies = fields.getByRole('textbox', { name: 'Copy', exact: true });
    await copies.focus();
    await page.keyboard.type('maria@customer.test, not an address');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('not an address: an address has an @').waitFor();
    await until('it cannot be sent', () => send(page).isDisabled());
    await page.keyboard.press('Backspace');
    await until('nothing is wrong', async () => (await page.getByRole('alert').count()) === 0);

    await copies.focus();
    await page.evaluate(PASTE);
    await fields.getByRole('button', { name: 'Take out a@customer.test' }).waitFor();
    await summaryIs(page, expect.stringContaining('5 recipients'));

    await copies.fill(`${Neighbours.support},`);
    await page.getByRole('alert').getByText('this is our own inbox').waitFor();
    await page.keyboard.press('Backspace');
    await fields.getByRole('button', { name: 'Clear all copies' }).press('Enter');
    await summaryIs(page, 'To: ivan@customer.test');
    await copies.focus();
    await page.keyboard.press('Escape');
    await fields.waitFor({ state: 'detached' });
    await summary(page).and(page.locator(':focus')).waitFor(within);
    await page.context().close();
  });

  test('what the server refuses is said until the draft changes: its recipients, or its words', async () => {
    const { ticket } = await written('ivan', 'To everybody');
    const page = await office.opened(ticket.number);
    await reply(page).fill('Dear all');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('t');
    const fields = page.getByRole('group', { name: 'Recipients' });
    const copies = fields.getByRole('textbox', { name: 'Copy', exact: true });
    await copies.fill(Array.from({ length: 500 }, (_, at) => `c${at}@customer.test`).join(', '));
    await copies.press('Enter');
    const refusal = page.getByRole('alert').filter({ hasText: '501 recipients are too many' });
    await send(page).click();
    await refusal.waitFor(within);
    await reply(page).fill('Dear everybody');
    await refusal.waitFor({ state: 'detached' });
    await send(page).click();
    await refusal.waitFor(within);
    await fields.getByRole('button', { name: 'Clear all copies' }).press('Enter');
    await refusal.waitFor({ state: 'detached' });
    await until('it can be sent', () => send(page).isEnabled());
    await page.context().close();
  });

  test('fail:S8 somebody who has only just joined is warned of, and left out with one press', async () => {
    const { customer, sent, ticket } = await written('ivan', 'Offer');
    const again = { to: Neighbours.support, subject: 'Re: Offer', inReplyTo: sent.messageId, references: [sent.messageId] };
    await customer.send({ ...again, cc: 'rival@customer.test', text: 'One more thing' });
    const page = await office.opened(ticket.number);
    const warning = page.getByRole('status').filter({ hasText: 'New in this conversation: rival@customer.test' });
    await warning.waitFor(within);
    await warning.getByRole('button', { name: 'Leave out' }).click();
    await warning.waitFor({ state: 'detached' });
    await summaryIs(page, 'To: ivan@customer.test');
    await page.context().close();
  });
});

describe('fail:S1 how far an answer has come', () => {
  test('fail:S2 refused: said at once, by nothing but the feed, on the answer, above the ticket and in the list; sent again once it can arrive', async () => {
    const { ticket } = await written('ivan', 'Refused');
    const { number } = ticket;
    const page = await office.opened(number);
    await summary(page).click();
    const to = page.getByRole('group', { name: 'Recipients' }).getByRole('textbox', { name: 'To', exact: true });
    await to.press('Backspace');
    await to.fill('late@customer.test');
    const card = await answer(page, 'Hello late');
    // Nobody loads the page again, and it asks for the ticket by itself only when it hears of a change: without that it stays as it is.
    await page.getByText('An answer did not arrive.').first().waitFor(within);
    await card.getByRole('alert').getByText('Not sent. Nobody has this address').waitFor(within);
    await page
      .getByRole('link', { name: /Refused/ })
      .getByRole('img', { name: 'An answer did not arrive.' })
      .waitFor(within);
    await eventually(async () => expect((await office.ticket(number)).state).toBe('open'));

    const late = await office.newPerson('late');
    await card.getByRole('button', { name: 'Send again' }).click();
    await card.getByText('Sent', { exact: true }).waitFor(within);
    await late.awaitMail((mail) => mail.text?.includes('Hello late') ?? false, { timeoutMs: 30_000 });
    await page
      .getByRole('status')
      .filter({ hasText: 'An answer did not arrive.' })
      .waitFor({ state: 'detached', ...within });
    await page.context().close();
  });

  test('fail:S2 one of three is refused, one comes back: each says its own, and goes elsewhere alone', async () => {
    const { customer, ticket } = await written('olga', 'Three');
    const elsewhere = await office.newPerson('right');
    const page = await office.opened(ticket.number);
    await summary(page).click();
    const copies = page.getByRole('group', { name: 'Recipients' }).getByRole('textbox', { name: 'Copy', exact: true });
    await copies.fill('wrong@customer.test, x@bounces.test,');
    const card = await answer(page, 'To three');
    await card.getByText('It did not reach 2 of 3 recipients').waitFor(within);
    const row = (address: string): Locator => card.getByRole('listitem').filter({ hasText: address });
    await row('x@bounces.test').getByText('Came back undelivered').waitFor(within);
    await row('olga@customer.test').getByText('Sent').first().waitFor(within);
    await row('wrong@customer.test').getByText('Nobody has this address').first().waitFor(within);
    await page.getByRole('article', { name: 'Report of a mail server' }).waitFor(within);

    await row('wrong@customer.test').getByRole('button', { name: 'To another address: wrong@customer.test' }).click();
    const field = page.getByRole('textbox', { name: 'Instead of wrong@customer.test' });
    await field.fill('right');
    await field.press('Enter');
    await page.getByText('an address has an @').waitFor();
    await field.fill('right@customer.test');
    await field.press('Enter');
    await row('right@customer.test').getByText('Sent').waitFor(within);
    await elsewhere.awaitMail((mail) => mail.text?.includes('To three') ?? false, { timeoutMs: 30_000 });
    expect((await customer.mails()).filter((mail) => mail.text?.includes('To three'))).toHaveLength(1);
    await page.context().close();
  });

  test('a server that is away: the answer waits, says why and when it is tried again', async () => {
    const { ticket } = await written('ivan', 'Away');
    const page = await office.opened(ticket.number);
    await office.neighbours.postfix.halt();
    try {
      const card = await answer(page, 'Nobody listens');
      await card.getByText('Not taken yet, will be tried again').waitFor(within);
      await card
        .getByText(/Next try: \d/)
        .first()
        .waitFor(within);
    } finally {
      await office.neighbours.postfix.start();
    }
    await page.context().close();
  });
});

describe('what is written and not sent', () => {
  test('is there after a reload, with recipients and files, and gone after signing out', async () => {
    const { ticket } = await written('ivan', 'Draft');
    const page = await office.newPage();
    await page.goto(`${office.url}/tickets/${ticket.number}`);
    await reply(page).fill('Half a sen');
    await page
      .getByLabel('Attach files')
      .and(page.locator('input'))
      .setInputFiles({ name: 'bill.txt', mimeType: 'text/plain', buffer: Buffer.from('1') });
    await page.getByRole('button', { name: 'Remove bill.txt' }).waitFor();
    await until('the file has arrived', () => send(page).isEnabled());
    await page.reload();
    await until('the draft is there', async () => (await reply(page).inputValue()) === 'Half a sen');
    await page.getByRole('button', { name: 'Remove bill.txt' }).waitFor();
    expect(await page.evaluate<string[]>(KEPT)).toHaveLength(1);

    // A session of the browser's own: signing out ends it.
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.accept();
    });
    await page.route('**/api/v1/session', (route) =>
      route.request().method() === 'DELETE' ? route.fulfill({ status: 204 }) : route.continue(),
    );
    await page.getByRole('button', { name: /presence and profile/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await eventually(async () => expect(await page.evaluate<string[]>(KEPT)).toEqual([]));
    expect(asked).toEqual(['1 draft is not sent. Signing out deletes it. Sign out?']);
    await page.context().close();
  });

  test('fail:S2 files that no mail can carry are told before anybody sends them', async () => {
    const { ticket } = await written('ivan', 'Large');
    const page = await office.opened(ticket.number);
    await reply(page).fill('Here you are');
    await page
      .getByLabel('Attach files')
      .and(page.locator('input'))
      .setInputFiles(
        [1, 2].map((at) => ({ name: `${at}.bin`, mimeType: 'application/octet-stream', buffer: Buffer.alloc(10_000_000) })),
        large,
      );
    await page.getByText(/At most 18 MB fit into a mail of this inbox/).waitFor(within);
    await until('it cannot be sent', () => send(page).isDisabled());
    await page.getByRole('button', { name: 'Remove 2.bin' }).click();
    await until('it can be sent', () => send(page).isEnabled(), { timeoutMs: 60_000 });
    await page.context().close();
  });
});

describe.each([
  ['light', 1280],
  ['dark', 375],
] as const)('on %s paper, %i pixels wide', (colorScheme, width) => {
  test('nothing of it is out of reach: axe finds no fault, and nothing is wider than the page', async () => {
    const ticket = await office.ticketAbout('Three');
    const page = await office.opened(ticket.number, { colorScheme, viewport: { width, height: 800 } });
    await summary(page).click();
    await page.getByRole('group', { name: 'Recipients' }).waitFor();
    await page.getByRole('textbox', { name: 'Copy', exact: true }).fill('not an address,');
    await page.getByText('It did not reach').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${office.url}/tickets/new`);
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    return page.evaluate<string[]>(
      `axe.run().then(({ violations }) => [
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 200))),
        ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the page'] : []),
      ])`,
    );
  }
});
