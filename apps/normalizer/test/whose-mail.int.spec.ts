import { readConversations } from '@app/store';
import { anAgent } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

describe('whose a mail is', () => {
  let app: NormalizerUnderTest;
  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
    const agent = await anAgent(app.store, { teams: [app.team] });
    await app.store.query(`update agents set email = 'boris@shop.test', name = 'Boris' where id = $1`, [agent]);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const addressesOf = async (word: string) =>
    (
      await app.store.query<{ address: string }>(
        `select i.address from messages m join tickets t on t.id = m.ticket_id join identities i on i.contact_id = t.contact_id where m.text like '%' || $1 || '%'`,
        [word],
      )
    ).map((row) => row.address);

  describe('from addresses of ours', () => {
    test('fail:T2 our own answer seen again, by BCC or in a folder, is no message: the ledger keeps it', async () => {
      await app.takes(rawMail({ text: 'ownmail question' }));
      const [ticket] = await app.tickets('ownmail');
      const { token } = await app.answers(ticket?.number ?? 0, 'ownmail answer');
      const seen = rawMail({
        from: 'Support <support@shop.test>',
        to: 'ivan@example.test',
        id: `<${token}@shop.test>`,
        text: 'ownmail answer',
      });
      await app.takes(seen);
      expect(await app.outcome(seen)).toBe('own');
      expect(await app.tickets('ownmail')).toMatchObject([{ state: 'new', texts: ['ownmail question', 'ownmail answer'] }]);
    });

    test('fail:T2 our answer that goes to another inbox of ours is no message there either', async () => {
      await app.takes(rawMail({ text: 'ownother question' }));
      const [ticket] = await app.tickets('ownother');
      const { token } = await app.answers(ticket?.number ?? 0, 'ownother answer');
      const sales = await app.inbox({ address: 'sales@shop.test' });
      const seen = rawMail({ from: 'support@shop.test', to: 'sales@shop.test', id: `<${token}@shop.test>`, text: 'ownother answer' });
      await app.takesInto(sales, [seen]);
      expect(await app.outcome(seen, sales)).toBe('own');
    });

    test('fail:T2 from support@ to support@, not sent from here: kept, from nobody, and nobody is answered', async () => {
      await app.takes(rawMail({ from: 'Support <Support@Shop.test>', id: '<ss1@x.test>', text: 'selfmail one' }));
      await app.takes(rawMail({ from: 'Support <support@shop.test>', answers: ['<ss1@x.test>'], text: 'selfmail two' }));
      expect(await app.messages('selfmail')).toMatchObject([
        { from: 'support@shop.test', proved: false, answerTo: null, remarks: ['mail-from-our-address'] },
        { from: 'support@shop.test', answerTo: null },
      ]);
      expect(await app.tickets('selfmail')).toHaveLength(2);
      expect(await addressesOf('selfmail')).toEqual(['', '']);
      expect(await app.tickets('selfmail')).toMatchObject([{ contact: '' }, { contact: '' }]);
      const [ticket] = await app.tickets('selfmail one');
      expect(await readConversations(app.store, ticket?.id ?? '')).toMatchObject([{ answersGoTo: [] }]);
      await expect(app.answers(ticket?.number ?? 0, 'to whom?')).rejects.toThrow(/whom/);
    });

    test('fail:T2 the next customer is not drawn into a ticket of our own address', async () => {
      await app.takes(rawMail({ from: 'support@shop.test', id: '<first-own@x.test>', text: 'ownfirst' }));
      await app.takes(rawMail({ to: 'support@shop.test', text: 'ownfirst, the next one' }));
      expect(await app.tickets('ownfirst')).toHaveLength(2);
    });
  });

  describe('Reply-To', () => {
    const form = (text: string, headers: Record<string, string>, from = 'Shop form <support@shop.test>') =>
      rawMail({ from, headers, text });

    test('fail:T18 a form that writes from our own address: the customer is the one whom it asks to answer', async () => {
      await app.takes(form('ownform', { 'Reply-To': 'Olga <olga@example.test>' }));
      expect(await app.messages('ownform')).toMatchObject([
        {
          from: 'support@shop.test',
          answerTo: 'olga@example.test',
          remarks: expect.arrayContaining(['mail-requester-from-reply-to']) as unknown,
        },
      ]);
      expect((await app.tickets('ownform'))[0]?.contact).toBe('Olga');
      expect(await addressesOf('ownform')).toEqual(['olga@example.test']);
    });

    test('fail:T18 a form that writes from no-reply@: each customer has a ticket of their own, and their answer finds it', async () => {
      const service = 'Forms <no-reply@forms.test>';
      await app.takes(form('formservice pavel', { 'Reply-To': 'pavel@example.test', 'Message-ID': '<form1@forms.test>' }, service));
      await app.takes(form('formservice rita', { 'Reply-To': 'rita@example.test' }, service));
      await app.takes(rawMail({ from: 'pavel@example.test', answers: ['<form1@forms.test>'], text: 'formservice pavel again' }));
      expect((await app.tickets('formservice')).map((ticket) => ticket.texts.length)).toEqual([2, 1]);
    });

    test('fail:T18 a Reply-To in the mail that begins a ticket is answered; one that leads to us is not', async () => {
      await app.takes(rawMail({ headers: { 'Reply-To': 'office@example.test' }, text: 'replyelsewhere' }));
      await app.takes(rawMail({ headers: { 'Reply-To': 'support@shop.test' }, text: 'replytous' }));
      expect((await app.messages('replyelsewhere'))[0]).toMatchObject({ from: 'ivan@example.test', answerTo: 'office@example.test' });
      expect((await app.messages('replytous'))[0]).toMatchObject({ answerTo: 'ivan@example.test' });
    });

    test('threat:A9 a Reply-To in a later, unproved mail does not turn the answers of a conversation elsewhere', async () => {
      await app.takes(rawMail({ id: '<turn@x.test>', text: 'turned question' }));
      await app.takes(rawMail({ answers: ['<turn@x.test>'], headers: { 'Reply-To': 'eve@evil.test' }, text: 'turned, answer me there' }));
      const [ticket] = await app.tickets('turned');
      expect((await app.answers(ticket?.number ?? 0, 'turned answer')).to).toEqual(['ivan@example.test']);
    });

    test('fail:T18 a list that writes in its own name: the customer is the one in Reply-To', async () => {
      const headers = {
        'Reply-To': 'Ivan <ivan@example.test>',
        'List-Id': '<buyers.lists.test>',
        'List-Post': '<mailto:buyers@lists.test>',
      };
      await app.takes(rawMail({ from: 'Ivan via Buyers <buyers@lists.test>', to: 'buyers@lists.test', headers, text: 'rewrittenfrom' }));
      expect(await addressesOf('rewrittenfrom')).toEqual(['ivan@example.test']);
    });
  });

  describe('an agent who forwards', () => {
    const gmail = (author: string, text: string) =>
      [
        '---------- Forwarded message ---------',
        `From: ${author}`,
        'Date: Mon, 5 Jan 2026 at 10:12',
        'Subject: Broken cup',
        'To: <boris@shop.test>',
        '',
        '',
        text,
      ].join('\r\n');

    test("fail:T17 a customer's mail: the ticket is the customer's, and so is the answer", async () => {
      const text = `Please take care.\r\n\r\n${gmail('Olga Petrova <petrova@example.test>', 'forwarded cup')}`;
      await app.takes(rawMail({ from: 'Boris <boris@shop.test>', subject: 'Fwd: Broken cup', text }));
      const [ticket] = await app.tickets('forwarded cup');
      expect(ticket).toMatchObject({ subject: 'Broken cup', contact: 'Olga Petrova' });
      expect(await app.messages('forwarded cup')).toMatchObject([
        { from: 'petrova@example.test', proved: false, answerTo: 'petrova@example.test' },
      ]);
      expect((await app.answers(ticket?.number ?? 0, 'a new cup')).to).toEqual(['petrova@example.test']);
    });

    test('fail:T17 with @fwd in the first line, whatever the subject', async () => {
      const text = `@fwd\r\n\r\n${gmail('rita@example.test', 'commanded plate')}`;
      await app.takes(rawMail({ from: 'boris@shop.test', subject: 'A plate', text }));
      expect(await addressesOf('commanded plate')).toEqual(['rita@example.test']);
    });

    test('fail:T17 the same forward from anybody else is that person’s own mail', async () => {
      const text = gmail('olga@example.test', 'customer forwards');
      await app.takes(rawMail({ from: 'ivan@example.test', subject: 'Fwd: Broken cup', text }));
      expect(await addressesOf('customer forwards')).toEqual(['ivan@example.test']);
    });

    test('an agent who writes to an inbox of his own accord is an ordinary person', async () => {
      await app.takes(rawMail({ from: 'Boris <boris@shop.test>', text: 'agentwrites: my chair is broken' }));
      expect(await addressesOf('agentwrites')).toEqual(['boris@shop.test']);
    });
  });
});
