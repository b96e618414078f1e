import { parseMail } from '@app/mail';
import { eventually, freePort } from '@app/testing';
import { SMTPServer } from 'smtp-server';
import { EmailUnderTest } from './email-under-test.js';

const PATIENCE = { timeoutMs: 30_000 };

/** A sending server that keeps what it is given. */
class Kept {
  readonly mails: { readonly to: string[]; readonly raw: Buffer }[] = [];

  private constructor(
    readonly smtp: { readonly host: string; readonly port: number },
    private readonly server: SMTPServer,
  ) {}

  static async start(takesUtf8: boolean): Promise<Kept> {
    const smtp = { host: '127.0.0.1', port: await freePort() };
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      hideSMTPUTF8: !takesUtf8,
      closeTimeout: 100,
      onAuth: (_, __, done) => done(null, { user: 'x' }),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          kept.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
          done();
        });
      },
    });
    const kept: Kept = new Kept(smtp, server);
    await new Promise<void>((resolve) => server.listen(smtp.port, smtp.host, resolve));
    return kept;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe('an address in letters of any script', () => {
  let app: EmailUnderTest;
  beforeAll(async () => {
    app = await EmailUnderTest.start();
  });
  afterAll(() => app.stop());

  const anInbox = ({ smtp }: Kept) => app.inbox({ address: 'support@test.local', imap: null, smtp });
  const noted = (inbox: string) => app.store.query<{ takes: boolean }>(`select smtp_utf8 as takes from inboxes where id = $1`, [inbox]);

  test('is written to over a server that takes it, in the header and in the envelope', async () => {
    const kept = await Kept.start(true);
    const inbox = await anInbox(kept);
    await eventually(async () => expect(await noted(inbox)).toEqual([{ takes: true }]), PATIENCE);
    const id = await app.answer(inbox, 'иван@customer.test', 'Привет');
    await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'accepted' }]), PATIENCE);
    expect(kept.mails).toMatchObject([{ to: ['иван@customer.test'] }]);
    expect((await parseMail(kept.mails[0]?.raw ?? Buffer.alloc(0))).to).toMatchObject([{ address: 'иван@customer.test' }]);
    await kept.stop();
  });

  test('fails over another in words, and nothing is sent; a domain needs no such server', async () => {
    const kept = await Kept.start(false);
    const inbox = await anInbox(kept);
    const refused = await app.answer(inbox, 'иван@customer.test', 'Привет');
    const taken = await app.answer(inbox, 'ivan@пример.рф', 'Привет');
    await eventually(
      async () => expect(await app.deliveries(refused)).toMatchObject([{ state: 'failed', reason: { code: 'recipient-needs-smtputf8' } }]),
      PATIENCE,
    );
    await eventually(async () => expect(await app.deliveries(taken)).toMatchObject([{ state: 'accepted' }]), PATIENCE);
    // The server shows what it understood; over the wire went what it offers to understand, ASCII.
    expect(kept.mails.map(({ to }) => to)).toEqual([['ivan@пример.рф']]);
    expect(kept.mails[0]?.raw.toString('latin1')).toMatch(/^To: ivan@xn--e1afmkfd\.xn--p1ai\r\n/m);
    expect(await noted(inbox)).toEqual([{ takes: false }]);
    await kept.stop();
  });
});
