import { parseMail } from '@app/mail';
import { type Dovecot, eventually, freePort, type Postfix, startDovecot, startPostfix } from '@app/testing';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { EmailUnderTest } from './email-under-test.js';

const SUPPORT = 'support@test.local';
const PATIENCE = { timeoutMs: 60_000 };

/** A server that answers each recipient as a test says, and remembers whom each transaction had. */
class Picky {
  readonly transactions: string[][] = [];
  private readonly server: SMTPServer;

  constructor(
    readonly smtp: { host: string; port: number },
    answer: (recipient: string, before: number) => string | null,
  ) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      onAuth: (_, __, done) => done(null, { user: 'x' }),
      onRcptTo: ({ address }, session, done) => {
        const said = answer(address, recipientsOf(session).length);
        done(said === null ? null : Object.assign(new Error(said.slice(4)), { responseCode: Number(said.slice(0, 3)) }));
      },
      onData: (stream, session, done) => {
        stream.resume();
        stream.on('end', () => {
          this.transactions.push(recipientsOf(session));
          done();
        });
      },
    });
  }

  static async start(answer: (recipient: string, before: number) => string | null): Promise<Picky> {
    const picky = new Picky({ host: '127.0.0.1', port: await freePort() }, answer);
    await new Promise<void>((resolve) => picky.server.listen(picky.smtp.port, '127.0.0.1', resolve));
    return picky;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

function recipientsOf({ envelope }: SMTPServerSession): string[] {
  return envelope.rcptTo.map(({ address }) => address);
}

describe('several recipients of one mail', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret' } });
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await dovecot.stop();
  });

  const anInbox = (smtp: { host: string; port: number }, more: object = {}) =>
    app.inbox({ address: SUPPORT, imap: dovecot.imap, smtp, more });
  const everybody = (count: number) => Array.from({ length: count }, (_, n) => `r${String(n).padStart(3, '0')}@customer.test`);
  const settled = (id: string) =>
    eventually(async () => {
      const rows = await app.deliveries(id);
      expect(rows.filter((row) => row.state === 'sending' || (row.state === 'queued' && row.attempts === 0))).toEqual([]);
      return rows;
    }, PATIENCE);

  test('one refused for good, one for now, one taken: each has its own state, in one transaction (fail:S2)', async () => {
    const server = await Picky.start((to) =>
      to.startsWith('gone') ? '550 5.1.1 User unknown' : to.startsWith('full') ? '451 4.3.0 Try again later' : null,
    );
    const inbox = await anInbox(server.smtp);
    const id = await app.answer(inbox, ['gone@customer.test', 'full@customer.test', 'there@customer.test'], 'Hello');
    expect((await settled(id)).map(({ recipient, state, reason }) => [recipient, state, reason?.code ?? null])).toEqual([
      ['full@customer.test', 'queued', 'smtp-refused'],
      ['gone@customer.test', 'failed', 'refused-recipient-unknown'],
      ['there@customer.test', 'accepted', null],
    ]);
    expect(server.transactions).toEqual([['there@customer.test']]);
    await server.close();
  });

  test.each([
    ['452 as RFC 5321 says it', '452 4.5.3 Error: too many recipients'],
    ['552 as older servers do', '552 Too many recipients received this hour'],
  ])('a server that takes 40 recipients at once (%s): the others follow, and no try is counted', async (_, answer) => {
    const server = await Picky.start((_to, before) => (before >= 40 ? answer : null));
    const inbox = await anInbox(server.smtp);
    const id = await app.answer(inbox, everybody(110), 'Hello all');
    const rows = await settled(id);
    expect(rows.map((row) => [row.state, row.attempts])).toEqual(rows.map(() => ['accepted', 1]));
    expect(rows).toHaveLength(110);
    expect(server.transactions.map((one) => one.length)).toEqual([40, 40, 30]);
    expect(new Set(server.transactions.flat()).size).toBe(110);
    // The next mail knows it from the beginning.
    const next = await app.answer(inbox, everybody(50), 'And again');
    await settled(next);
    expect(server.transactions.slice(3).map((one) => one.length)).toEqual([40, 10]);
    await server.close();
  });

  test('500 recipients go in one transaction where the server has room for them', async () => {
    const server = await Picky.start(() => null);
    const inbox = await anInbox(server.smtp);
    const id = await app.answer(inbox, everybody(500), 'To everybody');
    expect(new Set((await settled(id)).map((row) => row.state))).toEqual(new Set(['accepted']));
    expect(server.transactions.map((one) => one.length)).toEqual([500]);
    await server.close();
  });

  test('a real Postfix with its own limit of 20 gives each of 50 customers the mail once', async () => {
    const customers = everybody(50);
    for (const customer of customers) dovecot.addUser(customer, 'x');
    const postfix: Postfix = await startPostfix({
      dovecot,
      settings: { smtpd_recipient_limit: '20', smtpd_recipient_overshoot_limit: '1000' },
    });
    const inbox = await anInbox(postfix.smtp);
    const id = await app.answer(inbox, customers, 'Hello customers');
    expect(new Set((await settled(id)).map((row) => row.state))).toEqual(new Set(['accepted']));
    const mails = await eventually(async () => {
      const all = await Promise.all(customers.map((one) => Promise.all(dovecot.readMailbox(one).map((raw) => parseMail(raw)))));
      expect(all.map((one) => one.length)).toEqual(customers.map(() => 1));
      return all.flat();
    }, PATIENCE);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(1);
    await postfix.stop();
  });

  test('a mail that waits for another try holds back nothing that comes later', async () => {
    const server = await Picky.start((to) => (to.startsWith('later') ? '451 4.3.0 Try again later' : null));
    const inbox = await anInbox(server.smtp);
    const waits = await app.answer(inbox, 'later@customer.test', 'Waits');
    await settled(waits);
    const goes = await app.answer(inbox, 'there@customer.test', 'Goes');
    expect((await settled(goes)).map((row) => row.state)).toEqual(['accepted']);
    expect((await app.deliveries(waits)).map((row) => row.state)).toEqual(['queued']);
    await server.close();
  });
});
