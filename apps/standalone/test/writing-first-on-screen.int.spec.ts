import { Neighbours, until } from '@app/testing';
import { MailOffice } from './mail-office/mail-office.js';
import { undoneForAMinute } from './screens/undone-for-a-minute.js';

/** Writing to a customer first, as an agent does it: the built console in Chromium, real Dovecot and Postfix behind the product. */
let office: MailOffice;

beforeAll(async () => {
  office = await MailOffice.start();
}, 180_000);
afterAll(() => office?.[Symbol.asyncDispose]());

const within = { timeout: 30_000 };

/** A customer writes. */
async function written(name: string, subject: string) {
  await office.person(name).send({ to: Neighbours.support, subject, text: `About ${subject}` });
  return office.ticketAbout(subject);
}

const addressesOf = (field: unknown): string[] =>
  [field].flat().flatMap((one) => (isList(one) ? one.value.map((value) => value.address) : []));
const isList = (field: unknown): field is { value: { address: string }[] } =>
  typeof field === 'object' && field !== null && 'value' in field;

describe('an agent who writes first', () => {
  test('by key alone: found contact, subject, words; it can be undone, arrives with the signature, and the answer joins its ticket', async () => {
    await written('zoya', 'First known');
    const zoya = office.person('zoya');
    const page = await office.newPage();
    await page.goto(`${office.url}/tickets`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('c');
    const text = page.getByRole('textbox', { name: 'Message' });
    await text.waitFor();
    await page.keyboard.type('zoya');
    await page.getByRole('option', { name: /zoya@customer\.test/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take out zoya@customer.test' }).waitFor();
    await text.focus();
    await page.keyboard.type('Your order is ready.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('The subject is missing').waitFor();
    await page.getByRole('textbox', { name: 'Subject' }).fill('Order 9');
    await text.focus();
    const asUsual = await undoneForAMinute(page);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/tickets\/\d+/);

    const row = page.getByRole('link', { name: /Order 9/ });
    await row.waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForURL(/\/tickets\/new/);
    await asUsual();
    await until('the message is a draft again', async () => (await text.inputValue()) === 'Your order is ready.');
    await page.getByRole('button', { name: 'Take out zoya@customer.test' }).waitFor();
    await until('so is its subject', async () => (await page.getByRole('textbox', { name: 'Subject' }).inputValue()) === 'Order 9');
    await row.waitFor({ state: 'detached' });
    await text.fill('Your order is ready now.');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/tickets\/\d+/);
    const mail = await zoya.awaitMail((one) => one.text?.includes('ready now') ?? false, { timeoutMs: 30_000 });
    expect([mail.subject?.replace(/^Re: /, ''), mail.text?.includes('Yours,\nSupport')]).toEqual(['Order 9', true]);
    await zoya.reply(mail, 'Coming!');
    await page.getByText('Coming!').first().waitFor(within);
    expect((await zoya.mails()).filter((one) => one.text?.includes('Your order'))).toHaveLength(1);
    await page.context().close();
  });

  test('an answer in a ticket that a customer began is undone into that ticket', async () => {
    const ticket = await written('zoya', 'Undone answer');
    const page = await office.opened(ticket.number);
    const reply = page.getByRole('textbox', { name: 'Reply' });
    await reply.fill('Not yet');
    await undoneForAMinute(page);
    await page.getByRole('button', { name: 'Send and wait' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('the answer is a draft again', async () => (await reply.inputValue()) === 'Not yet');
    await page.getByRole('article', { name: /^Reply by/ }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe(`/tickets/${ticket.number}`);
    await page.context().close();
  });

  test('from beside a ticket: its customer is written to anew', async () => {
    const ticket = await written('ivan', 'Beside');
    const page = await office.opened(ticket.number, { viewport: { width: 1440, height: 800 } });
    await page.getByRole('button', { name: 'Write to ivan@customer.test' }).click();
    await page.getByRole('button', { name: 'Take out ivan@customer.test' }).waitFor();
    await page.context().close();
  });

  test('several are written to at once, the first is the customer, and that is said', async () => {
    const [ivan, maria] = [office.person('ivan'), office.person('maria')];
    const page = await office.newPage();
    await page.goto(`${office.url}/tickets/new`);
    const to = page.getByRole('textbox', { name: 'To', exact: true });
    await to.fill(`${ivan.address}, ${maria.address},`);
    await page.getByText('A ticket is with one customer: the first.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: `Take out ${maria.address}` }).waitFor();
    await page.getByRole('textbox', { name: 'Subject' }).fill('To both');
    await page.getByRole('textbox', { name: 'Message' }).fill('News for both of you');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/tickets\/\d+/);
    const mail = await maria.awaitMail((one) => one.text?.includes('News for both') ?? false, { timeoutMs: 30_000 });
    expect([addressesOf(mail.to), addressesOf(mail.cc)]).toEqual([[ivan.address, maria.address], []]);
    expect((await office.ticketAbout('To both')).contact.name).toContain(ivan.address);
    await page.context().close();
  });

  test('fail:S2 files that no mail of the inbox can carry are told before sending', async () => {
    const page = await office.newPage();
    await page.goto(`${office.url}/tickets/new`);
    await page.getByRole('textbox', { name: 'Message' }).fill('Here you are');
    await page
      .getByLabel('Attach files')
      .and(page.locator('input'))
      .setInputFiles(
        [1, 2].map((at) => ({ name: `${at}.bin`, mimeType: 'application/octet-stream', buffer: Buffer.alloc(10_000_000) })),
        // Twenty megabytes go through the browser's own wire as text.
        { timeout: 120_000 },
      );
    await page.getByText(/At most 18 MB fit into a mail of this inbox/).waitFor(within);
    const button = page.getByRole('button', { name: 'Send', exact: true });
    await until('it cannot be sent', () => button.isDisabled());
    await page.getByRole('button', { name: 'Remove 2.bin' }).click();
    await until('it can be sent', () => button.isEnabled(), { timeoutMs: 60_000 });
    await page.context().close();
  });
});
