import { eventually } from '@app/testing';
import { SendingUnderTest } from './sending-under-test.js';

const CHATS = 200;
const ANSWERS = 10;
/** Thirty a second. */
const LIMIT_MS = ((CHATS * ANSWERS) / 30) * 1000;
const LONG = 480_000;

describe('two hundred chats with ten answers each', () => {
  let sending: SendingUnderTest;

  beforeAll(async () => {
    // No haste is forgiven: not the network's jitter either.
    sending = await SendingUnderTest.start({ limits: { slackMs: 0 } });
  }, LONG);
  afterAll(() => sending.close());

  test(
    'no limit is broken, each chat keeps its order, and all chats are served side by side',
    async () => {
      const { bot, inbox } = await sending.aBot();
      const customers = Array.from({ length: CHATS }, () => bot.user());
      for (const customer of customers) customer.starts();
      const chats = [];
      for (const { id } of customers) chats.push(await sending.chat(inbox, `0:${id}:0`));
      // Written while the inbox is switched off, so that all of it is due at once.
      await sending.switchTo(inbox, false);
      for (let nth = 0; nth < ANSWERS; nth += 1) for (const chat of chats) await sending.answer(chat, { text: String(nth) });
      await sending.switchTo(inbox, true);
      await eventually(() => expect(bot.calls('sendMessage').length).toBe(CHATS * ANSWERS), { timeoutMs: LIMIT_MS * 6 });

      const inOrder = Array.from({ length: ANSWERS }, (_, nth) => String(nth));
      expect(customers.map(({ inbox: { length } }) => length)).toEqual(customers.map(() => ANSWERS));
      for (const customer of customers) expect(customer.inbox.map(({ text }) => text)).toEqual(inOrder);
      expect(bot.violations).toEqual([]);
      const moments = bot.calls('sendMessage').map(({ at }) => at);
      const tookMs = Math.max(...moments) - Math.min(...moments);
      // Chat after chat, each with a message a second, it would take thirty times as long; how fast the machine is, is not looked at.
      expect(tookMs).toBeLessThan(LIMIT_MS * 5);
      await eventually(
        async () => {
          const rows = await sending.store.query(`select state, count(*)::int as n from deliveries where inbox_id = $1 group by state`, [
            inbox,
          ]);
          expect(rows).toEqual([{ state: 'accepted', n: CHATS * ANSWERS }]);
        },
        { timeoutMs: 60_000 },
      );
      // Of one transaction all say the same time.
      const [work] = await sending.store.query<{ takes: number; reports: number }>(
        `select count(distinct m.taken_at)::int as takes, count(distinct d.updated_at)::int as reports
         from deliveries d join messages m on m.id = d.message_id where d.inbox_id = $1`,
        [inbox],
      );
      expect(work?.takes).toBeLessThan((CHATS * ANSWERS) / 2);
      const figures = `${(tookMs / 1000).toFixed(1)} s, ${(tookMs / LIMIT_MS).toFixed(3)} of the limit's own time`;
      process.stdout.write(`200 chats: ${figures}; ${work?.takes} take-ups, ${work?.reports} reports\n`);
    },
    LONG,
  );
});
