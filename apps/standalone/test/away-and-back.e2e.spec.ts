import {
  ADMIN,
  BOUNCING_DOMAIN,
  type Chromium,
  CUSTOMER_DOMAIN,
  eventually,
  MailMachine,
  type MailPerson,
  Neighbours,
  type ProductApi,
  returnPathOf,
  StandaloneInstallation,
  startChromium,
  type TicketAnswer,
  vacation,
  withClient,
} from '@app/testing';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';

const PATIENCE = { timeoutMs: 60_000, everyMs: 100 };

/** A visitor who goes is answered by mail, and goes on by mail or in the widget: one ticket, one history. */
describe('away and back', () => {
  let neighbours: Neighbours;
  let product: StandaloneInstallation;
  let browser: Chromium;
  let anna: ProductApi;
  let kate: MailPerson;
  let sun: MailMachine;

  beforeAll(async () => {
    neighbours = await Neighbours.start();
    // Before the first mail: a running smtpd keeps the list of recipients that it read.
    kate = neighbours.person('kate');
    const away = `sun@${CUSTOMER_DOMAIN}`;
    sun = new MailMachine({ dovecot: neighbours.dovecot, smtp: neighbours.postfix.smtp }, away, vacation(away));
    [product, browser] = await Promise.all([StandaloneInstallation.start(neighbours), startChromium()]);
    ({ anna } = await product.agents());
    const admin = await product.signIn(ADMIN);
    await product.inboxesOk(admin);
    const { data } = await admin.get<{ data: readonly { id: string; channel: string }[] }>('/inboxes');
    const idOf = (channel: string) => data.find((inbox) => inbox.channel === channel)?.id;
    await admin.patch(`/inboxes/${idOf('webchat')}`, {
      settings: { awayMail: { inboxId: idOf('email'), afterMinutes: 30 }, askAddress: 'always' },
    });
  }, 240_000);
  afterAll(async () => {
    await browser?.stop();
    await sun?.[Symbol.asyncDispose]();
    await product?.[Symbol.asyncDispose]();
    await neighbours?.[Symbol.asyncDispose]();
  });

  /** What was accepted so far has waited for half an hour already. */
  const halfAnHourPasses = () =>
    withClient(product.databaseUrl, (client) =>
      client.query(
        `update deliveries set updated_at = updated_at - interval '30 minutes' where channel = 'webchat' and state = 'accepted'`,
      ),
    );
  const ticketOf = (text: string): Promise<TicketAnswer> =>
    eventually(async () => {
      const [ticket, ...more] = await anna.tickets({ q: text });
      expect([ticket?.assignee?.email, more]).toEqual(['anna@shop.test', []]);
      return anna.ticket(ticket?.number ?? 0);
    }, PATIENCE);
  const itemsOf = async (number: number, type: 'message' | 'event') =>
    ((await anna.ticket(number)).timeline ?? []).filter((item) => item.type === type);
  const kindsOf = async (number: number) => (await itemsOf(number, 'message')).map(({ kind }) => kind);
  const accepted = async (number: number, text: string) => {
    const reply = (await itemsOf(number, 'message')).find((item) => item.text === text);
    expect(reply?.delivery?.state).toBe('accepted');
  };

  /** The demo shop with the chat open, in Russian. */
  async function openShop(visitor: BrowserContext): Promise<{ page: Page; chat: FrameLocator }> {
    const page = await visitor.newPage();
    await page.goto(product.demoUrl);
    await page.getByRole('button', { name: 'Открыть чат' }).click();
    const chat = page.frameLocator('iframe');
    await chat.getByRole('textbox', { name: 'Сообщение' }).waitFor();
    return { page, chat };
  }
  async function write(chat: FrameLocator, text: string): Promise<void> {
    const field = chat.getByRole('textbox', { name: 'Сообщение' });
    await field.fill(text);
    await field.press('Enter');
  }
  /** A visitor who asks, leaves an address and goes. */
  async function asksAndGoes(visitor: BrowserContext, text: string, address: string): Promise<TicketAnswer> {
    const { page, chat } = await openShop(visitor);
    await write(chat, text);
    const ticket = await ticketOf(text);
    await chat.getByLabel('Адрес почты').fill(address);
    await chat.getByRole('button', { name: 'Сохранить' }).click();
    await chat.getByText(`Если вас не будет в чате, ответим на ${address}.`).waitFor();
    await page.close();
    return ticket;
  }

  test('need:S2 the answer comes by mail, the customer goes on by mail and then in the widget: one ticket, one history', async () => {
    const visitor = await browser.newVisitor({ locale: 'ru-RU' });
    const { number } = await asksAndGoes(visitor, 'Где мой заказ 9231?', kate.address);
    const upload = await anna.upload('накладная.txt', Buffer.from('Итого 100'), 'text/plain');
    await anna.reply(number, 'Уже едет, будет завтра.', { attachments: [upload.id] });
    await anna.reply(number, 'Курьер позвонит.');
    await eventually(() => accepted(number, 'Курьер позвонит.'), PATIENCE);
    expect(await kate.mails()).toEqual([]);
    await halfAnHourPasses();

    const mail = await kate.awaitMail(() => true, PATIENCE);
    expect(mail.subject).toContain(`ответ на ваш вопрос (обращение № ${number})`);
    expect(mail.from?.value).toMatchObject([{ address: Neighbours.support, name: 'Анна (Тёплый хлеб)' }]);
    for (const body of [mail.text, typeof mail.html === 'string' ? mail.html : '']) {
      expect(body).toMatch(/Где мой заказ 9231\?[^]*Уже едет, будет завтра\.[^]*Курьер позвонит\.[^]*ответьте на это письмо/);
      expect(body).toContain(product.demoUrl);
      expect(body).toContain(`${number}`);
    }
    expect(mail.attachments.map((file) => [file.filename, String(file.content)])).toEqual([['накладная.txt', 'Итого 100']]);
    // A person's words: no machine's mark, and a way back for what cannot be delivered.
    expect(['auto-submitted', 'precedence'].map((name) => mail.headers.get(name))).toEqual([undefined, undefined]);
    expect(returnPathOf(mail)).toBe(Neighbours.support);
    expect(mail.replyTo?.value[0]?.address).toMatch(/^support\+[a-z2-7]{26}@/);
    expect((await itemsOf(number, 'event')).find(({ code }) => code === 'answers-mailed')?.text).toContain(kate.address);

    await kate.reply(mail, 'Спасибо! А во сколько?');
    await eventually(async () => expect(await kindsOf(number)).toEqual(['inbound', 'reply', 'reply', 'auto', 'inbound']), PATIENCE);
    expect(await anna.ticket(number)).toMatchObject({ state: 'open', channel: 'webchat' });

    // The agent answers where the customer wrote last, and the widget shows it too.
    await anna.reply(number, 'После шести.');
    const second = await kate.awaitMail((one) => one.text?.includes('После шести.') ?? false, PATIENCE);
    expect(second.attachments).toEqual([]);
    const { page, chat } = await openShop(visitor);
    for (const text of ['Где мой заказ 9231?', 'Уже едет, будет завтра.', 'Курьер позвонит.', 'Спасибо! А во сколько?', 'После шести.'])
      await chat.getByText(text, { exact: true }).waitFor();
    await write(chat, 'Жду.');
    await eventually(async () => expect((await kindsOf(number)).at(-1)).toBe('inbound'), PATIENCE);
    await anna.reply(number, 'Хорошего вечера!');
    await chat.getByText('Хорошего вечера!', { exact: true }).waitFor();

    // Who is there gets no mail.
    await eventually(async () => {
      const last = (await itemsOf(number, 'message')).findLast(({ kind }) => kind === 'reply');
      expect(['delivered', 'read']).toContain(last?.delivery?.state);
    }, PATIENCE);
    await chat.getByRole('button', { name: 'Ещё' }).click();
    await chat.getByRole('button', { name: 'Прислать переписку на почту' }).click();
    await chat.getByRole('button', { name: 'Прислать' }).click();
    await chat.getByText(`Отправили переписку на ${kate.address}.`).waitFor();
    const transcript = await kate.awaitMail((one) => one.subject?.includes('переписка в чате') ?? false, PATIENCE);
    expect(transcript.text).toMatch(
      /Где мой заказ 9231\?[^]*Уже едет[^]*накладная\.[^]*А во сколько\?[^]*После шести\.[^]*Жду\.[^]*Хорошего вечера!/,
    );
    expect(transcript.text).not.toContain('ответьте на это письмо');
    expect(transcript.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await kate.mails()).toHaveLength(3);
    expect(await anna.tickets({ q: '9231' })).toHaveLength(1);
    await page.close();
    await visitor.close();
  }, 240_000);

  test('threat:H2 fail:L1 a vacation answer to it is stored as automatic, reopens nothing, and nothing follows it', async () => {
    const visitor = await browser.newVisitor({ locale: 'ru-RU' });
    const { number } = await asksAndGoes(visitor, 'Есть ли хлеб 9232?', sun.address);
    await anna.reply(number, 'Да, есть.');
    await eventually(() => accepted(number, 'Да, есть.'), PATIENCE);
    await halfAnHourPasses();
    await eventually(async () => expect(await kindsOf(number)).toEqual(['inbound', 'reply', 'auto', 'inbound']), PATIENCE);
    expect(await anna.ticket(number)).toMatchObject({ state: 'pending' });
    await halfAnHourPasses();
    const { page, chat } = await openShop(visitor);
    await chat.getByText('Да, есть.', { exact: true }).waitFor();
    expect(await chat.getByText('I am on vacation').count()).toBe(0);
    expect(neighbours.dovecot.countMails(sun.address)).toBe(1);
    await page.close();
    await visitor.close();
  }, 240_000);

  test.each([
    ['9233', 'is refused at once', `nobody-here@${CUSTOMER_DOMAIN}`],
    ['9234', 'comes back later', `nobody@${BOUNCING_DOMAIN}`],
  ])(
    'fail:S4 order %s: a mail that %s gives the ticket back to the agent',
    async (order, _how, address) => {
      const visitor = await browser.newVisitor({ locale: 'ru-RU' });
      const { number } = await asksAndGoes(visitor, `Когда будет заказ ${order}?`, address);
      await anna.reply(number, 'В девять.');
      await eventually(() => accepted(number, 'В девять.'), PATIENCE);
      expect(await anna.ticket(number)).toMatchObject({ state: 'pending' });
      await halfAnHourPasses();
      await eventually(async () => expect(await anna.ticket(number)).toMatchObject({ state: 'open' }), PATIENCE);
      const mail = (await itemsOf(number, 'message')).find(({ kind }) => kind === 'auto');
      expect(['failed', 'bounced']).toContain(mail?.delivery?.state);
      expect((await itemsOf(number, 'event')).map(({ code }) => code)).toContain(`delivery-${mail?.delivery?.state}`);
      // What was said stays in the chat.
      const { page, chat } = await openShop(visitor);
      await chat.getByText('В девять.', { exact: true }).waitFor();
      await page.close();
      await visitor.close();
    },
    240_000,
  );
});
