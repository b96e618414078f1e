import { content, eventually, until } from '@app/testing';
import type { Locator, Page } from 'playwright-core';
import { undoneForAMinute } from './screens/undone-for-a-minute.js';
import { faultsOf } from './telegram-screen/faults-of.js';
import { PICTURE, TelegramScreen } from './telegram-screen/telegram-screen.js';
import { tone } from './telegram-screen/tone.js';

/** Telegram as agents and admins see it: the built console in Chromium, the whole product, a Bot API that keeps to its documentation. */
let screen: TelegramScreen;

beforeAll(async () => {
  screen = await TelegramScreen.start();
}, 180_000);
afterAll(() => screen?.[Symbol.asyncDispose]());

const within = { timeout: 30_000 };
const patient = { timeoutMs: 30_000 };

const reply = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply' });
const messageWith = (page: Page, words: string): Locator =>
  page.getByRole('article', { name: /^(Message from|Reply by)/ }).filter({ hasText: words });

/** Plays what there is to be played, and tells how long it is. Said from here: the page's policy lets no text become code in it. */
const PLAY = `(async () => {
  const audio = document.querySelector('audio');
  await audio.play();
  return audio.duration;
})()`;

/** Chooses what to do with a message. */
async function choose(page: Page, card: Locator, item: string): Promise<void> {
  await card.getByRole('button', { name: 'What to do with this message' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('what customers send', () => {
  test('places, contacts, polls, albums, sound and kinds that nobody knows are shown; nothing of a map is fetched', async () => {
    const anna = screen.bot.user({ firstName: 'Anna' });
    anna.says(content.venue({ latitude: 59.93, longitude: 30.33, title: 'Warm Bread', address: 'Nevsky 1' }));
    anna.says(content.contact({ phone: '+7 812 555-01-02', firstName: 'Pyotr' }));
    anna.says(content.poll('Which bread?', ['Rye', 'Wheat']));
    anna.says(content.unknown());
    anna.sendsAlbum([PICTURE, PICTURE, PICTURE], { caption: 'All three' });
    anna.sendsFile('voice', { filename: 'voice.wav', bytes: tone(), mimeType: 'audio/wav' });
    const { number } = await screen.ticketWith('All three');
    const page = await screen.newPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('http://127.0.0.1')) elsewhere.push(request.url());
    });
    await page.goto(`${screen.url}/tickets/${number}`);

    const map = messageWith(page, 'Nevsky 1').getByRole('link', { name: 'Open a map' });
    await map.waitFor(within);
    expect(await map.getAttribute('href')).toBe('https://www.openstreetmap.org/?mlat=59.93&mlon=30.33#map=17/59.93/30.33');
    expect(await map.getAttribute('target')).toBe('_blank');
    expect(await page.getByRole('link', { name: '+7 812 555-01-02' }).getAttribute('href')).toBe('tel:+78125550102');
    const choices = messageWith(page, 'Which bread?').getByRole('listitem');
    await eventually(async () => expect(await choices.allTextContents()).toEqual(['Rye', 'Wheat']), patient);
    await messageWith(page, 'A kind of message that is not shown here (hologram)').waitFor(within);
    const album = messageWith(page, 'All three').getByRole('list', { name: 'Pictures' });
    await until('the pictures have come', async () => (await album.getByRole('img').count()) === 3, patient);

    const player = page.locator('audio');
    await player.waitFor(within);
    expect(await player.getAttribute('autoplay')).toBeNull();
    const seconds = await page.evaluate<number>(PLAY);
    expect(seconds).toBeCloseTo(1, 1);
    expect(elsewhere).toEqual([]);
    await page.context().close();
  });

  test('what was changed says what it said before; what is answered is found by key', async () => {
    const boris = screen.bot.user({ firstName: 'Boris' });
    const first = boris.sends({ text: 'Two loafs' });
    boris.edits(first.message_id, { text: 'Two loaves' });
    boris.sends({ text: 'The ones above', replyTo: first.message_id });
    const { number } = await screen.ticketWith('The ones above');
    const page = await screen.opened(number);
    const card = messageWith(page, 'Two loaves').first();
    await card.getByRole('button', { name: 'Edited: show what it said before' }).click();
    await page.getByRole('dialog').getByText('Two loafs').waitFor(within);
    await page.keyboard.press('Escape');

    const quoted = page.getByRole('button', { name: 'Show the message that is answered: Two loa' });
    await quoted.focus();
    await page.keyboard.press('Enter');
    await page.locator('article:focus').filter({ hasText: 'Two loaves' }).waitFor(within);
    await page.keyboard.press('q');
    await page.getByText('Reply to Boris').waitFor(within);
    await page.getByRole('button', { name: 'Do not reply to this message' }).click();
    await page.getByText('Reply to Boris').waitFor({ state: 'detached', ...within });
    await page.context().close();
  });
});

