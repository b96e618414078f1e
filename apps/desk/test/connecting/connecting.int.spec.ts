import type { Inbox, OrganisationSettings } from '@app/contracts';
import { CUSTOMER_DOMAIN, eventually, until } from '@app/testing';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { ConnectingDesk } from './connecting-desk.js';

/** Mailboxes connected in the console, as it is built, in Chromium: real Dovecot and Postfix, name servers and a provider of our own. */
let office: ConnectingDesk;

beforeAll(async () => {
  office = await ConnectingDesk.start();
}, 180_000);
afterAll(() => office?.[Symbol.asyncDispose]());

const within = { timeout: 30_000 };
const { address, password, hosts } = ConnectingDesk;

const field = (page: Page | Locator, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const step = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });
const server = (page: Page, name: 'Incoming mail (IMAP)' | 'Outgoing mail (SMTP)'): Locator => page.getByRole('group', { name });

async function newMailbox(page: Page): Promise<void> {
  await page.goto(`${office.url}/settings/inboxes/new?channel=email`);
  await field(page, 'Address').waitFor();
}

/** What stands in a field, as soon as it does. */
function holds(of: Locator, value: string): Promise<void> {
  return eventually(async () => expect(await of.inputValue()).toBe(value));
}

/** Counts what is asked of the API: tests of a mailbox. */
function testsBegun(page: Page): () => number {
  let begun = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/test')) begun += 1;
  });
  return () => begun;
}

/** Where nobody tells the servers of an address. */
async function typeServers(page: Page): Promise<void> {
  office.forgetServers();
  await newMailbox(page);
  await field(page, 'Address').fill(address);
  await button(page, 'Find the settings').click();
  await page.getByText('Nothing that works was found').waitFor(within);
  for (const [name, { host, port }] of [
    ['Incoming mail (IMAP)', office.dovecot.imap],
    ['Outgoing mail (SMTP)', office.postfix.smtp],
  ] as const) {
    const fields = server(page, name);
    await field(fields, 'Server').fill(host);
    const none = page.getByRole('option', { name: 'None' });
    // A page that is still arriving may move what was meant, and shuts the list: who wants to choose opens it again.
    await until('"None" can be chosen', async () => {
      if (!(await none.isVisible())) await fields.getByRole('combobox', { name: 'Protection' }).click();
      return none.isVisible();
    });
    await none.click();
    await field(fields, 'Port').fill(String(port));
    await holds(field(fields, 'User name'), address);
  }
}

