import { ADMIN, eventually, Neighbours, type ProductApi, StandaloneInstallation, withClient } from '@app/testing';

const KATE = 'kate@customer.test';
const LAST_YEAR = new Date('2025-01-05T07:12:00Z');
const PATIENCE = { timeoutMs: 100_000, everyMs: 100 };

/** Every other one without a Message-ID. */
const mail = (n: number, what: string): string => {
  const id = n % 2 === 0 ? `Message-ID: <${what}-${n}@customer.test>\r\n` : '';
  return `From: Kate <${KATE}>\r\nTo: ${Neighbours.support}\r\nSubject: ${what} ${n}\r\n${id}\r\nHello ${n}\r\n`;
};

describe('a mailbox, from its first connection on', () => {
  let neighbours: Neighbours;
  let product: StandaloneInstallation;
  let admin: ProductApi;

  beforeAll(async () => {
    neighbours = await Neighbours.start();
    neighbours.person('kate');
    for (let n = 0; n < 200; n += 1) neighbours.dovecot.deliver(Neighbours.support, mail(n, 'old'), LAST_YEAR);
    product = await StandaloneInstallation.start(neighbours);
    await product.agents();
    admin = await product.signIn(ADMIN);
    await product.inboxesOk(admin);
  });
  afterAll(async () => {
    await product?.[Symbol.asyncDispose]();
    await neighbours?.[Symbol.asyncDispose]();
  });

  const count = (where: string): Promise<number> =>
    withClient(product.databaseUrl, async (client) =>
      Number((await client.query(`select count(*) from tickets t where ${where}`)).rows[0].count),
    );

  test('200 old mails: no ticket, and nobody is written to (fail:I14)', async () => {
    neighbours.dovecot.deliver(Neighbours.support, mail(0, 'first'));
    await eventually(async () => expect(await count('true')).toBe(1), PATIENCE);
    expect(await count(`t.subject like 'old%'`)).toBe(0);
  });

  test('a new UIDVALIDITY with 100 known mails and 5 new ones: exactly the 5 new ones, with and without Message-ID (fail:I12, fail:I19)', async () => {
    for (let n = 0; n < 100; n += 1) neighbours.dovecot.deliver(Neighbours.support, mail(n, 'known'));
    await eventually(async () => expect(await count(`t.subject like 'known%'`)).toBe(100), PATIENCE);
    neighbours.dovecot.newUidValidity(Neighbours.support);
    for (let n = 0; n < 5; n += 1) neighbours.dovecot.deliver(Neighbours.support, mail(n, 'new'));
    await eventually(async () => expect(await count(`t.subject like 'new%'`)).toBe(5), PATIENCE);
    expect(await count('true')).toBe(106);
  });

  test('a mail without Message-ID that was copied to another number is one ticket (fail:I19)', async () => {
    const raw = mail(1, 'twice');
    neighbours.dovecot.deliver(Neighbours.support, raw);
    neighbours.dovecot.deliver(Neighbours.support, raw);
    neighbours.dovecot.deliver(Neighbours.support, mail(1, 'after'));
    await eventually(async () => expect(await count(`t.subject like 'after%'`)).toBe(1), PATIENCE);
    expect(await count(`t.subject like 'twice%'`)).toBe(1);
  });

  test('older mail, asked for: closed tickets, given to nobody; nobody is written to (fail:I14)', async () => {
    const { data } = await admin.get<{ data: { id: string; channel: string }[] }>('/inboxes');
    const inbox = data.find((one) => one.channel === 'email')?.id ?? '';
    await admin.post(`/inboxes/${inbox}/import`, { from: 'all' });
    await eventually(async () => expect(await count(`t.subject like 'old%'`)).toBe(200), PATIENCE);
    expect(await count(`t.subject like 'old%' and (t.state <> 'closed' or t.assignee_id is not null)`)).toBe(0);
    await eventually(async () => {
      const { reading } = await admin.get<{ reading: { history: { done: number; finished: boolean } } }>(`/inboxes/${inbox}`);
      expect(reading.history).toMatchObject({ done: 200, finished: true });
    }, PATIENCE);
    expect(neighbours.dovecot.readMailbox(KATE)).toEqual([]);
  });
});
