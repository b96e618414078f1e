import { randomUUID } from 'node:crypto';
import type { Inbox } from '@app/contracts';
import { anInbox, until } from '@app/testing';
import type { Locator, Page } from 'playwright-core';
import { faultsOf } from './telegram-screen/faults-of.js';
import { SettingsScreen } from './webchat-settings/settings-screen.js';

/** By which mailbox answers follow a visitor who is gone, as admins set it. */
let screen: SettingsScreen;

beforeAll(async () => {
  screen = await SettingsScreen.start();
}, 240_000);
afterAll(() => screen?.[Symbol.asyncDispose]());

const within = { timeout: 30_000 };

const absence = (page: Page): Locator => page.getByRole('group', { name: 'When nobody is there, or the visitor is gone' });
const field = (page: Page, name: string): Locator => absence(page).getByRole('textbox', { name });
const choose = async (page: Page, name: string, option: string): Promise<void> => {
  const shown = page.getByRole('option', { name: option, exact: true });
  // A page that is still arriving may move what was meant, and shuts the list: who wants to choose opens it again.
  await until(`"${option}" can be chosen`, async () => {
    if (!(await shown.isVisible())) await absence(page).getByRole('combobox', { name }).click();
    return shown.isVisible();
  });
  await shown.click();
};
const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click();
const saved = (page: Page): Promise<void> => page.getByText('Saved', { exact: true }).first().waitFor(within);
const settingsOf = async (id: string) => (await screen.admin.get<Inbox>(`/inboxes/${id}`)).body.settings ?? {};

async function aChat(settings: object = {}): Promise<string> {
  const { body } = await screen.admin.post<Inbox>('/inboxes', { channel: 'webchat', name: randomUUID(), team: screen.team, settings });
  return body.id;
}

/** @returns its id, and how it is called where one chooses */
async function aMailbox(): Promise<{ id: string; label: string }> {
  const address = `mail-${randomUUID()}@shop.test`;
  const id = await anInbox(screen.desk.store, 'email', screen.team, { address });
  const { name } = (await screen.admin.get<Inbox>(`/inboxes/${id}`)).body;
  return { id, label: `${name} · ${address}` };
}

async function opened(id: string): Promise<Page> {
  const page = await screen.newPage({ viewport: { width: 1380, height: 900 } });
  await page.goto(`${screen.url}/settings/inboxes/${id}`);
  await absence(page).waitFor(within);
  return page;
}

test('without a mailbox nothing is sent, and the page says so; a mailbox, the minutes and when to ask are saved, and shown again', async () => {
  const [mailbox, id] = await Promise.all([aMailbox(), aChat()]);
  const page = await opened(id);
  const unused = absence(page).getByText('nothing is sent to them until you choose a mailbox');
  await unused.waitFor(within);
  await until('there is nothing to be set', () => field(page, 'After how many minutes').isDisabled());
  await choose(page, 'Ask visitors for an e-mail address', 'Never');
  await unused.waitFor({ state: 'detached', ...within });

  await choose(page, 'Send answers by e-mail from', mailbox.label);
  await field(page, 'After how many minutes').fill('25');
  await choose(page, 'Ask visitors for an e-mail address', 'Always');
  expect(await faultsOf(page)).toEqual([]);
  await save(page);
  await saved(page);
  expect(await settingsOf(id)).toMatchObject({ awayMail: { inboxId: mailbox.id, afterMinutes: 25 }, askAddress: 'always' });

  await page.reload();
  const chosen = absence(page).getByRole('combobox', { name: 'Send answers by e-mail from' });
  await absence(page).waitFor(within);
  await until('the mailbox is named', async () => (await chosen.inputValue()) === mailbox.label);
  await until('so are the minutes', async () => (await field(page, 'After how many minutes').inputValue()) === '25');
  await choose(page, 'Send answers by e-mail from', 'Do not send');
  await save(page);
  await saved(page);
  expect(await settingsOf(id)).toMatchObject({ awayMail: null });
  await page.context().close();
});

test('minutes are a whole number from 1 to a day: what is typed beyond is brought to the nearest', async () => {
  const mailbox = await aMailbox();
  const page = await opened(await aChat({ awayMail: { inboxId: mailbox.id, afterMinutes: 10 } }));
  for (const [typed, kept] of [
    ['0', '1'],
    ['99999', '1440'],
    ['2.5', '25'],
  ] as const) {
    await field(page, 'After how many minutes').fill('');
    await field(page, 'After how many minutes').pressSequentially(typed);
    await page.keyboard.press('Tab');
    await until(`${typed} is brought to ${kept}`, async () => (await field(page, 'After how many minutes').inputValue()) === kept);
  }
  await page.context().close();
});

test('a mailbox that was switched off is still named, and saving says at its field what is wrong until another is chosen', async () => {
  const mailbox = await aMailbox();
  const id = await aChat({ awayMail: { inboxId: mailbox.id, afterMinutes: 10 } });
  await screen.desk.store.query(`update inboxes set active = false where id = $1`, [mailbox.id]);
  const page = await opened(id);
  const chosen = absence(page).getByRole('combobox', { name: 'Send answers by e-mail from' });
  await until('it is named, and that it is off', async () => (await chosen.inputValue()) === `${mailbox.label} · Switched off`);
  await choose(page, 'Ask visitors for an e-mail address', 'Always');
  await save(page);
  await absence(page).getByText('Must be a mailbox that is switched on').waitFor(within);
  await until('its field is marked', async () => (await chosen.getAttribute('aria-invalid')) === 'true');
  expect(await settingsOf(id)).toMatchObject({ askAddress: 'closed' });
  await choose(page, 'Send answers by e-mail from', 'Do not send');
  await save(page);
  await saved(page);
  expect(await settingsOf(id)).toMatchObject({ awayMail: null, askAddress: 'always' });
  await page.context().close();
});