/** What axe finds, and whether something is wider than the page. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    `axe.run().then(({ violations }) => [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 200))),
      ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the page'] : []),
    ])`,
  );
}

describe('need:Q4 a mailbox from its address', () => {
  test('by keyboard alone: found, a wrong password told with what to do, the right one signs in, and the fields are filled in', async () => {
    office.tellServers();
    const page = await office.newPage();
    await newMailbox(page);
    await until('the address is to be typed at once', () => page.evaluate<boolean>(`document.activeElement?.type === 'email'`));
    await page.keyboard.type(address);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByText(`Mail is read at ${hosts.imap} and sent by ${hosts.smtp}.`).waitFor(within);
    const refused = step(page, 'Signing in to IMAP');
    await refused.filter({ hasText: /refuses the name or the password.*Put in the right ones/ }).waitFor(within);
    await refused.getByRole('img', { name: 'Does not work' }).waitFor(within);

    await page.keyboard.press('Control+a');
    await page.keyboard.type(password);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await refused.waitFor({ state: 'detached', ...within });
    await page.getByText('How it was found').waitFor(within);
    expect(await page.getByRole('img', { name: /Does not work|To be looked at/ }).count()).toBe(0);
    await page.getByText('Servers', { exact: true }).press('Enter');
    const shown = async (name: Parameters<typeof server>[1]): Promise<string[]> =>
      Promise.all(['Server', 'Port', 'User name'].map((label) => field(server(page, name), label).inputValue()));
    const becomes = (name: Parameters<typeof server>[1], fields: unknown[]) =>
      eventually(async () => expect(await shown(name)).toEqual(fields));
    await becomes('Incoming mail (IMAP)', [hosts.imap, String(office.dovecot.imaps.port), address]);
    await becomes('Outgoing mail (SMTP)', [hosts.smtp, String(office.postfix.smtp.port), address]);
    await holds(field(page, 'Name'), 'shop');

    await field(page, 'Address').fill(`other@nosuch.test`);
    await button(page, 'Find the settings').click();
    await page.getByText('Nothing that works was found').waitFor(within);
    await page.getByText('There is no domain nosuch.test.').waitFor();
    await becomes('Incoming mail (IMAP)', ['', expect.any(String), 'other@nosuch.test']);
    await page.context().close();
  });

  test('servers typed by hand: tested at once, once; the new password holds for both servers, and all is well', async () => {
    const page = await office.newPage();
    await typeServers(page);
    await field(page, 'Password').first().fill('wrong');
    await field(page, 'Name').fill('By hand');
    await button(page, 'Add').click();
    await page.waitForURL(/\/settings\/inboxes\/[0-9a-f-]{36}$/, within);
    await page.getByText('The mailbox does not work yet.').waitFor(within);
    await step(page, 'Signing in to IMAP')
      .filter({ hasText: /refuses the name or the password.*Put in the right ones/ })
      .waitFor(within);
    await step(page, 'Signing in to SMTP').filter({ hasText: 'refuses the name or the password' }).waitFor(within);
    const begun = testsBegun(page);
    await page.reload();
    await button(page, 'Test now').waitFor();

    await field(page, 'Password').first().fill(password);
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor(within);
    expect(begun()).toBe(0);
    await button(page, 'Test now').click();
    await page.getByText('The mailbox works.').waitFor(within);
    expect(await page.getByRole('img', { name: 'Does not work' }).count()).toBe(0);
    await step(page, 'SPF').getByText(`${CUSTOMER_DOMAIN} has no SPF record`).waitFor();
    await page.context().close();
  });
});

describe('a mailbox by consent', () => {
  test('fail:O3 refused, given, and taken back: each is told in words, and the page opens while the provider hangs', async () => {
    const { clientId, clientSecret, endpoints, book } = office.provider;
    await (await office.admin()).call('PUT', '/oauth/google', { clientId, clientSecret, endpoints });
    const page = await office.newPage();
    await typeServers(page);
    await page.getByRole('radiogroup', { name: 'How to sign in' }).getByText('Google').click();
    await page.getByText('No password is needed.').waitFor();
    expect(await field(page, 'Password').count()).toBe(0);
    await field(page, 'Name').fill('By consent');
    await button(page, 'Add').click();
    await page.getByText('The owner of the mailbox has not let us in yet.').waitFor(within);

    office.provider.consents = false;
    await page.getByRole('link', { name: 'Sign in at the provider' }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    await page.getByRole('alert').getByText('Consent was not given at Google.').waitFor(within);
    office.provider.consents = true;
    await page.getByRole('link', { name: 'Sign in at the provider' }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    await page.getByText(`Let in by ${address}`).waitFor(within);
    await page.getByText('The mailbox works.').waitFor(within);
    await step(page, 'Consent').getByText('The owner’s consent holds.').waitFor();

    book.revoke(address);
    await button(page, 'Test now').click();
    await page.getByText('The mailbox does not work yet.').waitFor(within);
    await step(page, 'Consent').filter({ hasText: 'Google does not let us in any more' }).waitFor(within);
    await page.getByText('The provider does not let us in any more').waitFor(within);
    const [before, begun] = [office.provider.calls.length, testsBegun(page)];
    office.provider.beforeAnswer = () => new Promise(() => {});
    await page.reload();
    await button(page, 'Test now').waitFor(within);
    await page.getByText('Google does not let us in any more').first().waitFor(within);
    await page.getByRole('link', { name: /^Sign in/ }).waitFor();
    office.provider.beforeAnswer = async () => {};
    expect([office.provider.calls.length, begun()]).toEqual([before, 0]);
    await page.context().close();
  });
});

describe('what customers are told', () => {
  test('a variable that nobody fills is refused beside its text, in words; a text of their own comes back', async () => {
    const id = await office.addMailbox('Acknowledging');
    const page = await office.newPage();
    await page.goto(`${office.url}/settings/inboxes/${id}`);
    await page.getByRole('switch', { name: 'Tell those who write first' }).check({ force: true });
    const ours = page.getByRole('group', { name: 'Text, English' });
    await button(page, 'Write a text of your own (English)').waitFor(within);
    expect(await ours.textContent()).not.toContain('{{');
    await button(page, 'Write a text of your own (English)').click();
    const text = field(page, 'Text, English');
    await text.fill('Your number: {{ticket.id}}');
    await button(page, 'Save').click();
    await until('the text says what is wrong with it', async () => (await text.getAttribute('aria-invalid')) === 'true');
    await page.getByText('Has variables that are not known: {{ticket.id}}').waitFor();
    expect(await page.locator('form').textContent()).not.toMatch(/settings\.|\bundefined\b/);
    expect(await faultsOf(page)).toEqual([]);
    await until('it is led to', () => page.evaluate<boolean>(`document.activeElement?.tagName === 'TEXTAREA'`));

    await text.fill('Your number: ');
    await page.getByRole('button', { name: 'ticket number' }).click();
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor(within);
    await page.reload();
    await until('the text is there', async () => (await text.inputValue()) === 'Your number: {{ticket.number}}');
    await button(page, 'Back to the text of the product (English)').click();
    await ours.waitFor();
    await button(page, 'Save').click();
    await eventually(async () => {
      const { body } = await (await office.admin()).get<Inbox>(`/inboxes/${id}`);
      expect(body.settings).toMatchObject({ acknowledgement: { enabled: true, texts: { en: null } } });
    });
    await page.context().close();
  });

  test('office hours are understood as people write them, and what is none is said', async () => {
    const page = await office.newPage();
    await page.goto(`${office.url}/settings/organisation`);
    await page.getByRole('switch', { name: 'We answer in office hours' }).check({ force: true });
    const monday = field(page, 'Monday');
    await monday.fill('nine');
    await button(page, 'Save').first().click();
    await page.getByText('Write hours such as 9:00–13:00').waitFor();
    expect([await monday.inputValue(), await faultsOf(page)]).toEqual(['nine', []]);
    expect((await (await office.admin()).get<OrganisationSettings>('/organisation')).body.officeHours).toBeNull();
    await monday.fill('9-13, 14-18.30');
    await monday.press('Tab');
    await holds(monday, '09:00–13:00, 14:00–18:30');
    const closed = page.getByRole('combobox', { name: 'Closed days' });
    await closed.fill('New Year');
    await closed.press('Enter');
    await page.getByText('New Year is none.').waitFor();
    await closed.fill('1.1.2027');
    await closed.press('Enter');
    await field(page, 'Name, as customers see it').fill('Warm Bread');
    await button(page, 'Save').first().click();
    await page.getByText('Saved', { exact: true }).waitFor(within);
    const { body } = await (await office.admin()).get<OrganisationSettings>('/organisation');
    expect(body).toMatchObject({
      name: 'Warm Bread',
      officeHours: {
        week: {
          mon: [
            ['09:00', '13:00'],
            ['14:00', '18:30'],
          ],
          sun: [],
        },
        closed: ['2027-01-01'],
      },
    });
    await page.reload();
    await until('the hours are there', async () => (await monday.inputValue()) === '09:00–13:00, 14:00–18:30');
    await page.context().close();
  });
});

describe.each([
  ['en', 'light', 1280],
  ['ru', 'dark', 375],
] as const)('in %s on %s paper, %i pixels wide', (language, colorScheme, width) => {
  const looked: [name: string, path: (id: string) => string, ready: string][] = [
    ['a new mailbox', () => '/settings/inboxes/new?channel=email', 'input[type="email"]'],
    ['a new bot', () => '/settings/inboxes/new?channel=telegram', 'summary'],
    ['a new chat', () => '/settings/inboxes/new?channel=webchat', 'iframe'],
    ['a mailbox that was just tested', (id) => `/settings/inboxes/${id}?test=now`, 'ol li:nth-child(8)'],
    ['the list', () => '/settings/inboxes', 'main li, li a'],
    ['the organisation', () => '/settings/organisation', 'h3'],
  ];

  test.each(looked)('%s: axe finds no fault with all of it open, nothing is wider than the page', async (name, path, ready) => {
    const id = await office.addMailbox(`${name} ${language}`, 'wrong');
    const page = await office.newPage({ language, colorScheme, viewport: { width, height: 800 } });
    await page.goto(`${office.url}${path(id)}`);
    await page.locator(ready).first().waitFor(within);
    await page.evaluate(OPEN_ALL);
    for (const one of await page.getByRole('switch').all()) await one.check({ force: true });
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  const OPEN_ALL = `for (const folding of document.querySelectorAll('details')) folding.open = true`;
});
