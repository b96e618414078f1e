import { randomUUID } from 'node:crypto';
import { type DnsServer, startDns } from '@app/testing';
import { NormalizerUnderTest } from './normalizer-under-test.js';

const OWN = '203.0.113.9';
const ELSEWHERE = '198.51.100.66';

describe('whose mail it is, on its way into a ticket', () => {
  let dns: DnsServer;
  let app: NormalizerUnderTest;

  beforeAll(async () => {
    dns = await startDns();
    app = await NormalizerUnderTest.start(dns.address);
    dns.set('TXT', '_dmarc.customer.test', ['v=DMARC1; p=reject']);
    dns.set('TXT', 'customer.test', [`v=spf1 ip4:${OWN} -all`]);
  });
  beforeEach(() => dns.asked.splice(0));
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await dns.stop();
  });

  const mail = (id: string, head = '', author = 'kate@customer.test') =>
    `${head}From: Kate <${author}>\r\nTo: support@shop.test\r\nSubject: Order\r\nMessage-ID: <${id}@customer.test>\r\n\r\nHello ${id}\r\n`;
  const from = (clientAddress: string, mailFrom = 'kate@customer.test') => ({
    envelope: { clientAddress, helo: 'mail.customer.test', mailFrom, recipients: ['support@shop.test'] },
  });
  const authentication = async (id: string): Promise<unknown> => {
    const [row] = await app.store.query<{ spf: unknown; dkim: unknown; dmarc: unknown; proved: unknown }>(
      `select authentication -> 'spf' as spf, authentication -> 'dkim' as dkim, authentication -> 'dmarc' as dmarc, authentication -> 'proved' as proved
       from messages where text like '%' || $1 || '%'`,
      [id],
    );
    return row;
  };
  const results = (of: string) =>
    `Authentication-Results: ${of}; spf=pass smtp.mailfrom=a@customer.test; dkim=pass header.d=customer.test; dmarc=pass header.from=customer.test\r\n`;

  test('threat:A1 a mail from its domain’s own client is proved, the same from elsewhere is not', async () => {
    const [good, forged] = [randomUUID(), randomUUID()];
    await app.takesInto(app.support, [mail(good)], from(OWN));
    await app.takesInto(app.support, [mail(forged)], from(ELSEWHERE));
    expect(await authentication(good)).toEqual({ spf: 'pass', dkim: 'none', dmarc: 'pass', proved: true });
    expect(await authentication(forged)).toEqual({ spf: 'fail', dkim: 'none', dmarc: 'fail', proved: false });
  });

  test('a mail of which nothing is known is unproved, and asks nobody', async () => {
    const id = randomUUID();
    await app.takes(mail(id));
    expect(await authentication(id)).toEqual({ spf: null, dkim: 'none', dmarc: null, proved: false });
    expect(dns.asked).toEqual([]);
  });

  test('threat:A3 a verdict in the mail counts in the inbox that trusts its mail server, and in no other', async () => {
    const trusting = await app.inbox({ address: 'a@shop.test', trustedAuthServ: 'mx.shop.test' });
    const gmail = await app.inbox({ address: 'b@shop.test', imap: { host: 'imap.gmail.com' } });
    const handed = await app.inbox({ address: 'c@shop.test', imap: null });
    const cases = [
      [trusting, 'mx.shop.test', true],
      [trusting, 'mx.google.com', false],
      [gmail, 'mx.google.com', true],
      [gmail, 'mx.shop.test', false],
      [handed, 'mx.google.com', false],
      [app.support, 'mx.shop.test', false],
    ] as const;
    for (const [inbox, server, proved] of cases) {
      const id = randomUUID();
      await app.takesInto(inbox, [mail(id, results(server))]);
      expect(await authentication(id)).toMatchObject({ dmarc: proved ? 'pass' : null, proved });
    }
  });

  test.each([
    ['history is not verified: the keys of then are gone', { historic: true }],
    ['a mail of which only a part is here is not verified', { problem: { code: 'mail-left-on-server', params: {} } }],
  ])('%s', async (_rule, received) => {
    const id = randomUUID();
    const signature = 'DKIM-Signature: v=1; a=rsa-sha256; d=customer.test; s=s1; h=from; bh=x; b=y\r\n';
    await app.takesInto(app.support, [mail(id, signature)], received);
    expect(await authentication(id)).toEqual({ spf: null, dkim: null, dmarc: null, proved: false });
    expect(dns.asked).toEqual([]);
  });

  test('threat:A9 who only has our token is not proved to belong here, whatever the domain says', async () => {
    const id = randomUUID();
    await app.takesInto(app.support, [mail(id)], from(OWN));
    const [ticket] = await app.tickets(id);
    const { token } = await app.answers(ticket?.number ?? 0, 'We look into it.');
    const other = randomUUID();
    const stranger = mail(other, `Delivered-To: support+${token}@shop.test\r\n`, 'max@customer.test');
    await app.takesInto(app.support, [stranger], from(OWN, 'max@customer.test'));
    expect(await authentication(other)).toMatchObject({ dmarc: 'pass', proved: false });
  });

  test('a mail that came by IMAP and is handed over too is one message', async () => {
    const id = randomUUID();
    const fetched = mail(
      id,
      'Return-Path: <kate@customer.test>\r\nDelivered-To: support@shop.test\r\nReceived: from mx by dovecot; Mon, 23 Nov 2026 10:00:00 +0000\r\n',
    );
    const handed = mail(id, 'Return-Path: <kate@customer.test>\r\nDelivered-To: support@shop.test\r\n');
    await app.takes(fetched);
    await app.takesInto(app.support, [handed], from(OWN));
    expect(await app.messages(id)).toHaveLength(1);
    expect(await app.outcome(handed)).toBe('copy');
  });
});
