import { randomUUID } from 'node:crypto';
import { addReply, undeliverable } from '@app/store';
import { anAgent } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';
import { aComplaint, aReceipt, aReport, type ReportedFate, type ReportOptions } from './report-mails.js';

const IVAN = 'ivan@example.test';
const KATE = 'kate@example.test';
const OLGA = 'olga@example.test';

describe('what comes back is the state of the delivery that it belongs to', () => {
  let app: NormalizerUnderTest;
  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
    await anAgent(app.store, { teams: [app.team] });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  let ticketsBefore = 0;
  // fail:L4: whatever came back in a test, no ticket was opened by it and nothing is to be sent.
  afterEach(async () => {
    const [count] = await app.store.query<{ tickets: number; queued: number }>(
      `select (select count(*)::int from tickets) as tickets, (select count(*)::int from deliveries where state = 'queued' and reason is null) as queued`,
    );
    expect(count).toEqual({ tickets: ticketsBefore, queued: 0 });
    await app.store.query(`delete from undeliverable_addresses`);
  });

  /** A conversation in which we answered, which waits for the customer. */
  async function answered({ cc = [], state = 'accepted' }: { cc?: readonly string[]; state?: string } = {}) {
    const word = randomUUID();
    await app.takes(rawMail({ text: `${word} question` }));
    const [ticket] = await app.tickets(word);
    const number = ticket?.number ?? 0;
    const answer = await app.answers(number, `${word} answer`, cc);
    await app.store.query(`update tickets set state = 'pending' where number = $1`, [number]);
    await app.store.query(`update deliveries set state = $2 where message_id = $1`, [answer.messageId, state]);
    ticketsBefore = (await app.store.query(`select from tickets`)).length;
    return { ...answer, number, id: `<${answer.token}@shop.test>` };
  }
  type Answer = Awaited<ReturnType<typeof answered>>;

  async function accepted({ number }: Answer, text: string) {
    const answer = await app.answers(number, text);
    await app.store.query(`update deliveries set state = 'accepted' where message_id = $1`, [answer.messageId]);
    return answer;
  }

  /** State and reason of each recipient, by address. */
  async function fates({ messageId }: Pick<Answer, 'messageId'>) {
    const rows = await app.store.query<{ recipient: string; state: string; code: string | null }>(
      `select recipient, state, reason ->> 'code' as code from deliveries where message_id = $1 order by recipient`,
      [messageId],
    );
    return Object.fromEntries(rows.map(({ recipient, state, code }) => [recipient, code === null ? state : `${state} ${code}`]));
  }
  const events = async ({ number }: Answer) => (await app.events(number)).filter((code) => /delivery|bounce|complaint|state/.test(code));
  const stateOf = async ({ number }: Answer) =>
    (await app.store.query<{ state: string }>(`select state from tickets where number = $1`, [number]))[0]?.state;
  const report = (answer: Answer, some: readonly ReportedFate[], more: Partial<ReportOptions> = {}) =>
    aReport({ fates: some, returned: { 'Message-ID': answer.id }, ...more });
  const comesBack = (answer: Answer, some: readonly ReportedFate[], more: Partial<ReportOptions> = {}) =>
    app.takes(report(answer, some, more));
  const failed = (final = IVAN): ReportedFate => ({ final, action: 'failed' });
  const delayed = (final = IVAN): ReportedFate => ({
    final,
    action: 'delayed',
    status: '4.4.1',
    said: 'X-Postfix; connect to mx.example.test: Connection refused',
    until: 'Sat, 10 Jan 2026 10:12:00 +0300',
  });

  describe('bounces', () => {
    test('fail:L4 fail:S2 one of three failed: its state says why, the others keep theirs, and the ticket is our turn again', async () => {
      const answer = await answered({ cc: [KATE, OLGA] });
      await comesBack(answer, [{ ...failed(KATE), status: '5.2.2', said: 'smtp; 552 5.2.2 Mailbox full' }]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted', [KATE]: 'bounced refused-mailbox-full', [OLGA]: 'accepted' });
      expect(await stateOf(answer)).toBe('new');
      expect(await events(answer)).toEqual(['delivery-bounced', 'state-changed']);
    });

    test('fail:L5 agents see it at once: the log says that the reply and the ticket changed', async () => {
      const answer = await answered();
      const [{ last } = { last: 0 }] = await app.store.query<{ last: string }>(`select max(id) as last from events`);
      await comesBack(answer, [failed()]);
      const told = await app.store.query<{ type: string }>(`select type from events where id > $1 order by id`, [last]);
      expect(told.map(({ type }) => type).toSorted()).toEqual(['reply.reported.v1', 'ticket.changed.v1', 'ticket.message-added.v1']);
    });

    test('several recipients in one report, each with a fate of its own', async () => {
      const answer = await answered({ cc: [KATE, OLGA] });
      await comesBack(answer, [failed(KATE), delayed(OLGA), { final: IVAN, action: 'delivered', status: '2.0.0', said: 'smtp; 250 OK' }]);
      expect(await fates(answer)).toEqual({
        [IVAN]: 'delivered',
        [KATE]: 'bounced refused-recipient-unknown',
        [OLGA]: 'accepted mail-delayed',
      });
    });

    test('several reports on one mail, in one batch or one after the other', async () => {
      const answer = await answered({ cc: [KATE] });
      await app.takes(report(answer, [delayed(KATE)]), report(answer, [failed(KATE)]), report(answer, [failed()]));
      await comesBack(answer, [failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'bounced refused-recipient-unknown', [KATE]: 'bounced refused-recipient-unknown' });
      expect(await events(answer)).toEqual(['delivery-bounced', 'delivery-bounced', 'state-changed']);
    });

    test('a forward or an alias: the one we wrote to is marked, whatever it became', async () => {
      const answer = await answered({ cc: [KATE, OLGA] });
      await comesBack(answer, [{ ...failed('k.smith@inside.test'), original: KATE }]);
      const through = { 'Message-ID': answer.id, 'Delivered-To': OLGA };
      await comesBack(answer, [failed('olga@elsewhere.test')], { returned: through });
      expect(await fates(answer)).toEqual({
        [IVAN]: 'accepted',
        [KATE]: 'bounced refused-recipient-unknown',
        [OLGA]: 'bounced refused-recipient-unknown',
      });
    });

    test('addresses are compared without case and without a plus part that a server took away', async () => {
      const answer = await answered({ cc: ['kate+shop@example.test'] });
      await comesBack(answer, [failed('Kate@Example.TEST'), failed('IVAN@example.test')]);
      expect(await fates(answer)).toEqual({
        [IVAN]: 'bounced refused-recipient-unknown',
        'kate+shop@example.test': 'bounced refused-recipient-unknown',
      });
    });

    test('nobody is named and several were written to: none is marked, the timeline says so, and it is our turn', async () => {
      const answer = await answered({ cc: [KATE] });
      const words = ['Return-Path: <>', 'From: MAILER-DAEMON@mx.example.test', 'To: support@shop.test', 'Subject: failure notice'];
      await app.takes(
        [...words, '', 'Your message could not be delivered.', '', '--- Below this line is a copy of the message.', ''].join('\r\n') +
          ['', 'From: support@shop.test', `Message-ID: ${answer.id}`, 'Subject: Re: Where is my bill?', '', 'x', ''].join('\r\n'),
      );
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted', [KATE]: 'accepted' });
      expect(await events(answer)).toEqual(['bounce-unattributed', 'state-changed']);
      expect(await stateOf(answer)).toBe('new');
    });

    test('somebody behind a recipient is named: the timeline says so, and nothing is claimed of the recipient', async () => {
      const answer = await answered();
      await comesBack(answer, [failed('copy@elsewhere.test')]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted' });
      expect(await events(answer)).toEqual(['bounce-unattributed']);
      expect(await stateOf(answer)).toBe('pending');
    });

    test('hundreds behind a recipient are named, as of a list: ten are told of, and who is ours is marked', async () => {
      const answer = await answered();
      const members = Array.from({ length: 300 }, (_, n) => failed(`member${n}@elsewhere.test`));
      await comesBack(answer, [...members, failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'bounced refused-recipient-unknown' });
      expect((await events(answer)).filter((code) => code === 'bounce-unattributed')).toHaveLength(10);
    });

    test.each<[by: string, more: (answer: Answer) => Partial<ReportOptions>]>([
      ['the id of the copy', ({ id }) => ({ returned: { 'Message-ID': id.toUpperCase() } })],
      [
        'the address to answer to in the copy',
        ({ token }) => ({ returned: { 'Message-ID': '<x@relay.test>', 'Reply-To': `support+${token}@shop.test` } }),
      ],
      ['In-Reply-To of the report', ({ id }) => ({ returned: {}, headers: { 'In-Reply-To': id } })],
      ['the end of References of the report', ({ id }) => ({ returned: {}, headers: { References: `<q@x.test> ${id}` } })],
      ['the address that the report came to', ({ token }) => ({ returned: {}, headers: { To: `support+${token}@shop.test` } })],
      ['the id of the envelope', ({ token }) => ({ returned: {}, fields: { 'Original-Envelope-Id': token } })],
    ])('our mail is found by %s', async (_, more) => {
      const answer = await answered();
      const later = await accepted(answer, 'a later answer');
      await comesBack(answer, [failed()], more(answer));
      expect([await fates(answer), await fates(later)]).toEqual([{ [IVAN]: 'bounced refused-recipient-unknown' }, { [IVAN]: 'accepted' }]);
    });

    test('where a relay gave our mail another id, the last one to that recipient in the conversation is meant', async () => {
      const answer = await answered({ cc: [KATE] });
      const later = await accepted(answer, 'a later answer');
      await comesBack(answer, [failed(), failed(KATE)], { returned: { 'Message-ID': '<x@relay.test>', References: answer.id } });
      expect([await fates(answer), await fates(later)]).toEqual([
        { [IVAN]: 'accepted', [KATE]: 'bounced refused-recipient-unknown' },
        { [IVAN]: 'bounced refused-recipient-unknown' },
      ]);
    });

    test('an earlier answer of the conversation is not meant by a report on a later one', async () => {
      const first = await answered();
      const second = await accepted(first, 'and another thing');
      const references = { 'Message-ID': `<${second.token}@shop.test>`, References: `<q@x.test> ${first.id}` };
      await comesBack(first, [failed()], { returned: references });
      expect([await fates(first), await fates(second)]).toEqual([{ [IVAN]: 'accepted' }, { [IVAN]: 'bounced refused-recipient-unknown' }]);
    });

    test('threat:A1 a report without our token marks nothing: not by the ids of the customer, nor by a made-up token', async () => {
      const answer = await answered();
      const [{ asked } = { asked: '' }] = await app.store.query<{ asked: string }>(
        `select i.message_id as asked from message_ids i join messages m on m.conversation_id = i.conversation_id
         where m.id = $1 and i.message_id like '%example.test>' and not i.mention limit 1`,
        [answer.messageId],
      );
      await comesBack(answer, [failed()], { returned: { 'Message-ID': asked }, headers: { 'In-Reply-To': asked } });
      const madeUp = { 'Message-ID': `<${'z'.repeat(26)}@shop.test>` };
      await comesBack(answer, [failed()], { returned: madeUp });
      await comesBack(answer, [failed()], { returned: madeUp, headers: { From: IVAN, 'In-Reply-To': asked } });
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted' });
      expect(await events(answer)).toEqual([]);
    });

    test('a report that comes to another inbox of ours, as where a provider puts the account into the envelope, is not lost', async () => {
      const answer = await answered();
      const other = await app.inbox({ address: 'account@shop.test' });
      const raw = report(answer, [failed()], { headers: { To: 'account@shop.test' } });
      await app.takesInto(other, [raw]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'bounced refused-recipient-unknown' });
      expect(await stateOf(answer)).toBe('new');
      expect(await app.outcome(raw, other)).toBe('bounce-of-other-inbox');
    });

    test('a delivery whose fate was unknown came back: now it is known', async () => {
      const answer = await answered({ state: 'unknown' });
      await comesBack(answer, [failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'bounced refused-recipient-unknown' });
    });

    test('what failed already keeps its reason, and what an agent sends again is not brought back by the first time', async () => {
      const answer = await answered({ state: 'failed' });
      await comesBack(answer, [failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'failed' });
      await app.store.query(`update deliveries set state = 'queued', reason = null where message_id = $1`, [answer.messageId]);
      await comesBack(answer, [failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'queued' });
      await app.store.query(`update deliveries set state = 'accepted' where message_id = $1`, [answer.messageId]);
      expect(await events(answer)).toEqual([]);
    });

    test('a mail that waits to be repeated after a cut came back from its first time: it is not sent again', async () => {
      const answer = await answered();
      await app.store.query(
        `update deliveries set state = 'queued', ambiguous_at = now(), reason = '{"code": "smtp-cut-after-mail", "params": {}}' where message_id = $1`,
        [answer.messageId],
      );
      await comesBack(answer, [failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'bounced refused-recipient-unknown' });
    });
  });

  describe('delays', () => {
    test('a delay is told once, however often it is reported, and until when the server tries is kept', async () => {
      const answer = await answered({ cc: [KATE] });
      await comesBack(answer, [delayed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted mail-delayed', [KATE]: 'accepted' });
      await comesBack(answer, [{ ...delayed(), until: 'Sun, 11 Jan 2026 10:12:00 +0300' }]);
      const [row] = await app.store.query(`select reason -> 'params' as params from deliveries where message_id = $1 and recipient = $2`, [
        answer.messageId,
        IVAN,
      ]);
      expect(row).toMatchObject({
        params: { enhanced: '4.4.1', until: '2026-01-11T07:12:00.000Z', answer: expect.stringContaining('refused') },
      });
      expect(await events(answer)).toEqual(['delivery-delayed']);
      expect(await stateOf(answer)).toBe('pending');
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set());
    });

    test.each<[action: ReportedFate['action'], expected: string]>([
      ['delivered', 'delivered'],
      ['relayed', 'accepted'],
      ['expanded', 'accepted'],
      ['failed', 'bounced refused-unreachable'],
    ])('it ends when the mail was %s', async (action, expected) => {
      const answer = await answered();
      await comesBack(answer, [delayed()]);
      const final =
        action === 'failed'
          ? { ...delayed(), action, status: '4.4.7', said: 'X-Postfix; delivery temporarily suspended: timed out' }
          : { ...failed(), action, status: '2.0.0', said: 'smtp; 250 OK' };
      await comesBack(answer, [final]);
      expect(await fates(answer)).toEqual({ [IVAN]: expected });
    });

    test('a mail that was given up after days failed, and its address is not dead', async () => {
      const answer = await answered();
      await comesBack(answer, [{ ...failed(), status: '4.4.7', said: 'smtp; 451 4.4.7 Delivery time expired' }]);
      expect(await stateOf(answer)).toBe('new');
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set());
    });
  });

  describe('addresses that nothing automatic goes to', () => {
    test('a hard bounce; the reader who answers our mail is there after all, one who only writes so is not', async () => {
      const answer = await answered();
      await comesBack(answer, [failed()]);
      expect(await undeliverable(app.store, [IVAN, KATE])).toEqual(new Set([IVAN]));
      await app.takes(
        rawMail({ text: 'anybody could write this' }),
        rawMail({ text: 'this too', answers: [`<${'q'.repeat(26)}@shop.test>`] }),
      );
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set([IVAN]));
      await app.takes(rawMail({ text: 'I am here', answers: [answer.id] }));
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set());
      ticketsBefore += 2;
    });

    test('fail:L4 an acknowledgement that came back is recorded, and the ticket stays as it is', async () => {
      const answer = await answered();
      const [place] = await app.store.query<{ ticketId: string; conversationId: string }>(
        `select ticket_id as "ticketId", conversation_id as "conversationId" from messages where id = $1`,
        [answer.messageId],
      );
      if (!place) throw new Error('The answer is gone.');
      const { messageId } = await app.store.transaction((tx) =>
        addReply(tx, { ...place, kind: 'auto', authorId: null, way: 'api', text: 'We got it', next: 'keep' }),
      );
      await app.store.query(`update deliveries set state = 'accepted' where message_id = $1`, [messageId]);
      const [{ token } = { token: '' }] = await app.store.query<{ token: string }>(
        `select reply_token as token from messages where id = $1`,
        [messageId],
      );
      await comesBack({ ...answer, id: `<${token}@shop.test>` }, [failed()]);
      expect(await fates({ messageId })).toEqual({ [IVAN]: 'bounced refused-recipient-unknown' });
      expect(await stateOf(answer)).toBe('pending');
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set([IVAN]));
    });
  });

  describe('complaints', () => {
    test('the timeline says so, the reader gets nothing automatic any more, even after writing again, and the ticket stays as it is', async () => {
      const answer = await answered();
      await app.takes(aComplaint(answer.id, { 'Original-Rcpt-To': `<${IVAN}>` }));
      expect(await events(answer)).toEqual(['complaint']);
      expect(await stateOf(answer)).toBe('pending');
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted' });
      await app.takes(rawMail({ text: 'I complained', answers: [answer.id] }));
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set([IVAN]));
    });

    test('a provider that leaves out who complains means the only one we wrote to, and none of several', async () => {
      const [one, two] = [await answered(), await answered({ cc: [KATE] })];
      await app.takes(aComplaint(two.id, { 'Feedback-Type': 'opt-out' }));
      expect(await undeliverable(app.store, [IVAN, KATE])).toEqual(new Set());
      await app.takes(aComplaint(one.id, {}));
      expect(await undeliverable(app.store, [IVAN, KATE])).toEqual(new Set([IVAN]));
      expect([await events(one), await events(two)]).toEqual([['complaint'], ['complaint']]);
    });

    test('a report that nobody objects by is no complaint, and one without our token is nothing', async () => {
      const answer = await answered();
      await app.takes(aComplaint(answer.id, { 'Feedback-Type': 'auth-failure', 'Original-Rcpt-To': IVAN }));
      await app.takes(aComplaint('<someone@else.test>', { 'Original-Rcpt-To': IVAN }));
      expect(await events(answer)).toEqual([]);
      expect(await undeliverable(app.store, [IVAN])).toEqual(new Set());
    });
  });

  describe('read receipts', () => {
    test('opened by whom we wrote to: read; by one of several: that one', async () => {
      const answer = await answered({ cc: [KATE] });
      await app.takes(aReceipt('Kate@example.test', answer.id));
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted', [KATE]: 'read' });
      expect(await stateOf(answer)).toBe('pending');
    });

    test.each<[what: string, from: string, disposition: string]>([
      ['thrown away unread', IVAN, 'deleted'],
      ['handled by a program', IVAN, 'processed'],
      ['opened by somebody whom it was handed on to', 'eve@evil.test', 'displayed'],
    ])('%s: nothing changes', async (_, from, disposition) => {
      const answer = await answered();
      await app.takes(aReceipt(from, answer.id, disposition));
      expect(await fates(answer)).toEqual({ [IVAN]: 'accepted' });
    });

    test('what was read did arrive: a bounce of a copy that comes later changes nothing', async () => {
      const answer = await answered();
      await app.takes(aReceipt(IVAN, answer.id));
      await comesBack(answer, [failed()]);
      expect(await fates(answer)).toEqual({ [IVAN]: 'read' });
    });
  });
});
