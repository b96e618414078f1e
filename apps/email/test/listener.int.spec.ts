import { Bus } from '@app/bus';
import { DeskError } from '@app/domain';
import { Log } from '@app/service';
import { Blobs, Inboxes } from '@app/store';
import { type Endpoint, freePort, until } from '@app/testing';
import { type Answer, SmtpDoor } from '../src/listener/smtp-door.js';
import { EmailUnderTest } from './email-under-test.js';
import { SmtpSpeaker } from './smtp-speaker.js';

const KATE = 'kate@customer.test';
const NOWHERE = { host: '127.0.0.1', port: 9 };
const LOG = Log.open({ service: 'test', level: 'silent', to: 'stderr' });
let number = 0;
const mail = (body = 'Hello') => `From: ${KATE}\r\nSubject: Hi\r\nMessage-ID: <${(number += 1)}@customer.test>\r\n\r\n${body}`;

describe('mail that is handed over', () => {
  let app: EmailUnderTest;
  let support: string;
  let sales: string;
  let lmtp: Endpoint;
  let door: SmtpDoor;
  let answers: Answer[];
  const doors: SmtpDoor[] = [];
  const speakers: SmtpSpeaker[] = [];

  beforeAll(async () => {
    app = await EmailUnderTest.start();
    await app.stopReading();
    support = await app.inbox({ address: 'Support@shop.test', imap: null, smtp: NOWHERE });
    sales = await app.inbox({ address: 'sales@shop.test', imap: null, smtp: NOWHERE });
  }, 60_000);
  beforeEach(async () => {
    answers = [];
    ({ door, at: lmtp } = await openDoor());
  });
  afterEach(async () => {
    for (const speaker of speakers.splice(0)) speaker.end();
    await Promise.all(doors.splice(0).map((one) => one.close()));
  });
  afterAll(() => app.stop());

  type DoorOptions = { protocol?: 'lmtp' | 'smtp'; from?: string[]; bus?: Bus; blobs?: Blobs; inboxes?: Inboxes };

  async function openDoor({ protocol = 'lmtp', from = ['127.0.0.0/8', '::1'], bus, blobs, inboxes }: DoorOptions = {}) {
    const at = { host: '127.0.0.1', port: await freePort() };
    const ports = { bus: bus ?? app.given(Bus), blobs: blobs ?? app.given(Blobs), inboxes: inboxes ?? app.given(Inboxes) };
    const opened = new SmtpDoor({ protocol, ...at }, from, ports, LOG, (answer) => answers.push(answer));
    await opened.open();
    doors.push(opened);
    return { door: opened, at };
  }

  async function speak(at = lmtp, hello = 'LHLO relay.test'): Promise<SmtpSpeaker> {
    const speaker = await SmtpSpeaker.greeted(at, hello);
    speakers.push(speaker);
    return speaker;
  }

  /** What the bus got of an inbox, the newest last. */
  const taken = (inbox: string) =>
    app.directly.query<{ externalId: string; sender: string; historic: boolean; folder: string | null; envelope: unknown; kind: string }>(
      `select data ->> 'externalId' as "externalId", data ->> 'sender' as sender, (data ->> 'historic')::boolean as historic,
         data ->> 'folder' as folder, data -> 'envelope' as envelope, data -> 'carried' ->> 'kind' as kind
       from events where topic = 'intake.email' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
  const lastRaw = async (inbox: string) => (await app.raws(inbox)).at(-1)?.toString('latin1');

  test('is acknowledged when the bus has it, with its envelope and with whom it was for in front', async () => {
    const client = await speak();
    expect(await client.begin(KATE, ['support@shop.test'])).toEqual([expect.stringMatching(/^250 2\.1\.5 /)]);
    const written = mail();
    expect(await client.data(written)).toEqual([expect.stringMatching(/^250 2\.6\.0 /)]);
    expect((await taken(support)).at(-1)).toMatchObject({
      sender: KATE,
      historic: false,
      folder: null,
      kind: 'inline',
      envelope: { clientAddress: null, helo: null, mailFrom: KATE, recipients: ['support@shop.test'] },
    });
    expect(await lastRaw(support)).toBe(`Return-Path: <${KATE}>\r\nDelivered-To: support@shop.test\r\n${written}\r\n`);
    expect(answers).toEqual(['accepted']);
  });

  test('handed over again, it has the same external id', async () => {
    const written = mail();
    for (let time = 0; time < 2; time += 1) {
      const client = await speak();
      await client.begin(KATE, ['support@shop.test']);
      expect(await client.data(written)).toEqual([expect.stringMatching(/^250 /)]);
    }
    const [first, second] = (await taken(support)).slice(-2);
    expect(second?.externalId).toBe(first?.externalId);
  });

  test('to a plus part, in any case, is the inbox’s', async () => {
    const client = await speak();
    expect(await client.begin(KATE, ['SUPPORT+t0ken@Shop.test'])).toEqual([expect.stringMatching(/^250 /)]);
    await client.data(mail());
    expect(await lastRaw(support)).toContain('Delivered-To: SUPPORT+t0ken@Shop.test\r\n');
  });

  test('an unknown recipient is refused for good, and the others of the transaction are not', async () => {
    const client = await speak();
    expect(await client.begin(KATE, ['nobody@shop.test', 'support@elsewhere.test', 'support@shop.test'])).toEqual([
      expect.stringMatching(/^550 5\.1\.1 /),
      expect.stringMatching(/^550 5\.1\.1 /),
      expect.stringMatching(/^250 /),
    ]);
    expect(await client.data(mail())).toEqual([expect.stringMatching(/^250 /)]);
    expect(answers).toEqual(['refused', 'refused', 'accepted']);
  });

  test('for two inboxes in one transaction: one event each, and none learns of the other (`threat:A8`)', async () => {
    const client = await speak();
    await client.begin('', ['support@shop.test', 'support+x@shop.test', 'sales@shop.test']);
    expect(await client.data(mail(), 3)).toEqual(Array(3).fill(expect.stringMatching(/^250 /)));
    expect((await taken(support)).at(-1)?.envelope).toMatchObject({
      mailFrom: '',
      recipients: ['support@shop.test', 'support+x@shop.test'],
    });
    expect((await taken(sales)).at(-1)?.envelope).toMatchObject({ recipients: ['sales@shop.test'] });
    expect(await lastRaw(sales)).not.toContain('support');
    expect(answers).toEqual(['accepted']);
  });

  test('a recipient who is given twice is put off the second time: LMTP owes each an answer', async () => {
    const client = await speak();
    expect(await client.begin(KATE, ['support@shop.test', 'Support@shop.test'])).toEqual([
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^452 /),
    ]);
    expect(await client.data(mail())).toEqual([expect.stringMatching(/^250 /)]);
    expect(await client.say('NOOP')).toMatch(/^250 /);
  });

  test('by SMTP: one answer for all', async () => {
    const { at } = await openDoor({ protocol: 'smtp' });
    const client = await speak(at, 'EHLO relay.test');
    await client.begin(KATE, ['support@shop.test', 'sales@shop.test']);
    expect(await client.data(mail())).toEqual([expect.stringMatching(/^250 /)]);
    expect(await client.say('NOOP')).toMatch(/^250 /);
  });

  test('several in one session, their commands sent ahead', async () => {
    const before = (await taken(support)).length;
    const client = await speak();
    const one = `MAIL FROM:<${KATE}>\r\nRCPT TO:<support@shop.test>\r\n`;
    for (let n = 0; n < 3; n += 1) {
      client.write(`${one}DATA\r\n`);
      expect([await client.reply(), await client.reply(), await client.reply()].map((line) => line.slice(0, 3))).toEqual([
        '250',
        '250',
        '354',
      ]);
      client.write(`${mail()}\r\n.\r\n`);
      expect(await client.reply()).toMatch(/^250 /);
    }
    expect(await taken(support)).toHaveLength(before + 3);
  });

  describe('whom it comes from', () => {
    test('is who the mail server names by XFORWARD, for that mail', async () => {
      const client = await speak();
      expect(await client.say('XFORWARD NAME=mail.customer.test ADDR=203.0.113.9 PROTO=ESMTP HELO=mail.customer.test')).toMatch(/^250 /);
      await client.begin(KATE, ['support@shop.test']);
      await client.data(mail());
      expect((await taken(support)).at(-1)?.envelope).toMatchObject({ clientAddress: '203.0.113.9', helo: 'mail.customer.test' });
      expect(await client.begin(KATE, ['support@shop.test'])).toEqual([expect.stringMatching(/^250 /)]);
      await client.data(mail());
      expect((await taken(support)).at(-1)?.envelope).toMatchObject({ clientAddress: null, helo: null });
    });

    test('is nobody where the mail server does not know; a client that said no HELO is no reason to refuse', async () => {
      const client = await speak();
      for (const told of ['ADDR=203.0.113.9 HELO=[UNAVAILABLE]', 'ADDR=IPV6:2001:db8::9', 'NAME=[UNAVAILABLE] ADDR=[UNAVAILABLE]']) {
        expect(await client.say(`XFORWARD ${told}`)).toMatch(/^250 /);
        expect(await client.begin(KATE, ['support@shop.test'])).toEqual([expect.stringMatching(/^250 /)]);
        expect(await client.data(mail())).toEqual([expect.stringMatching(/^250 /)]);
      }
      expect((await taken(support)).slice(-3).map((one) => one.envelope)).toMatchObject([
        { clientAddress: '203.0.113.9', helo: null },
        { clientAddress: '2001:db8::9', helo: null },
        { clientAddress: null, helo: null },
      ]);
    });

    test('is who a proxy names by XCLIENT, for the whole session', async () => {
      const client = await speak();
      expect(await client.say('XCLIENT NAME=mail.customer.test ADDR=203.0.113.9')).toMatch(/^220 /);
      expect(await client.say('LHLO mail.customer.test')).toMatch(/^250 /);
      for (let n = 0; n < 2; n += 1) {
        await client.begin(KATE, ['support@shop.test']);
        expect(await client.data(mail())).toEqual([expect.stringMatching(/^250 /)]);
        expect((await taken(support)).at(-1)?.envelope).toMatchObject({ clientAddress: '203.0.113.9', helo: 'mail.customer.test' });
      }
    });

    test('who may not connect hands nothing over', async () => {
      const { at } = await openDoor({ from: ['10.0.0.0/8', '2001:db8::/32'] });
      const client = await SmtpSpeaker.open(at);
      speakers.push(client);
      expect(await client.reply()).toMatch(/^554 /);
      expect(await client.say('LHLO relay.test')).toBe('');
    });
  });

  describe('is put off and kept by the mail server', () => {
    const away = new DeskError('unavailable', 'bus-away', 'The bus is away.');

    test('while the bus is away (`fault:M20`)', async () => {
      const bus = Object.assign(Object.create(app.given(Bus)) as Bus, { publish: () => Promise.reject(away) });
      const { at } = await openDoor({ bus });
      const client = await speak(at);
      await client.begin(KATE, ['support@shop.test', 'sales@shop.test']);
      expect(await client.data(mail(), 2)).toEqual(Array(2).fill(expect.stringMatching(/^451 4\.3\.0 /)));
      expect(answers).toEqual(['deferred']);
    });

    test('while the disk is full; the line stays open, and small mail goes on (`fault:M34`)', async () => {
      const full = new DeskError('unavailable', 'disk-full', 'No space.');
      const blobs = Object.assign(Object.create(app.given(Blobs)) as Blobs, { keepStream: () => Promise.reject(full) });
      const { at } = await openDoor({ blobs });
      const client = await speak(at);
      await client.begin(KATE, ['support@shop.test']);
      expect(await client.data(mail('x'.repeat(3_000_000)))).toEqual([expect.stringMatching(/^451 4\.3\.0 /)]);
      await client.begin(KATE, ['support@shop.test']);
      expect(await client.data(mail())).toEqual([expect.stringMatching(/^250 /)]);
    });

    test('while nothing is known of the recipients (`fault:M25`)', async () => {
      const inboxes = Object.assign(Object.create(app.given(Inboxes)) as Inboxes, { mailAddresses: () => Promise.reject(away) });
      const { at } = await openDoor({ inboxes });
      const client = await speak(at);
      expect(await client.begin(KATE, ['support@shop.test'])).toEqual([expect.stringMatching(/^451 4\.3\.0 /)]);
      expect(answers).toEqual(['deferred']);
    });
  });

  describe('large mail', () => {
    const line = `${'x'.repeat(998)}\r\n`;

    test('goes to disk, each inbox’s with its own head', async () => {
      const client = await speak();
      await client.begin(KATE, ['support@shop.test', 'sales@shop.test']);
      const written = mail(line.repeat(200));
      expect(await client.data(written, 2)).toEqual(Array(2).fill(expect.stringMatching(/^250 /)));
      expect((await taken(support)).at(-1)).toMatchObject({ kind: 'blob', sender: KATE });
      expect(await lastRaw(support)).toBe(`Return-Path: <${KATE}>\r\nDelivered-To: support@shop.test\r\n${written}\r\n`);
      expect(await lastRaw(sales)).toBe(`Return-Path: <${KATE}>\r\nDelivered-To: sales@shop.test\r\n${written}\r\n`);
    });

    test('above 64 MB is refused: by its size when it is told, else at its end (`threat:C5`)', async () => {
      const client = await speak();
      expect(await client.say(`MAIL FROM:<${KATE}> SIZE=70000000`)).toMatch(/^552 5\.3\.4 /);
      await client.begin(KATE, ['support@shop.test']);
      await client.say('DATA');
      const chunk = Buffer.from(line.repeat(1000));
      for (let sent = 0; sent < 66 * 1024 * 1024; sent += chunk.length) if (!client.write(chunk)) await client.drained();
      client.write('.\r\n');
      expect(await client.reply()).toMatch(/^552 5\.3\.4 /);
      expect(await client.say('NOOP')).toMatch(/^250 /);
    }, 60_000);
  });

  describe('hostile clients', () => {
    test.each([
      ['LF.LF', '\n.\n'],
      ['LF.CRLF', '\n.\r\n'],
      ['CR.CRLF', '\r.\r\n'],
      ['CR.CR', '\r.\r'],
      ['CRLF.LF', '\r\n.\n'],
      ['CRLF.CR', '\r\n.\r'],
      ['NUL', '\r\n\0.\r\n'],
    ])('threat:A14 %s ends no mail: what follows is text, and there is one mail', async (_name, end) => {
      const before = (await taken(support)).length;
      const client = await speak();
      await client.begin(KATE, ['support@shop.test']);
      const smuggled = `MAIL FROM:<ceo@shop.test>\r\nRCPT TO:<sales@shop.test>\r\nDATA\r\nFrom: ceo@shop.test\r\n\r\nPay`;
      expect(await client.data(`${mail()}${end}${smuggled}`)).toEqual([expect.stringMatching(/^250 /)]);
      expect(await taken(support)).toHaveLength(before + 1);
      expect((await taken(support)).at(-1)).toMatchObject({ sender: KATE });
      expect(await lastRaw(support)).toContain('RCPT TO:<sales@shop.test>');
      expect(await client.say('NOOP')).toMatch(/^250 /);
    });

    test('threat:D6 a line without an end, and commands that are none, end the session and nothing else', async () => {
      const endless = await speak();
      endless.write('x'.repeat(100_000));
      expect(await endless.reply()).toMatch(/^421 /);
      const babbler = await speak();
      let last = '';
      for (let n = 0; n < 20 && !last.startsWith('421'); n += 1) last = await babbler.say('\u0001\u00ff NONSENSE');
      expect(last).toMatch(/^421 /);
      const other = await speak();
      expect(await other.begin(KATE, ['support@shop.test'])).toEqual([expect.stringMatching(/^250 /)]);
    });

    test('mail without recipients, data without mail, addresses that are none are refused', async () => {
      const client = await speak();
      expect(await client.say('DATA')).toMatch(/^503 /);
      expect(await client.say('RCPT TO:<support@shop.test>')).toMatch(/^503 /);
      expect(await client.say('MAIL FROM:<a b>')).toMatch(/^501 /);
      expect(await client.say('STARTTLS')).toMatch(/^50\d /);
      expect(await client.say('AUTH PLAIN AGEAYg==')).toMatch(/^50\d /);
      expect(await client.say('VRFY support')).toMatch(/^25\d|^50\d/);
    });

    test('a client that goes away in the middle leaves nothing behind', async () => {
      const before = (await taken(support)).length;
      const client = await speak();
      await client.begin(KATE, ['support@shop.test']);
      await client.say('DATA');
      client.write(mail('x'.repeat(200_000)));
      client.end();
      await until('all clients are gone', () => door.clientCount === 0);
      const other = await speak();
      await other.begin(KATE, ['support@shop.test']);
      await other.data(mail());
      expect(await taken(support)).toHaveLength(before + 1);
    });
  });

  test('a mail in hand is finished when the process is to end; idle clients are sent away at once', async () => {
    const idle = await speak();
    const client = await speak();
    await client.begin(KATE, ['support@shop.test']);
    await client.say('DATA');
    client.write(mail());
    const closed = door.close();
    expect(await idle.reply()).toMatch(/^421 /);
    client.write('\r\n.\r\n');
    expect(await client.reply()).toMatch(/^250 /);
    await closed;
    await expect(SmtpSpeaker.open(lmtp)).rejects.toThrow();
    doors.splice(0);
  });

  test('a port that is in use is named', async () => {
    const second = new SmtpDoor(
      { protocol: 'lmtp', ...lmtp },
      [],
      { bus: app.given(Bus), blobs: app.given(Blobs), inboxes: app.given(Inboxes) },
      LOG,
      () => {},
    );
    await expect(second.open()).rejects.toMatchObject({ code: 'port-in-use' });
  });
});
