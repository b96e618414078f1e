import { makeEvent } from '@app/bus';
import { ContactTyping, type OfficeHours, ReplyTyping } from '@app/contracts';
import { editTicket, markRead } from '@app/store';
import { buildSite, type Chromium, eventually, startChromium, until } from '@app/testing';
import { giveMailbox, PanelVisitor } from './panel-visitor.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const TOPICS = [
  { id: 'order', topic: { en: 'My order', ru: 'Мой заказ' }, fields: [] },
  { id: 'other', topic: { en: 'Anything else', ru: 'Другое' }, fields: [] },
];

/** The panel with a gateway behind it: what it shows of what is true there. */
describe('what the panel shows of a living chat', () => {
  let chat: WebchatUnderTest;
  let chromium: Chromium;
  let visitor: PanelVisitor;

  beforeAll(async () => {
    await buildSite('widget');
    [chat, chromium] = await Promise.all([WebchatUnderTest.start({ forms: TOPICS, askAddress: 'closed' }), startChromium()]);
    await giveMailbox(chat);
  }, 120_000);
  afterAll(async () => {
    await chromium?.stop();
    await chat?.close();
  });
  afterEach(async () => {
    await visitor?.page.context().close();
    await chat.store.query(`update tickets set state = 'closed', assignee_id = null`);
    await chat.store.query(`update inboxes set office_hours = null where id = $1`, [chat.inboxId]);
  });

  const give = (number: number) =>
    chat.store.transaction((tx) =>
      editTicket(tx, {
        viewer: { agentId: chat.agentId, role: 'admin' },
        number,
        patch: { assignee: chat.agentId },
        expectedVersion: null,
      }),
    );

  const setHours = (hours: OfficeHours) =>
    chat.store.query(`update inboxes set office_hours = $2::jsonb where id = $1`, [chat.inboxId, JSON.stringify(hours)]);

  test('marks of what one wrote: delivered, then read; who answers, their place in the queue, and that they write', async () => {
    visitor = await PanelVisitor.come(chat, chromium);
    await visitor.begin('where do I stand');
    const ticket = await visitor.ticketOf('where do I stand');
    await visitor.frame.getByText('You are next in line.').waitFor();
    await visitor.frame.getByTitle('Delivered').waitFor();
    await chat.store.transaction((tx) => markRead(tx, chat.agentId, ticket.id, ticket.position));
    await visitor.frame.getByTitle('Read').waitFor();
    await give(ticket.number);
    const [agent] = await chat.store.query<{ name: string }>(`select name from agents where id = $1`, [chat.agentId]);
    await visitor.frame.getByRole('heading', { level: 1, name: agent?.name ?? '' }).waitFor();
    await until('nobody waits any more', async () => (await visitor.frame.locator('.notice').count()) === 0);
    // It is shown for some seconds after each word of it.
    await until('they are seen to write', async () => {
      const { conversationId, visitorId: chatKey } = ticket;
      await chat.bus.publish([makeEvent(ReplyTyping, { conversationId, inboxId: chat.inboxId, chatKey })]);
      return visitor.frame.locator('.typing').isVisible();
    });
    await chat.answer(ticket.visitorId, 'Here I am');
    await visitor.bubble('Here I am').waitFor();
    await until('who has written writes no longer', async () => (await visitor.frame.locator('.typing').count()) === 0);
  });

  test('that the visitor writes is told to who answers, and not with each letter', async () => {
    visitor = await PanelVisitor.come(chat, chromium);
    await visitor.begin('before I write more');
    const { conversationId } = await visitor.ticketOf('before I write more');
    let told = 0;
    const from = performance.now();
    const tail = await chat.bus.tail([ContactTyping], (events) => {
      told += events.filter(({ data }) => data.conversationId === conversationId).length;
    });
    await visitor.frame.getByTitle('Delivered').waitFor();
    // What is written before the gateway knows whose ticket it is goes to nobody.
    await until('it is told', async () => {
      await visitor.field.pressSequentially('and ');
      return told > 0;
    });
    await visitor.field.pressSequentially('I am thinking about it');
    const seconds = (performance.now() - from) / 1_000;
    const text = await visitor.field.inputValue();
    await visitor.field.press('Enter');
    // By then what was told before has come, too.
    await visitor.ticketOf(text);
    expect(told).toBeLessThanOrEqual(1 + Math.floor(seconds / 4));
    await tail.close();
  });

  test('while nobody is there: when somebody will be, by the visitor’s own clock, and an address is asked for once one has written', async () => {
    await setHours(closedUntilTheDayAfterTomorrow());
    await until('the widget knows', async () => !(await chat.page()).inbox.open);
    visitor = await PanelVisitor.come(chat, chromium, { timezoneId: 'Asia/Tokyo' });
    await visitor.open();
    const opens = new Date((await chat.page()).inbox.nextOpenAt ?? '');
    const inTokyo = { timeZone: 'Asia/Tokyo', hour: 'numeric', minute: '2-digit' } as const;
    const time = new Intl.DateTimeFormat('en-US', inTokyo).format(opens);
    const notice = visitor.frame.locator('.notice');
    await notice.waitFor();
    expect((await notice.textContent())?.replaceAll(/\s/g, ' ')).toContain(`at ${time.replaceAll(/\s/g, ' ')}.`);
    expect(await visitor.frame.getByLabel('E-mail address').count()).toBe(0);
    await visitor.button('Anything else').click();
    await visitor.say('to nobody');
    const address = visitor.frame.getByLabel('E-mail address');
    await address.fill('not an address');
    await address.press('Enter');
    await visitor.frame.getByText('Check the address').waitFor();
    await address.fill('maria@exa..mple');
    await address.press('Enter');
    await visitor.frame.getByText('This is no mail address: it looks like name@example.com.').waitFor();
    await address.fill('maria@example.test');
    await address.press('Enter');
    const kept = visitor.frame.getByText('If you are not here, we will write to maria@example.test.');
    await kept.waitFor();
    await visitor.page.reload();
    await visitor.open();
    await kept.waitFor();
    const ticket = await visitor.ticketOf('to nobody');
    expect(await chat.store.query(`select address from claimed_addresses where visitor_id = $1`, [ticket.visitorId])).toEqual([
      { address: 'maria@example.test' },
    ]);
    await chat.store.query(`update inboxes set office_hours = null where id = $1`, [chat.inboxId]);
    await until('somebody is there', async () => (await visitor.frame.locator('.notice', { hasText: 'We are away' }).count()) === 0, {
      timeoutMs: 30_000,
    });
  });

  test('an address that is left before the connection is there waits for it, as words do', async () => {
    await setHours(closedUntilTheDayAfterTomorrow());
    await until('the widget knows', async () => !(await chat.page()).inbox.open);
    visitor = await PanelVisitor.come(chat, chromium);
    const connected = Promise.withResolvers<void>();
    await visitor.page.route('**/chat/v1/sessions', async (route) => {
      await connected.promise;
      await route.continue();
    });
    await visitor.begin('quicker than the line');
    const address = visitor.frame.getByLabel('E-mail address');
    await address.fill('quick@example.test');
    await address.press('Enter');
    connected.resolve();
    await visitor.frame.getByText('If you are not here, we will write to quick@example.test.').waitFor();
    const { visitorId } = await visitor.ticketOf('quicker than the line');
    expect(await chat.store.query(`select address from claimed_addresses where visitor_id = $1`, [visitorId])).toEqual([
      { address: 'quick@example.test' },
    ]);
  });

  test('who does not want to leave an address is not asked again', async () => {
    await setHours(closedUntilTheDayAfterTomorrow());
    await until('the widget knows', async () => !(await chat.page()).inbox.open);
    visitor = await PanelVisitor.come(chat, chromium);
    await visitor.begin('no address of mine');
    await visitor.button('No, thanks').click();
    await visitor.page.reload();
    await visitor.open();
    await visitor.bubble('no address of mine').waitFor();
    await visitor.frame.locator('.notice').waitFor();
    expect(await visitor.frame.getByLabel('E-mail address').count()).toBe(0);
  });

  test('the chat by mail: refused in words before anybody has answered, then sent', async () => {
    visitor = await PanelVisitor.come(chat, chromium);
    await visitor.begin('mail it to me');
    const ticket = await visitor.ticketOf('mail it to me');
    await visitor.button('More').click();
    await visitor.button('Send the conversation by e-mail').click();
    const dialog = visitor.frame.getByRole('dialog');
    await dialog.getByRole('textbox').fill('maria@example.test');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('The chat can be sent by mail once somebody has answered in it.').waitFor();
    await chat.answer(ticket.visitorId, 'Here you are');
    await until('it is answered', async () => (await visitor.frame.locator('.bubble').allTextContents()).includes('Here you are'));
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('The conversation was sent to maria@example.test.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    expect(
      await chat.store.query(`select recipient from deliveries where channel = 'email' and recipient = 'maria@example.test'`),
    ).toHaveLength(1);
  });

  test('a sound only for who asked for it, and only while they do not look', async () => {
    visitor = await PanelVisitor.come(chat, chromium, {}, NOTES);
    const notes = () => visitor.frame.locator('body').evaluate((body) => Number(body.dataset['notes'] ?? 0));
    await visitor.begin('make no noise');
    const { visitorId } = await visitor.ticketOf('make no noise');
    await visitor.button('More').click();
    await visitor.frame.getByRole('switch', { name: 'Sound of new messages' }).click();
    await until('it says how it sounds', async () => (await notes()) === 2);
    await visitor.field.click();
    await chat.answer(visitorId, 'seen at once');
    await visitor.bubble('seen at once').waitFor();
    await visitor.page.getByRole('button', { name: 'Close chat' }).first().click();
    // The panel learns a moment later that it was closed.
    let answers = 0;
    await until('one is heard', async () => {
      const text = `heard ${(answers += 1)}`;
      await chat.answer(visitorId, text);
      await visitor.bubble(text).waitFor({ state: 'attached' });
      return (await notes()) > 2;
    });
  });

  test('the panel as a page of its own: unread ones are counted in its title until it is looked at', async () => {
    visitor = await PanelVisitor.come(chat, chromium, {}, HIDDEN);
    const { page } = visitor;
    await page.goto(`${chat.site}/widget/${chat.inboxId}`);
    await page.getByRole('button', { name: 'Anything else' }).click();
    await page.getByRole('textbox', { name: 'Your message' }).fill('on its own');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: 'Close chat' }).count()).toBe(0);
    // As a phone's keyboard does where it is laid over the page.
    await page.evaluate(
      `Object.defineProperty(visualViewport, 'height', { value: 300 }); visualViewport.dispatchEvent(new Event('resize'))`,
    );
    await eventually(async () => {
      const field = await page.getByRole('textbox', { name: 'Your message' }).boundingBox();
      expect((field?.y ?? 301) + (field?.height ?? 0)).toBeLessThanOrEqual(300);
    });
    const { visitorId } = await visitor.ticketOf('on its own');
    await page.evaluate('hide(true)');
    await chat.answer(visitorId, 'one');
    await chat.answer(visitorId, 'two');
    await until('two are unread', async () => (await page.title()) === '(2) Тёплый хлеб');
    await page.evaluate('hide(false)');
    await until('they are read', async () => (await page.title()) === 'Тёплый хлеб');
  });

  test('a picture whose link has expired is fetched anew', async () => {
    visitor = await PanelVisitor.come(chat, chromium);
    let refusedOnce = false;
    await visitor.page.route('**/files/*', async (route) => {
      if (refusedOnce) return route.continue();
      refusedOnce = true;
      return route.fulfill({ status: 403 });
    });
    await visitor.begin('look');
    await visitor.frame.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
    await visitor.frame.locator('.drafts li.ready img').waitFor();
    await visitor.field.press('Enter');
    const picture = visitor.frame.getByRole('img', { name: 'Open picture: a.png' });
    await picture.waitFor();
    await until('it is shown', () => picture.evaluate((image) => 'naturalWidth' in image && Number(image.naturalWidth) > 0));
    expect(refusedOnce).toBe(true);
  });
});

/** Everything but an opening that is far enough away. */
function closedUntilTheDayAfterTomorrow(): OfficeHours {
  const day = [['09:00', '18:00']] satisfies [string, string][];
  const closed = [-1, 0, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
  return { timeZone: null, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, closed };
}

/** Counts the notes that are played. */
const NOTES = `{
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    document.body.dataset.notes = Number(document.body.dataset.notes ?? 0) + 1;
    return start.apply(this, when);
  };
}`;

/** Lets the test hide the page as another tab in front of it would. */
const HIDDEN = `{
  let isHidden = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
  window.hide = (now) => { isHidden = now; document.dispatchEvent(new Event('visibilitychange')); };
}`;

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
