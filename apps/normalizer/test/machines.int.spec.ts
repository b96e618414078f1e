import { anAgent } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

describe('mail that is no answer of a person', () => {
  let app: NormalizerUnderTest;
  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
    await anAgent(app.store, { teams: [app.team] });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  /** A conversation in which we answered: it waits for the customer. */
  async function answered(word: string) {
    await app.takes(rawMail({ id: `<${word}@x.test>`, text: `${word} question` }));
    const [ticket] = await app.tickets(word);
    const number = ticket?.number ?? 0;
    const answer = await app.answers(number, `${word} answer`);
    await app.store.query(`update tickets set state = 'pending' where number = $1`, [number]);
    await app.store.query(`update deliveries set state = 'accepted' where message_id = $1`, [answer.messageId]);
    return { number, ...answer };
  }

  const stateOf = async (word: string) => (await app.tickets(word)).map((ticket) => ticket.state);

  describe('reports', () => {
    const bounce = (text: string, original: string, recipient = 'ivan@example.test', headers: Record<string, string> = {}) =>
      [
        'From: MAILER-DAEMON@mx.example.test (Mail Delivery System)',
        'To: support@shop.test',
        'Subject: Undelivered Mail Returned to Sender',
        'Date: Mon, 05 Jan 2026 10:12:00 +0300',
        `Message-ID: <bounce-${text.replaceAll(' ', '-')}@mx.example.test>`,
        'Auto-Submitted: auto-replied',
        'Return-Path: <>',
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        '',
        '--b',
        'Content-Type: text/plain; charset=us-ascii',
        '',
        `This is the mail system at host mx.example.test. ${text}`,
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example.test',
        '',
        `Final-Recipient: rfc822; ${recipient}`,
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 No such user here',
        '',
        '--b',
        'Content-Type: text/rfc822-headers',
        '',
        'From: Support <support@shop.test>',
        `To: ${recipient}`,
        `Message-ID: ${original}`,
        'Subject: Re: Where is my bill?',
        '',
        '--b--',
        '',
      ].join('\r\n');

    test('fail:L4 fail:L5 a bounce of our answer joins its conversation, marks the delivery, and the ticket is our turn again', async () => {
      const { token, number, messageId } = await answered('bounced');
      await app.takes(bounce('bounced back', `<${token}@shop.test>`));
      expect(await app.messages('bounced back')).toMatchObject([{ ticket: number, automatic: true, answerTo: null }]);
      expect(await app.store.query(`select from contacts where name ilike '%mail delivery%' or name ilike '%mailer-daemon%'`)).toEqual([]);
      expect(await stateOf('bounced')).toEqual(['new']);
      const deliveries = await app.store.query(
        `select state, reason ->> 'code' as code, reason -> 'params' ->> 'enhanced' as status from deliveries where message_id = $1`,
        [messageId],
      );
      expect(deliveries).toEqual([{ state: 'bounced', code: 'refused-recipient-unknown', status: '5.1.1' }]);
      expect((await app.answers(number, 'bounced second answer')).to).toEqual(['ivan@example.test']);
    });

    test('fail:L4 a bounce for somebody whom our mail did not go to marks nothing and changes nothing', async () => {
      const { token, messageId } = await answered('misbounced');
      await app.takes(bounce('misbounced back', `<${token}@shop.test>`, 'somebody@else.test'));
      expect(await stateOf('misbounced')).toEqual(['pending']);
      expect(await app.store.query(`select state from deliveries where message_id = $1`, [messageId])).toEqual([{ state: 'accepted' }]);
    });

    test('fail:L4 a bounce of nothing that we know opens no ticket: the ledger keeps it', async () => {
      const stray = bounce('straybounce', '<unknown@elsewhere.test>');
      await app.takes(stray);
      expect(await app.outcome(stray)).toBe('bounce-of-unknown');
      expect(await app.messages('straybounce')).toEqual([]);
      const kept = await app.store.query<{ data: Buffer }>(
        `select b.data from received r join blobs b on b.sha256 = r.raw where r.outcome = 'bounce-of-unknown'`,
      );
      expect(kept.some(({ data }) => data.includes('straybounce'))).toBe(true);
    });

    test('a read receipt that names our mail in its machine-readable part alone joins its conversation and changes nothing', async () => {
      const { token, number } = await answered('receipted');
      const lines = [
        'From: Ivan <ivan@example.test>',
        'To: support@shop.test',
        'Subject: Read: Where is my bill?',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'receipted: your message was displayed.',
        '',
        '--b',
        'Content-Type: message/disposition-notification',
        '',
        'Final-Recipient: rfc822;ivan@example.test',
        `Original-Message-ID: <${token}@shop.test>`,
        'Disposition: manual-action/MDN-sent-manually; displayed',
        '',
        '--b--',
        '',
      ];
      await app.takes(lines.join('\r\n'));
      expect(await app.messages('receipted: your')).toMatchObject([{ ticket: number, automatic: true, answerTo: null }]);
      expect(await stateOf('receipted')).toEqual(['pending']);
    });

    test('a mail that only reads like a receipt, and is about nothing of ours, is a ticket: nobody is overlooked', async () => {
      await app.takes(rawMail({ subject: 'Read: Where is my bill?', text: 'seemsread: my mail was read, but nobody answers.' }));
      expect(await stateOf('seemsread')).toEqual(['new']);
    });

    test('threat:A1 a bounce that names a customer’s mail, which anybody may know, gets into no conversation', async () => {
      await answered('fakebounce');
      await app.takes(bounce('fakebounce back', '<fakebounce@x.test>', 'ivan@example.test', { 'In-Reply-To': '<fakebounce@x.test>' }));
      expect(await app.messages('fakebounce back')).toEqual([]);
    });
  });

  describe('answers of machines', () => {
    const vacation = { 'Auto-Submitted': 'auto-replied' };

    test('fail:L2 a vacation answer joins the conversation and changes no state', async () => {
      const { token } = await answered('vacation');
      await app.takes(rawMail({ answers: [`<${token}@shop.test>`], headers: vacation, text: 'vacation until Monday' }));
      expect(await stateOf('vacation')).toEqual(['pending']);
      expect(await app.messages('vacation until')).toMatchObject([{ automatic: true }]);
    });

    test('fail:L2 a vacation answer to a closed ticket joins it, and opens none', async () => {
      const { token, number } = await answered('lateholiday');
      await app.setState(number, 'closed');
      await app.takes(rawMail({ answers: [`<${token}@shop.test>`], headers: vacation, text: 'lateholiday until Monday' }));
      expect(await stateOf('lateholiday')).toEqual(['closed']);
    });

    test('what a machine writes of its own accord is work too: a ticket, marked', async () => {
      await app.takes(rawMail({ from: 'monitor@host.test', headers: { 'Auto-Submitted': 'auto-generated' }, text: 'diskalarm' }));
      await app.takes(
        rawMail({
          from: 'news@maker.test',
          headers: { 'List-Unsubscribe': '<https://maker.test/u>', Precedence: 'bulk' },
          text: 'newsletter',
        }),
      );
      expect([...(await stateOf('diskalarm')), ...(await stateOf('newsletter'))]).toEqual(['new', 'new']);
      expect(await app.messages('newsletter')).toMatchObject([{ automatic: true }]);
    });

    test('a person behind a mailing list or a group who answers us is a person', async () => {
      const { token } = await answered('grouped');
      const headers = { 'List-Id': '<support.shop.test>' };
      await app.takes(rawMail({ answers: [`<${token}@shop.test>`], headers, text: 'grouped thanks' }));
      expect(await stateOf('grouped')).toEqual(['new']);
      expect(await app.messages('grouped thanks')).toMatchObject([{ automatic: false, remarks: [] }]);
    });

    test('what snoozes is not woken by a machine', async () => {
      const { token, number } = await answered('snoozing');
      await app.store.query(`update tickets set snoozed_until = now() + interval '1 day' where number = $1`, [number]);
      const snoozed = async () =>
        (await app.store.query<{ is: boolean }>(`select snoozed_until is not null as is from tickets where number = $1`, [number]))[0]?.is;
      await app.takes(rawMail({ answers: [`<${token}@shop.test>`], headers: vacation, text: 'snoozing away' }));
      expect(await snoozed()).toBe(true);
      await app.takes(rawMail({ answers: [`<${token}@shop.test>`], text: 'snoozing no more' }));
      expect(await snoozed()).toBe(false);
    });
  });

  describe('imported history', () => {
    const THEN = new Date('2024-03-01T10:00:00Z');
    const events = () =>
      app.store.query<{ n: number }>(`select count(*)::int as n from events where type like 'ticket.%'`).then(([row]) => row?.n ?? 0);

    test('fail:I14 becomes closed tickets of its own time, and nobody is told', async () => {
      const before = await events();
      const old = (n: number) => rawMail({ id: `<old${n}@x.test>`, answers: n === 1 ? ['<old0@x.test>'] : [], text: `oldmail ${n}` });
      await app.takesInto(app.support, [old(0), old(1), old(2)], { historic: true, receivedAt: THEN });
      const rows = await app.store.query(
        `select distinct t.state, t.created_at, t.closed_at, t.waiting_since, count(m.id)::int as messages
         from tickets t join messages m on m.ticket_id = t.id where m.text like 'oldmail%' group by t.id order by messages`,
      );
      const past = { state: 'closed', created_at: THEN, closed_at: THEN, waiting_since: null };
      expect(rows).toEqual([
        { ...past, messages: 1 },
        { ...past, messages: 2 },
      ]);
      expect(await events()).toBe(before);
    });

    test('fail:I14 a later answer opens a ticket that follows the old one', async () => {
      await app.takesInto(app.support, [rawMail({ id: '<history@x.test>', text: 'history then' })], { historic: true });
      await app.takes(rawMail({ answers: ['<history@x.test>'], text: 'history now' }));
      const [old, live] = await app.tickets('history');
      expect(live).toMatchObject({ state: 'new', follows: old?.id, texts: ['history now'] });
    });

    test('fail:I14 history that comes after its answer joins the live ticket and changes nothing', async () => {
      const { number } = await answered('overtaken');
      const old = rawMail({ id: '<overtaken0@x.test>', answers: ['<overtaken@x.test>'], text: 'overtaken long ago' });
      const before = await app.store.query(`select state, last_message_at, preview from tickets where number = $1`, [number]);
      await app.takesInto(app.support, [old], { historic: true });
      expect(await app.store.query(`select state, last_message_at, preview from tickets where number = $1`, [number])).toEqual(before);
      expect(await app.messages('overtaken long')).toMatchObject([{ ticket: number }]);
    });
  });
});
