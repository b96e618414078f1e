import type { Message, TicketDetail } from '@app/contracts';
import { ApiRefusal, content, type Customer, eventually } from '@app/testing';
import { TelegramOffice } from './telegram-office/telegram-office.js';

/** One transparent point. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

describe("a customer's life in Telegram", () => {
  let office: TelegramOffice;
  let maria: Customer;
  let ticket: TicketDetail;

  beforeAll(async () => {
    office = await TelegramOffice.open();
    maria = office.bot.user({ firstName: 'Мария', lastName: 'Ким', username: 'maria_kim', languageCode: 'ru' });
  });
  afterAll(async () => {
    await office?.[Symbol.asyncDispose]();
  });

  /** The newest message of the ticket, once it is as expected. */
  async function newest(expected: object): Promise<Message> {
    await office.settles(ticket.number, (messages) => expect(messages.at(-1)).toMatchObject(expected));
    const last = (await office.messages(ticket.number)).at(-1);
    if (!last) throw new Error('The ticket is empty.');
    return last;
  }

  /** An answer, once the chat has it. */
  async function answer(text: string, more: object = {}): Promise<Message> {
    const { id } = await office.anna.reply(ticket.number, text, more);
    await office.settles(ticket.number, (messages) =>
      expect(messages.find((one) => one.id === id)).toMatchObject({ delivery: { state: 'accepted' } }),
    );
    const sent = (await office.messages(ticket.number)).find((one) => one.id === id);
    if (!sent) throw new Error('The answer is gone.');
    return sent;
  }

  test('Start is greeted in her language, and is no ticket', async () => {
    maria.starts();
    const greeting = await maria.receives(/\p{Script=Cyrillic}/u, 30_000);
    expect(greeting.text).not.toBe('');
    expect(await office.admin.tickets({ q: 'start' })).toEqual([]);
  });

  test('a text becomes a ticket of hers, its formatting kept', async () => {
    maria.sends({ text: 'Заказ 5512 где же он', entities: [{ type: 'bold', offset: 6, length: 4 }] });
    ticket = await office.ticketOf('5512');
    expect(ticket).toMatchObject({ channel: 'telegram', state: expect.stringMatching(/new|open/) });
    expect(ticket.conversations).toMatchObject([{ chat: { kind: 'private', username: 'maria_kim', business: false }, blockedAt: null }]);
    expect((await newest({ kind: 'inbound', text: 'Заказ 5512 где же он', author: { name: 'Мария Ким' } })).html).toMatch(
      /<(b|strong)>5512<\/(b|strong)>/,
    );
  });

  test('fail:G16 an album is one message with its caption and all its pictures', async () => {
    maria.sendsAlbum([PNG, Buffer.concat([PNG, Buffer.from('2')]), Buffer.concat([PNG, Buffer.from('3')])], { caption: 'Вот коробка' });
    const album = { text: 'Вот коробка', attachments: Array.from({ length: 3 }, () => ({ state: 'stored', picture: true })) };
    const { attachments } = await newest(album);
    const third = attachments.at(-1);
    expect((await office.bytesOf(third?.url)).subarray(0, PNG.length)).toEqual(PNG);
    expect(attachments.map((file) => file.filename)).toEqual(attachments.map(() => expect.stringMatching(/^photo-[\d-]+\.png$/)));
  });

  test('fail:G10 documents, voices and places are shown as what they are', async () => {
    maria.sendsDocument({ filename: 'счёт.pdf', bytes: Buffer.from('%PDF-1.7 счёт') });
    const document = await newest({ text: '', attachments: [{ filename: 'счёт.pdf', state: 'stored' }] });
    expect(String(await office.bytesOf(document.attachments[0]?.url))).toBe('%PDF-1.7 счёт');
    maria.sendsFile('voice', { filename: 'v.ogg', bytes: Buffer.from('OggS') });
    await newest({ attachments: [{ filename: expect.stringMatching(/^voice-[\d-]+\.ogg$/), contentType: 'audio/ogg', state: 'stored' }] });
    maria.says(content.location(59.93, 30.31));
    await newest({ text: '59.93, 30.31', content: { kind: 'location', latitude: 59.93, longitude: 30.31 } });
  });

  test('fail:G11 a file that is too large is shown with why, and she is told what to do instead, below her message', async () => {
    const { message_id } = maria.sendsDocument({ filename: 'фильм.mkv', bytes: Buffer.from('x'), size: 30 * 1024 * 1024 });
    const reason = { code: 'telegram-file-too-large', text: expect.stringContaining('20') };
    await office.settles(ticket.number, (messages) =>
      expect(messages.flatMap((one) => one.attachments)).toContainEqual(
        expect.objectContaining({
          filename: 'фильм.mkv',
          size: 30 * 1024 * 1024,
          state: 'failed',
          url: null,
          reason: expect.objectContaining(reason),
        }),
      ),
    );
    expect(await maria.receives(/больше 20 МБ/, 30_000)).toMatchObject({ replyToMessageId: message_id });
    await newest({ kind: 'auto', text: expect.stringContaining('20 МБ') });
  });

  test('fail:G9 what she changes is shown changed, what it was is kept', async () => {
    const { message_id } = maria.sends({ text: 'Завтра' });
    const { id } = await newest({ text: 'Завтра', edited: false });
    maria.edits(message_id, { text: 'Сегодня' });
    await newest({ id, text: 'Сегодня', edited: true });
    const { data } = await office.admin.get<{ data: readonly { text: string }[] }>(`/messages/${id}/versions`);
    expect(data.map(({ text }) => text)).toEqual(['Завтра']);
  });

  test('an answer is formatted, replies to her message, and carries buttons; what she presses comes back; her reaction is shown', async () => {
    const question = maria.sends({ text: 'Куда привезёте?' });
    const asked = await newest({ text: 'Куда привезёте?' });
    const more = { html: '<p>Куда <b>удобнее</b>?</p>', replyTo: asked.id, choices: ['Домой', 'В пункт'] };
    const sent = await answer('Куда удобнее?', more);
    const seen = await maria.receives('Куда удобнее?');
    expect(seen).toMatchObject({ replyToMessageId: question.message_id, entities: [{ type: 'bold', offset: 5, length: 7 }] });
    expect(seen.keyboard?.inline_keyboard.flat().map((button) => button.text)).toEqual(['Домой', 'В пункт']);
    const press = maria.presses(seen, '1');
    await newest({ kind: 'inbound', text: 'В пункт', content: { kind: 'choice', label: 'В пункт' } });
    await eventually(() => expect(office.bot.callbackAnswer(press)).not.toBeNull());
    maria.reacts(seen.messageId, ['👍']);
    await office.settles(ticket.number, (messages) =>
      expect(messages.find(({ id }) => id === sent.id)?.reactions).toEqual([{ by: 'contact', emoji: '👍' }]),
    );
  });

  test('several pictures leave as one album', async () => {
    const uploads = await Promise.all(
      ['a.png', 'b.png'].map((name) => office.anna.upload(name, Buffer.concat([PNG, Buffer.from(name)]), 'image/png')),
    );
    await answer('Фото склада', { attachments: uploads.map(({ id }) => id) });
    const pictures = maria.inbox.filter((one) => one.kind === 'photo');
    expect(pictures).toHaveLength(2);
    expect(new Set(pictures.map((one) => one.mediaGroupId)).size).toBe(1);
    expect(maria.inbox.some((one) => one.text.includes('Фото склада'))).toBe(true);
  });

  test('what the agent changes and deletes is changed and deleted in the chat', async () => {
    const { id } = await answer('Привезём в пятнецу');
    await office.anna.patch(`/messages/${id}`, { text: 'Привезём в пятницу' });
    const seen = await maria.receives('Привезём в пятницу', 30_000);
    expect(seen.earlierTexts).toEqual(['Привезём в пятнецу']);
    await office.anna.delete(`/messages/${id}`);
    await maria.receives((one) => one.messageId === seen.messageId && one.isDeleted, 30_000);
    await office.settles(ticket.number, (messages) => expect(messages.find((one) => one.id === id)?.deletedAt).not.toBeNull());
  });

  test('who blocks the bot is shown so and cannot be written to; unblocked, can', async () => {
    const standing = (expected: unknown) =>
      eventually(async () => expect((await office.ticket(ticket.number)).conversations[0]?.blockedAt).toEqual(expected), {
        timeoutMs: 30_000,
      });
    maria.blocks();
    await standing(expect.any(String));
    const refused: unknown = await office.anna.reply(ticket.number, 'Вы здесь?').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiRefusal);
    expect(refused).toMatchObject({ status: 409, body: expect.stringContaining('chat-blocked') });
    maria.unblocks();
    await standing(null);
    await answer('С возвращением');
  });

  test('what she asks the bot it answers itself: how her ticket stands, and that it is closed', async () => {
    maria.sends({ text: '/status' });
    await maria.receives((one) => one.text.includes(String(ticket.number)), 30_000);
    maria.sends({ text: '/close' });
    await eventually(async () => expect((await office.ticket(ticket.number)).state).toMatch(/solved|closed/), { timeoutMs: 30_000 });
  });

  test('in a group with topics each topic is a conversation, of who speaks to the bot; answers go into it', async () => {
    const group = office.bot.group({ title: 'Клуб', type: 'supergroup', isForum: true });
    const [delivery, taste] = [group.topic('Доставка'), group.topic('Вкус')];
    const pavel = office.bot.user({ firstName: 'Павел', languageCode: 'ru' });
    maria.sends({ text: 'между собой 6001', in: group, threadId: delivery });
    pavel.sends({ text: `@${office.bot.username} когда привезут 6002`, in: group, threadId: delivery });
    maria.sends({ text: `@${office.bot.username} почему солёный 6003`, in: group, threadId: taste });
    const [first, second] = [await office.ticketOf('6002'), await office.ticketOf('6003')];
    expect(first.number).not.toBe(second.number);
    expect(first.conversations).toMatchObject([{ chat: { kind: 'group', title: 'Клуб' } }]);
    expect(await office.admin.tickets({ q: '6001' })).toEqual([]);
    await office.anna.reply(first.number, 'Уже едет');
    expect(await group.receives('Уже едет', 30_000)).toMatchObject({ threadId: delivery });
  });

  test('a business chat: customers of the account are answered in its name; what its owner says or customers delete is seen', async () => {
    const business = office.bot.business({ owner: { id: 650_000_007, is_bot: false, first_name: 'Пекарня' } });
    const ivan = office.bot.user({ firstName: 'Иван', languageCode: 'ru' });
    const asked = business.hears(ivan, { text: 'Есть ли ржаной 7001' });
    const shop = await office.ticketOf('7001');
    expect(shop.conversations).toMatchObject([{ chat: { kind: 'private', business: true } }]);
    await office.anna.reply(shop.number, 'Есть, отложить?');
    expect(await ivan.receives('Есть, отложить?', 30_000)).toMatchObject({ businessConnectionId: business.id });
    business.writes(ivan, { text: 'Отложил сам' });
    await office.settles(shop.number, (messages) =>
      expect(messages.at(-1)).toMatchObject({ kind: 'reply', text: 'Отложил сам', way: 'telegram' }),
    );
    business.hearsDeletion(ivan, [asked.message_id]);
    await office.settles(shop.number, (messages) =>
      expect(messages[0]).toMatchObject({ text: 'Есть ли ржаной 7001', deletedAt: expect.any(String) }),
    );
  });

  test('no limit of Telegram was broken on the way', () => {
    expect(office.bot.violations).toEqual([]);
  });
});
