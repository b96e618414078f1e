import { anInbox, eventually } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const LONG = { timeoutMs: 60_000 };

describe('addresses that visitors type', () => {
  let chat: WebchatUnderTest;
  let mailbox: string;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
    const [team] = await chat.store.query<{ id: string }>(`select team_id as id from inboxes where id = $1`, [chat.inboxId]);
    mailbox = await anInbox(chat.store, 'email', team?.id ?? '', { address: 'support@shop.test', smtp: { host: 'smtp.shop.test' } });
    await chat.store.query(`update inboxes set settings = settings || $2::jsonb where id = $1`, [
      chat.inboxId,
      JSON.stringify({ awayMail: { inboxId: mailbox, afterMinutes: 10 } }),
    ]);
  }, 60_000);
  afterAll(() => chat.close());

  async function visitor(address: string): Promise<{ visitor: string; client: VisitorClient }> {
    const session = await chat.openSession();
    const client = await VisitorClient.hello(chat.site, session.token);
    await client.say('Where is my order?');
    await client.sees('Where is my order?');
    client.send({ address: { email: address } });
    return { visitor: session.visitor, client };
  }

  test("of two processes that answer at once a stranger's address gets mails of three chats (threat:H1, fault:M3)", async () => {
    const other = await chat.beside();
    try {
      const visitors: string[] = [];
      for (let n = 0; n < 6; n += 1) {
        const one = await visitor(`Stranger+${n}@example.test`);
        await eventually(() => expect(one.client.answers.some((answer) => 'address' in answer)).toBe(true), LONG);
        one.client.close();
        visitors.push(one.visitor);
      }
      for (const one of visitors) await chat.answer(one, 'On its way');
      await eventually(
        async () =>
          expect(await chat.store.query(`select from deliveries where channel = 'webchat' and state = 'accepted'`)).toHaveLength(6),
        LONG,
      );
      await chat.store.query(`update deliveries set updated_at = updated_at - interval '11 minutes' where channel = 'webchat'`);
      await eventually(async () => expect(await chat.store.query(`select from away_mails`)).toHaveLength(6), LONG);
      expect(await chat.store.query(`select from deliveries where channel = 'email'`)).toHaveLength(3);
      const told = await chat.store.query<{ code: string; n: number }>(
        `select code, count(*)::int as n from ticket_events where code like 'answers-%' group by code order by code`,
      );
      expect(told).toEqual([
        { code: 'answers-mail-limit', n: 3 },
        { code: 'answers-mailed', n: 3 },
      ]);
    } finally {
      await other.stop();
    }
  }, 120_000);

  test('a name in other letters is taken where the mail server takes it, else refused in words; its domain may be in any', async () => {
    const { client } = await visitor('иван@пример.рф');
    expect((await client.error('visitor-address-letters')).text).toContain('not in Latin letters');
    client.send({ transcript: { email: 'иван@пример.рф' } });
    await eventually(() => expect(client.errors.filter(({ code }) => code === 'visitor-address-letters')).toHaveLength(2), LONG);
    client.send({ address: { email: 'ivan@пример.рф' } });
    await eventually(() => expect(client.answers.filter((answer) => 'address' in answer)).toHaveLength(1), LONG);
    await chat.store.query(`update inboxes set smtp_utf8 = true where id = $1`, [mailbox]);
    client.send({ address: { email: 'иван@пример.рф' } });
    await eventually(() => expect(client.answers.filter((answer) => 'address' in answer)).toHaveLength(2), LONG);
    client.close();
  }, 90_000);
});
