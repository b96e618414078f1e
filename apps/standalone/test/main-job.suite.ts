import {
  ADMIN,
  eventually,
  type Installation,
  Neighbours,
  type ProductApi,
  startChromium,
  type Chromium,
  type TicketAnswer,
} from '@app/testing';

/** The main job, as the outside sees it: the same in both sizes of the product. */
export function mainJobSuite(size: string, start: (neighbours: Neighbours) => Promise<Installation>): void {
  describe(`the main job, ${size}`, () => {
    let neighbours: Neighbours;
    let product: Installation;
    let browser: Chromium;
    let anna: ProductApi;

    beforeAll(async () => {
      neighbours = await Neighbours.start();
      [product, browser] = await Promise.all([start(neighbours), startChromium()]);
      ({ anna } = await product.agents());
      await product.inboxesOk(await product.signIn(ADMIN));
    }, 240_000);
    afterAll(async () => {
      await browser?.stop();
      await product?.[Symbol.asyncDispose]();
      await neighbours?.[Symbol.asyncDispose]();
    });

    /** The one ticket that holds this text, as soon as Anna has it. */
    const ticketOf = (text: string): Promise<TicketAnswer> =>
      eventually(
        async () => {
          const tickets = await anna.tickets({ q: text });
          expect(tickets).toHaveLength(1);
          expect(tickets[0]).toMatchObject({ state: 'open', assignee: { email: 'anna@shop.test' } });
          return await anna.ticket(tickets[0]?.number ?? 0);
        },
        { timeoutMs: 30_000 },
      );

    const said = (ticket: TicketAnswer) => ticket.timeline?.filter((item) => item.type === 'message').map((item) => [item.kind, item.text]);
    const saysInTheEnd = (number: number, expected: unknown) =>
      eventually(async () => expect(said(await anna.ticket(number))).toEqual(expected), { timeoutMs: 30_000 });

    test('need:S1 need:S2 a mail becomes a ticket, the answer arrives in its thread, the next mail joins', async () => {
      const ivan = neighbours.person('ivan');
      const { messageId } = await ivan.send({ to: Neighbours.support, subject: 'Где мой счёт?', text: 'Счёт 7781 не пришёл.' });
      const ticket = await ticketOf('7781');
      expect(ticket).toMatchObject({ channel: 'email', subject: 'Где мой счёт?' });
      const upload = await anna.upload('счёт.txt', Buffer.from('Итого 100'), 'text/plain');
      await anna.reply(ticket.number, 'Вот ваш счёт.', { attachments: [upload.id] });
      const answer = await ivan.awaitMail((mail) => mail.text?.includes('Вот ваш счёт.') ?? false, { timeoutMs: 30_000 });
      expect(answer.inReplyTo).toBe(messageId);
      expect(answer.attachments.map((file) => [file.filename, String(file.content)])).toEqual([['счёт.txt', 'Итого 100']]);
      await ivan.reply(answer, 'Спасибо!');
      await saysInTheEnd(ticket.number, [
        ['inbound', expect.stringContaining('7781')],
        ['reply', 'Вот ваш счёт.'],
        ['inbound', 'Спасибо!'],
      ]);
      expect(await ivan.mails()).toHaveLength(1);
    });

    test('need:S2 a Telegram message becomes a ticket, the answer arrives in the chat, the next message joins', async () => {
      const maria = neighbours.bot.user({ firstName: 'Мария', languageCode: 'ru' });
      maria.starts();
      maria.sends({ text: 'Заказ 5512 где?' });
      const ticket = await ticketOf('5512');
      expect(ticket.channel).toBe('telegram');
      await anna.reply(ticket.number, 'Уже едет.');
      await maria.receives('Уже едет.', 30_000);
      maria.sends({ text: 'Ура' });
      await saysInTheEnd(ticket.number, [
        ['inbound', 'Заказ 5512 где?'],
        ['reply', 'Уже едет.'],
        ['inbound', 'Ура'],
      ]);
      // The bot's own word to who presses Start, and the answer, once.
      expect(maria.inbox.map(({ text }) => text)).toEqual([expect.stringContaining('/help'), 'Уже едет.']);
    });

    test('need:S2 a message typed into the widget becomes a ticket, the answer arrives in it, history is there after a reload', async () => {
      const visitor = await browser.newVisitor({ locale: 'ru-RU' });
      const page = await visitor.newPage();
      await page.goto(product.demoUrl);
      await page.getByRole('button', { name: 'Открыть чат' }).click();
      const chat = page.frameLocator('iframe');
      const write = async (text: string) => {
        await chat.getByRole('textbox').fill(text);
        await chat.getByRole('textbox').press('Enter');
      };
      await write('Размер 9031 есть?');
      const ticket = await ticketOf('9031');
      expect(ticket.channel).toBe('webchat');
      await anna.reply(ticket.number, 'Есть, отложить?');
      await chat.locator('.bubble').getByText('Есть, отложить?').waitFor({ timeout: 30_000 });
      await write('Да, пожалуйста');
      await saysInTheEnd(ticket.number, [
        ['inbound', 'Размер 9031 есть?'],
        ['reply', 'Есть, отложить?'],
        ['inbound', 'Да, пожалуйста'],
      ]);
      await page.reload();
      await page.getByRole('button', { name: 'Открыть чат' }).click();
      await page.frameLocator('iframe').getByText('Да, пожалуйста').waitFor({ timeout: 30_000 });
      await visitor.close();
    });
  });
}
