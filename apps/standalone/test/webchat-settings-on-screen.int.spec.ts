import { randomUUID } from 'node:crypto';
import type { ChatPreview, Inbox, SeenHosts } from '@app/contracts';
import { eventually, until } from '@app/testing';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { faultsOf } from './telegram-screen/faults-of.js';
import { SettingsScreen } from './webchat-settings/settings-screen.js';

/** A web chat's settings as admins see them: the built console and the built widget in Chromium, the whole product behind them. */
let screen: SettingsScreen;

beforeAll(async () => {
  screen = await SettingsScreen.start();
}, 240_000);
afterAll(() => screen?.[Symbol.asyncDispose]());

const within = { timeout: 30_000 };
const patient = { timeoutMs: 30_000 };

const panel = (page: Page): FrameLocator => page.frameLocator('iframe[src$="/widget-preview"]');
const preview = (page: Page): Locator => page.getByRole('region', { name: 'Preview' });
const sites = (page: Page): Locator => page.getByRole('combobox', { name: 'Sites that may show the chat' });
const shows = (page: Page, words: string) => panel(page).getByText(words, { exact: false }).first().waitFor(within);
const settingsOf = async (id: string) => (await screen.admin.get<Inbox>(`/inboxes/${id}`)).body.settings ?? {};
const save = async (page: Page): Promise<void> => {
  // The word alone may be that of the time before.
  const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok(), within);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await answered;
  await page.getByText('Saved', { exact: true }).first().waitFor(within);
};
/** What the focus is on has come to it, and says this. */
const focused = (page: Page, name: 'aria-label' | 'text', words: string): Promise<unknown> =>
  until(
    `the focus is on ${words}`,
    async () => {
      const at = page.locator(':focus');
      return (await at.count()) === 1 && (name === 'text' ? await at.textContent() : await at.getAttribute(name)) === words;
    },
    patient,
  );

async function aChat(settings: object = {}): Promise<string> {
  const name = `chat ${randomUUID()}`;
  const { status, body } = await screen.admin.post<Inbox>('/inboxes', { channel: 'webchat', name, team: screen.team, settings });
  expect(status).toBe(201);
  return body.id;
}

async function opened(id: string, options: Parameters<SettingsScreen['newPage']>[0] = {}): Promise<Page> {
  const page = await screen.newPage({ viewport: { width: 1380, height: 900 }, ...options });
  await page.goto(`${screen.url}/settings/inboxes/${id}`);
  await page.locator('iframe[data-state="shown"]').waitFor(within);
  return page;
}

test('a chat is made from nothing: its preview follows what is typed, and saved it is what was typed', async () => {
  const page = await screen.newPage({ viewport: { width: 1380, height: 900 } });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.goto(`${screen.url}/settings/inboxes/new?channel=webchat`);
  await page.locator('iframe[data-state="shown"]').waitFor(within);
  await shows(page, 'Ask anything');

  await sites(page).fill(`${screen.shop}/demo?from=here`);
  await page.keyboard.press('Enter');
  await page.getByText(`Only the site itself counts, not its pages: ${screen.shop}`).waitFor(within);
  await page.getByLabel('Heading · English').fill('Warm Bread');
  await page.getByLabel('First words · English').fill('What may it be today?');
  await page.getByLabel('When nobody is there · English').fill('The ovens are cold.');
  await page.getByLabel('Colour').fill('#fde68a');
  await page.keyboard.press('Tab');
  await page.getByText('Text on it is black').waitFor(within);
  await shows(page, 'Warm Bread');
  await shows(page, 'What may it be today?');
  await preview(page).getByText('Closed', { exact: true }).click();
  await shows(page, 'The ovens are cold.');
  await preview(page).getByText('Chat', { exact: true }).click();
  await shows(page, 'Today by 6 p.m.');
  await preview(page).getByText('Русский', { exact: true }).click();
  await shows(page, 'Сегодня до 18:00');
  await preview(page).getByText('Dark', { exact: true }).click();
  await until('it is dark', async () => (await panel(page).locator('html[data-theme="dark"]').count()) === 1, patient);

  await page.getByLabel('Name', { exact: true }).fill('shop chat');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL(/\/settings\/inboxes\/[0-9a-f-]{36}$/, within);
  const id = page.url().slice(-36);
  // Its page begins at its beginning, with the line for the site in this chat's colour.
  const line = page.locator('pre', { hasText: id }).first();
  await line.waitFor(within);
  await until('the line is in view', async () => ((await line.boundingBox())?.y ?? 900) < 600, patient);
  await eventually(async () => expect(await line.textContent()).toContain('data-colour="#fde68a"'), patient);
  expect(await settingsOf(id)).toMatchObject({
    origins: [screen.shop],
    colour: '#fde68a',
    texts: { en: { title: 'Warm Bread', greeting: 'What may it be today?', closed: 'The ovens are cold.' } },
  });
  // The preview looks and does nothing: no visitor was made, and nothing can be pressed in it.
  expect(requests.filter((line) => line.includes('/chat/v1'))).toEqual([]);
  expect((await screen.desk.store.query(`select from visitors`)).length).toBe(0);
  await panel(page)
    .locator('#panel[inert]')
    .waitFor({ state: 'attached', ...within });
  await page.context().close();
});

