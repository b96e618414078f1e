import { eventually, until } from '@app/testing';
import type { Locator } from 'playwright-core';
import { type PanelPage, PanelStage } from './panel-stage.js';

/** What the visitor sees of the panel in each of its states. */
describe('the looks of the panel', () => {
  let stage: PanelStage;
  let panel: PanelPage;

  beforeAll(async () => {
    stage = await PanelStage.build();
  }, 120_000);
  afterAll(() => stage?.stop());
  afterEach(() => panel?.close());

  const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
  const focused = () =>
    panel.page.evaluate<string>(`(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)`);
  const isFocused = (name: string) => eventually(async () => expect(await focused()).toBe(name));
  /** What was opened over the chat, and nothing else. */
  const isClosed = (what: Locator) =>
    eventually(async () =>
      expect([await what.count(), await focused(), await panel.page.evaluate('stage.closed')]).toEqual([0, 'More', 0]),
    );
  const told = () => panel.page.getByRole('region', { name: 'You told us' }).locator('p').allTextContents();

  describe('need:W5 axe finds nothing, nothing is wider than its place or too small to be hit', () => {
    test.each([
      ['a desk, light, Russian', { width: 400, height: 680 }, { locale: 'ru', theme: 'light' }],
      ['a desk, dark, English', { width: 400, height: 680 }, { locale: 'en', theme: 'dark' }],
      ['a phone, light, English', { width: 375, height: 667 }, { locale: 'en', theme: 'light' }],
      ['the narrowest, dark, Russian', { width: 320, height: 480 }, { locale: 'ru', theme: 'dark' }],
      ['from right to left', { width: 375, height: 667 }, { locale: 'ar', theme: 'light' }],
      ['a bright brand', { width: 400, height: 680 }, { locale: 'en', theme: 'light', inbox: { colour: '#ffd400' } }],
      ['a white brand', { width: 400, height: 680 }, { locale: 'ru', theme: 'light', inbox: { colour: '#ffffff' } }],
      ['a black brand in the dark', { width: 400, height: 680 }, { locale: 'en', theme: 'dark', inbox: { colour: '#000000' } }],
    ])(
      '%s: every state',
      async (_where, viewport, how) => {
        panel = await stage.open({ viewport });
        const found: Record<string, string[]> = {};
        for (const name of await panel.names()) {
          await panel.play(name, how);
          const faults = await panel.faults();
          if (faults.length > 0) found[name] = faults;
        }
        expect(found).toEqual({});
      },
      120_000,
    );

    test('what is opened over the chat, and mistakes in a form', async () => {
      panel = await stage.open();
      await panel.play('chat', { locale: 'en' });
      await button('More').click();
      await button('Send the conversation by e-mail').waitFor();
      expect(await panel.faults()).toEqual([]);
      await button('Send the conversation by e-mail').click();
      await panel.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
      await panel.page.getByText('Check the address').waitFor();
      expect(await panel.faults()).toEqual([]);
      await panel.page.keyboard.press('Escape');
      await button('Emoji').click();
      await isFocused('😀');
      expect(await panel.faults()).toEqual([]);
      await panel.play('fields', { locale: 'en' });
      await button('Continue').click();
      await panel.page.getByText('Fill in this field.').first().waitFor();
      expect(await panel.faults()).toEqual([]);
    });

    test('the page at twice its size still shows the field and the newest words', async () => {
      // 1280 by 800 at 200 %: the frame has half of it.
      panel = await stage.open({ viewport: { width: 400, height: 340 } });
      await panel.play('chat', { locale: 'en' });
      for (const place of [panel.page.getByRole('textbox'), panel.page.locator('.bubble').last()]) {
        await until('it is in view', () => isInside(place, 340));
      }
      expect(await panel.faults()).toEqual([]);
    });
  });

  test('fail:W6 with a phone’s keyboard open the field and the last message are in view, and nothing zooms in', async () => {
    panel = await stage.open({ viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true });
    await panel.play('chat', { locale: 'en' });
    await panel.page.setViewportSize({ width: 375, height: 330 });
    await until('the last message is in view', () => isInside(panel.page.locator('.bubble').last(), 330));
    await until('the field is in view', () => isInside(panel.page.getByRole('textbox'), 330));
    await panel.play('fields', { locale: 'en' });
    const sizes = await panel.page
      .locator('input, select, textarea')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).fontSize));
    expect(sizes).toEqual(sizes.map(() => '16px'));
    expect(sizes).toHaveLength(5);
  });

  test('4.4.5 only new answers are read out: not the history, not one’s own words, not what becomes of them', async () => {
    panel = await stage.open();
    await panel.play('loading', { locale: 'en' });
    // What is read out is taken away after a while: all that ever stood there is kept.
    await panel.page.evaluate(`(() => {
      window.readOut = [];
      const place = document.querySelector('[aria-live=polite]');
      const keep = () => !['', readOut.at(-1)].includes(place.textContent) && readOut.push(place.textContent);
      new MutationObserver(keep).observe(place, { subtree: true, childList: true, characterData: true });
    })()`);
    const readOut = () => panel.page.evaluate<string[]>('readOut');
    await panel.tell('answer', 'of the history');
    await panel.tell('change', { isLoading: false, link: 'online' });
    await panel.page.getByText('of the history').waitFor();
    await panel.tell('own', 'my own');
    await panel.tell('change', { seenPosition: 5_000 });
    await panel.page.getByTitle('Read').waitFor();
    expect(await readOut()).toEqual([]);
    await panel.tell('answer', 'a new one');
    await eventually(async () => expect(await readOut()).toEqual(['Anna Krylova: a new one']));
    for (const text of ['2', '3', '4']) await panel.tell('answer', text);
    await until('the last is read out', async () => (await readOut()).some((text) => text.endsWith('4')));
    expect(await panel.page.getByRole('log').getAttribute('aria-live')).toBe('off');
  });

  test('that somebody writes is said once, politely, and shown below what was said', async () => {
    panel = await stage.open();
    await panel.play('typing', { locale: 'ru' });
    await panel.page.getByRole('status').filter({ hasText: 'Анна Крылова печатает' }).waitFor({ state: 'attached' });
    await panel.page.locator('.typing').waitFor();
    await panel.tell('change', { isTyping: false });
    await until('it is gone', async () => (await panel.page.locator('.typing').count()) === 0);
  });

  test('who is at the end of the list stays there when a picture loads late; who reads back is not moved', async () => {
    panel = await stage.open();
    await panel.play('files', { locale: 'en' });
    const last = panel.page.getByText('Here is the bill.');
    await until('the end is in view', () => isInside(last, 620));
    // The panel hears of each scrolling with the next frame: of its own to the end, and then of this one.
    await panel.page.evaluate(`(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await frame();
      document.querySelector('[role=log]').scrollTo(0, 0);
      await frame();
    })()`);
    await panel.tell('answer', 'below');
    await button('New messages').waitFor();
    expect(await isInside(panel.page.getByText('below', { exact: true }), 620)).toBe(false);
    await button('New messages').click();
    await until('the new one is in view', () => isInside(panel.page.getByText('below', { exact: true }), 620));
  });

  test('need:W5 the menu: Escape closes it alone, the focus is back on its button, the sound is remembered', async () => {
    panel = await stage.open();
    await panel.play('chat', { locale: 'en' });
    await button('More').focus();
    await panel.page.keyboard.press('Enter');
    const sound = panel.page.getByRole('switch', { name: 'Sound of new messages' });
    const isSwitched = (to: boolean) => eventually(async () => expect(await sound.getAttribute('aria-checked')).toBe(`${to}`));
    await isSwitched(false);
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Space');
    await isSwitched(true);
    await panel.page.keyboard.press('Escape');
    await isClosed(sound);
    await panel.play('chat', { locale: 'en' });
    await button('More').click();
    await isSwitched(true);
    // The list hears of clicks elsewhere from the next frame on.
    await until('it is closed', async () => {
      await panel.page.getByRole('textbox').click();
      return (await sound.count()) === 0;
    });
    await panel.page.keyboard.press('Escape');
    await eventually(async () => expect(await panel.page.evaluate('stage.closed')).toBe(1));
  });

  test('the transcript is offered only where there is mail to send it by; Escape closes the dialog alone', async () => {
    panel = await stage.open();
    await panel.play('chat', { locale: 'en', inbox: { sendsMail: false } });
    await button('More').click();
    await panel.page.getByRole('switch').waitFor();
    expect(await button('Send the conversation by e-mail').count()).toBe(0);
    await panel.play('chat', { locale: 'en' });
    await button('More').click();
    await button('Send the conversation by e-mail').click();
    await panel.page.getByRole('dialog', { name: 'Conversation by e-mail' }).waitFor();
    await panel.page.keyboard.press('Escape');
    await isClosed(panel.page.getByRole('dialog'));
  });

  test('need:W5 emoji by keyboard: arrows lead through them, what is chosen stands where the caret was', async () => {
    panel = await stage.open();
    await panel.play('chat', { locale: 'en' });
    const field = panel.page.getByRole('textbox', { name: 'Your message' });
    await field.fill('good bread');
    for (let n = 0; n < ' bread'.length; n++) await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('Tab');
    await isFocused('Emoji');
    await panel.page.keyboard.press('Enter');
    await isFocused('😀');
    await panel.page.keyboard.press('ArrowRight');
    await isFocused('😄');
    await panel.page.keyboard.press('ArrowDown');
    await until('the line below has it', async () => (await focused()) !== '😄');
    await panel.page.keyboard.press('ArrowUp');
    await isFocused('😄');
    await panel.page.keyboard.press('Enter');
    await eventually(async () => expect(await field.inputValue()).toBe('good😄 bread'));
    await isFocused('Your message');
  });

  test('need:S16 a form: what is missing is said beside its field, and what was typed is kept on the way back', async () => {
    panel = await stage.open();
    await panel.play('topics', { locale: 'en' });
    await button('Delivery').click();
    await button('Continue').click();
    const order = panel.page.getByLabel('Order number');
    await eventually(async () => expect(await order.getAttribute('aria-invalid')).toBe('true'));
    await until('the first mistake has the focus', () => order.evaluate((field) => field === field.ownerDocument.activeElement));
    expect(await panel.page.locator(`[id="${await order.getAttribute('aria-describedby')}"]`).textContent()).toBe('Fill in this field.');
    await order.fill('7781');
    await panel.page.getByLabel('E-mail').fill('maria');
    await panel.page.getByLabel('How many loaves').fill('two');
    await eventually(async () =>
      expect(await panel.page.locator('.wrong').allTextContents()).toEqual([
        'Check the address: it looks like name@site.',
        'Fill in this field.',
        'A number is needed here.',
      ]),
    );
    await button('Another topic').click();
    await button('Delivery').click();
    await eventually(async () => expect(await order.inputValue()).toBe('7781'));
    await panel.page.getByLabel('E-mail').fill('maria@example.test');
    await panel.page.getByLabel('How many loaves').fill('2');
    await panel.page.getByLabel('What happened').selectOption('The wrong thing came');
    await button('Continue').click();
    await isFocused('Your message');
    expect(await told()).toEqual([
      'Delivery',
      'Order number 7781',
      'E-mail maria@example.test',
      'What happened The wrong thing came',
      'How many loaves 2',
    ]);
  });

  test('one form alone is asked at once; a topic without questions leads to the chat', async () => {
    panel = await stage.open();
    await panel.play('topics', { locale: 'en' });
    await button('I want to order a cake').click();
    await panel.page.getByRole('textbox', { name: 'Your message' }).waitFor();
    await eventually(async () => expect(await told()).toEqual(['I want to order a cake']));
    await button('Change').click();
    await panel.page.getByRole('heading', { name: 'What is it about?' }).waitFor();
  });

  test('nothing is asked while the history of a known visitor is on its way, nor when there is one; after a week it is asked again', async () => {
    panel = await stage.open();
    const topics = panel.page.getByRole('heading', { name: 'What is it about?' });
    await panel.play('topics', { locale: 'en' });
    await topics.waitFor();
    await panel.tell('change', { isLoading: true });
    await topics.waitFor({ state: 'detached' });
    await panel.tell('change', { isLoading: false });
    await topics.waitFor();
    const said = {
      id: 'a',
      kind: 'inbound',
      clientId: null,
      position: 1,
      text: 'said',
      author: null,
      byMail: false,
      form: null,
      attachments: [],
    };
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await panel.tell('change', { messages: [{ ...said, at: daysAgo(6) }] });
    await topics.waitFor({ state: 'detached' });
    await panel.tell('change', { messages: [{ ...said, at: daysAgo(8) }] });
    await topics.waitFor();
    await button('To the conversation').click();
    await panel.page.locator('.bubble').getByText('said').waitFor();
  });

  test('the site’s words go into an empty field only, and its screen is opened', async () => {
    panel = await stage.open();
    await panel.play('topics', { locale: 'en' });
    const field = panel.page.getByRole('textbox', { name: 'Your message' });
    await panel.tell('change', { screen: 'chat', prefill: 'About order 7781: ' });
    await until('the words are there', async () => (await field.inputValue()) === 'About order 7781: ');
    await panel.tell('change', { prefill: 'something else' });
    await until('they were taken', () => panel.page.evaluate('stage.state.prefill === null'));
    expect(await field.inputValue()).toBe('About order 7781: ');
    await panel.tell('change', { screen: 'delivery' });
    await panel.page.getByLabel('Order number').waitFor();
  });

  test.each([
    ['a code that we know', { reason: 'attachment-missing', words: 'of the server' }, 'An attached file is gone. Attach it again.'],
    ['one that we do not: in the server’s words', { reason: 'made-tomorrow', words: 'Said by the server.' }, 'Said by the server.'],
    ['one without words', { reason: 'made-tomorrow' }, 'The message could not be sent.'],
    ['with what is to be filled in', { reason: 'too-many-files' }, 'At most 10 files go with one message.'],
  ])('why a message was refused: %s', async (_what, why, words) => {
    panel = await stage.open();
    await panel.play('chat', { locale: 'en' });
    const one = {
      clientId: 'x',
      text: 'refused',
      files: [],
      at: new Date().toISOString(),
      order: 1,
      page: null,
      form: null,
      visitor: null,
    };
    await panel.tell('change', { outgoing: [{ ...one, state: 'refused', ...why }] });
    await eventually(async () =>
      expect(await panel.page.getByRole('alert').filter({ hasText: words }).locator('.why').textContent()).toBe(words),
    );
  });

  test('language and direction change while the panel is open, and what is typed stays', async () => {
    panel = await stage.open();
    await panel.play('chat', { locale: 'en' });
    await panel.page.getByRole('textbox').fill('half a word');
    await panel.tell('speak', 'ru');
    await panel.page.getByRole('textbox', { name: 'Ваше сообщение' }).waitFor();
    await panel.tell('speak', 'he-IL');
    expect(await panel.page.getByRole('textbox').inputValue()).toBe('half a word');
    expect(await panel.page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual(['en', 'rtl']);
    const [face, title] = [panel.page.locator('header .face'), panel.page.locator('h1')];
    expect((await face.boundingBox())?.x).toBeGreaterThan((await title.boundingBox())?.x ?? 0);
  });

  test('without motion nothing moves; in forced colours what has a shape has a border', async () => {
    panel = await stage.open({ reducedMotion: 'reduce', forcedColors: 'active' });
    await panel.play('typing', { locale: 'en' });
    expect(await panel.page.evaluate('document.getAnimations().length')).toBe(0);
    const shapes = panel.page.locator('header, .bubble, .send, .face:not(.none)');
    expect(await shapes.evaluateAll((all) => all.filter((one) => getComputedStyle(one).borderTopStyle !== 'solid').length)).toBe(0);
  });

  test('threat:B5 names, files, forms and words are text, however they look', async () => {
    panel = await stage.open();
    await panel.play('chat', { locale: 'en' });
    const evil = `"><img src=x onerror="document.title='pwned'">\u202Egnp.exe`;
    const at = new Date().toISOString();
    const said = { clientId: null, at, byMail: false, kind: 'reply', text: `${evil} javascript:alert(1) {{constructor}}`, position: 9_000 };
    const attachments = [{ id: 'x', filename: evil, contentType: 'text/html', size: 1, url: 'javascript:alert(1)' }];
    const form = { topic: evil, answers: [{ label: evil, value: evil }] };
    const message = { ...said, id: 'evil', author: { name: evil, picture: 'javascript:alert(1)' }, form, attachments };
    await panel.tell('change', { messages: [message], agent: { name: evil, picture: null } });
    await panel.page.getByText('{{constructor}}').first().waitFor();
    expect(await panel.page.locator('.bubble').last().textContent()).toBe(said.text);
    expect(await panel.page.title()).not.toBe('pwned');
    expect(await panel.page.locator('a[href^=javascript], img[src=x]').count()).toBe(0);
    expect(await panel.page.getByRole('heading', { level: 1 }).textContent()).toBe(evil);
  });
});

async function isInside(place: { boundingBox(): Promise<{ y: number; height: number } | null> }, height: number): Promise<boolean> {
  const box = await place.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

// Of the browser, which the types of this program do not know.
declare const getComputedStyle: (element: unknown) => { fontSize: string; borderTopStyle: string };
