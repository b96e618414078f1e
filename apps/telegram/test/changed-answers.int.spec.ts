import { ReplyTyping } from '@app/contracts';
import { changeReply, readMessage, takeBackReply } from '@app/store';
import { type Customer, eventually, failure } from '@app/testing';
import { SendingUnderTest } from './sending-under-test.js';

const LONG = 120_000;

describe('what agents do to what they said', () => {
  let sending: SendingUnderTest;

  beforeAll(async () => {
    sending = await SendingUnderTest.start();
  }, LONG);
  afterAll(() => sending.close());

  const keyOf = ({ id }: Customer) => `0:${id}:0`;
  async function said(text: string, choices: readonly string[] = []) {
    const { bot, inbox } = await sending.aBot();
    const customer = bot.user({ firstName: 'Maria' });
    customer.starts();
    const chat = await sending.chat(inbox, keyOf(customer));
    const message = await sending.answer(chat, { text, choices });
    await sending.ends(message, 'accepted');
    return { bot, inbox, customer, chat, message };
  }
  const change = (message: string, text: string) =>
    sending.store.transaction((tx) =>
      changeReply(tx, { messageId: message, viewer: { agentId: sending.agent, role: 'agent' }, text, html: null, entities: [] }),
    );
  const remove = (message: string) =>
    sending.store.transaction((tx) => takeBackReply(tx, message, { agentId: sending.agent, role: 'agent' }));
  const shown = (message: string) => readMessage(sending.store, message);

  test(
    'a change reaches the customer, with the buttons as they were; one that is deleted is gone',
    async () => {
      const { bot, customer, message } = await said('Which?', ['A', 'B']);
      await change(message, 'Which one?');
      await sending.ends(message, 'accepted', 'accepted');
      expect(customer.inbox.map(({ text, keyboard }) => [text, keyboard?.inline_keyboard.length])).toEqual([['Which one?', 2]]);
      await remove(message);
      await sending.ends(message, 'accepted', 'accepted', 'accepted');
      expect(customer.inbox.map(({ text, isDeleted }) => [text, isDeleted])).toEqual([['Which one?', true]]);
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test(
    'fail:G12 what waits since Telegram asks for hours says so also after it was changed, and waits as long',
    async () => {
      const { bot, chat } = await said('one');
      bot.fails('sendMessage', failure.tooManyRequests(18_000));
      const message = await sending.answer(chat, { text: 'two' });
      const [before] = await sending.ends(message, 'queued telegram-too-many');
      await change(message, 'three');
      const [after] = await sending.ends(message, 'queued telegram-too-many');
      expect(after).toMatchObject({ params: { seconds: 18_000 }, notBefore: before?.notBefore });
    },
    LONG,
  );

  test(
    'what Telegram refuses to change is shown as it stands in the chat, with the reason',
    async () => {
      const { bot, customer, message } = await said('one');
      bot.fails('editMessageText', failure.badRequest("message can't be edited"));
      await change(message, 'two');
      await sending.ends(message, 'accepted', 'failed telegram-message-fixed');
      expect(customer.inbox.map(({ text }) => text)).toEqual(['one']);
      expect(await shown(message)).toMatchObject({ text: 'one', edited: false, changing: { what: 'text', state: 'failed' } });
    },
    LONG,
  );

  test(
    'a change that was cut off in the middle is made again, and leaves no doubt',
    async () => {
      const { bot, customer, message } = await said('one');
      bot.fails('editMessageText', failure.cutAfterCommit());
      await change(message, 'two');
      await sending.ends(message, 'accepted', 'accepted');
      expect(customer.inbox.map(({ text }) => text)).toEqual(['two']);
      expect(await shown(message)).toMatchObject({ text: 'two', changing: null });
    },
    LONG,
  );

  test(
    'fail:G8 where the customer blocked the bot meanwhile, nothing more is changed, and nothing said that is not so',
    async () => {
      const { bot, message } = await said('one');
      bot.fails('editMessageText', failure.blocked());
      await change(message, 'two');
      await sending.ends(message, 'accepted', 'failed telegram-blocked');
      expect(await shown(message)).toMatchObject({ text: 'one', changeable: false, changing: { state: 'failed' } });
      await expect(change(message, 'three')).rejects.toMatchObject({ code: 'chat-blocked' });
    },
    LONG,
  );

  test(
    'that they type is shown in the chat; a chat where that does not work silences no other',
    async () => {
      const { bot, inbox, customer, chat } = await said('one');
      const types = (chatKey: string) =>
        sending.store.transaction(async (tx) => {
          tx.outbox.add(ReplyTyping, { conversationId: chat.conversationId, inboxId: inbox, chatKey });
        });
      await types('0:999999999:0');
      await types(keyOf(customer));
      await eventually(() => expect(bot.actionsIn(customer.id)).toEqual(['typing']));
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );
});
