import {
  ADMIN,
  CUSTOMER_DOMAIN,
  eventually,
  mailingList,
  MailMachine,
  MailPerson,
  Neighbours,
  OUR_DOMAIN,
  ProductApi,
  type Reaction,
  returnPathOf,
  rudeTicketSystem,
  sendMail,
  StandaloneInstallation,
  type TicketAnswer,
  vacation,
  withClient,
} from '@app/testing';

const PATIENCE = { timeoutMs: 60_000, everyMs: 100 };
const OTHER = `desk@${OUR_DOMAIN}`;
const SALES = `sales@${OUR_DOMAIN}`;
const OLD = `old@${OUR_DOMAIN}`;
const customer = (name: string): string => `${name}@${CUSTOMER_DOMAIN}`;

/** One installation of the product with acknowledgements on, as this test uses it. */
type Desk = {
  readonly product: StandaloneInstallation;
  readonly admin: ProductApi;
  readonly agent: ProductApi;
  readonly addresses: readonly string[];
};

/** Machines that write to each other: every exchange ends by itself (issue: Must show 2). */
describe('loops', () => {
  let neighbours: Neighbours;
  let desks: readonly [Desk, Desk];
  let machines: Record<string, MailMachine>;
  let kate: MailPerson;

  beforeAll(async () => {
    neighbours = await Neighbours.start();
    const beside = neighbours.beside(OTHER);
    for (const address of [SALES, OLD]) neighbours.dovecot.addUser(address, Neighbours.password);
    // Before the first mail: a running smtpd keeps the list of recipients that it read.
    kate = neighbours.person('kate');
    machines = {
      away: machine('away', vacation),
      rude: machine('rude', (address) => rudeTicketSystem(address, 'from')),
      quoting: machine('quoting', (address) => rudeTicketSystem(address, 'reply-to')),
      list: machine('bakers', (address) => mailingList(address, [Neighbours.support, OTHER, kate.address])),
    };
    desks = await Promise.all([open(neighbours, [Neighbours.support, SALES]), open(beside, [OTHER])]);
  }, 240_000);
  afterAll(async () => {
    await Promise.all(Object.values(machines ?? {}).map((one) => one[Symbol.asyncDispose]()));
    await Promise.all((desks ?? []).map(({ product }) => product[Symbol.asyncDispose]()));
    await neighbours?.[Symbol.asyncDispose]();
  });

  function machine(name: string, kind: (address: string) => Reaction): MailMachine {
    const address = customer(name);
    return new MailMachine({ dovecot: neighbours.dovecot, smtp: neighbours.postfix.smtp }, address, kind(address));
  }

  async function open(at: Neighbours, addresses: readonly [string, ...string[]]): Promise<Desk> {
    const product = await StandaloneInstallation.start(at);
    const admin = await product.signIn(ADMIN);
    const { anna } = await product.agents();
    for (const address of addresses.slice(1)) await addInbox(admin, at, address);
    const { data } = await admin.get<{ data: readonly { id: string; channel: string }[] }>('/inboxes');
    for (const { id, channel } of data)
      if (channel === 'email') await admin.patch(`/inboxes/${id}`, { settings: { acknowledgement: { enabled: true } } });
    await product.inboxesOk(admin);
    return { product, admin, agent: anna, addresses };
  }

  async function addInbox(admin: ProductApi, { dovecot, postfix }: Neighbours, address: string, more: object = {}): Promise<string> {
    const { data: teams } = await admin.get<{ data: readonly { id: string }[] }>('/teams');
    const login = { tls: 'none', user: address };
    const made = await admin.post<{ id: string }>('/inboxes', {
      channel: 'email',
      name: address,
      team: teams[0]?.id,
      settings: { address, imap: { ...dovecot.imap, ...login }, smtp: { ...postfix.smtp, ...login }, ...more },
      secrets: { imapPassword: Neighbours.password, smtpPassword: Neighbours.password },
    });
    return made.id;
  }

  /** How many mails lie in each mailbox; the sum grows by one with every mail that anybody sends. */
  function mailboxes(): Record<string, number> {
    const all = [...desks.flatMap((desk) => desk.addresses), kate.address, ...Object.values(machines).map((one) => one.address)];
    return Object.fromEntries(all.map((address) => [address, neighbours.dovecot.countMails(address)]));
  }

  /** What is still to be done anywhere: mails that nobody has read yet, deliveries that have not ended, mails in Postfix. */
  async function unfinished(): Promise<Record<string, number>> {
    const waiting: Record<string, number> = { postfix: neighbours.postfix.queue().length };
    for (const one of Object.values(machines)) waiting[one.address] = neighbours.dovecot.countMails(one.address) - one.handled;
    for (const { product, addresses } of desks) {
      await withClient(product.databaseUrl, async (client) => {
        const { rows } = await client.query<{ address: string; taken: number; leaving: number }>(
          `select i.settings ->> 'address' as address, (select count(*)::int from received r where r.inbox_id = i.id) as taken,
             (select count(*)::int from deliveries d where d.inbox_id = i.id and d.state in ('held', 'queued', 'sending')) as leaving
           from inboxes i where i.channel = 'email'`,
        );
        for (const { address, taken, leaving } of rows) waiting[address] = neighbours.dovecot.countMails(address) - taken + leaving;
        expect(rows.map((row) => row.address).sort()).toEqual([...addresses].sort());
      });
    }
    return Object.fromEntries(Object.entries(waiting).filter(([, n]) => n !== 0));
  }

  /** Resolves when nothing moves any more: nobody has anything to do, and nothing came while that was found out, twice. */
  async function quiet(): Promise<Record<string, number>> {
    return eventually(async () => {
      const before = mailboxes();
      for (let looks = 0; looks < 2; looks++) expect(await unfinished()).toEqual({});
      expect(mailboxes()).toEqual(before);
      return before;
    }, PATIENCE);
  }

  /** What came into each mailbox until an exchange had ended by itself. */
  async function exchange(name: string, begin: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await quiet();
    await begin();
    await eventually(() => expect(mailboxes()).not.toEqual(before), PATIENCE);
    const after = await quiet();
    const came = Object.fromEntries(
      Object.entries(after).flatMap(([address, n]) => (n > (before[address] ?? 0) ? [[address, n - (before[address] ?? 0)]] : [])),
    );
    const total = Object.values(came).reduce((sum, n) => sum + n, 0);
    process.stdout.write(
      `loops: ${name}: ${total} mails, then quiet (${Object.entries(came)
        .map(([address, n]) => `${address} ${n}`)
        .join(', ')})\n`,
    );
    return came;
  }

  const startTicket = async ({ admin, agent }: Desk, from: string, to: string, text: string): Promise<TicketAnswer> => {
    const { data } = await admin.get<{ data: readonly { id: string; settings: { address?: string } }[] }>('/inboxes');
    const inbox = data.find(({ settings }) => settings.address === from)?.id;
    return agent.post('/tickets', { inbox, to: { address: to }, subject: `About ${text}`, text: `Hello, ${text}` });
  };
  const found = (desk: Desk, text: string): Promise<readonly TicketAnswer[]> => desk.agent.tickets({ q: text });
  const said = async (desk: Desk, number: number) =>
    (await desk.agent.ticket(number)).timeline?.flatMap((item) => (item.type === 'message' ? [item.kind] : []));

  test('fail:L1 need:S6 a customer is told once, in a mail that machines leave alone', async () => {
    const [ours] = desks;
    const came = await exchange('a customer', () =>
      kate.send({ to: Neighbours.support, subject: 'Bread', text: 'Hello, where is my bread 7001?' }),
    );
    expect(came).toEqual({ [Neighbours.support]: 1, [kate.address]: 1 });
    const [mail] = await kate.mails();
    expect(mail).toMatchObject({ subject: 'Re: Bread' });
    const [ticket] = await found(ours, '7001');
    expect(mail?.text).toContain(`${ticket?.number}`);
    expect(
      Object.fromEntries(['auto-submitted', 'x-auto-response-suppress', 'precedence'].map((name) => [name, mail?.headers.get(name)])),
    ).toEqual({
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'All',
      precedence: 'bulk',
    });
    expect(mail && returnPathOf(mail)).toBe('');
    expect(mail?.inReplyTo).toBeTruthy();
    if (mail) await kate.reply(mail, 'Thank you 7002');
    await eventually(async () => expect(await said(ours, ticket?.number ?? 0)).toEqual(['inbound', 'auto', 'inbound']), PATIENCE);
    await quiet();
    expect(await kate.mails()).toHaveLength(1);
  });

  test('fail:L1 two installations with acknowledgements on: one mail each way', async () => {
    const [ours, theirs] = desks;
    const came = await exchange('two ticket systems', () => startTicket(ours, Neighbours.support, OTHER, 'question 7101'));
    expect(came).toEqual({ [OTHER]: 1, [Neighbours.support]: 1 });
    const [at] = await found(theirs, '7101');
    expect(await said(theirs, at?.number ?? 0)).toEqual(['inbound', 'auto']);
    // Their acknowledgement stands in the conversation it is about, and changes nothing there.
    const [mine, ...more] = await found(ours, '7101');
    expect([mine?.state, await said(ours, mine?.number ?? 0), more]).toEqual(['pending', ['reply', 'inbound'], []]);
  });

  test('fail:L1 two installations whose agents answer each other: their answers and nothing else', async () => {
    const [ours, theirs] = desks;
    const [at] = await found(theirs, '7101');
    const came = await exchange('two ticket systems, answered', () => theirs.agent.reply(at?.number ?? 0, 'Answer 7102'));
    expect(came).toEqual({ [Neighbours.support]: 1 });
    const [mine] = await found(ours, '7101');
    const back = await exchange('two ticket systems, answered again', () => ours.agent.reply(mine?.number ?? 0, 'Thank you 7103'));
    expect(back).toEqual({ [OTHER]: 1 });
  });

  test('fail:L2 a vacation bot: its answer is stored as automatic, reopens nothing and gets none', async () => {
    const [ours] = desks;
    const came = await exchange('a vacation bot', () => startTicket(ours, Neighbours.support, customer('away'), 'question 7201'));
    expect(came).toEqual({ [customer('away')]: 1, [Neighbours.support]: 1 });
    const [ticket] = await found(ours, '7201');
    expect([ticket?.state, await said(ours, ticket?.number ?? 0)]).toEqual(['pending', ['reply', 'inbound']]);
  });

  test('fail:L2 who writes and goes on vacation: the acknowledgement gets no vacation answer', async () => {
    const away = new MailPerson({ dovecot: neighbours.dovecot, smtp: neighbours.postfix.smtp }, customer('away'));
    const came = await exchange('a customer with a vacation bot', () =>
      away.send({ to: OTHER, subject: 'Cake', text: 'Hello, a cake please 7202' }),
    );
    expect(came).toEqual({ [OTHER]: 1, [customer('away')]: 1 });
  });

  test('fail:L1 a ticket system that says nowhere what it is and answers each mail with a new ticket: at most three mails', async () => {
    const rude = new MailPerson({ dovecot: neighbours.dovecot, smtp: neighbours.postfix.smtp }, customer('rude'));
    const came = await exchange('a rude ticket system', () =>
      rude.send({ to: Neighbours.support, subject: 'Order', text: 'Hello, an order please 7301' }),
    );
    expect(came).toEqual({ [Neighbours.support]: 2, [customer('rude')]: 1 });
    // Whatever an agent says to it, it answers once more, and is not answered.
    const [ours] = desks;
    const [ticket] = await found(ours, '7301');
    const again = await exchange('a rude ticket system, answered by an agent', () => ours.agent.reply(ticket?.number ?? 0, 'Answer 7302'));
    expect(again).toEqual({ [Neighbours.support]: 1, [customer('rude')]: 1 });
  });

  test('fail:L1 one that answers where it is asked to: in the conversation, at most three mails', async () => {
    const [, theirs] = desks;
    const quoting = new MailPerson({ dovecot: neighbours.dovecot, smtp: neighbours.postfix.smtp }, customer('quoting'));
    const came = await exchange('a rude ticket system that follows Reply-To', () =>
      quoting.send({ to: OTHER, subject: 'Order', text: 'Hello, an order please 7401' }),
    );
    expect(came).toEqual({ [OTHER]: 2, [customer('quoting')]: 1 });
    const [ticket, ...more] = await found(theirs, '7401');
    expect([await said(theirs, ticket?.number ?? 0), more]).toEqual([['inbound', 'auto', 'inbound'], []]);
  });

  test('fail:L8 a mailing list with both installations on it: each gets the mail, nobody answers', async () => {
    const [ours, theirs] = desks;
    const came = await exchange('a mailing list', () =>
      kate.send({ to: customer('bakers'), subject: 'Flour', text: 'Hello all, which flour 7501?' }),
    );
    expect(came).toEqual({ [customer('bakers')]: 1, [Neighbours.support]: 1, [OTHER]: 1, [kate.address]: 1 });
    for (const desk of [ours, theirs]) {
      const [ticket] = await found(desk, '7501');
      expect(await said(desk, ticket?.number ?? 0)).toEqual(['inbound']);
    }
  });

  test('fail:L8 an agent answers the list: every member gets it once, ourselves included, and that is all', async () => {
    const [ours] = desks;
    const [ticket] = await found(ours, '7501');
    const came = await exchange('a mailing list, answered by an agent', () =>
      ours.agent.reply(ticket?.number ?? 0, 'Rye 7502', { to: [{ address: customer('bakers') }] }),
    );
    // Its own answer comes back by the list, too, whose From is not the author's.
    expect(came).toEqual({ [customer('bakers')]: 1, [Neighbours.support]: 1, [OTHER]: 1, [kate.address]: 1 });
  });

  test('fail:L1 two of our own inboxes write to each other, by a mail program: one mail, and no answer; an agent is told that they are ours', async () => {
    const [ours] = desks;
    await expect(startTicket(ours, Neighbours.support, SALES, 'question 7600')).rejects.toThrow('recipient-own-inbox');
    for (const [from, to, text] of [
      [SALES, Neighbours.support, 'question 7601'],
      [Neighbours.support, SALES, 'question 7602'],
    ] as const) {
      const mail = { from, to, password: Neighbours.password, subject: 'Between us', text: `Hello, ${text}` };
      const came = await exchange(`two own inboxes, ${from} to ${to}`, () => sendMail(neighbours.postfix.smtp, mail));
      expect(came).toEqual({ [to]: 1 });
      const [ticket] = await found(ours, text.slice(-4));
      expect(await said(ours, ticket?.number ?? 0)).toEqual(['inbound']);
    }
  });

  test('a customer who writes to two of our inboxes at once is told once', async () => {
    const before = (await kate.mails()).length;
    await withClient(desks[0].product.databaseUrl, (client) => client.query(`delete from acknowledgements`));
    const came = await exchange('a customer to two inboxes', () =>
      kate.send({ to: [Neighbours.support, SALES], subject: 'Both', text: 'Hello, to both of you 7701' }),
    );
    expect(came).toEqual({ [Neighbours.support]: 1, [SALES]: 1, [kate.address]: 1 });
    expect(await kate.mails()).toHaveLength(before + 1);
  });

  test('users Q5 a mailbox with 500 old mails, connected with acknowledgements on and then imported: nobody is written to', async () => {
    const [{ admin, product }] = desks;
    const mail = (n: number) =>
      `From: Olga ${n} <olga-${n}@${CUSTOMER_DOMAIN}>\r\nTo: ${OLD}\r\nSubject: Old ${n}\r\nMessage-ID: <old-${n}@customer.test>\r\n\r\nHello ${n}\r\n`;
    const mails = Array.from({ length: 500 }, (_, n) => mail(n));
    neighbours.dovecot.deliverMany(OLD, mails, new Date('2025-01-05T07:12:00Z'));
    const inbox = await addInbox(admin, neighbours, OLD, { acknowledgement: { enabled: true } });
    const count = (what: string): Promise<number> =>
      withClient(product.databaseUrl, async (client) =>
        Number((await client.query(`select count(*) from ${what} and inbox_id = $1`, [inbox])).rows[0].count),
      );
    await product.inboxesOk(admin);
    await admin.post(`/inboxes/${inbox}/import`, { from: 'all' });
    await eventually(async () => expect(await count(`tickets where state = 'closed'`)).toBe(500), PATIENCE);
    await withClient(product.databaseUrl, (client) => client.query(`delete from acknowledgements`));
    // One that comes now is told of, so the inbox does acknowledge.
    await kate.send({ to: OLD, subject: 'New', text: 'Hello, something new 7801' });
    await eventually(async () => {
      const { rows } = await withClient(product.databaseUrl, (client) =>
        client.query(
          `select t.state as ticket, d.state as delivery, (select array_agg(e.code order by e.position) from ticket_events e where e.ticket_id = t.id) as timeline
           from messages m join conversations c on c.id = m.conversation_id join tickets t on t.id = m.ticket_id
           left join deliveries d on d.inbox_id = c.inbox_id where c.inbox_id = $1 and m.text like '%7801%'`,
          [inbox],
        ),
      );
      expect(rows).toEqual([{ ticket: expect.any(String), delivery: 'accepted', timeline: expect.arrayContaining(['opened']) }]);
    }, PATIENCE);
    expect(await count(`deliveries where true`)).toBe(1);
  });
});