test('a site where the chat is opened shows within seconds, a refused one says so and is allowed by one click', async () => {
  const id = await aChat();
  const page = await opened(id);
  const seen = page.getByRole('region', { name: 'Where it is seen' });
  await seen.getByText('Not seen on any site yet').waitFor(within);
  expect(await seen.locator('pre').first().textContent()).toBe(
    `<script src="${screen.desk.publicUrl}/widget.js" data-inbox="${id}" data-colour="#3b5bdb" async></script>`,
  );

  const site = await screen.siteWith(id);
  const visitor = await screen.newVisitor();
  const openChat = async (): Promise<void> => {
    await visitor.goto(site);
    await visitor.locator('otklik-widget').getByRole('button').first().click();
  };
  await openChat();
  const host = seen.getByRole('listitem').filter({ hasText: site });
  await host.getByText('Refused: not on the list').waitFor(within);
  await seen.getByRole('button', { name: `Allow ${site}` }).click();
  await host.getByText('On the list, not opened since').waitFor(within);
  await save(page);
  expect(await settingsOf(id)).toMatchObject({ origins: [site] });
  await until(
    'the gateway knows of it',
    async () => ((await fetch(`${screen.desk.publicUrl}/widget/${id}`)).headers.get('content-security-policy') ?? '').includes(site),
    patient,
  );
  await openChat();
  await host.getByText(/^Opened (now|\d+ seconds? ago)$/).waitFor(within);
  expect((await screen.admin.get<SeenHosts>(`/inboxes/${id}/hosts`)).body.data).toMatchObject([{ origin: site, admitted: true }]);
  await Promise.all([visitor.context().close(), page.context().close()]);
});

