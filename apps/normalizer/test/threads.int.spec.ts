import { readConversations } from '@app/store';
import { anAgent } from '@app/testing';
import { mailReceived, NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

const ANNA = 'Anna <anna@example.test>';

describe('where a mail goes', () => {
  let app: NormalizerUnderTest;

  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
    await anAgent(app.store, { teams: [app.team] });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  describe('nothing leads anywhere', () => {
    test('fail:T1 an empty Message-ID, then 20 mails with empty In-Reply-To and References: 21 tickets', async () => {
      await app.takes(rawMail({ id: '', text: 'emptyids 0' }));
      const empty = { 'In-Reply-To': '', References: '<>' };
      await app.takes(
        ...Array.from({ length: 20 }, (_, n) => rawMail({ id: n % 2 ? '' : null, headers: empty, text: `emptyids ${n + 1}` })),
      );
      expect(await app.tickets('emptyids')).toHaveLength(21);
    });

    test('fail:T11 threat:A10 a subject never threads, whatever its prefix or number', async () => {
      await app.takes(rawMail({ subject: 'Prefixes', text: 'prefix 0' }));
      const [ticket] = await app.tickets('prefix 0');
      const prefixes = ['Re:', 'VS:', 'AW:', 'Antw:', '回复:', 'Отв:', `Re: [#${ticket?.number}]`];
      await app.takes(...prefixes.map((prefix) => rawMail({ from: ANNA, subject: `${prefix} Prefixes`, text: `prefix ${prefix}` })));
      expect(await app.tickets('prefix')).toHaveLength(8);
    });
  });

  describe('ids', () => {
    test('fail:T5 a customer who answers his own mail twice has one ticket', async () => {
      await app.takes(rawMail({ id: '<own1@x.test>', text: 'ownanswer 1' }));
      await app.takes(rawMail({ id: '<own2@x.test>', answers: ['<own1@x.test>'], text: 'ownanswer 2' }));
      await app.takes(rawMail({ id: '<own3@x.test>', answers: ['<own1@x.test>', '<own2@x.test>'], text: 'ownanswer 3' }));
      expect(await app.tickets('ownanswer')).toMatchObject([{ texts: ['ownanswer 1', 'ownanswer 2', 'ownanswer 3'] }]);
    });

    test.each([
      ['References only', { References: '<onlyids@x.test>' }],
      ['In-Reply-To only', { 'In-Reply-To': '<onlyids@x.test>' }],
      ['References replaced by others', { References: '<foreign@icloud.test>', 'In-Reply-To': '<onlyids@x.test>' }],
      ['several ids in In-Reply-To', { 'In-Reply-To': '<foreign@icloud.test> <onlyids@x.test>' }],
    ])('fail:T4 %s', async (title, headers) => {
      await app.takes(rawMail({ id: '<onlyids@x.test>', text: 'onlyids first' }));
      await app.takes(rawMail({ headers, text: `onlyids ${title}` }));
      expect((await app.tickets(`onlyids ${title}`))[0]?.texts[0]).toBe('onlyids first');
    });

    test('fail:T3 a stranger who guesses an id gets a ticket of his own, linked to nothing', async () => {
      await app.takes(rawMail({ id: '<guess@x.test>', text: 'guessed victim' }));
      await app.takes(rawMail({ from: 'eve@evil.test', answers: ['<guess@x.test>'], text: 'guessed stranger' }));
      const tickets = await app.tickets('guessed');
      expect(tickets).toMatchObject([{ texts: ['guessed victim'] }, { texts: ['guessed stranger'] }]);
      expect(await app.events(tickets[1]?.number ?? 0)).toEqual(['opened']);
    });

    test('fail:T3 a stranger cannot draw answers of others to himself by mentioning their ids and copying them in', async () => {
      await app.takes(rawMail({ id: '<draw@x.test>', text: 'drawn victim' }));
      await app.takes(
        rawMail({ from: 'eve@evil.test', to: 'support@shop.test, ivan@example.test', answers: ['<draw@x.test>'], text: 'drawn trap' }),
      );
      await app.takes(rawMail({ answers: ['<draw@x.test>'], text: 'drawn answer' }));
      expect(await app.tickets('drawn')).toMatchObject([{ texts: ['drawn victim', 'drawn answer'] }, { texts: ['drawn trap'] }]);
    });

    test('fail:T7 we are copied in from the second mail on: mails that share an ancestor which is not here are one ticket', async () => {
      const cc = { Cc: 'anna@example.test' };
      await app.takes(rawMail({ id: '<late2@x.test>', answers: ['<late1@x.test>'], headers: cc, text: 'copiedlate 2' }));
      await app.takes(rawMail({ from: ANNA, id: '<late3@x.test>', answers: ['<late1@x.test>'], text: 'copiedlate 3' }));
      expect(await app.tickets('copiedlate')).toMatchObject([{ texts: ['copiedlate 2', 'copiedlate 3'] }]);
    });

    test('fail:T8 an answer that comes before the mail it answers: one ticket', async () => {
      await app.takes(rawMail({ id: '<quick2@x.test>', answers: ['<quick1@x.test>'], text: 'quicker 2' }));
      await app.takes(rawMail({ id: '<quick1@x.test>', text: 'quicker 1' }));
      expect(await app.tickets('quicker')).toMatchObject([{ texts: ['quicker 2', 'quicker 1'] }]);
    });

    test('an id as long as a line may be is still an id', async () => {
      const id = `<${'0123456789abcdef'.repeat(61)}@x.test>`;
      await app.takes(rawMail({ id, text: 'longid 1' }));
      await app.takes(rawMail({ headers: { 'In-Reply-To': id }, text: 'longid 2' }));
      expect(await app.tickets('longid')).toMatchObject([{ texts: ['longid 1', 'longid 2'] }]);
    });

    test('a new topic in an answer to an old mail goes on with its ticket while that lives', async () => {
      await app.takes(rawMail({ id: '<topic@x.test>', subject: 'Bill', text: 'newtopic 1' }));
      await app.setState((await app.tickets('newtopic'))[0]?.number ?? 0, 'solved');
      await app.takes(rawMail({ answers: ['<topic@x.test>'], subject: 'Something else', text: 'newtopic 2' }));
      expect(await app.tickets('newtopic')).toMatchObject([{ subject: 'Bill', state: 'new', texts: ['newtopic 1', 'newtopic 2'] }]);
    });

    test('an answer to a closed ticket opens a new one that follows it, and what comes next joins that', async () => {
      await app.takes(rawMail({ id: '<closed@x.test>', text: 'wasclosed 1' }));
      await app.setState((await app.tickets('wasclosed'))[0]?.number ?? 0, 'closed');
      await app.takes(rawMail({ answers: ['<closed@x.test>'], text: 'wasclosed 2' }));
      await app.takes(rawMail({ answers: ['<closed@x.test>'], text: 'wasclosed 3' }));
      const [old, next] = await app.tickets('wasclosed');
      expect(next).toMatchObject({ state: 'new', follows: old?.id, texts: ['wasclosed 2', 'wasclosed 3'] });
    });

    test('fail:T10 an answer to a ticket that was merged, and merged again, lands in the last one', async () => {
      for (const name of ['A', 'B', 'C']) await app.takes(rawMail({ id: `<merge${name}@x.test>`, text: `merged ${name}` }));
      const [a, b, c] = await app.tickets('merged');
      await app.store.query(`update tickets set merged_into = $2 where id = $1`, [a?.id, b?.id]);
      await app.store.query(`update tickets set merged_into = $2 where id = $1`, [b?.id, c?.id]);
      await app.takes(rawMail({ answers: ['<mergeA@x.test>'], text: 'merged answer to A' }));
      expect((await app.tickets('answer to A'))[0]).toMatchObject({ id: c?.id, texts: ['merged C', 'merged answer to A'] });
    });
  });

  describe('our token', () => {
    const asked = async (word: string) => {
      await app.takes(rawMail({ id: `<${word}@x.test>`, text: `${word} question` }));
      const [ticket] = await app.tickets(word);
      return { number: ticket?.number ?? 0, ...(await app.answers(ticket?.number ?? 0, `${word} answer`)) };
    };

    test('fail:T4 fail:T6 leads back by the address alone, whatever became of the ids', async () => {
      const { token } = await asked('plustoken');
      await app.takes(rawMail({ to: `support+${token.toUpperCase()}@shop.test`, text: 'plustoken thanks' }));
      expect(await app.tickets('plustoken')).toMatchObject([{ texts: ['plustoken question', 'plustoken answer', 'plustoken thanks'] }]);
    });

    test('fail:T4 fail:T6 leads back by our Message-ID alone', async () => {
      const { token } = await asked('idtoken');
      await app.takes(rawMail({ answers: [`<${token}@shop.test>`], text: 'idtoken thanks' }));
      expect((await app.messages('idtoken thanks'))[0]).toMatchObject({ answerTo: 'ivan@example.test', remarks: [] });
      expect(await app.tickets('idtoken')).toHaveLength(1);
    });

    test('threat:A9 from another address it lets in, marked, and the next answer still goes to the customer', async () => {
      const { token, number } = await asked('othertoken');
      await app.takes(rawMail({ from: 'eve@evil.test', to: `support+${token}@shop.test`, text: 'othertoken send it to me' }));
      expect(await app.messages('othertoken send')).toMatchObject([
        { ticket: number, proved: false, answerTo: null, remarks: ['mail-by-token-alone'] },
      ]);
      // What the agent is told before answering, and what then happens.
      const [ticket] = await app.tickets('othertoken');
      expect(await readConversations(app.store, ticket?.id ?? '')).toMatchObject([{ answersGoTo: [{ address: 'ivan@example.test' }] }]);
      expect((await app.answers(number, 'othertoken second answer')).to).toEqual(['ivan@example.test']);
    });

    test('threat:A9 where the inbox says so, it is a ticket of its own that names the other to the agent', async () => {
      const strict = await app.inbox({ address: 'strict@shop.test', strangersWithToken: 'own-ticket' });
      await app.takesInto(strict, [rawMail({ to: 'strict@shop.test', text: 'stricttoken question' })]);
      const [ticket] = await app.tickets('stricttoken');
      const { token } = await app.answers(ticket?.number ?? 0, 'stricttoken answer');
      await app.takesInto(strict, [rawMail({ from: ANNA, to: `strict+${token}@shop.test`, text: 'stricttoken other' })]);
      const tickets = await app.tickets('stricttoken');
      expect(tickets).toMatchObject([{ texts: ['stricttoken question', 'stricttoken answer'] }, { texts: ['stricttoken other'] }]);
      expect(await app.events(tickets[1]?.number ?? 0)).toEqual(['opened', `may-belong-to ${ticket?.number}`]);
    });

    test('of another inbox it leads nowhere', async () => {
      const { token } = await asked('foreigntoken');
      const sales = await app.inbox({ address: 'sales-token@shop.test' });
      await app.takesInto(sales, [rawMail({ to: 'sales-token@shop.test', answers: [`<${token}@shop.test>`], text: 'foreigntoken sales' })]);
      expect(await app.tickets('foreigntoken')).toHaveLength(2);
    });
  });

  describe('who takes part', () => {
    test('threat:A8 who was copied in may answer, marked; the next answer goes to the customer', async () => {
      await app.takes(rawMail({ id: '<cc@x.test>', headers: { Cc: 'eve@evil.test' }, text: 'copied question' }));
      await app.takes(rawMail({ from: 'eve@evil.test', answers: ['<cc@x.test>'], text: 'copied too' }));
      const [ticket] = await app.tickets('copied question');
      expect(await app.messages('copied too')).toMatchObject([{ ticket: ticket?.number, answerTo: null, remarks: ['mail-from-copied'] }]);
      expect((await app.answers(ticket?.number ?? 0, 'copied answer')).to).toEqual(['ivan@example.test']);
    });

    test('whom we wrote to takes part from then on', async () => {
      await app.takes(rawMail({ id: '<part@x.test>', text: 'partner question' }));
      const [ticket] = await app.tickets('partner');
      await app.answers(ticket?.number ?? 0, 'partner answer', ['Anna@example.test']);
      await app.takes(rawMail({ from: ANNA, answers: ['<part@x.test>'], text: 'partner thanks' }));
      expect(await app.messages('partner thanks')).toMatchObject([{ answerTo: 'anna@example.test', remarks: [] }]);
    });

    test('a number in the subject, from who takes part: the agent is told which ticket it may belong to', async () => {
      await app.takes(rawMail({ text: 'numbered first' }));
      const [first] = await app.tickets('numbered');
      await app.takes(rawMail({ subject: `Once more about #${first?.number}`, text: 'numbered second' }));
      await app.takes(rawMail({ from: 'eve@evil.test', subject: `Re: [#${first?.number}]`, text: 'numbered stranger' }));
      const [, second, stranger] = await app.tickets('numbered');
      expect(await app.events(second?.number ?? 0)).toEqual(['opened', `may-belong-to ${first?.number}`]);
      expect(await app.events(stranger?.number ?? 0)).toEqual(['opened']);
    });
  });

  describe('one mail, more than once', () => {
    test('in two folders, or by two ways: a copy', async () => {
      const mail = rawMail({ id: '<twice@x.test>', text: 'twofolders' });
      const relayed = `Received: from mx.example.test by mail.shop.test; Mon, 05 Jan 2026 10:12:01 +0300\r\n${mail}`;
      const again = `Received: from elsewhere.test by mail.shop.test; Mon, 05 Jan 2026 10:12:03 +0300\r\n${mail}`;
      await app.takes(mail, relayed);
      await app.takes(again);
      expect(await app.messages('twofolders')).toHaveLength(1);
      expect([await app.outcome(relayed), await app.outcome(again)]).toEqual(['copy', 'copy']);
    });

    test('by two ways at the same moment: one message', async () => {
      for (let round = 0; round < 10; round++) {
        const mail = rawMail({ id: `<same${round}@x.test>`, text: `samemoment ${round}` });
        await Promise.all([app.takes(mail), app.takes(`X-Way: two\r\n${mail}`), app.takes(`X-Way: three\r\n${mail}`)]);
      }
      expect(await app.messages('samemoment')).toHaveLength(10);
    });

    test('fail:T13 three fetchers of one mailbox of 60 mails: 60 messages', async () => {
      const mails = Array.from({ length: 60 }, (_, n) => rawMail({ text: `fetchers ${n}` }));
      await Promise.all([app.takes(...mails), app.takes(...mails.toReversed()), app.takes(...mails.slice(30), ...mails.slice(0, 30))]);
      expect(await app.messages('fetchers')).toHaveLength(60);
    });

    test('a form that repeats its Message-ID: a ticket for each, all but the first marked', async () => {
      const form = (n: number) => rawMail({ from: `person${n}@example.test`, id: '<form@site.test>', text: `repeatedid ${n}` });
      await app.takes(form(1), form(2));
      await app.takes(form(3));
      expect((await app.messages('repeatedid')).map((one) => one.remarks)).toEqual([[], ['mail-repeats-id'], ['mail-repeats-id']]);
      expect(await app.tickets('repeatedid')).toHaveLength(3);
    });

    test('fail:T12 to two of our inboxes: a ticket in each, and each names the other, once', async () => {
      const sales = await app.inbox({ address: 'sales@shop.test' });
      const mail = rawMail({ to: 'support@shop.test', headers: { Cc: 'Sales <sales@shop.test>' }, text: 'twoinboxes' });
      await app.takes(mail);
      await app.takesInto(sales, [mail]);
      await app.takesInto(sales, [mail]);
      const [first, second] = await app.tickets('twoinboxes');
      expect(await app.events(first?.number ?? 0)).toEqual(['opened', `also-sent-to ${second?.number}`]);
      expect(await app.events(second?.number ?? 0)).toEqual(['opened', `also-sent-to ${first?.number}`]);
    });

    test('fail:T12 at the same moment, and by BCC to both: they name each other too', async () => {
      const back = await app.inbox({ address: 'back@shop.test' });
      const mail = rawMail({ to: 'undisclosed-recipients:;', text: 'bothhidden' });
      await Promise.all([app.takes(mail), app.takesInto(back, [mail])]);
      const [first, second] = await app.tickets('bothhidden');
      expect(await app.events(first?.number ?? 0)).toEqual(['opened', `also-sent-to ${second?.number}`]);
      expect(await app.events(second?.number ?? 0)).toEqual(['opened', `also-sent-to ${first?.number}`]);
      const other = rawMail({ to: 'support@shop.test, back@shop.test', text: 'onebatch' });
      await app.normalizer().take([mailReceived(app.support, other), mailReceived(back, other)]);
      const [one, two] = await app.tickets('onebatch');
      expect(await app.events(two?.number ?? 0)).toEqual(['opened', `also-sent-to ${one?.number}`]);
    });
  });
});
