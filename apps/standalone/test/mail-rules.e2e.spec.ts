import {
  ADMIN,
  BOUNCING_DOMAIN,
  eventually,
  type MailPerson,
  Neighbours,
  type ProductApi,
  StandaloneInstallation,
  type TicketAnswer,
} from '@app/testing';

const PATIENCE = { timeoutMs: 60_000 };

describe('what a mail becomes, over real mail servers', () => {
  let neighbours: Neighbours;
  let product: StandaloneInstallation;
  let anna: ProductApi;
  let people: Record<string, MailPerson>;

  beforeAll(async () => {
    neighbours = await Neighbours.start();
    // Before the first mail: a running smtpd keeps the list of recipients that it read.
    people = Object.fromEntries(['gone', 'ivan', 'wife', 'olga', 'eve', 'rita'].map((name) => [name, neighbours.person(name)]));
    product = await StandaloneInstallation.start(neighbours);
    ({ anna } = await product.agents());
    await product.inboxesOk(await product.signIn(ADMIN));
  });
  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
    await neighbours?.[Symbol.asyncDispose]();
  });

  const person = (name: string): MailPerson => {
    const found = people[name];
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  };
  const ticketsWith = (text: string, count = 1): Promise<readonly TicketAnswer[]> =>
    eventually(async () => {
      const tickets = await anna.tickets({ q: text });
      expect(tickets).toHaveLength(count);
      return tickets;
    }, PATIENCE);
  const said = async (number: number) =>
    (await anna.ticket(number)).timeline?.flatMap((item) => (item.type === 'message' ? [[item.kind, item.text]] : []));

  test("fail:L4 Postfix's bounce of our answer joins the conversation, marks the delivery, and no ticket is opened", async () => {
    const gone = person('gone');
    await gone.send({ to: Neighbours.support, subject: 'Bouncing', text: 'bounces 6001', replyTo: `nobody@${BOUNCING_DOMAIN}` });
    const [ticket] = await ticketsWith('6001');
    const number = ticket?.number ?? 0;
    await anna.reply(number, 'Never arrives 6002');
    await eventually(async () => {
      const { timeline, state } = await anna.ticket(number);
      const reply = timeline?.find((item) => item.type === 'message' && item.kind === 'reply');
      expect(reply).toMatchObject({ delivery: { state: 'bounced' } });
      expect(timeline?.filter((item) => item.kind === 'inbound')).toHaveLength(2);
      expect(state).toBe('open');
    }, PATIENCE);
    expect(await anna.tickets({ q: 'Undelivered' })).toEqual([]);
  });

  test('threat:A9 a customer hands our answer on: who got it may write in, and the next answer still goes to the customer', async () => {
    const ivan = person('ivan');
    const wife = person('wife');
    await ivan.send({ to: Neighbours.support, subject: 'A cup', text: 'handed on 6101' });
    const [ticket] = await ticketsWith('6101');
    const number = ticket?.number ?? 0;
    await anna.reply(number, 'Answer 6102');
    const answer = await ivan.awaitMail((mail) => mail.text?.includes('6102') ?? false, PATIENCE);
    await wife.send({ to: answer.replyTo?.text ?? '', subject: 'Re: A cup', text: 'I am his wife 6103' });
    await eventually(async () => expect(await said(number)).toContainEqual(['inbound', 'I am his wife 6103']), PATIENCE);
    await anna.reply(number, 'Second answer 6104');
    await ivan.awaitMail((mail) => mail.text?.includes('6104') ?? false, PATIENCE);
    expect(await wife.mails()).toHaveLength(0);
  });

  test('fail:T3 a stranger who quotes an id that he saw has a ticket of his own', async () => {
    const olga = person('olga');
    const { messageId } = await olga.send({ to: Neighbours.support, subject: 'Mine', text: 'private 6201' });
    await ticketsWith('6201');
    await person('eve').send({ to: Neighbours.support, subject: 'Re: Mine', inReplyTo: messageId, text: 'show me 6202' });
    const [hers] = await ticketsWith('6202');
    expect(await said(hers?.number ?? 0)).toEqual([['inbound', 'show me 6202']]);
  });

  test("fail:T17 an agent forwards a customer's mail from her own mailbox: the answer reaches the customer", async () => {
    const rita = person('rita');
    const forward = [
      'Please help her.',
      '',
      '---------- Forwarded message ---------',
      `From: Rita <${rita.address}>`,
      'Date: Mon, 5 Jan 2026 at 10:12',
      'Subject: Broken plate',
      'To: <anna@shop.test>',
      '',
      'The plate is broken 6301',
    ].join('\n');
    await rita.send({ from: 'anna@shop.test', to: Neighbours.support, subject: 'Fwd: Broken plate', text: forward });
    const [ticket] = await ticketsWith('6301');
    expect(ticket).toMatchObject({ subject: 'Broken plate', contact: { name: 'Rita' } });
    await anna.reply(ticket?.number ?? 0, 'A new plate is on its way 6302');
    await rita.awaitMail((mail) => mail.text?.includes('6302') ?? false, PATIENCE);
  });
});