test('by keyboard: topics are made, asked in the preview, put in order, deleted and brought back; their ids stay', async () => {
  const id = await aChat();
  const page = await opened(id);
  const press = async (name: string | RegExp): Promise<void> => {
    await page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .last()
      .focus();
    await page.keyboard.press('Enter');
  };
  await press('Add a topic');
  await page.getByLabel('Topic · English').last().fill('Where is my order?');
  await press('Add a question');
  await page.getByLabel('Question · English').fill('Order number');
  await page.getByLabel('Must be answered').focus();
  await page.keyboard.press('Space');
  await press('Add a question');
  await page.getByLabel('Question · English').last().fill('Town');
  await press('Add a topic');
  await page.getByLabel('Topic · English').last().fill('Wedding cakes');
  // What visitors meet first, without asking for it.
  await shows(page, 'Wedding cakes');
  await save(page);
  const ids = async () =>
    ((await settingsOf(id))['forms'] as { id: string; fields: { id: string }[] }[]).map((one) => [
      one.id,
      ...one.fields.map((field) => field.id),
    ]);
  expect(await ids()).toEqual([['where-is-my-order', 'order-number', 'town'], ['wedding-cakes']]);

  await press('Move up: Wedding cakes');
  await page.getByText('Wedding cakes: now 1 of 2').waitFor({ state: 'attached', ...within });
  await focused(page, 'aria-label', 'Move down: Wedding cakes');
  await press('Delete: Where is my order?');
  await page.getByText('“Where is my order?” was deleted').waitFor(within);
  await focused(page, 'text', 'Undo');
  await page.keyboard.press('Enter');
  await focused(page, 'aria-label', 'Delete: Where is my order?');
  await page.locator('details', { hasText: 'Wedding cakes' }).locator('summary').first().click();
  await page.getByLabel('Topic · English').first().fill('Cakes');
  await save(page);
  expect(await ids()).toEqual([['wedding-cakes'], ['where-is-my-order', 'order-number', 'town']]);
  expect((await settingsOf(id))['forms']).toMatchObject([{ topic: { ru: 'Cakes', en: 'Cakes' } }, { fields: [{ required: true }, {}] }]);
  await page.context().close();
});

test('what is wrong is said where it is, also by the server; what is typed and not saved is not lost without a question', async () => {
  const id = await aChat();
  const page = await opened(id);
  await sites(page).fill('nonsense');
  await page.keyboard.press('Enter');
  await page.getByText('“nonsense” is no site').waitFor(within);
  await page.getByText('A key pair of your own instead').click();
  const key = page.getByLabel('Public key (Ed25519, PEM)');
  await key.fill('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Must be an Ed25519 public key').waitFor(within);
  await until('the field has the focus', async () => (await key.getAttribute('aria-invalid')) === 'true', patient);

  await page.getByRole('link', { name: 'Teams' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay here' }).first().waitFor(within);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached', ...within });
  expect(await key.inputValue()).toContain('AAAA');
  await page.getByRole('link', { name: 'Teams' }).first().click();
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.waitForURL(/\/settings\/teams$/, within);
  await page.context().close();
});

test('a new identity key is shown once, with the code that signs by it for this chat', async () => {
  const id = await aChat();
  const page = await opened(id);
  const identity = page.getByRole('region', { name: 'Visitors who are signed in at your site' });
  await identity.getByText('How such a token is made').click();
  const recipe = identity.locator('pre').first();
  const seen = new Set<string | null>();
  for (const language of ['PHP', 'Python', 'Node']) {
    await identity.getByText(language, { exact: true }).click();
    await until(`the recipe is that of ${language}`, async () => !seen.has(await recipe.textContent()), patient);
    seen.add(await recipe.textContent());
  }
  for (const code of seen) expect(code).toContain(id);
  await identity.getByRole('button', { name: 'Make a new key' }).click();
  await identity.getByText('good for 24 hours more').waitFor(within);
  await identity.getByRole('button', { name: 'Make a new key' }).click();
  await identity.locator('pre', { hasText: /^[\w-]{43}$/ }).waitFor(within);
  await page.reload();
  await identity.waitFor(within);
  expect(await identity.locator('pre', { hasText: /^[\w-]{43}$/ }).count()).toBe(0);
  await page.context().close();
});

/** What the console would show. */
const SHOWN = {
  inbox: {
    id: randomUUID(),
    name: 'Warm Bread',
    texts: { ru: { title: null, greeting: null, closed: null }, en: { title: null, greeting: null, closed: null } },
    colour: '#3b5bdb',
    position: 'right',
    forms: [],
    askAddress: 'never',
    sendsMail: false,
    open: true,
    nextOpenAt: null,
  },
  scene: 'chat',
  locale: 'en',
  theme: 'light',
} satisfies ChatPreview;

