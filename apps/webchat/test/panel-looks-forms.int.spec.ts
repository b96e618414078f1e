import { buildSite, type Chromium, eventually, startChromium, until } from '@app/testing';
import { giveMailbox, PanelVisitor } from './panel-visitor.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const words = (en: string, ru = en) => ({ en, ru });
const FORMS = [
  {
    id: 'delivery',
    topic: words('Delivery', 'Доставка'),
    fields: [
      { kind: 'text', id: 'order', label: words('Order number', 'Номер заказа'), required: true },
      {
        kind: 'choice',
        id: 'what',
        label: words('What happened'),
        required: true,
        options: [words('Nothing came'), words('The wrong thing came')],
      },
      { kind: 'email', id: 'mail', label: words('E-mail') },
    ],
  },
  { id: 'other', topic: words('Anything else', 'Другое'), fields: [] },
];

describe('what is asked before a chat', () => {
  let chat: WebchatUnderTest;
  let chromium: Chromium;
  let visitor: PanelVisitor;

  beforeAll(async () => {
    await buildSite('widget');
    [chat, chromium] = await Promise.all([WebchatUnderTest.start({ forms: FORMS }), startChromium()]);
    await giveMailbox(chat);
  }, 120_000);
  afterAll(async () => {
    await chromium?.stop();
    await chat?.close();
  });
  afterEach(() => visitor?.page.context().close());

  test('need:W5 need:S16 a whole chat without a mouse: topic, form, words, emoji, file, menu, transcript, away', async () => {
    visitor = await PanelVisitor.come(chat, chromium);
    const { page, frame } = visitor;
    const { keyboard } = page;
    const tabTo = async (name: string) => {
      for (let n = 0; n < 12 && (await visitor.focused()) !== name; n++) await keyboard.press('Tab');
      expect(await visitor.focused()).toBe(name);
    };
    const chooser = page.waitForEvent('filechooser', { timeout: 0 });
    await page.getByRole('button', { name: 'Open chat' }).focus();
    await keyboard.press('Enter');
    await until('the question has the focus', async () => (await visitor.focused()) === 'What is it about?');
    await keyboard.press('Tab');
    await until('the first topic has the focus', async () => (await visitor.focused()) === 'Delivery');
    await keyboard.press('Enter');
    await until(
      'the form has the focus',
      async () => (await visitor.focused()) === 'Delivery' && (await frame.locator('form.screen').count()) === 1,
    );
    await keyboard.press('Tab');
    await keyboard.type('7781');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await keyboard.type('maria@example.test');
    await keyboard.press('Enter');

    await until('the field has the focus', async () => (await visitor.focused()) === 'Your message');
    await keyboard.type('By keyboard alone');
    await tabTo('Emoji');
    await keyboard.press('Enter');
    await until('the first emoji has the focus', async () => (await visitor.focused()) === '😀');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await until('the field has the focus', async () => (await visitor.focused()) === 'Your message');
    await keyboard.press('Shift+Tab');
    await until('the file’s button has the focus', async () => (await visitor.focused()) === 'Attach a file');
    await keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'bread.txt', mimeType: 'text/plain', buffer: Buffer.from('bread') });
    await frame.locator('.drafts li.ready').waitFor();
    await until('the field has the focus', async () => (await visitor.focused()) === 'Your message');
    await keyboard.press('Enter');
    await frame.getByTitle('Delivered').waitFor();
    await eventually(async () =>
      expect(await frame.locator('.answers').textContent()).toBe(
        'DeliveryOrder number7781What happenedNothing cameE-mailmaria@example.test',
      ),
    );
    const ticket = await visitor.ticketOf('By keyboard alone😄');
    expect(
      await chat.store.query(`select t.subject, m.content from tickets t join messages m on m.ticket_id = t.id where t.id = $1`, [
        ticket.id,
      ]),
    ).toEqual([
      {
        subject: 'Delivery',
        content: {
          kind: 'form',
          topic: 'Delivery',
          answers: [
            { label: 'Order number', value: '7781' },
            { label: 'What happened', value: 'Nothing came' },
            { label: 'E-mail', value: 'maria@example.test' },
          ],
        },
      },
    ]);

    await keyboard.press('Shift+Tab');
    await keyboard.press('Shift+Tab');
    for (let n = 0; n < 8 && (await visitor.focused()) !== 'More'; n++) await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await tabTo('Send the conversation by e-mail');
    await keyboard.press('Enter');
    const dialog = frame.getByRole('dialog', { name: 'Conversation by e-mail' });
    await dialog.waitFor();
    await keyboard.press('Escape');
    await until('the dialog is closed', async () => (await dialog.count()) === 0);
    await until('the menu’s button has the focus', async () => (await visitor.focused()) === 'More');
    await keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open chat' }).waitFor();
  });

  test('what is asked comes once: who wrote goes on without a form, after a reload too; who went back says more', async () => {
    visitor = await PanelVisitor.come(chat, chromium);
    await visitor.open();
    await visitor.button('Anything else').click();
    await visitor.button('Change').click();
    await visitor.button('Delivery').click();
    await visitor.frame.getByLabel('Order number').fill('1');
    await visitor.frame.getByLabel('What happened').selectOption('Nothing came');
    await visitor.frame.getByLabel('E-mail').fill('maria@exa..mple');
    await visitor.button('Continue').click();
    await visitor.say('asked once');
    // What our own look at an address lets through is refused in the server's words, and loses nothing.
    await visitor.frame.getByText('“E-mail”', { exact: false }).waitFor();
    await visitor.button('Remove').click();
    await visitor.button('Change').click();
    await visitor.frame.getByLabel('E-mail').fill('maria@example.test');
    await visitor.button('Continue').click();
    await visitor.say('asked once');
    await visitor.frame.getByTitle('Delivered').waitFor();
    await visitor.page.reload();
    await visitor.open();
    await visitor.say('and not again');
    await visitor.ticketOf('and not again');
    await eventually(async () => expect(await visitor.frame.locator('.answers').count()).toBe(1));
  });
});
