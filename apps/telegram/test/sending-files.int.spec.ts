import { type Customer, failure } from '@app/testing';
import { textsOf, SendingUnderTest } from './sending-under-test.js';

const LONG = 120_000;

describe('files of answers', () => {
  let sending: SendingUnderTest;

  beforeAll(async () => {
    sending = await SendingUnderTest.start();
  }, LONG);
  afterAll(() => sending.close());

  const kindsOf = (customer: Customer) => customer.inbox.map(({ kind }) => kind);

  test(
    'each goes as what it is, and as bytes (fail:G15)',
    async () => {
      const { bot, customer, chat } = await sending.aChat();
      const types = ['image/gif', 'audio/ogg; codecs=opus', 'video/mp4', 'application/zip', 'audio/mpeg'];
      const attachmentIds = [];
      for (const type of types) attachmentIds.push(await sending.file(type, Buffer.from(type)));
      const message = await sending.answer(chat, { attachmentIds });
      await sending.ends(message, 'accepted', 'accepted', 'accepted', 'accepted', 'accepted');
      expect(kindsOf(customer)).toEqual(['animation', 'voice', 'video', 'document', 'audio']);
      expect(customer.inbox.map(({ file }) => file?.bytes.toString())).toEqual(types);
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test(
    'pictures are one album, the text below its first, all of their names in the ledger',
    async () => {
      const { bot, customer, chat } = await sending.aChat();
      const attachmentIds = [
        await sending.file('image/png', png(100, 50)),
        await sending.file('image/png', png(50, 100)),
        await sending.file('video/mp4'),
      ];
      const message = await sending.answer(chat, { text: 'Look', attachmentIds });
      const [row] = await sending.ends(message, 'accepted');
      expect(kindsOf(customer)).toEqual(['photo', 'photo', 'video']);
      expect(textsOf(customer)).toEqual(['Look', '', '']);
      expect(new Set(customer.inbox.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
      expect(row?.externalId).toBe(customer.inbox.map(({ messageId }) => messageId).join(','));
      expect(await sending.names(message)).toHaveLength(3);
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test.each([
    ['too wide', png(9_000, 300)],
    ['too large a picture', png(6_000, 6_000)],
  ])(
    '%s for a photo: it goes as a file',
    async (_, bytes) => {
      const { customer, chat } = await sending.aChat();
      await sending.ends(await sending.answer(chat, { attachmentIds: [await sending.file('image/png', bytes)] }), 'accepted');
      expect(kindsOf(customer)).toEqual(['document']);
    },
    LONG,
  );

  test(
    'one picture too wide makes the album one of files',
    async () => {
      const { customer, chat } = await sending.aChat();
      const attachmentIds = [await sending.file('image/png', png(10, 10)), await sending.file('image/png', png(9_000, 300))];
      await sending.ends(await sending.answer(chat, { attachmentIds }), 'accepted');
      expect(kindsOf(customer)).toEqual(['document', 'document']);
    },
    LONG,
  );

  test.each([
    ['sendPhoto', 'image/png', 'PHOTO_INVALID_DIMENSIONS'],
    ['sendVoice', 'audio/ogg; codecs=opus', 'VOICE_MESSAGES_FORBIDDEN'],
  ])(
    'what %s does not take goes as a file, once',
    async (method, type, reason) => {
      const { bot, customer, chat } = await sending.aChat();
      bot.fails(method, failure.badRequest(reason));
      await sending.ends(await sending.answer(chat, { text: 'Here', attachmentIds: [await sending.file(type, png(10, 10))] }), 'accepted');
      expect(customer.inbox.map(({ kind, text }) => [kind, text])).toEqual([['document', 'Here']]);
    },
    LONG,
  );

  test(
    'a file that Telegram refuses fails in words',
    async () => {
      const { bot, chat } = await sending.aChat();
      bot.fails('sendDocument', failure.badRequest('wrong file identifier/HTTP URL specified'));
      const message = await sending.answer(chat, { attachmentIds: [await sending.file('application/pdf')] });
      await sending.ends(message, 'failed telegram-file-not-taken');
    },
    LONG,
  );
});

/** The head of a picture, as far as its size. */
function png(width: number, height: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), size, Buffer.from('0806000000', 'hex'), Buffer.alloc(8)]);
}
