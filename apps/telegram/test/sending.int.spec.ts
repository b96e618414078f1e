import type { ReplyPart } from '@app/domain';
import { type Bot, type Customer, eventually, failure } from '@app/testing';
import { messageName } from '@app/telegram';
import { keyOf, textsOf, SendingUnderTest } from './sending-under-test.js';

const LONG = 120_000;

describe('answers reach their chats', () => {
  let sending: SendingUnderTest;

  beforeAll(async () => {
    sending = await SendingUnderTest.start();
  }, LONG);
  afterAll(() => sending.close());

  describe('what is said', () => {
    test(
      'fail:G13 formatting goes by entities, and no sign of a formatting language is read',
      async () => {
        const { customer, chat, bot } = await sending.aChat();
        const text = '<b>*bold*</b> _&amp;_ <a@b.test> [x](y) `|~#+-={}.!';
        await sending.answer(chat, { text, entities: [{ type: 'bold', offset: 0, length: 13 }] });
        expect(await customer.receives(text)).toMatchObject({ entities: [{ type: 'bold', offset: 0, length: 13 }] });
        expect(bot.calls('sendMessage').map(({ params }) => params.text('parse_mode'))).toEqual([undefined]);
      },
      LONG,
    );

    test(
      'fail:G13 where Telegram does not take the formatting, the words go without it, once',
      async () => {
        const { bot, customer, chat } = await sending.aChat();
        bot.fails('sendMessage', failure.badRequest("can't parse entities: whatever"));
        const message = await sending.answer(chat, { text: 'Hello', entities: [{ type: 'bold', offset: 0, length: 5 }] });
        expect(await customer.receives('Hello')).toMatchObject({ entities: [] });
        await sending.ends(message, 'accepted');
        expect(textsOf(customer)).toEqual(['Hello']);
      },
      LONG,
    );

    test(
      'fail:G17 a long text comes in parts, in order, its buttons below the last',
      async () => {
        const { bot, customer, chat, inbox } = await sending.aChat();
        const words = 'слово 👩‍💻 '.repeat(800);
        const message = await sending.answer(chat, { text: words, choices: ['Да', 'Нет'] });
        const rows = await sending.ends(message, 'accepted', 'accepted', 'accepted');
        expect(textsOf(customer).join(' ')).toBe(words.trim());
        expect(customer.inbox.map(({ keyboard }) => keyboard?.inline_keyboard ?? null)).toEqual([
          null,
          null,
          [[{ text: 'Да', callback_data: '0' }], [{ text: 'Нет', callback_data: '1' }]],
        ]);
        expect(rows.map(({ externalId }) => externalId)).toEqual(customer.inbox.map(({ messageId }) => String(messageId)));
        expect(await sending.names(message)).toEqual(
          customer.inbox.map(({ messageId }) => messageName(String(bot.id), '0', customer.id, messageId)).toSorted(),
        );
        expect(bot.violations).toEqual([]);
        expect(inbox).not.toBe('');
      },
      LONG,
    );

    test(
      'an answer to a message stands below it, theirs or ours, with its first part',
      async () => {
        const { bot, inbox, customer, key } = await sending.aChat();
        const theirs = customer.sends({ text: 'How?' });
        const name = messageName(String(bot.id), '0', customer.id, theirs.message_id);
        const chat = await sending.chat(inbox, key, name);
        const asked = await sending.messageNamed(name);
        const first = await sending.answer(chat, { text: `${'a'.repeat(4000)} ${'b'.repeat(200)}`, answers: asked });
        await sending.ends(first, 'accepted', 'accepted');
        await sending.answer(chat, { text: 'And this', answers: first });
        await customer.receives('And this');
        const ours = customer.inbox[0]?.messageId;
        expect(customer.inbox.map(({ replyToMessageId }) => replyToMessageId)).toEqual([theirs.message_id, null, ours]);
      },
      LONG,
    );

    test(
      'where the message that is answered is gone, the answer comes all the same',
      async () => {
        const { bot, inbox, customer, key } = await sending.aChat();
        const name = messageName(String(bot.id), '0', customer.id, 999_999);
        const chat = await sending.chat(inbox, key, name);
        const asked = await sending.messageNamed(name);
        await sending.answer(chat, { text: 'Hello', answers: asked });
        expect(await customer.receives('Hello')).toMatchObject({ replyToMessageId: null });
      },
      LONG,
    );
  });

  describe('what was sent before', () => {
    async function aSent(said: Parameters<SendingUnderTest['answer']>[1]) {
      const world = await sending.aChat();
      const message = await sending.answer(world.chat, said);
      await sending.ends(message, 'accepted');
      const ids = world.customer.inbox.map(({ messageId }) => String(messageId));
      return { ...world, message, ids, call: (part: ReplyPart) => sending.call(message, part) };
    }
    const shown = (customer: Customer) => customer.inbox.map(({ text, earlierTexts, isDeleted }) => ({ text, earlierTexts, isDeleted }));
    const wake = ({ chat, bot }: { chat: { conversationId: string; ticketId: string }; bot: Bot }) =>
      sending.answer(chat, { text: `go ${bot.id}` });

    test(
      'is changed: a text, what stands below a file, and its buttons',
      async () => {
        const text = await aSent({ text: 'old', choices: ['a'] });
        await text.call({ change: text.ids[0] ?? '', text: 'new', choices: ['a', 'b'] });
        await wake(text);
        await sending.ends(text.message, 'accepted', 'accepted');
        expect(shown(text.customer)[0]).toEqual({ text: 'new', earlierTexts: ['old'], isDeleted: false });
        expect(text.customer.inbox[0]?.keyboard?.inline_keyboard).toHaveLength(2);
        const file = await aSent({ text: 'old', attachmentIds: [await sending.file('application/pdf')] });
        await file.call({ change: file.ids[0] ?? '', text: 'new' });
        await wake(file);
        await sending.ends(file.message, 'accepted', 'accepted');
        expect(shown(file.customer)[0]).toEqual({ text: 'new', earlierTexts: ['old'], isDeleted: false });
      },
      LONG,
    );

    test(
      'that says already what it is to say is changed well enough',
      async () => {
        const world = await aSent({ text: 'same' });
        await world.call({ change: world.ids[0] ?? '', text: 'same' });
        await wake(world);
        await sending.ends(world.message, 'accepted', 'accepted');
      },
      LONG,
    );

    test(
      'and is gone from the chat cannot be changed',
      async () => {
        const world = await aSent({ text: 'old' });
        await world.call({ change: '999999', text: 'new' });
        await wake(world);
        await sending.ends(world.message, 'accepted', 'failed telegram-message-gone');
      },
      LONG,
    );

    test(
      'is deleted, and what is gone already is deleted well enough',
      async () => {
        const world = await aSent({ text: 'old' });
        await world.call({ remove: [...world.ids, '999999'] });
        await wake(world);
        await sending.ends(world.message, 'accepted', 'accepted');
        expect(shown(world.customer)[0]).toMatchObject({ isDeleted: true });
      },
      LONG,
    );

    test(
      'is changed again where nobody knows whether it was',
      async () => {
        const world = await aSent({ text: 'old' });
        world.bot.fails('editMessageText', failure.cutAfterCommit());
        await world.call({ change: world.ids[0] ?? '', text: 'new' });
        await wake(world);
        await sending.ends(world.message, 'accepted', 'accepted');
        expect(shown(world.customer)[0]).toEqual({ text: 'new', earlierTexts: ['old'], isDeleted: false });
      },
      LONG,
    );
  });

  describe('in the name of a business account', () => {
    async function aBusinessChat() {
      const { bot, inbox } = await sending.aBot();
      const business = bot.business();
      const customer = bot.user();
      business.hears(customer, { text: 'Hi' });
      await eventually(async () =>
        expect(await sending.store.query(`select from business_accounts where inbox_id = $1`, [inbox])).toHaveLength(1),
      );
      const chat = await sending.chat(inbox, `${business.owner.id}:${customer.id}:0`);
      return { bot, business, customer, chat, inbox };
    }

    test(
      'an answer goes by its connection, and is known by the account',
      async () => {
        const { bot, business, customer, chat } = await aBusinessChat();
        const message = await sending.answer(chat, { text: 'Hello' });
        const sent = await customer.receives('Hello');
        expect(sent.businessConnectionId).toBe(business.id);
        await sending.ends(message, 'accepted');
        expect(await sending.names(message)).toEqual([messageName(String(bot.id), String(business.owner.id), customer.id, sent.messageId)]);
      },
      LONG,
    );

    test.each([
      [{ isEnabled: false }, 'telegram-business-gone'],
      [{ canReply: false }, 'telegram-business-no-reply'],
    ])(
      '%o: nobody is asked',
      async (change, code) => {
        const { bot, inbox, business, chat } = await aBusinessChat();
        business.becomes(change);
        await eventually(async () => {
          const [row] = await sending.store.query(`select can_reply and enabled as writable from business_accounts where inbox_id = $1`, [
            inbox,
          ]);
          expect(row).toEqual({ writable: false });
        });
        await sending.ends(await sending.answer(chat, { text: 'Hello' }), `failed ${code}`);
        expect(bot.calls('sendMessage')).toEqual([]);
      },
      LONG,
    );
  });

  test(
    'answers of agents and of the bot itself are one line, in the order in which they were said',
    async () => {
      const { bot, inbox, customer, chat, key } = await sending.aChat();
      await sending.answer(chat, { text: 'one' });
      await sending.botSays(inbox, key, 'two', 'three');
      await sending.answer(chat, { text: 'four' });
      await sending.botSays(inbox, key, 'five');
      await customer.receives('five');
      await customer.receives('four');
      expect(textsOf(customer)).toEqual(['one', 'two', 'three', 'four', 'five']);
      await eventually(async () =>
        expect(await sending.store.query(`select distinct state from bot_answers where inbox_id = $1`, [inbox])).toEqual([
          { state: 'sent' },
        ]),
      );
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test(
    'fail:G12 what a chat was sent lately counts also after settings changed',
    async () => {
      const { bot, inbox, customer, chat } = await sending.aChat();
      const files = await Promise.all(Array.from({ length: 10 }, (_, nth) => sending.file('text/plain', Buffer.from(String(nth)))));
      await sending.ends(await sending.answer(chat, { attachmentIds: files }), 'accepted');
      await sending.service.change(inbox, { groups: 'always' });
      await sending.answer(chat, { text: 'next' });
      await customer.receives('next', 90_000);
      const [album, next] = [bot.calls('sendMediaGroup')[0], bot.calls('sendMessage')[0]];
      // Ten messages, one a second.
      expect((next?.at ?? 0) - (album?.at ?? 0)).toBeGreaterThan(9_000);
    },
    LONG,
  );

  test(
    'a call that hangs holds up its own chat alone',
    async () => {
      const { bot, inbox, customer, chat } = await sending.aChat();
      const other = bot.user();
      other.starts();
      bot.fails('sendMessage', failure.hangAfterCommit(), { when: (params) => params.integer('chat_id') === customer.id });
      await sending.answer(chat, { text: 'hangs' });
      await sending.answer(chat, { text: 'waits' });
      await customer.receives('hangs');
      const others = await sending.chat(inbox, keyOf(other));
      for (const text of ['one', 'two', 'three']) await sending.answer(others, { text });
      await other.receives('three');
      expect(textsOf(customer)).toEqual(['hangs']);
    },
    LONG,
  );
});