describe('an answer', () => {
  test('fail:G18 one writes to the customer unless one chooses otherwise, and sees to whom; a note goes to no chat', async () => {
    const galina = screen.bot.user({ firstName: 'Galina' });
    galina.sends({ text: 'Is anybody there?' });
    const { number } = await screen.ticketWith('Is anybody there?');
    const page = await screen.opened(number);
    const writing = page.getByRole('region', { name: 'Write' });
    expect(await page.getByRole('tab', { name: 'Reply' }).getAttribute('aria-selected')).toBe('true');
    await writing.filter({ hasText: 'Galina' }).waitFor(within);
    expect(await reply(page).getAttribute('placeholder')).toBe('Write to the customer…');

    await page.getByRole('tab', { name: 'Note' }).click();
    const note = page.getByRole('textbox', { name: 'Note' });
    expect(await note.getAttribute('placeholder')).toBe('Write to your colleagues. The customer does not see it.');
    expect(await writing.textContent()).not.toContain('Galina');
    await note.fill('She asks twice a week');
    await page.getByRole('button', { name: 'Save note' }).click();
    await page
      .getByRole('article', { name: /^Note by/ })
      .filter({ hasText: 'She asks twice a week' })
      .waitFor(within);

    await page.getByRole('tab', { name: 'Reply' }).click();
    await reply(page).fill('Here we are');
    await page.getByRole('button', { name: 'Send and wait' }).click();
    await galina.receives('Here we are', 60_000);
    expect(galina.inbox.map(({ text }) => text)).toEqual(['Here we are']);
    await page.context().close();
  });

  test('by key: to a message, formatted, with buttons; the pressed one and the reaction come back', async () => {
    const vera = screen.bot.user({ firstName: 'Vera' });
    const asked = vera.sends({ text: 'When will it come?' });
    const { number } = await screen.ticketWith('When will it come?');
    const page = await screen.opened(number);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('q');
    await page.getByText('Reply to Vera').waitFor(within);
    await page.keyboard.type('It comes tomorrow');
    await page.keyboard.press('Shift+Control+ArrowLeft');
    await page.keyboard.press('Control+b');
    await until('the marked word is bold', async () => (await reply(page).inputValue()) === 'It comes **tomorrow**', patient);
    await page.getByRole('region', { name: 'As the customer will see it' }).locator('b', { hasText: 'tomorrow' }).waitFor(within);
    await page.getByRole('button', { name: 'Buttons' }).click();
    await page.keyboard.type('Thank you');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Too late');
    await page.keyboard.press('Enter');
    await reply(page).focus();
    await page.keyboard.press('Control+Enter');

    const seen = await vera.receives('It comes tomorrow', 60_000);
    expect(seen.entities).toMatchObject([{ type: 'bold', offset: 9, length: 8 }]);
    expect(seen.replyToMessageId).toBe(asked.message_id);
    const labels = seen.keyboard?.inline_keyboard.flat() ?? [];
    expect(labels.map(({ text }) => text)).toEqual(['Thank you', 'Too late']);
    const pressed = labels[1];
    if (!pressed || !('callback_data' in pressed)) throw new Error('The button says nothing when it is pressed.');
    // Before that is known, nobody could say what the reaction is to.
    await page
      .getByRole('article', { name: /^Reply by/ })
      .getByText('Sent', { exact: true })
      .waitFor(within);
    vera.presses(seen, pressed.callback_data);
    vera.reacts(seen.messageId, ['👍']);
    await until(
      'the reaction is known',
      async () => (await screen.ticket(number)).timeline.some((item) => item.type === 'message' && item.reactions.length > 0),
      patient,
    );
    await messageWith(page, 'Pressed the button').getByText('Too late').waitFor(within);
    const ours = page.getByRole('article', { name: /^Reply by/ });
    await ours
      .getByRole('list', { name: 'Reactions' })
      .getByText('reaction of the customer')
      .waitFor({ state: 'attached', ...within });
    expect(await ours.getByRole('list', { name: 'Buttons that the customer sees' }).getByRole('listitem').count()).toBe(2);
    await eventually(() => expect(screen.bot.actionsIn(vera.id)).toContain('typing'), patient);
    await page.context().close();
  });

  test('undone it is a draft again, with its marks and its buttons', async () => {
    const gleb = screen.bot.user({ firstName: 'Gleb' });
    gleb.sends({ text: 'Undo this' });
    const { number } = await screen.ticketWith('Undo this');
    const page = await screen.opened(number);
    await page.getByRole('button', { name: 'Buttons' }).click();
    await page.keyboard.type('Yes');
    await page.keyboard.press('Enter');
    await reply(page).fill('It is __not__ **done**');
    await undoneForAMinute(page);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('the answer is a draft again', async () => (await reply(page).inputValue()) === 'It is __not__ **done**', patient);
    await page.getByRole('button', { name: 'Remove the button Yes' }).waitFor(within);
    expect(gleb.inbox).toEqual([]);
    await page.context().close();
  });

  test('that was sent is changed in its place, then deleted after a question; both happen in the chat', async () => {
    const daria = screen.bot.user({ firstName: 'Daria' });
    daria.sends({ text: 'What does it cost?' });
    const { number } = await screen.ticketWith('What does it cost?');
    const page = await screen.opened(number);
    await reply(page).fill('It costs 10');
    await page.keyboard.press('Control+Enter');
    await daria.receives('It costs 10', 60_000);
    const card = page.getByRole('article', { name: /^Reply by/ });
    await card.getByText('Sent', { exact: true }).waitFor(within);
    await choose(page, card, 'Change');
    await card.locator('textarea:focus').waitFor(within);
    await card.getByRole('textbox', { name: 'Changed text' }).fill('It costs **20**');
    await page.keyboard.press('Control+Enter');
    await daria.receives((message) => message.text === 'It costs 20' && message.earlierTexts.includes('It costs 10'), 30_000);
    await card.getByRole('button', { name: 'Edited: show what it said before' }).waitFor(within);

    await choose(page, card, 'Delete in the chat');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).waitFor(within);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await daria.receives((message) => message.text === 'It costs 20' && message.isDeleted, 30_000);
    await card.getByText('Deleted by us,').waitFor(within);
    await card.locator('del').getByText('It costs 20').waitFor(within);
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('to a customer who has blocked the bot cannot be sent; it is said since when, and over when they write again', async () => {
    const egor = screen.bot.user({ firstName: 'Egor' });
    egor.sends({ text: 'I do not like bots' });
    const { number } = await screen.ticketWith('I do not like bots');
    const page = await screen.opened(number);
    await reply(page).fill('Why?');
    egor.blocks();
    const banner = page.getByRole('status').filter({ hasText: 'The customer has blocked the bot.' });
    await banner.waitFor(within);
    await banner.filter({ hasText: /Since \d/ }).waitFor(within);
    await until('nothing can be sent', () => page.getByRole('button', { name: 'Send and wait' }).isDisabled(), patient);
    egor.unblocks();
    egor.sends({ text: 'Back again' });
    await banner.waitFor({ state: 'detached', ...within });
    await until('what is written can be sent', () => page.getByRole('button', { name: 'Send and wait' }).isEnabled(), patient);
    await page.context().close();
  });

  test('a long text says how many messages it will be', async () => {
    const { number } = await screen.ticketWith('Back again');
    const page = await screen.opened(number);
    await reply(page).fill('word '.repeat(2_000));
    await page.getByText('Will be sent as 3 messages').waitFor(within);
    await reply(page).fill('a'.repeat(4_000));
    await page.getByText('96 characters left in this message').waitFor(within);
    await page.context().close();
  });
});

test('a conversation is begun in a chat that is known, from the contact; a ticket that is open there is pointed out', async () => {
  const zoya = screen.bot.user({ firstName: 'Zoya' });
  zoya.sends({ text: 'My order is settled' });
  const { number } = await screen.ticketWith('My order is settled');
  const page = await screen.newPage(screen.agent, { viewport: { width: 1400, height: 800 } });
  await page.goto(`${screen.url}/tickets/new`);
  await page.getByPlaceholder('Find a customer by name').fill('Zoya');
  await page.getByRole('option', { name: 'Zoya' }).click();
  await page.getByRole('link', { name: `Open ticket #${number}` }).waitFor(within);
  await screen.agent.patch(`/tickets/${number}`, { state: 'closed' });

  await page.goto(`${screen.url}/tickets/${number}`);
  await page.getByRole('button', { name: 'Write in Telegram (bread bot)' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Was everything right?');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL((url) => /\/tickets\/\d+$/.test(url.pathname) && !url.pathname.endsWith(`/${number}`), within);
  await zoya.receives('Was everything right?', 60_000);
  await page.context().close();
});

test('a link by which a customer proves their Telegram is made, shown and copied', async () => {
  const { number } = await screen.ticketWith('Back again');
  const page = await screen.newPage(screen.agent, { viewport: { width: 1400, height: 800 } });
  await page.goto(`${screen.url}/tickets/${number}`);
  await page.getByRole('button', { name: 'Link for Telegram' }).click();
  await page.getByText(/^https:\/\/t\.me\/warm_bread_bot\?start=c-[\w-]+$/).waitFor(within);
  await page.getByRole('button', { name: 'Copy the link', exact: true }).waitFor();
  await page.context().close();
});

describe('a bot', () => {
  test('is shown before it is saved: whose token it is, and what stands in its way; then tested as it is saved', async () => {
    const other = screen.api.bot();
    other.looksLike({ name: 'Night Shift', username: 'night_shift_bot', picture: PICTURE });
    const page = await screen.newPage(screen.admin);
    await page.goto(`${screen.url}/settings/inboxes/new?channel=telegram`);
    await page.getByText('More settings').click();
    await page.getByRole('textbox', { name: 'Address of the Bot API' }).fill(screen.api.url);
    const token = page.getByLabel('Token of the bot');
    await token.fill(screen.bot.token);
    await page.getByText('The inbox bread bot has this bot already').waitFor(within);
    await token.fill(other.token);
    await page.getByText('The token is that of @night_shift_bot.').waitFor(within);
    await page.getByRole('link', { name: '@night_shift_bot' }).waitFor();
    await until('it has a name', async () => (await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()) !== '', patient);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForURL(/\/settings\/inboxes\/[0-9a-f-]{36}/, within);
    await page.getByText('The bot works.').waitFor(within);
    await page.goto(`${screen.url}/settings/inboxes`);
    await page.getByText('@night_shift_bot · Support').waitFor(within);
    await page.context().close();
  });

  test('gets another key for the own site after a question; it is shown once', async () => {
    const page = await screen.newPage(screen.admin);
    await page.goto(`${screen.url}/settings/inboxes/${screen.inbox}`);
    const card = page.getByRole('region', { name: 'Customers of your own site' });
    await card.getByRole('button', { name: 'Make a new key' }).click();
    await card.getByText('Links that were signed with the key of now').waitFor(within);
    await card.getByRole('button', { name: 'Make a new key' }).click();
    const key = card.getByText(/^[\w-]{43}$/);
    await key.waitFor(within);
    await page.reload();
    await card.waitFor(within);
    expect(await key.count()).toBe(0);
    await page.context().close();
  });
});

describe.each([
  ['light', 1280],
  ['dark', 375],
] as const)('on %s paper, %i pixels wide', (colorScheme, width) => {
  test('nothing of it is out of reach: axe finds no fault, and nothing is wider than the page', async () => {
    const options = { colorScheme, viewport: { width, height: 800 } };
    const { number } = await screen.ticketWith('All three');
    const page = await screen.opened(number, options);
    await page.getByRole('list', { name: 'Pictures' }).waitFor(within);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('q');
    await page.getByRole('button', { name: 'Formatting' }).click();
    await page.getByRole('button', { name: 'Buttons' }).click();
    await reply(page).fill('**Bold** and > not quoted');
    await page.getByRole('region', { name: 'As the customer will see it' }).waitFor(within);
    expect(await faultsOf(page)).toEqual([]);
    const settings = await screen.newPage(screen.admin, options);
    await settings.goto(`${screen.url}/settings/inboxes/${screen.inbox}`);
    await settings.getByText('More settings').click();
    await settings.getByText('How such a link is made').click();
    expect(await faultsOf(settings)).toEqual([]);
    await Promise.all([page.context().close(), settings.context().close()]);
  });
});