test('threat:H4 no other site may embed the preview, and on its own it hears nobody', async () => {
  const address = `${screen.desk.publicUrl}/widget-preview`;
  const site = await screen.siteOf(`<iframe src="${address}"></iframe>`);
  const page = await screen.newVisitor();
  const blocked = page.waitForEvent('console', { predicate: (message) => message.text().includes('frame-ancestors'), ...within });
  await page.goto(site);
  await blocked;
  expect(await page.frameLocator('iframe').locator('#panel').count()).toBe(0);
  await page.goto(address);
  // Whoever hears the word shows what comes after it and says so, before a later word and two turns more have come round.
  const answered = await page.evaluate<boolean>(`new Promise((resolve) => {
    const [{ port1: there, port2: here }, turns] = [new MessageChannel(), new MessageChannel()];
    let left = 2;
    there.onmessage = () => resolve(true);
    turns.port1.onmessage = () => ((left -= 1) > 0 ? turns.port2.postMessage(left) : resolve(false));
    addEventListener('message', ({ data }) => data === 'later' && turns.port2.postMessage(left));
    postMessage('otklik:preview', '*', [here]);
    there.postMessage(${JSON.stringify(SHOWN)});
    postMessage('later', '*');
  })`);
  expect([answered, await page.locator('#panel').innerHTML()]).toEqual([false, '']);
  await page.context().close();
});

const FULL = {
  origins: ['https://shop.example', 'https://a-shop-with-a-name-that-goes-on-and-on-and-on.example'],
  texts: { ru: { title: 'Тёплый хлеб', greeting: 'Что сегодня испечём?' }, en: { title: 'Warm Bread', greeting: 'What may it be today?' } },
  forms: [
    {
      id: 'order',
      topic: { ru: 'Где мой заказ?', en: 'Where is my order?' },
      fields: [
        { kind: 'text', id: 'number', label: { ru: 'Номер заказа', en: 'Order number' }, required: true },
        {
          kind: 'choice',
          id: 'how',
          label: { ru: 'Как доставить', en: 'How to deliver' },
          options: [
            { ru: 'Курьером', en: 'By courier' },
            { ru: 'Заберу сам', en: 'I come for it' },
          ],
        },
      ],
    },
  ],
};

describe.each([
  ['light', 1380, 'en'],
  ['dark', 1380, 'ru'],
  ['light', 375, 'ru'],
  ['dark', 375, 'en'],
] as const)('on %s paper, %i pixels wide, in %s', (colorScheme, width, locale) => {
  test('nothing of it is out of reach: axe finds no fault, and nothing is wider than the page', async () => {
    const id = await aChat(FULL);
    await screen.desk.store.query(
      `insert into seen_hosts (inbox_id, origin, admitted) values ($1, 'https://shop.example', true), ($1, 'https://forgotten.example', false)`,
      [id],
    );
    await screen.admin.patch('/agents/me', { language: locale });
    const page = await opened(id, { colorScheme, viewport: { width, height: 900 }, locale });
    await page.locator('form ol details').first().waitFor(within);
    // Everything that is folded away is looked at, too.
    await page.evaluate(`for (const one of document.querySelectorAll('form details')) one.open = true`);
    const shots = process.env['SHOTS'];
    if (shots) await shoot(page, `${shots}/${locale}-${colorScheme}-${width}`);
    expect(await faultsOf(page)).toEqual([]);
    // Only the settings scroll: where the page can, it does so to what gets the focus, and its head is gone.
    expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
    await page.context().close();
  });
});

/** What the screen shows, page by page: to be looked at by people. */
async function shoot(page: Page, file: string): Promise<void> {
  const most = await page.evaluate<number>(`document.querySelector('[class*=_scroll_] > [class*=_content_]').scrollHeight`);
  for (let at = 0; at * 800 < most; at += 1) {
    await page.evaluate(`document.querySelector('[class*=_content_]').parentElement.scrollTop = ${at * 800}`);
    await page.screenshot({ path: `${file}-${at}.png` });
  }
}
