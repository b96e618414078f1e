import { Bus } from '@app/bus';
import { DeskError } from '@app/domain';
import { Log } from '@app/service';
import { Blobs, Inboxes } from '@app/store';
import { type Dovecot, freePort, type Postfix, sendMail, startDovecot, startPostfix, until } from '@app/testing';
import { SmtpDoor } from '../src/listener/smtp-door.js';
import { EmailUnderTest } from './email-under-test.js';
import { SmtpSpeaker } from './smtp-speaker.js';

const SUPPORT = 'support@test.local';
const SALES = 'sales@test.local';
const KATE = 'kate@customer.test';
const LOG = Log.open({ service: 'test', level: 'silent', to: 'stderr' });

/** A real Postfix in front of us: `virtual_transport = lmtp:inet:...`. */
describe('Postfix hands mail over by LMTP', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let app: EmailUnderTest;
  let door: SmtpDoor;
  let support: string;
  let sales: string;
  let isBusAway = false;
  let refusals = 0;

  beforeAll(async () => {
    app = await EmailUnderTest.start();
    await app.stopReading();
    const at = { host: '127.0.0.1', port: await freePort() };
    const smtp = { host: '127.0.0.1', port: 9 };
    support = await app.inbox({ address: SUPPORT, imap: null, smtp });
    sales = await app.inbox({ address: SALES, imap: null, smtp });
    const bus = app.given(Bus);
    const cut = Object.assign(Object.create(bus) as Bus, {
      publish: (events: Parameters<Bus['publish']>[0]) => {
        if (!isBusAway) return bus.publish(events);
        refusals += 1;
        return Promise.reject(new DeskError('unavailable', 'bus-away', 'The bus is away.'));
      },
    });
    door = new SmtpDoor(
      { protocol: 'lmtp', ...at },
      ['127.0.0.0/8'],
      { bus: cut, blobs: app.given(Blobs), inboxes: app.given(Inboxes) },
      LOG,
      () => {},
    );
    await door.open();
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret', [SALES]: 'secret', 'gone@test.local': 'secret' } });
    postfix = await startPostfix({
      dovecot,
      settings: {
        virtual_transport: `lmtp:inet:${at.host}:${at.port}`,
        lmtp_send_xforward_command: 'yes',
        // The test's own client may say whom it has the mail from, as a mail server in front would.
        smtpd_authorized_xforward_hosts: '127.0.0.0/8',
      },
    });
  }, 60_000);
  afterAll(async () => {
    await postfix.stop();
    await dovecot.stop();
    await door.close();
    await app.stop();
  });

  const subjects = async (inbox: string) => (await app.mails(inbox)).map((one) => one.subject);

  test('a customer’s mail arrives once, with Postfix’s trace and our own above it', async () => {
    await sendMail(postfix.smtp, { from: KATE, to: `support+t0ken@test.local`, subject: 'One', text: 'Hello' });
    await until('it arrived', async () => (await subjects(support)).includes('One'));
    const raw = (await app.raws(support)).at(-1)?.toString('latin1') ?? '';
    expect(raw).toMatch(/^Return-Path: <kate@customer\.test>\r\nDelivered-To: support\+t0ken@test\.local\r\nReceived: /);
    // A mail leaves the queue after it was handed over.
    await until('Postfix has nothing left', () => postfix.queue().length === 0);
  });

  test('one mail to two inboxes is one transaction and two events', async () => {
    await sendMail(postfix.smtp, { from: KATE, to: [SUPPORT, SALES], subject: 'Both', text: 'Hello' });
    await until('both arrived', async () => (await subjects(sales)).includes('Both') && (await subjects(support)).includes('Both'));
    await until('Postfix has nothing left', () => postfix.queue().length === 0);
    expect(await subjects(sales)).toEqual(['Both']);
  });

  test('while the bus is away Postfix keeps the mail and tries again: it arrives, once (`fault:M20`)', async () => {
    isBusAway = true;
    await sendMail(postfix.smtp, { from: KATE, to: SUPPORT, subject: 'Later', text: 'Hello' });
    await until('Postfix came twice', () => refusals >= 2, { timeoutMs: 90_000 });
    expect(postfix.queue()).toHaveLength(1);
    isBusAway = false;
    await until('Postfix has nothing left', () => postfix.queue().length === 0, { timeoutMs: 90_000 });
    expect((await subjects(support)).filter((one) => one === 'Later')).toHaveLength(1);
  }, 240_000);

  test('whom Postfix has the mail from is known, for SPF (`lmtp_send_xforward_command`)', async () => {
    const front = await SmtpSpeaker.greeted(postfix.smtp, 'EHLO front.test.local');
    expect(await front.say('XFORWARD NAME=mail.customer.test ADDR=203.0.113.9 HELO=mail.customer.test')).toMatch(/^250 /);
    await front.begin(KATE, [SUPPORT]);
    expect(await front.data(`From: ${KATE}\r\nSubject: Far\r\n\r\nHello`)).toEqual([expect.stringMatching(/^250 /)]);
    front.end();
    await until('it arrived', async () => (await subjects(support)).includes('Far'));
    const [last] = await app.directly.query<{ envelope: unknown }>(
      `select data -> 'envelope' as envelope from events where topic = 'intake.email' and data ->> 'inboxId' = $1 order by id desc limit 1`,
      [support],
    );
    expect(last?.envelope).toEqual({
      clientAddress: '203.0.113.9',
      helo: 'mail.customer.test',
      mailFrom: KATE,
      recipients: [SUPPORT],
    });
  });

  test('a recipient whom Postfix knows and we do not is returned to the sender', async () => {
    await sendMail(postfix.smtp, { from: SALES, to: 'gone@test.local', subject: 'Gone', text: 'Hello' });
    await until('the bounce arrived', async () => (await app.raws(sales)).some((raw) => raw.includes('550 5.1.1')), {
      timeoutMs: 90_000,
    });
    const bounce = (await app.raws(sales)).find((raw) => raw.includes('550 5.1.1'))?.toString('latin1') ?? '';
    expect(bounce).toMatch(/^Return-Path: <>\r\n/);
  });
});
