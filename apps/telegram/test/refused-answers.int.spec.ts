import { eventually, failure } from '@app/testing';
import { messageName } from '@app/telegram';
import { keyOf, textsOf, SendingUnderTest } from './sending-under-test.js';

const LONG = 120_000;

describe('what Telegram refuses', () => {
  let sending: SendingUnderTest;

  beforeAll(async () => {
    sending = await SendingUnderTest.start();
  }, LONG);
  afterAll(() => sending.close());

  test(
    'fail:G12 a pause of three seconds is obeyed: once, in order',
    async () => {
      const { bot, customer, chat } = await sending.aChat();
      bot.fails('sendMessage', failure.tooManyRequests(3));
      await sending.answer(chat, { text: 'one' });
      await sending.answer(chat, { text: 'two' });
      await customer.receives('two');
      expect(textsOf(customer)).toEqual(['one', 'two']);
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test(
    'fail:G12 a pause of hours is shown with its end, counts as no try, and no other chat waits',
    async () => {
      const { bot, inbox, customer, chat } = await sending.aChat();
      const other = bot.user();
      other.starts();
      const others = await sending.chat(inbox, keyOf(other));
      bot.fails('sendMessage', failure.tooManyRequests(18_000), { when: (params) => params.integer('chat_id') === customer.id });
      const before = Date.now();
      const message = await sending.answer(chat, { text: 'one' });
      const [row] = await sending.ends(message, 'queued telegram-too-many');
      expect(row).toMatchObject({ attempts: 0, params: { seconds: 18_000 } });
      expect((row?.notBefore.getTime() ?? 0) - before).toBeGreaterThanOrEqual(18_000_000);
      expect((row?.notBefore.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(18_000_000);
      await sending.answer(others, { text: 'meanwhile' });
      await other.receives('meanwhile');
      expect(textsOf(customer)).toEqual([]);
    },
    LONG,
  );

  test(
    'fail:G8 whoever blocked the bot is not written to any more, and what waits for them fails too',
    async () => {
      const { customer, chat, bot } = await sending.aChat();
      customer.blocks();
      const messages = [await sending.answer(chat, { text: 'one' }), await sending.answer(chat, { text: 'two' })];
      for (const message of messages) await sending.ends(message, 'failed telegram-blocked');
      expect(bot.calls('sendMessage')).toHaveLength(1);
      const [row] = await sending.store.query<{ blocked: boolean; events: string[] }>(
        `select c.blocked_at is not null as blocked,
         array(select e.code from ticket_events e where e.ticket_id = c.current_ticket_id and e.code like 'chat-%') as events
       from conversations c where c.id = $1`,
        [chat.conversationId],
      );
      expect(row).toEqual({ blocked: true, events: ['chat-blocked'] });
    },
    LONG,
  );

  test(
    'what the bot says by itself to who blocked it blocks the chat as well',
    async () => {
      const { inbox, customer, chat, key } = await sending.aChat();
      customer.blocks();
      await sending.botSays(inbox, key, 'help');
      await eventually(async () => {
        const [row] = await sending.store.query(`select blocked_at is not null as blocked from conversations where id = $1`, [
          chat.conversationId,
        ]);
        expect(row).toEqual({ blocked: true });
      });
    },
    LONG,
  );

  test(
    'fail:G14 a group that became a supergroup: the answer goes there, once, and the chat with it',
    async () => {
      const { bot, inbox } = await sending.aBot();
      const group = bot.group();
      const old = group.id;
      const chat = await sending.chat(inbox, `0:${old}:0`);
      const now = group.migrates();
      const messages = [await sending.answer(chat, { text: 'one' }), await sending.answer(chat, { text: 'two' })];
      for (const message of messages) await sending.ends(message, 'accepted');
      expect(group.inbox.map(({ text }) => text)).toEqual(['one', 'two']);
      const [row] = await sending.store.query(`select external_key as key from conversations where id = $1`, [chat.conversationId]);
      expect(row).toEqual({ key: `0:${now}:0` });
      const [first] = group.inbox;
      expect(await sending.names(messages[0] ?? '')).toEqual([messageName(String(bot.id), '0', now, first?.messageId ?? 0)]);
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test(
    'topics: into each its own, a closed or deleted one is told as such',
    async () => {
      const { bot, inbox } = await sending.aBot();
      const group = bot.group({ type: 'supergroup', isForum: true });
      const [open, closed, deleted] = ['open', 'closed', 'deleted'].map((name) => group.topic(name));
      group.closesTopic(closed ?? 0);
      group.deletesTopic(deleted ?? 0);
      const answer = async (topic = 0) => sending.answer(await sending.chat(inbox, `0:${group.id}:${topic}`), { text: `to ${topic}` });
      await sending.ends(await answer(open), 'accepted');
      await sending.ends(await answer(closed), 'failed telegram-topic-closed');
      await sending.ends(await answer(deleted), 'failed telegram-topic-gone');
      expect(group.inbox.map(({ threadId }) => threadId)).toEqual([open]);
      expect(bot.violations).toEqual([]);
    },
    LONG,
  );

  test.each([
    ['telegram-chat-missing', failure.badRequest('chat not found')],
    ['telegram-too-long', failure.badRequest('message is too long')],
    ['telegram-no-rights', failure.badRequest('not enough rights to send text messages to the chat')],
  ])(
    'for good: %s',
    async (code, what) => {
      const { bot, chat } = await sending.aChat();
      bot.fails('sendMessage', what);
      await sending.ends(await sending.answer(chat, { text: 'Hello' }), `failed ${code}`);
    },
    LONG,
  );

  test(
    'a refused token fails nothing: the answer waits, and costs no try',
    async () => {
      const { bot, chat } = await sending.aChat();
      bot.fails('sendMessage', failure.unauthorized(), { times: Infinity });
      const [row] = await sending.ends(await sending.answer(chat, { text: 'Hello' }), 'queued telegram-token-refused');
      expect(row?.attempts).toBe(0);
    },
    LONG,
  );

  test(
    'an answer that waits for a good token leaves at once with one',
    async () => {
      const { bot, inbox, customer, chat } = await sending.aChat();
      bot.fails('sendMessage', failure.unauthorized());
      await sending.ends(await sending.answer(chat, { text: 'Hello' }), 'queued telegram-token-refused');
      await sending.service.change(inbox, {}, { token: bot.revokeToken() });
      await customer.receives('Hello', 60_000);
      expect(textsOf(customer)).toEqual(['Hello']);
    },
    LONG,
  );

  test(
    'while nobody answers, answers wait; then they leave, once and in order',
    async () => {
      const { customer, chat } = await sending.aChat();
      await sending.service.api.kill();
      const first = await sending.answer(chat, { text: 'one' });
      await sending.ends(first, 'queued telegram-away');
      const second = await sending.answer(chat, { text: 'two' });
      await sending.service.api.restart();
      await customer.receives('two', 60_000);
      for (const message of [first, second]) await sending.ends(message, 'accepted');
      expect(textsOf(customer)).toEqual(['one', 'two']);
    },
    LONG,
  );

  test(
    'a fault of Telegram leaves an answer unknown, and it is not repeated',
    async () => {
      const { bot, customer, chat } = await sending.aChat();
      bot.fails('sendMessage', failure.badGateway());
      await sending.ends(await sending.answer(chat, { text: 'Hello' }), 'unknown telegram-trouble');
      await sending.answer(chat, { text: 'next' });
      await customer.receives('next');
      expect(textsOf(customer)).toEqual(['next']);
    },
    LONG,
  );
});
