import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { OfficeHours } from '@app/contracts';
import { Deliveries, Leases } from '@app/store';
import { anAgent, type DnsServer, startDns } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

type Sent = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly number: number;
  readonly token: string;
};

/** A mail that is written now. */
function mailOf(change: Parameters<typeof rawMail>[0]): string {
  return rawMail({ ...change, headers: { Date: new Date().toUTCString().replace('GMT', '+0000'), ...change.headers } });
}

const fresh = (): string => `${randomUUID().slice(0, 8)}`;
const CLOSED_TODAY: OfficeHours = {
  timeZone: 'Europe/Moscow',
  week: { mon: [['09:00', '18:00']], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  closed: Array.from({ length: 3 }, (_, n) =>
    DateTime.now()
      .plus({ days: n - 1 })
      .toFormat('yyyy-MM-dd'),
  ),
};

describe('acknowledgements', () => {
  let app: NormalizerUnderTest;
  let dns: DnsServer;
  let inbox: string;
  let since: Date;

  beforeAll(async () => {
    dns = await startDns();
    app = await NormalizerUnderTest.start(dns.address);
    inbox = await app.inbox({ address: 'hello@shop.test', acknowledgement: { enabled: true, perHour: 1_000 } });
    await app.store.query(`update inboxes set language = 'ru', created_at = now() - interval '1 minute'`);
    await app.store.query(`update organisation set name = 'Warm Bread', language = 'en', time_zone = 'Europe/Moscow'`);
    since = new Date(Date.now() - 60_000);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await dns.stop();
  });

  const takes = (raws: readonly string[], options: Parameters<NormalizerUnderTest['takesInto']>[2] = {}, into = inbox) =>
    app.takesInto(into, raws, options);

  /** What left because of mails whose text has this word. */
  const sent = (word: string): Promise<Sent[]> =>
    app.store.query<Sent>(
      `select a.id, d.recipient as "to", a.subject, a.text, t.number::int as number, a.reply_token as token
       from messages a join deliveries d on d.message_id = a.id join tickets t on t.id = a.ticket_id
       where a.kind = 'auto' and d.state = 'queued' and exists (select from messages m where m.ticket_id = t.id and m.kind = 'inbound' and m.text like '%' || $1 || '%')
       order by a.position`,
      [word],
    );
  const reasons = async (word: string): Promise<string[]> => {
    const rows = await app.store.query<{ reason: string }>(
      `select v.params ->> 'reason' as reason from ticket_events v where v.code = 'not-acknowledged'
         and v.ticket_id in (select ticket_id from messages where text like '%' || $1 || '%') order by v.position`,
      [word],
    );
    return rows.map((row) => row.reason);
  };
  const becomes = async (change: Parameters<typeof mailOf>[0], options: Parameters<NormalizerUnderTest['takesInto']>[2] = {}) => {
    const word = fresh();
    await takes([mailOf({ from: `Kate <kate-${word}@${word}.test>`, ...change, text: `${change.text} ${word}` })], options);
    return { sent: await sent(word), reasons: await reasons(word) };
  };

  test('need:S6 who writes first is told the number, in the language written in', async () => {
    const word = fresh();
    const from = `Kate <kate-${word}@example.test>`;
    await takes([mailOf({ from, subject: 'Where is my order?', text: `Hello, where is my order? ${word}` })]);
    const [one, ...more] = await sent(word);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ to: `kate-${word}@example.test`, subject: 'Re: Where is my order?' });
    expect(one?.text).toContain(`We have received your message. Its number is ${one?.number}.`);
    expect(one?.text).toContain('Warm Bread');
    expect(await reasons(word)).toEqual([]);
    const [message] = await app.store.query(`select sender, automatic, author_type, next_state from messages where id = $1`, [one?.id]);
    const sender = { address: 'hello@shop.test', name: 'Warm Bread' };
    expect(message).toEqual({ sender, automatic: true, author_type: 'system', next_state: 'keep' });
  });

  test('need:S6 the language: of the mail, where it says nothing that of the inbox, and what an agent knows of the contact first', async () => {
    const russian = await becomes({ subject: 'Заказ', text: 'Здравствуйте, где мой заказ?' });
    const short = await becomes({ subject: '1042', text: '?' });
    expect([russian, short].map(({ sent: [one] }) => one?.text.split('\n')[0])).toEqual(['Здравствуйте!', 'Здравствуйте!']);
    const word = fresh();
    const mail = (text: string) => mailOf({ from: `kate-${word}@${word}.test`, text: `${text} ${word}` });
    await takes([mail('Здравствуйте, где мой заказ?')], { historic: true });
    await app.store.query(`update contacts set language = 'en' where id in (select contact_id from identities where address = $1)`, [
      `kate-${word}@${word}.test`,
    ]);
    await takes([mail('Здравствуйте, где же мой заказ?')]);
    expect((await sent(word)).map(({ text }) => text.split('\n')[0])).toEqual(['Hello,']);
  });

  test('need:S6 it changes no state, no clock, no version and no preview, and is no first response', async () => {
    const { sent: acknowledgements } = await becomes({ text: 'Hello, where is my order?' });
    const [row] = await app.store.query(
      `select state, version, first_response_at, preview like 'Hello%' as preview, (select count(*)::int from ticket_events v where v.ticket_id = t.id) as events
       from tickets t where number = $1`,
      [acknowledgements[0]?.number],
    );
    expect(row).toEqual({ state: 'new', version: 1, first_response_at: null, preview: true, events: 1 });
  });

  test('an answer to it joins the conversation, and gets none', async () => {
    const word = fresh();
    const from = `kate-${word}@${word}.test`;
    await takes([mailOf({ from, text: `Where is it? ${word}` })]);
    const [one] = await sent(word);
    await takes([mailOf({ from, to: `hello+${one?.token}@shop.test`, text: `And when? ${word}` })]);
    expect((await app.messages(word)).map(({ ticket }) => ticket)).toEqual([one?.number, one?.number]);
    expect(await sent(word)).toHaveLength(1);
  });

  test('a mail that goes on after its ticket was closed opens one, which is told of once a day', async () => {
    const word = fresh();
    const from = `kate-${word}@${word}.test`;
    const id = `<${word}@x.test>`;
    await takes([mailOf({ from, id, text: `First ${word}` })]);
    const close = async () =>
      app.store.query(
        `update tickets set state = 'closed' where number = (select max(t.number) from tickets t join messages m on m.ticket_id = t.id where m.text like '%' || $1)`,
        [word],
      );
    await close();
    await takes([mailOf({ from, answers: [id], text: `Second ${word}` })]);
    expect([await sent(word), await reasons(word)]).toEqual([[expect.anything()], ['address-hour']]);
    await app.store.query(`update acknowledgements set at = at - interval '2 days'`);
    await app.store.query(`update messages set received_at = received_at - interval '2 days' where kind = 'auto'`);
    await close();
    await takes([mailOf({ from, answers: [id], text: `Third ${word}` })]);
    expect(await sent(word)).toHaveLength(2);
  });

  const agent = async (address: string): Promise<void> => {
    const id = await anAgent(app.store, { teams: [app.team] });
    await app.store.query(`update agents set email = $2 where id = $1`, [id, address]);
  };

  describe('nobody else is told', () => {
    const machine = (headers: Record<string, string>, change: Partial<Parameters<typeof rawMail>[0]> = {}) =>
      becomes({ ...change, text: 'Hello, here is something.', headers });

    test.each([
      ['fail:L1 another ticket system', { 'Auto-Submitted': 'auto-replied' }],
      ['fail:L1 another ticket system that says it in its own way', { 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' }],
      ['fail:L2 a vacation answer', { 'X-Autoreply': 'yes' }],
      ['fail:L8 a mailing list', { 'List-Id': '<users.example.test>' }],
      ['fail:L8 a mailing', { Precedence: 'bulk', 'List-Unsubscribe': '<https://example.test/off>' }],
      ['a mail without an envelope sender', { 'Return-Path': '<>' }],
    ])('%s', async (_, headers) => {
      expect(await machine(headers)).toEqual({ sent: [], reasons: [] });
    });

    test('fail:L8 nobody’s address', async () => {
      expect((await becomes({ from: 'no-reply@courier.test', text: 'Your parcel is on its way.' })).sent).toEqual([]);
      expect(await becomes({ from: 'users-request@lists.test', text: 'You are on the list.' })).toEqual({
        sent: [],
        reasons: ['no-reply'],
      });
    });

    test('ourselves: an address of our inboxes, with a plus part too, and an agent', async () => {
      expect((await becomes({ from: 'support@shop.test', text: 'Hello to me' })).sent).toEqual([]);
      expect((await becomes({ from: 'support+x@shop.test', text: 'Hello to me' })).sent).toEqual([]);
      await agent('anna@agents.test');
      expect(await becomes({ from: 'Anna <anna@agents.test>', text: 'Testing the inbox' })).toEqual({ sent: [], reasons: ['agent'] });
      expect(await becomes({ from: 'Anna <anna+away@agents.test>', text: 'Testing it again' })).toEqual({ sent: [], reasons: ['agent'] });
    });

    test('an author who asks to be answered at an address of ours', async () => {
      expect((await becomes({ text: 'Loop', headers: { 'Reply-To': 'support@shop.test' } })).sent.map(({ to }) => to)).not.toContain(
        'support@shop.test',
      );
    });

    test('users Q5 nobody of 500 old mails, and 0 events', async () => {
      const mails = Array.from({ length: 500 }, (_, n) => rawMail({ from: `old-${n}@old${n}.test`, text: `q5old Old question ${n}` }));
      await takes(mails, { historic: true });
      expect(await app.messages('q5old')).toHaveLength(500);
      expect([await sent('q5old'), await reasons('q5old')]).toEqual([[], []]);
    });

    test('users Q5 nor of mails that are moved in later: older than the inbox, as they came or as they were written', async () => {
      const came = await becomes({ text: 'Moved' }, { receivedAt: new Date(since.getTime() - 86_400_000) });
      const written = await becomes({ text: 'Moved', headers: { Date: 'Mon, 05 Jan 2026 10:12:00 +0300' } });
      expect([came, written]).toEqual(Array.from({ length: 2 }, () => ({ sent: [], reasons: ['older-than-inbox'] })));
    });

    test('what lay in the junk folder', async () => {
      expect(await becomes({ text: 'Buy' }, { junk: true })).toEqual({ sent: [], reasons: ['spam'] });
    });

    test.each([{ 'X-Spam-Flag': 'YES' }, { 'X-Rspamd-Action': 'add header' }])(
      'threat:E6 what a mail server marked as spam: %j; its ticket is one like any other',
      async (headers) => {
        expect(await machine(headers)).toEqual({ sent: [], reasons: ['spam'] });
      },
    );

    test('who is marked as no spam is told', async () => {
      expect((await machine({ 'X-Spam-Flag': 'NO', 'X-Spam-Status': 'No, score=-1.9' })).sent).toHaveLength(1);
    });

    test('threat:E6 who stands in a From that DMARC says is forged; who is proved is', async () => {
      dns.set('TXT', '_dmarc.victim.test', ['v=DMARC1; p=none']);
      dns.set('TXT', 'victim.test', ['v=spf1 ip4:203.0.113.9 -all']);
      const by = (clientAddress: string) => ({
        envelope: { clientAddress, helo: 'mx.victim.test', mailFrom: 'kate@victim.test', recipients: ['hello@shop.test'] },
      });
      expect(await becomes({ from: 'kate@victim.test', text: 'Forged' }, by('198.51.100.66'))).toEqual({ sent: [], reasons: ['forged'] });
      expect((await becomes({ from: 'kate@victim.test', text: 'Real' }, by('203.0.113.9'))).sent).toHaveLength(1);
    });

    test('an address that mail comes back from', async () => {
      await app.store.query(`insert into undeliverable_addresses (address, cause) values ('complains@example.test', 'complaint')`);
      expect(await becomes({ from: 'complains@example.test', text: 'Hello' })).toEqual({ sent: [], reasons: ['given-up'] });
    });

    test('the author of a mail that an agent passes on', async () => {
      await agent('boris@agents.test');
      const text = `Please look.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Kate <kate@forwarded.test>\r\nDate: Mon, 5 Jan 2026\r\nSubject: Bread\r\nTo: Boris <boris@agents.test>\r\n\r\nWhere is my bread?`;
      const { sent: acknowledgements, reasons: why } = await becomes({ from: 'Boris <boris@agents.test>', subject: 'Fwd: Bread', text });
      expect([acknowledgements, why]).toEqual([[], ['forwarded']]);
    });

    test('of an inbox that does not acknowledge, nobody, and nothing is said of it', async () => {
      const word = fresh();
      await takes([mailOf({ text: word })], {}, app.support);
      expect([await sent(word), await reasons(word)]).toEqual([[], []]);
    });
  });

  describe('the budget', () => {
    const many = (count: number, mail: (n: number) => Parameters<typeof mailOf>[0]) =>
      Array.from({ length: count }, (_, n) => mailOf(mail(n)));

    test('fail:L1 an address that writes again and again is told once an hour and three times a day', async () => {
      const word = fresh();
      const from = `loop-${word}@${word}.test`;
      const hour = async () => {
        await takes(many(5, (n) => ({ from, subject: `Ticket ${n}`, text: `A new ticket ${word}` })));
        await app.store.query(`update acknowledgements set at = at - interval '61 minutes'`);
      };
      for (let hours = 0; hours < 5; hours++) await hour();
      expect(await sent(word)).toHaveLength(3);
      expect([...new Set(await reasons(word))]).toEqual(['address-hour', 'address-day']);
    });

    test('fail:L3 a machine that changes its address with each mail: twenty for its domain', async () => {
      const word = fresh();
      await takes(
        many(60, (n) => ({
          from: `lead-${n}@crm-${word}.test`,
          subject: `Note ${n}`,
          text: `${String.fromCodePoint(97 + (n % 26))}${n} ${word}`,
        })),
      );
      expect(await sent(word)).toHaveLength(20);
    });

    test('fail:L3 the same below names that its owner makes up: twenty; and with plus parts of one mailbox: one', async () => {
      const [below, plus] = [fresh(), fresh()];
      await takes(many(30, (n) => ({ from: `lead@h${n}.crm-${below}.test`, subject: `Note ${n}`, text: below })));
      await takes(many(5, (n) => ({ from: `lead-${plus}+${n}@gmail.com`, subject: `Note ${n}`, text: plus })));
      expect([(await sent(below)).length, (await sent(plus)).map(({ to }) => to)]).toEqual([20, [`lead-${plus}+0@gmail.com`]]);
    });

    test('fail:L3 and one that changes its domain too, with the same words: five', async () => {
      const word = fresh();
      const text = 'Thank you for your request, our team of experts will answer as soon as it can. Ticket';
      await takes(
        many(30, (n) => ({
          from: `a@d${n}-${word}.test`,
          subject: `Ticket ${n}`,
          text: `${text} ${n} ${word.replace(/\d/g, '')} x${word}`,
        })),
      );
      expect(await sent(word)).toHaveLength(5);
    });

    test('an inbox sends as many an hour as it is set to', async () => {
      const word = fresh();
      const small = await app.inbox({ address: `small-${word}@shop.test`, acknowledgement: { enabled: true, perHour: 7 } });
      await app.store.query(`update inboxes set created_at = now() - interval '1 minute' where id = $1`, [small]);
      await takes(
        many(20, (n) => ({ from: `c${n}@c${n}-${word}.test`, text: `${word} ${n}` })),
        {},
        small,
      );
      expect(await sent(word)).toHaveLength(7);
      expect(new Set(await reasons(word))).toEqual(new Set(['inbox-hour']));
    });

    test('fail:L1 two normalizers at once spend no more than one', async () => {
      const word = fresh();
      const from = `race-${word}@${word}.test`;
      const work = async (side: number) => {
        const normalizer = app.normalizer();
        for (let n = 0; n < 10; n++)
          await normalizer.take([app.event(mailOf({ from, subject: `S ${side} ${n}`, text: `${word} ${side} ${n}` }), inbox)]);
      };
      await Promise.all([work(1), work(2)]);
      expect(await app.messages(word)).toHaveLength(20);
      expect(await sent(word)).toHaveLength(1);
    });

    test('fail:L1 batches of many customers over two normalizers: each is told once, and nothing waits for each other for ever', async () => {
      const word = fresh();
      const work = async (side: number) => {
        const normalizer = app.normalizer();
        for (let n = 0; n < 12; n++) {
          const customers = Array.from({ length: 30 }, (_, k) => (side === 1 ? k : 29 - k));
          const mail = (k: number) =>
            mailOf({ from: `k${k}@k${k}-${word}.test`, subject: `${side} ${n} ${k}`, text: `${word} ${side} ${n} ${k}` });
          await normalizer.take(customers.map((k) => app.event(mail(k), inbox)));
        }
      };
      await Promise.all([work(1), work(2)]);
      expect(await app.messages(word)).toHaveLength(2 * 12 * 30);
      expect((await sent(word)).map(({ to }) => to).sort()).toEqual(
        Array.from({ length: 30 }, (_, k) => `k${k}@k${k}-${word}.test`).sort(),
      );
    });

    test('a batch that is given again sends nothing again', async () => {
      const word = fresh();
      const mail = mailOf({ from: `again@${word}.test`, text: word });
      await takes([mail]);
      await app.store.query(`delete from acknowledgements`);
      await takes([mail]);
      expect(await sent(word)).toHaveLength(1);
    });
  });

  describe('what it says of time', () => {
    const said = async () => (await becomes({ text: 'Hello, where is my order?' })).sent[0]?.text ?? '';

    test('need:S6 when nobody is there: when somebody is again', async () => {
      await app.store.query(`update organisation set office_hours = $1::jsonb`, [JSON.stringify(CLOSED_TODAY)]);
      expect(await said()).toMatch(/We are closed now\. We will answer when we are back: on Monday, \d{1,2} \w+, at 09:00 \(UTC\+3\)\./);
      await app.store.query(`update inboxes set office_hours = $2::jsonb where id = $1`, [
        inbox,
        JSON.stringify({ ...CLOSED_TODAY, timeZone: 'Asia/Tokyo' }),
      ]);
      expect(await said()).toContain('at 09:00 (UTC+9)');
      await app.store.query(`update organisation set office_hours = null`);
      await app.store.query(`update inboxes set office_hours = null`);
      expect(await said()).not.toContain('closed');
    });

    test('need:S6 within which time the team answers, when ten first answers tell it', async () => {
      const answer = (count: number) =>
        app.store.query(
          `update tickets set created_at = now() - interval '50 minutes', first_response_at = now() where id in
             (select id from tickets where first_response_at is null and team_id = $1 order by number limit $2)`,
          [app.team, count],
        );
      await answer(9);
      expect(await said()).not.toContain('usually');
      await answer(1);
      expect(await said()).toContain('We usually answer within an hour.');
    });
  });

  test("an agent's answer leaves before the acknowledgements that wait", async () => {
    const word = fresh();
    const queue = await app.inbox({ address: `queue-${word}@shop.test`, acknowledgement: { enabled: true } });
    await app.store.query(`update inboxes set created_at = now() - interval '1 minute' where id = $1`, [queue]);
    const mails = Array.from({ length: 3 }, (_, n) => mailOf({ from: `q${n}@q${n}-${word}.test`, text: `${word} ${n}` }));
    await takes(mails, {}, queue);
    await anAgent(app.store, { teams: [app.team] });
    const [first] = await app.tickets(word);
    const { messageId } = await app.answers(first?.number ?? 0, 'An answer');
    const lease = await new Leases(app.store, `test ${word}`).acquire(queue);
    if (!lease) throw new Error('The lease of this test is taken.');
    const due = (limit: number) => new Deliveries(app.store).takeDue(queue, lease, { limit, inOrder: false });
    expect((await due(1)).map(({ id }) => id)).toEqual([messageId]);
    expect((await due(9)).map(({ kind }) => kind)).toEqual(['auto', 'auto', 'auto']);
  });
});
