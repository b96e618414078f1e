import type { ChatAnswer } from '@app/contracts';
import { takeIn } from '@app/store';
import { aMail, anInbox, CutDatabase, eventually, until } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const LONG = { timeoutMs: 60_000 };
const AWAY = 'insert into away_mails';

describe('visitors who left an address', () => {
  let database: CutDatabase;
  let chat: WebchatUnderTest;
  let mailbox: string;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start({}, async ({ host, port }) => {
      database = await CutDatabase.start(`postgres://${host}:${port}`);
      return database.endpoint;
    });
    const [team] = await chat.store.query<{ id: string }>(`select team_id as id from inboxes where id = $1`, [chat.inboxId]);
    mailbox = await anInbox(chat.store, 'email', team?.id ?? '', { address: 'support@shop.test', smtp: { host: 'smtp.shop.test' } });
    await chat.store.query(`update inboxes set settings = settings || $2::jsonb where id = $1`, [
      chat.inboxId,
      JSON.stringify({ awayMail: { inboxId: mailbox, afterMinutes: 10 } }),
    ]);
  });
  afterAll(async () => {
    await chat.close();
    await database.stop();
  });

  const mailsTo = (address: string) =>
    chat.store.query<{ text: string; html: string; subject: string; recap: string }>(
      `select m.text, m.html, m.subject, m.recap from messages m join deliveries d on d.message_id = m.id
       where d.recipient = $1 and d.channel = 'email' order by m.position`,
      [address],
    );
  const heard = <Name extends 'address' | 'transcript'>(client: VisitorClient, name: Name) =>
    client.answers.flatMap((answer: ChatAnswer) => (name in answer ? (answer as Record<Name, { email: string }>)[name].email : []));
  const waited = (minutes: number) =>
    chat.store.query(`update deliveries set updated_at = updated_at - $1 * interval '1 minute' where channel = 'webchat'`, [minutes]);
  let count = 0;
  /** A visitor who wrote; each with an address of their own. */
  async function visitor(text = 'Where is my order?') {
    const address = `visitor${(count += 1)}@example.test`;
    const session = await chat.openSession();
    const client = await VisitorClient.hello(chat.site, session.token);
    await client.say(text);
    await client.sees(text);
    return { address, session, client };
  }
  /** They close the page, and are answered. */
  async function answeredWhileAway(text = 'On its way') {
    const { address, session, client } = await visitor();
    client.send({ address: { email: address } });
    await eventually(() => expect(heard(client, 'address')).toEqual([address]), LONG);
    client.close();
    const id = await chat.answer(session.visitor, text);
    await eventually(
      async () =>
        expect(await chat.store.query(`select from deliveries where message_id = $1 and state = 'accepted'`, [id])).toHaveLength(1),
      LONG,
    );
    return { address, session };
  }

  test('the address is taken in its one spelling, kept with the session, and told to nobody as proved', async () => {
    const { session, client } = await visitor();
    client.send({ address: { email: ' Ivan@Пример.рф ' } });
    await eventually(() => expect(heard(client, 'address')).toEqual(['Ivan@xn--e1afmkfd.xn--p1ai']), LONG);
    client.close();
    expect((await chat.openSession(session.token)).address).toBe('Ivan@xn--e1afmkfd.xn--p1ai');
    expect((await chat.openSession()).address).toBeNull();
  });

  test('who is written to at an address that the site has signed is told that, whatever they leave', async () => {
    const { session, client } = await visitor();
    await chat.store.query(`update visitors set subject = 'user-7', email = 'signed@example.test' where id = $1`, [session.visitor]);
    client.send({ address: { email: 'other@example.test' } });
    await eventually(() => expect(heard(client, 'address')).toEqual(['signed@example.test']), LONG);
    client.close();
    expect((await chat.openSession(session.token)).address).toBe('signed@example.test');
  });

  test.each([
    ['nonsense', 'visitor-address-invalid'],
    ['ivan@gmail', 'visitor-address-invalid'],
    ['ivan@example.test\r\nBcc: evil@x.test', 'visitor-address-invalid'],
    ['"a b"@example.test', 'visitor-address-invalid'],
    ['a@x.test, b@x.test', 'visitor-address-invalid'],
    ['victim@good.test(@evil.test)', 'visitor-address-invalid'],
    ['root@127.0.0.1', 'visitor-address-invalid'],
    ['root@[127.0.0.1]', 'visitor-address-invalid'],
    ['root@[IPv6:::1]', 'visitor-address-invalid'],
    ['Support+anything@SHOP.test', 'visitor-address-ours'],
  ])('%j is refused: %s (threat:A6, threat:E1)', async (email, code) => {
    const { client, session } = await visitor();
    client.send({ address: { email } });
    expect((await client.error(code)).text).not.toBe(code);
    expect(await chat.store.query(`select from claimed_addresses where visitor_id = $1`, [session.visitor])).toEqual([]);
    client.close();
  });

  test('who changes it again and again is asked to wait', async () => {
    const { client } = await visitor();
    for (let n = 0; n < 6; n += 1) client.send({ address: { email: `a${n}@example.test` } });
    expect((await client.error('too-many-requests')).retryAfterMs).toBeGreaterThan(0);
    await eventually(() => expect(heard(client, 'address')).toHaveLength(5), LONG);
    client.close();
  });

  test('the answer of an agent is mailed, with what was asked and where to go on', async () => {
    const { address, session } = await answeredWhileAway();
    await chat.store.query(`update visitors set page = $2 where id = $1`, [session.visitor, `${chat.shop}/cart`]);
    await waited(10);
    await eventually(async () => expect(await mailsTo(address)).toHaveLength(1), LONG);
    const [mail] = await mailsTo(address);
    expect(mail?.text).toMatch(/Agent .{4}.*answered you[^]*> Where is my order\?[^]*On its way[^]*/);
    expect(mail?.text).toContain(`come back to the chat on our site: ${chat.shop}/cart`);
  });

  test('what they write back by mail stands at once in a chat that was open all the time', async () => {
    const { address, session, client } = await visitor();
    client.send({ address: { email: address } });
    await eventually(() => expect(heard(client, 'address')).toEqual([address]), LONG);
    await chat.answer(session.visitor, 'On its way');
    await client.sees('On its way');
    await waited(10);
    await eventually(async () => expect(await mailsTo(address)).toHaveLength(1), LONG);
    const [mail] = await chat.store.query<{ token: string }>(
      `select m.reply_token as token from messages m join deliveries d on d.message_id = m.id where d.recipient = $1`,
      [address],
    );
    const said = aMail(mailbox, {
      sender: { address, name: 'Ivan', language: null, proved: null },
      tokens: [mail?.token ?? ''],
      text: 'And by mail',
    });
    await chat.store.transaction((tx) => takeIn(tx, [said]));
    // Long before all that is open is looked at again, which is after 30 s.
    const message = await until('it stands there', () => client.messages.find(({ text }) => text === 'And by mail'), { timeoutMs: 15_000 });
    expect(message.byMail).toBe(true);
    client.close();
  });

  test.each(['commit', 'answer'] as const)(
    'when the line is cut at the commit, and %s is lost: mailed once (fault:M26)',
    async (loss) => {
      const { address } = await answeredWhileAway();
      const before = database.cuts;
      database.cut(AWAY, loss);
      await waited(10);
      await eventually(async () => expect([database.cuts - before, (await mailsTo(address)).length]).toEqual([1, 1]), LONG);
      // Whoever looks again finds nothing more.
      const next = await answeredWhileAway();
      await waited(10);
      await eventually(async () => expect(await mailsTo(next.address)).toHaveLength(1), LONG);
      expect(await mailsTo(address)).toHaveLength(1);
    },
    120_000,
  );

  test('a process that ends while answers wait leaves them to the next (fault:M3)', async () => {
    const { address } = await answeredWhileAway();
    await chat.stop();
    await chat.startAgain();
    expect(await mailsTo(address)).toEqual([]);
    await waited(10);
    await eventually(async () => expect(await mailsTo(address)).toHaveLength(1), LONG);
  });

  test('of two processes that look at once, one mails each answer (fault:M3)', async () => {
    const other = await chat.beside();
    try {
      const visitors: { address: string }[] = [];
      for (let n = 0; n < 5; n += 1) visitors.push(await answeredWhileAway());
      await waited(10);
      for (const { address } of visitors) await eventually(async () => expect(await mailsTo(address)).toHaveLength(1), LONG);
    } finally {
      await other.stop();
    }
  }, 120_000);

  test('while the mailbox is switched off the web chat says so, and afterwards what waited goes', async () => {
    const health = async () =>
      (
        await chat.store.query<{ health: string; code: string | null }>(
          `select health, health_reason ->> 'code' as code from inboxes where id = $1`,
          [chat.inboxId],
        )
      )[0];
    await eventually(async () => expect(await health()).toEqual({ health: 'ok', code: null }), LONG);
    await chat.store.query(`update inboxes set active = false where id = $1`, [mailbox]);
    await eventually(async () => expect(await health()).toEqual({ health: 'failing', code: 'away-mail-inbox-off' }), LONG);
    const { address, client } = await visitor();
    client.send({ address: { email: address } });
    await client.error('visitor-mail-off');
    client.close();
    await chat.store.query(`update inboxes set active = true where id = $1`, [mailbox]);
    await eventually(async () => expect(await health()).toEqual({ health: 'ok', code: null }), LONG);
    expect(await mailsTo(address)).toEqual([]);
  });

  describe('the chat by mail (threat:H1)', () => {
    test('only after somebody answered; then once an hour', async () => {
      const { address, session, client } = await visitor('<b>hello</b> https://evil.example/x');
      client.send({ transcript: { email: address } });
      expect((await client.error('transcript-unanswered')).text).toContain('once somebody has answered');
      await chat.answer(session.visitor, 'Good day & welcome');
      await client.sees('Good day & welcome');
      client.send({ transcript: { email: address } });
      await eventually(() => expect(heard(client, 'transcript')).toEqual([address]), LONG);
      const [mail, ...more] = await mailsTo(address);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ recap: 'transcript' });
      expect(mail?.html).toContain('&lt;b&gt;hello&lt;/b&gt;');
      expect(mail?.html).toContain('Good day &amp; welcome');
      expect(`${mail?.html}${mail?.text}`).not.toContain('evil.example');
      client.send({ transcript: { email: address } });
      await client.error('transcript-sent-already');
      client.send({ transcript: { email: 'other@example.test' } });
      await eventually(() => expect(client.errors.filter(({ code }) => code === 'transcript-sent-already')).toHaveLength(2), LONG);
      expect(await mailsTo('other@example.test')).toEqual([]);
      // The chat does not show its own repetition.
      expect((await chat.openSession(session.token)).messages).toHaveLength(2);
      client.close();
    });

    test('repeats what was asked before the chat', async () => {
      const { address, session, client } = await visitor();
      client.send({ send: { clientId: crypto.randomUUID(), text: '', form: { id: 'order', answers: { number: 'A-1204' } } } });
      await until('it came back', () => client.messages.some(({ form }) => form !== null), LONG);
      await chat.answer(session.visitor, 'On its way');
      await client.sees('On its way');
      client.send({ transcript: { email: address } });
      await eventually(() => expect(heard(client, 'transcript')).toEqual([address]), LONG);
      const [mail] = await mailsTo(address);
      expect(mail?.text).toContain('number: A-1204');
    });

    test('no address gets more than three automatic mails a day, however many chats ask', async () => {
      for (let n = 0; n < 4; n += 1) {
        const { session, client } = await visitor();
        await chat.answer(session.visitor, 'Yes?');
        await client.sees('Yes?');
        client.send({ transcript: { email: `Victim+${n}@example.test` } });
        if (n < 3) await until('sent', () => heard(client, 'transcript').length > 0);
        else await client.error('transcript-address-day');
        client.close();
      }
    });

    test('asked for many times at the same moment it goes once', async () => {
      const { address, session, client } = await visitor();
      await chat.answer(session.visitor, 'Yes?');
      await client.sees('Yes?');
      const tab = await VisitorClient.hello(chat.site, session.token);
      for (const one of [client, tab, client, tab]) one.send({ transcript: { email: address } });
      await eventually(
        () => expect([...client.errors, ...tab.errors].filter(({ code }) => code === 'transcript-sent-already')).toHaveLength(3),
        LONG,
      );
      expect(await mailsTo(address)).toHaveLength(1);
      client.close();
      tab.close();
    });
  });
});
