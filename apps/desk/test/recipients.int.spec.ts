import type { Message, Problem, Ticket, TicketDetail } from '@app/contracts';
import { anInbox } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { addressed, Correspondence, type Mail, takeDue } from './correspondence.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

const SUPPORT = 'support@shop.test';

describe('to whom an answer by mail goes', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    await anInbox(desk.store, 'email', world.otherTeam, { address: 'sales@shop.test' });
    agent = await desk.signedIn({ teams: [world.team] });
  });
  afterAll(() => desk.close());

  /** A customer of its own, so that no test sees another's mails. */
  let customers = 0;
  const aCustomer = () => `ivan-${(customers += 1)}@x.test`;
  async function correspondence(...mails: readonly Mail[]): Promise<Correspondence> {
    const made = new Correspondence(desk, world.mailbox);
    for (const mail of mails) await made.arrives(mail);
    return made;
  }
  const names = (list: readonly { address: string }[]) => list.map(({ address }) => address);
  const recipientsOf = ({ delivery }: Message) => (delivery?.recipients ?? []).map(({ address }) => address).toSorted();
  const ofTicket = async (number: number) =>
    (await agent.get<TicketDetail>(`/tickets/${number}`)).body.timeline.filter((item) => item.type === 'message');

  describe('fail:S7 fail:S8 is suggested by the last mail of the customer alone', () => {
    const HISTORIES: readonly (readonly [string, (ivan: string) => readonly Mail[], { to: string[]; cc: string[]; joined: string[] }])[] = [
      [
        'a colleague is copied in from the first mail on',
        (ivan) => [{ from: ivan, cc: ['kate@x.test'] }],
        { to: ['IVAN'], cc: ['kate@x.test'], joined: [] },
      ],
      [
        'the colleague was dropped from the second mail',
        (ivan) => [
          { from: ivan, cc: ['kate@x.test', 'boss@x.test'] },
          { from: ivan, cc: ['boss@x.test'] },
        ],
        { to: ['IVAN'], cc: ['boss@x.test'], joined: [] },
      ],
      [
        'a competitor is copied in later',
        (ivan) => [{ from: ivan }, { from: ivan, cc: ['offers@rival.test'] }],
        { to: ['IVAN'], cc: ['offers@rival.test'], joined: ['offers@rival.test'] },
      ],
      [
        'our own inboxes are among those written to, with plus and in capitals',
        (ivan) => [{ from: ivan, to: [SUPPORT, 'Sales@Shop.test', 'kate@x.test'], cc: ['support+abc@shop.test', 'KATE@x.test', ivan] }],
        { to: ['IVAN'], cc: ['kate@x.test'], joined: [] },
      ],
      [
        'answers are asked for at another address',
        (ivan) => [{ from: ivan, replyTo: 'office@x.test', cc: ['kate@x.test', 'office@x.test'] }],
        { to: ['office@x.test'], cc: ['kate@x.test'], joined: [] },
      ],
      [
        'an out-of-office note of somebody else comes last',
        (ivan) => [
          { from: ivan, cc: ['kate@x.test'] },
          { from: ivan, cc: ['other@x.test'], automatic: true },
        ],
        { to: ['IVAN'], cc: ['kate@x.test'], joined: [] },
      ],
      [
        'a colleague whom a proved mail copied in goes on in place of the customer',
        (ivan) => [
          { from: ivan, cc: ['kate@x.test'], proved: true },
          { from: 'kate@x.test', to: [SUPPORT, ivan], proved: true },
        ],
        { to: ['kate@x.test'], cc: ['IVAN'], joined: [] },
      ],
    ];

    test.each(HISTORIES)('%s', async (_, mails, expected) => {
      const ivan = aCustomer();
      const { to, cc, joined } = await (await correspondence(...mails(ivan))).suggested(agent);
      const shown = (list: string[]) => list.map((address) => (address === ivan ? 'IVAN' : address));
      expect({ to: shown(names(to)), cc: shown(names(cc)), joined: shown(joined) }).toEqual(expected);
    });

    test('whom an agent wrote to once is not written to again when the customer answers alone', async () => {
      const ivan = aCustomer();
      const thread = await correspondence({ from: ivan });
      await thread.reply(agent, { to: [{ address: ivan }], cc: [{ address: 'expert@x.test' }] });
      await thread.arrives({ from: ivan });
      expect(await thread.suggested(agent)).toMatchObject({ to: [{ address: ivan }], cc: [], joined: [] });
      await thread.arrives({ from: ivan, cc: ['expert@x.test'] });
      // Known from our own mail: nobody new.
      expect(await thread.suggested(agent)).toMatchObject({ cc: [{ address: 'expert@x.test' }], joined: [] });
    });
  });

  test('an answer that names nobody goes to the customer alone; to all only when asked', async () => {
    const ivan = aCustomer();
    const thread = await correspondence({ from: ivan, cc: ['kate@x.test'] });
    expect(recipientsOf((await thread.reply(agent, {})).body)).toEqual([ivan]);
    const all = (await thread.reply(agent, { replyAll: true })).body;
    expect([recipientsOf(all), names(all.cc)]).toEqual([[ivan, 'kate@x.test'], ['kate@x.test']]);
  });

  test('whom the agent names gets it, and nobody else; who is copied in hidden stands in no header', async () => {
    const thread = await correspondence({ from: aCustomer(), cc: ['kate@x.test'] });
    const named = {
      to: [{ address: 'Petr@x.test', name: 'Пётр' }],
      cc: [],
      bcc: [{ address: 'boss@x.test' }, { address: 'petr@x.test' }],
      replyAll: true,
    };
    const { body } = await thread.reply(agent, named);
    expect(body).toMatchObject({ to: [{ address: 'Petr@x.test', name: 'Пётр' }], cc: [], bcc: [{ address: 'boss@x.test' }] });
    expect(recipientsOf(body)).toEqual(['boss@x.test', 'petr@x.test']);
  });

  test.each([
    ['no-recipient', { to: [] }, 'An answer needs somebody in To'],
    ['no-recipient', { to: [], bcc: [{ address: 'boss@x.test' }] }, 'An answer needs somebody in To'],
    ['recipient-invalid', { to: [{ address: 'ivan@x.test' }, { address: 'kate@x' }] }, 'kate@x'],
    ['recipient-invalid', { cc: [{ address: 'a@x.test\r\nBcc: b@x.test' }] }, 'a@x.test Bcc: b@x.test'],
    ['recipient-invalid', { bcc: [{ address: 'a@x.test, b@x.test' }] }, 'a@x.test, b@x.test'],
    ['recipient-own-inbox', { cc: [{ address: 'support+x@shop.test' }] }, 'support+x@shop.test'],
    ['recipient-own-inbox', { to: [{ address: 'sales@shop.test' }] }, 'sales@shop.test'],
    ['recipient-needs-smtputf8', { to: [{ address: 'иван@пример.рф' }] }, 'иван@'],
    ['too-many-recipients', { to: addressed(Array.from({ length: 500 }, (_, n) => `c${n}@x.test`)) }, '500'],
  ])('%s: %j is told in words, and nothing goes out', async (code, body, words) => {
    const thread = await correspondence({ from: aCustomer() });
    const answer = await thread.reply<Problem>(agent, body);
    expect(answer).toMatchObject({ status: 400, body: { code, title: expect.stringContaining(words) } });
    expect(await ofTicket((await thread.ticket()).number)).toHaveLength(1);
    const russian = await thread.reply<Problem>(agent, body, { 'accept-language': 'ru' });
    expect(russian.body.title).toMatch(/[а-я]{5}/i);
  });

  test('a domain in letters of any script is written to by its A-label, in the header and over the wire', async () => {
    const { body } = await (await correspondence({ from: aCustomer() })).reply(agent, {
      to: [{ address: 'user@пример.рф' }, { address: 'a@i❤️.ws' }],
    });
    expect(recipientsOf(body)).toEqual(['a@xn--i-7iq.ws', 'user@xn--e1afmkfd.xn--p1ai']);
    expect(names(body.to)).toEqual(['user@xn--e1afmkfd.xn--p1ai', 'a@xn--i-7iq.ws']);
  });

  test('a name in letters of any script is written to where the server takes it', async () => {
    const thread = await correspondence({ from: aCustomer() });
    await desk.store.query(`update inboxes set smtp_utf8 = true where id = $1`, [world.mailbox]);
    const { status, body } = await thread.reply(agent, { to: [{ address: 'иван@пример.рф' }] });
    await desk.store.query(`update inboxes set smtp_utf8 = false where id = $1`, [world.mailbox]);
    expect([status, recipientsOf(body)]).toEqual([202, ['иван@xn--e1afmkfd.xn--p1ai']]);
  });

  test('threat:E4 what happens to the ticket after it was written changes nobody who gets it', async () => {
    const ivan = aCustomer();
    const thread = await correspondence({ from: ivan });
    const { body: held } = await thread.reply(agent, { cc: [{ address: 'kate@x.test' }], replyAll: true, undoSeconds: 60 });
    await thread.arrives({ from: ivan, cc: ['offers@rival.test'] });
    const other = await correspondence({ from: aCustomer() });
    await desk.store.query(`update tickets set merged_into = $2 where id = $1`, [(await thread.ticket()).id, (await other.ticket()).id]);
    await desk.store.query(`update deliveries set not_before = now() where message_id = $1`, [held.id]);
    const due = (await takeDue(desk, world.mailbox)).find((message) => message.id === held.id);
    expect(due).toMatchObject({ to: [{ address: ivan }], cc: [{ address: 'kate@x.test' }] });
    expect(due?.deliveries.map(({ recipient }) => recipient).toSorted()).toEqual([ivan, 'kate@x.test']);
    const stale = await thread.reply<Problem>(agent, {}, { 'if-match': `"0"` });
    expect(stale).toMatchObject({ status: 409, body: { code: 'ticket-changed' } });
  });

  test.each([
    [{ attachments: [{ path: '/etc/passwd' }] }],
    [{ attachments: [{ href: 'http://169.254.169.254/' }] }],
    [{ attachments: ['/etc/passwd'] }],
    [{ raw: 'From: a@b.test\r\n\r\n' }],
    [{ envelope: { to: 'a@b.test' } }],
    [{ headers: { bcc: 'a@b.test' } }],
    [{ to: [{ address: 'a@b.test', path: '/etc/passwd' }] }],
    [{ to: 'a@b.test' }],
    [{ text: { path: '/etc/passwd' } }],
  ])('threat:E2 nothing but ids names a file, and nobody writes headers: %j', async (body) => {
    const thread = await correspondence({ from: aCustomer() });
    expect(await thread.reply(agent, body)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });

  describe('an agent who writes first', () => {
    const started = (body: object) =>
      agent.post<Ticket>('/tickets', {
        inbox: world.mailbox,
        to: { address: 'petr@x.test' },
        subject: 'Ваш заказ',
        text: 'Добрый день!',
        ...body,
      });

    test('writes to several, some of them hidden, and the customer’s answer comes into the same ticket', async () => {
      const petr = aCustomer();
      const { status, body: ticket } = await started({
        to: { address: petr, name: 'Пётр' },
        cc: [{ address: 'kate@x.test' }],
        bcc: [{ address: 'boss@x.test' }],
      });
      expect(status).toBe(201);
      const [message] = await ofTicket(ticket.number);
      expect(message).toMatchObject({ to: [{ address: petr }], cc: [{ address: 'kate@x.test' }], bcc: [{ address: 'boss@x.test' }] });
      const [due] = (await takeDue(desk, world.mailbox)).filter(({ id }) => id === message?.id);
      const thread = await correspondence({ from: petr, token: due?.replyToken ?? '' });
      expect((await thread.ticket()).number).toBe(ticket.number);
      expect(await thread.suggested(agent)).toMatchObject({ to: [{ address: petr }], cc: [], joined: [] });
    });

    test('writes to several addresses at once: the first is the customer', async () => {
      const petr = aCustomer();
      const { body: ticket } = await started({ to: [{ address: petr, name: 'Пётр' }, { address: 'kate@x.test' }] });
      const [message] = await ofTicket(ticket.number);
      expect([ticket.contact.name, names(message?.to ?? [])]).toEqual(['Пётр', [petr, 'kate@x.test']]);
      expect((await started({ to: [] })).status).toBe(400);
    });

    test('can have it wait', async () => {
      const { body: later } = await started({ sendAt: new Date(Date.now() + 3_600_000).toISOString() });
      expect((await ofTicket(later.number))[0]?.delivery).toMatchObject({ state: 'held' });
    });

    test.each([
      ['recipient-own-inbox', { to: { address: SUPPORT } }],
      ['recipient-own-inbox', { cc: [{ address: SUPPORT }] }],
      ['recipient-invalid', { to: { address: 'petr' } }],
      ['send-at-past', { sendAt: '2020-01-01T00:00:00.000Z' }],
      ['send-at-too-far', { sendAt: new Date(Date.now() + 2 * 366 * 86_400_000).toISOString() }],
      ['too-many-recipients', { bcc: addressed(Array.from({ length: 100 }, (_, n) => `c${n}@x.test`)) }],
    ])('is told what is wrong (%s), and no ticket is opened', async (code, body) => {
      const before = await desk.store.query(`select id from tickets`);
      expect(await started(body)).toMatchObject({ status: 400, body: { code } });
      expect(await desk.store.query(`select id from tickets`)).toHaveLength(before.length);
    });

    test('a subject has up to 500 characters, in one line', async () => {
      const subject = 'Очень длинная тема '.repeat(27).slice(0, 499);
      expect((await started({ subject })).body.subject).toBe(subject.trim());
      expect((await started({ subject: 'x'.repeat(501) })).status).toBe(400);
      expect((await started({ subject: 'Order\r\nBcc: evil@x.test' })).body.subject).toBe('Order Bcc: evil@x.test');
    });
  });

  describe('an answer of which some recipients failed', () => {
    async function failedFor(...failed: string[]): Promise<{ thread: Correspondence; id: string; ivan: string }> {
      const ivan = aCustomer();
      const thread = await correspondence({ from: ivan });
      const { body } = await thread.reply(agent, {
        to: [{ address: ivan, name: 'Иван' }],
        cc: [{ address: 'a@x.test' }, { address: 'b@x.test' }],
      });
      await takeDue(desk, world.mailbox);
      await desk.store.query(
        `update deliveries set state = 'failed', attempts = 60, reason = '{"code": "mailbox-unknown", "params": {}}' where message_id = $1 and recipient = any($2)`,
        [body.id, failed],
      );
      return { thread, id: body.id, ivan };
    }
    const statesOf = ({ delivery }: Message) =>
      Object.fromEntries((delivery?.recipients ?? []).map(({ address, state }) => [address, state]));

    test('goes again to the one that is named, with its tries counted anew, and to nobody who has it', async () => {
      const { id, ivan } = await failedFor('a@x.test', 'b@x.test');
      const { body } = await agent.post<Message>(`/messages/${id}/retry`, { recipient: 'B@x.test' });
      expect(statesOf(body)).toEqual({ [ivan]: 'accepted', 'a@x.test': 'failed', 'b@x.test': 'queued' });
      const [due] = await takeDue(desk, world.mailbox);
      expect(due?.deliveries).toMatchObject([{ recipient: 'b@x.test', attempts: 1 }]);
    });

    test('goes elsewhere: the same mail, in which the new address stands where the old one stood; the ticket says so', async () => {
      const { thread, id } = await failedFor('a@x.test', 'b@x.test');
      const before = (await desk.store.query<{ token: string }>(`select reply_token as token from messages where id = $1`, [id]))[0]?.token;
      const { body } = await agent.post<Message>(`/messages/${id}/retry`, {
        recipient: 'b@x.test',
        to: { address: 'Right@x.test', name: 'Ю' },
      });
      expect(body).toMatchObject({ cc: [{ address: 'a@x.test' }, { address: 'Right@x.test', name: 'Ю' }] });
      const [due] = await takeDue(desk, world.mailbox);
      expect(due).toMatchObject({ id, replyToken: before, deliveries: [{ recipient: 'right@x.test', isAmbiguous: false }] });
      const event = (await thread.detail(agent)).timeline.find((item) => item.type === 'event' && item.code === 'sent-elsewhere');
      expect(event).toMatchObject({ actor: { id: agent.agentId }, text: expect.stringContaining('right@x.test') });
    });

    test.each([
      [409, 'already-recipient', { to: { address: 'a@x.test' } }],
      [400, 'recipient-own-inbox', { to: { address: SUPPORT } }],
      [400, 'recipient-invalid', { to: { address: 'nobody' } }],
      [409, 'nothing-to-retry', { recipient: 'a@x.test' }],
      [409, 'nothing-to-retry', { recipient: 'stranger@x.test', to: { address: 'c@x.test' } }],
    ])('%i %s: %j', async (status, code, body) => {
      const { id } = await failedFor('b@x.test');
      expect(await agent.post(`/messages/${id}/retry`, body)).toMatchObject({ status, body: { code } });
    });
  });
});
