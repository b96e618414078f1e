import { type DnsServer, startDns } from '@app/testing';
import { readHeaderBlock } from '../head/header-block.js';
import { readHead } from '../head/read-head.js';
import { MailAuthenticator, type MailToAuthenticate } from './mail-authenticator.js';
import type { MailVerdict } from './mail-verdict.js';
import { ed25519Key, rsaKey, sealed, signed, type SigningKey } from './signed-mail.fixture.js';

const NOTHING: MailVerdict = { spf: null, dkim: null, dmarc: null, proved: false };
const UNSIGNED: MailVerdict = { ...NOTHING, dkim: 'none' };
const TRUSTED = 'mx.shop.test';

const mail = (more: { from?: string; subject?: string; body?: string } = {}) =>
  `From: ${more.from ?? 'Kate <kate@customer.test>'}\r\nTo: support@shop.test\r\nSubject: ${more.subject ?? 'Hi'}\r\n` +
  `Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@customer.test>\r\n\r\n${more.body ?? 'Hello\r\n'}`;

type Told = Partial<Pick<MailToAuthenticate, 'client' | 'authServ' | 'trustedSealers'>>;

function case_(raw: string | Buffer, told: Told = {}): MailToAuthenticate {
  const bytes = Buffer.from(raw);
  return { raw: bytes, head: readHead(readHeaderBlock(bytes)), client: null, authServ: null, trustedSealers: [], ...told };
}

/** Brought by this client, from this return path. */
const from = (clientAddress: string, mailFrom = 'kate@customer.test', helo: string | null = 'mail.customer.test'): Told => ({
  client: { clientAddress, helo, mailFrom },
});
const OWN = '203.0.113.9';
const ELSEWHERE = '198.51.100.66';

describe('who a mail is from', () => {
  let dns: DnsServer;
  let authenticator: MailAuthenticator;
  let impatient: MailAuthenticator;
  let customer: SigningKey;
  let list: SigningKey;

  beforeAll(async () => {
    dns = await startDns();
    // On a machine that stands still an answer that is there counts as late: who is asked has time.
    authenticator = new MailAuthenticator({ dnsServers: [dns.address], patienceMs: 30_000 });
    impatient = new MailAuthenticator({ dnsServers: [dns.address], patienceMs: 1_500 });
    customer = rsaKey();
    list = rsaKey();
  });
  afterAll(async () => {
    await Promise.all([authenticator.close(), impatient.close()]);
    await dns.stop();
  });

  /** Each test has domains of its own, so that no answer is remembered from another. */
  let number = 0;
  let domain: string;
  beforeEach(() => {
    number += 1;
    domain = `customer${number}.test`;
    dns.forget();
  });
  const kate = () => `kate@${domain}`;
  const key = (of = domain, record: string | readonly string[] = customer.record) =>
    dns.set('TXT', `s1._domainkey.${of}`, typeof record === 'string' ? [record] : record);
  const policy = (record: string | readonly string[], of = domain) =>
    dns.set('TXT', `_dmarc.${of}`, typeof record === 'string' ? [record] : record);
  const senders = (record: string | readonly string[], of = domain) => dns.set('TXT', of, typeof record === 'string' ? [record] : record);
  const verdict = async (raw: string | Buffer, told: Told = {}, by = authenticator): Promise<MailVerdict> =>
    (await by.authenticate([case_(raw, told)]))[0] ?? NOTHING;
  const own = (more: Parameters<typeof mail>[0] = {}) => mail({ from: `Kate <${kate()}>`, ...more });

  describe('a signature (DKIM)', () => {
    test.each(['relaxed/relaxed', 'simple/simple', 'relaxed/simple'])(
      '%s of the author’s domain proves the author',
      async (canonicalization) => {
        key();
        const raw = await signed(own(), { domain, key: customer, canonicalization });
        expect(await verdict(raw)).toEqual({ spf: null, dkim: 'pass', dmarc: 'none', proved: true });
      },
    );

    test('Ed25519 is as good as RSA; of two, one is enough', async () => {
      const modern = ed25519Key();
      dns.set('TXT', `s2._domainkey.${domain}`, [modern.record]);
      const raw = await signed(own(), { domain, key: modern, selector: 's2' });
      expect(await verdict(raw)).toMatchObject({ dkim: 'pass', proved: true });
      expect(await verdict(await signed(raw, { domain, key: list }))).toMatchObject({ dkim: 'pass', proved: true });
    });

    test('a key in several strings, too long for UDP, is read', async () => {
      const long = rsaKey(4096);
      key(domain, long.record);
      expect(await verdict(await signed(own(), { domain, key: long }))).toMatchObject({ dkim: 'pass' });
    });

    test('of an organisation’s own subdomain, or of its head, proves the author; of another organisation does not', async () => {
      for (const signer of [domain, `mail.${domain}`, 'newsletters.test']) key(signer);
      const at = async (author: string, signer: string) => verdict(await signed(mail({ from: author }), { domain: signer, key: customer }));
      expect(await at(`a@${domain}`, `mail.${domain}`)).toMatchObject({ dkim: 'pass', proved: true });
      expect(await at(`a@mail.${domain}`, domain)).toMatchObject({ dkim: 'pass', proved: true });
      expect(await at(`a@${domain}`, 'newsletters.test')).toEqual({ spf: null, dkim: 'pass', dmarc: 'none', proved: false });
    });

    test('two customers of one public suffix are two organisations', async () => {
      key('example1.co.uk');
      const raw = await signed(mail({ from: 'a@example2.co.uk' }), { domain: 'example1.co.uk', key: customer });
      expect(await verdict(raw)).toMatchObject({ dkim: 'pass', proved: false });
    });

    test.each([
      ['the body', (text: string) => text.replace('Hello', 'Hallo')],
      ['the subject', (text: string) => text.replace('Subject: Hi', 'Subject: Ho')],
      ['the author', (text: string) => text.replace('From: Kate', 'From: Carl')],
    ])('fails when %s was changed', async (_what, change) => {
      key();
      const raw = await signed(own(), { domain, key: customer });
      expect(await verdict(change(raw.toString()))).toMatchObject({ dkim: 'fail', proved: false });
    });

    test('fails under a key that is not the domain’s', async () => {
      key();
      expect(await verdict(await signed(own(), { domain, key: list }))).toMatchObject({ dkim: 'fail', proved: false });
    });

    test('that has expired, or has no key, or a revoked one, proves nothing', async () => {
      const raw = await signed(own(), { domain, key: customer });
      expect(await verdict(raw)).toEqual({ spf: null, dkim: 'neutral', dmarc: 'none', proved: false });
      dns.set('TXT', `old._domainkey.${domain}`, ['v=DKIM1; p=']);
      dns.set('TXT', `new._domainkey.${domain}`, [customer.record]);
      expect(await verdict(await signed(own(), { domain, key: customer, selector: 'old' }))).toMatchObject({
        dkim: 'neutral',
        proved: false,
      });
      const times = { signTime: new Date('2026-01-01'), expires: new Date('2026-01-08') };
      const late = await signed(own(), { domain, key: customer, selector: 'new', ...times });
      expect(await verdict(late)).toMatchObject({ dkim: 'neutral', proved: false });
    });

    test('with SHA-1 or a short key is not acceptable', async () => {
      key();
      dns.set('TXT', `short._domainkey.${domain}`, [rsaKey(512).record]);
      expect(await verdict(await signed(own(), { domain, key: customer, algorithm: 'rsa-sha1' }))).toMatchObject({
        dkim: 'policy',
        proved: false,
      });
      const short = rsaKey(512);
      dns.set('TXT', `short._domainkey.${domain}`, [short.record]);
      expect(await verdict(await signed(own(), { domain, key: short, selector: 'short' }))).toMatchObject({
        dkim: 'policy',
        proved: false,
      });
    });

    test('that leaves a part of the body open vouches for nothing: anybody may have written that part', async () => {
      key();
      const raw = await signed(own({ body: 'Hello\r\n' }), { domain, key: customer, maxBodyLength: 7 });
      expect(await verdict(raw)).toMatchObject({ dkim: 'pass', proved: true });
      expect(await verdict(Buffer.concat([raw, Buffer.from('Pay here\r\n')]))).toMatchObject({ dkim: 'policy', proved: false });
    });

    test('in numbers that no honest mail has is left alone, without a question to DNS', async () => {
      key();
      let raw: Buffer = Buffer.from(own());
      for (let n = 0; n < 11; n += 1) raw = await signed(raw, { domain, key: customer });
      expect(await verdict(raw)).toEqual(NOTHING);
      expect(dns.asked).toEqual([]);
    });

    test('of a mail that was stored with bare LF is as good', async () => {
      key();
      const raw = await signed(own(), { domain, key: customer });
      expect(await verdict(raw.toString().replaceAll('\r\n', '\n'))).toMatchObject({ dkim: 'pass', proved: true });
    });

    test('two records under one name are no key', async () => {
      key(domain, [rsaKey().record, ed25519Key().record]);
      expect(await verdict(await signed(own(), { domain, key: customer }))).toMatchObject({ proved: false });
    });
  });

  describe('DNS that fails says nothing, never “fail”', () => {
    test.each(['servfail', 'silence'] as const)('of a key: %s', async (trouble) => {
      dns.set('TXT', `s1._domainkey.${domain}`, trouble);
      const started = performance.now();
      expect(await verdict(await signed(own(), { domain, key: customer }), {}, impatient)).toMatchObject({ dkim: null, proved: false });
      expect(performance.now() - started).toBeLessThan(60_000);
    });

    test.each(['servfail', 'silence'] as const)('of a policy: %s', async (trouble) => {
      dns.set('TXT', `_dmarc.${domain}`, trouble);
      senders('v=spf1 -all');
      expect(await verdict(own(), from(ELSEWHERE, kate()), impatient)).toMatchObject({ dmarc: null, proved: false });
    });

    test.each(['servfail', 'silence'] as const)('of the senders: %s', async (trouble) => {
      dns.set('TXT', domain, trouble);
      policy('v=DMARC1; p=reject');
      expect(await verdict(own(), from(ELSEWHERE, kate()), impatient)).toMatchObject({ spf: null, dmarc: null, proved: false });
    });

    test('one mail that waits keeps no other waiting for longer than the deadline', async () => {
      dns.set('TXT', `s1._domainkey.slow${number}.test`, 'silence');
      key();
      const slow = await signed(mail({ from: `a@slow${number}.test` }), { domain: `slow${number}.test`, key: customer });
      const quick = await signed(own(), { domain, key: customer });
      const verdicts = await authenticator.authenticate([case_(slow), case_(quick), case_(mail())]);
      expect(verdicts).toEqual([
        expect.objectContaining({ dkim: null }),
        expect.objectContaining({ dkim: 'pass', proved: true }),
        UNSIGNED,
      ]);
    });
  });

  describe('the client that brought it (SPF)', () => {
    test.each([
      ['pass', [`v=spf1 ip4:${OWN} -all`], OWN],
      ['fail', [`v=spf1 ip4:${OWN} -all`], ELSEWHERE],
      ['softfail', [`v=spf1 ip4:${OWN} ~all`], ELSEWHERE],
      ['neutral', [`v=spf1 ip4:${OWN} ?all`], ELSEWHERE],
      ['none', [], ELSEWHERE],
      ['permerror', ['v=spf1 ip4:broken -all'], ELSEWHERE],
      ['permerror', ['v=spf1 -all', 'v=spf1 +all'], ELSEWHERE],
    ])('%s', async (spf, record, client) => {
      if (record.length > 0) senders(record);
      expect(await verdict(own(), from(client, kate()))).toMatchObject({ spf, proved: false });
    });

    test('more than ten lookups are a permanent error', async () => {
      senders(`v=spf1 ${Array.from({ length: 11 }, (_, n) => `include:s${n}.${domain}`).join(' ')} -all`);
      for (let n = 0; n < 11; n += 1) senders('v=spf1 ip4:192.0.2.1', `s${n}.${domain}`);
      expect(await verdict(own(), from(ELSEWHERE, kate()))).toMatchObject({ spf: 'permerror' });
    });

    test('a null return path is judged by the client’s own name; without either nothing is known', async () => {
      senders(`v=spf1 ip4:${OWN} -all`, `mail.${domain}`);
      expect(await verdict(own(), from(OWN, '', `mail.${domain}`))).toMatchObject({ spf: 'pass' });
      expect(await verdict(own(), from(OWN, '', null))).toMatchObject({ spf: null });
    });
  });

  describe('the policy of the author’s domain (DMARC)', () => {
    test.each(['none', 'quarantine', 'reject'])('p=%s passes by a signature, or by the client', async (p) => {
      policy(`v=DMARC1; p=${p}`);
      key();
      senders(`v=spf1 ip4:${OWN} -all`);
      expect(await verdict(await signed(own(), { domain, key: customer }))).toEqual({
        spf: null,
        dkim: 'pass',
        dmarc: 'pass',
        proved: true,
      });
      expect(await verdict(own(), from(OWN, kate()))).toEqual({ spf: 'pass', dkim: 'none', dmarc: 'pass', proved: true });
    });

    test.each(['none', 'quarantine', 'reject'])('p=%s fails where neither vouches for the author (`threat:A1`)', async (p) => {
      policy(`v=DMARC1; p=${p}`);
      senders(`v=spf1 ip4:${OWN} -all`);
      expect(await verdict(own(), from(ELSEWHERE, kate()))).toEqual({ spf: 'fail', dkim: 'none', dmarc: 'fail', proved: false });
    });

    test('what passes for somebody else is nothing for the author (`threat:A1`)', async () => {
      policy('v=DMARC1; p=reject');
      senders(`v=spf1 ip4:${ELSEWHERE} -all`, 'mallory.test');
      key('mallory.test', list.record);
      const raw = await signed(own(), { domain: 'mallory.test', key: list });
      expect(await verdict(raw, from(ELSEWHERE, 'x@mallory.test'))).toEqual({ spf: 'pass', dkim: 'pass', dmarc: 'fail', proved: false });
    });

    test('that it failed is not said where the client is not known: it might have passed by SPF', async () => {
      policy('v=DMARC1; p=reject');
      key();
      const raw = await signed(own(), { domain, key: customer });
      expect(await verdict(raw.toString().replace('Hello', 'Hallo'))).toEqual({ spf: null, dkim: 'fail', dmarc: null, proved: false });
    });

    test('is taken from the organisation’s domain; strict alignment asks for the very domain', async () => {
      const author = `a@news.${domain}`;
      policy('v=DMARC1; p=reject');
      key();
      const raw = await signed(mail({ from: author }), { domain, key: customer });
      expect(await verdict(raw, from(ELSEWHERE, author))).toMatchObject({ dmarc: 'pass', proved: true });
      const strict = `strict${number}.test`;
      policy('v=DMARC1; p=reject; adkim=s', strict);
      key(strict);
      const other = await signed(mail({ from: `a@news.${strict}` }), { domain: strict, key: customer });
      expect(await verdict(other, from(ELSEWHERE, `a@news.${strict}`))).toMatchObject({ dkim: 'pass', dmarc: 'fail', proved: false });
    });

    test('two records are no policy', async () => {
      policy(['v=DMARC1; p=reject', 'v=DMARC1; p=none']);
      senders(`v=spf1 ip4:${OWN} -all`);
      expect(await verdict(own(), from(ELSEWHERE, kate()))).toMatchObject({ dmarc: 'none', proved: false });
    });
  });

  describe('an author who is not plainly one has no verdict', () => {
    test.each([
      ['several From fields', (good: string) => `From: ceo@shop.test\r\n${good}`],
      ['several From fields, the good one first', (good: string) => good.replace('To: ', 'From: ceo@shop.test\r\nTo: ')],
      ['several mailboxes', (good: string) => good.replace(/^From: .*/, (line) => `${line}, ceo@shop.test`)],
      ['no address', (good: string) => good.replace(/^From: .*/, 'From: Kate')],
      ['threat:A5 an encoded word in the address', (good: string) => good.replace(/@(\w+)\.test>/, '@=?utf-8?q?$1?=.test>')],
      ['threat:A6 a quoted local part', (good: string) => good.replace(/<kate@/, '<"ceo@shop.test kate"@')],
    ])('threat:A4 %s', async (_what, change) => {
      policy('v=DMARC1; p=reject');
      senders(`v=spf1 ip4:${OWN} -all`);
      key();
      const raw = await signed(change(own()), { domain, key: customer });
      expect(await verdict(raw, from(OWN, kate()))).toMatchObject({ spf: 'pass', dmarc: null, proved: false });
    });
  });

  describe('Authentication-Results', () => {
    const results = (value: string) => `Authentication-Results: ${value}\r\n`;
    const all = (of = domain) => `spf=pass smtp.mailfrom=a@${of}; dkim=pass header.i=@${of}; dmarc=pass (p=REJECT) header.from=${of}`;

    test('of the trusted mail server are believed, without a question to DNS', async () => {
      const raw = results(`${TRUSTED}; ${all()}`) + own();
      expect(await verdict(raw, { authServ: TRUSTED })).toEqual({ spf: 'pass', dkim: 'pass', dmarc: 'pass', proved: true });
      const failed = results(`${TRUSTED}; spf=fail smtp.mailfrom=a@${domain}; dkim=none; dmarc=fail header.from=${domain}`) + own();
      expect(await verdict(failed, { authServ: TRUSTED })).toEqual({ spf: 'fail', dkim: 'none', dmarc: 'fail', proved: false });
      expect(dns.asked).toEqual([]);
    });

    test('that anybody wrote are not: under another name, or where nobody is trusted (`threat:A3`)', async () => {
      const raw = results(`${TRUSTED}; ${all()}`) + own();
      expect(await verdict(raw)).toEqual(UNSIGNED);
      for (const authServ of ['mx.other.test', 'shop.test', '*.mx.shop.test', 'mx.shop.test.evil.test']) {
        expect(await verdict(raw, { authServ })).toEqual(UNSIGNED);
      }
    });

    test('that came with the mail are below the mail server’s own, and only the topmost counts (`threat:A3`)', async () => {
      const own_ = results(`${TRUSTED}; dkim=none; spf=softfail smtp.mailfrom=a@${domain}; dmarc=fail header.from=${domain}`);
      const raw = `${own_}Received: from mallory.test by ${TRUSTED}; Mon, 23 Nov 2026 10:00:00 +0000\r\n${results(`${TRUSTED}; ${all()}`)}${own()}`;
      expect(await verdict(raw, { authServ: TRUSTED })).toEqual({ spf: 'softfail', dkim: 'none', dmarc: 'fail', proved: false });
    });

    test('about another author than the one we show prove nothing (`threat:A2`)', async () => {
      const raw = results(`${TRUSTED}; ${all('mallory.test')}`) + own();
      expect(await verdict(raw, { authServ: TRUSTED })).toMatchObject({ dmarc: null, proved: false });
    });

    test('that tell a part leave the rest to be found out', async () => {
      policy('v=DMARC1; p=reject');
      const raw = results(`${TRUSTED}; dkim=pass header.d=${domain}`) + own();
      expect(await verdict(raw, { authServ: TRUSTED })).toEqual({ spf: null, dkim: 'pass', dmarc: 'pass', proved: true });
      key();
      const onlySpf =
        results(`${TRUSTED}; spf=fail smtp.mailfrom=a@${domain}`) + (await signed(own(), { domain, key: customer })).toString();
      expect(await verdict(onlySpf, { authServ: TRUSTED })).toEqual({ spf: 'fail', dkim: 'pass', dmarc: 'pass', proved: true });
    });

    test('hide nothing in comments, quotes and names', async () => {
      const hidden = [
        `"${TRUSTED}; x" ; ${all()}`,
        `evil.test (${TRUSTED}; ${all()}); spf=none`,
        `evil.test; spf=none reason="x; ${TRUSTED}; dmarc=pass header.from=${domain}"`,
      ];
      for (const value of hidden) expect(await verdict(results(value) + own(), { authServ: TRUSTED })).toEqual(UNSIGNED);
      const inReason = results(`${TRUSTED}; spf=none; dkim=none reason="; dmarc=pass header.from=${domain}"`) + own();
      expect(await verdict(inReason, { authServ: TRUSTED })).toMatchObject({ dmarc: 'none', proved: false });
    });

    test('a provider names its hosts one by one', async () => {
      const raw = results(`mxfront7q.mail.${TRUSTED}; ${all()}`) + own();
      expect(await verdict(raw, { authServ: `*.${TRUSTED}` })).toMatchObject({ proved: true });
    });
  });

  describe('mail that a forwarder or mailing list changed (ARC)', () => {
    let arrived: Buffer;
    const told = () => `lists.test; dkim=pass header.d=${domain}; dmarc=pass header.from=${domain}`;

    beforeEach(async () => {
      key();
      key('lists.test', list.record);
      policy('v=DMARC1; p=reject');
      senders('v=spf1 -all');
      const raw = await signed(own(), { domain, key: customer });
      arrived = Buffer.from(raw.toString().replace('Subject: Hi', 'Subject: [list] Hi').replace('Hello', 'Hello\r\n-- \r\nthe list'));
    });
    const byList = (sealers: readonly string[]): Told => ({ ...from(ELSEWHERE, 'bounces@lists.test'), trustedSealers: sealers });

    test('is the author’s where the list is trusted and says that it was when it came there', async () => {
      const raw = await sealed(arrived, { domain: 'lists.test', key: list, authResults: told() });
      expect(await verdict(raw, byList(['Lists.test']))).toMatchObject({ dkim: 'fail', dmarc: 'pass', proved: true });
    });

    test('is not where nobody trusts the list: anybody can seal', async () => {
      const raw = await sealed(arrived, { domain: 'lists.test', key: list, authResults: told() });
      expect(await verdict(raw, byList([]))).toMatchObject({ dkim: 'fail', dmarc: 'fail', proved: false });
      expect(await verdict(raw, byList(['other.test']))).toMatchObject({ dmarc: 'fail', proved: false });
    });

    test('is not where it was changed after the seal, or sealed with another key', async () => {
      const raw = await sealed(arrived, { domain: 'lists.test', key: list, authResults: told() });
      expect(await verdict(raw.toString().replace('the list', 'the lust'), byList(['lists.test']))).toMatchObject({
        dmarc: 'fail',
        proved: false,
      });
      const forged = await sealed(arrived, { domain: 'lists.test', key: customer, authResults: told() });
      expect(await verdict(forged, byList(['lists.test']))).toMatchObject({ dmarc: 'fail', proved: false });
    });

    test('is not where the list says that it was not the author’s', async () => {
      const authResults = `lists.test; dkim=fail header.d=${domain}; dmarc=fail header.from=${domain}`;
      const raw = await sealed(arrived, { domain: 'lists.test', key: list, authResults });
      expect(await verdict(raw, byList(['lists.test']))).toMatchObject({ dmarc: 'fail', proved: false });
    });

    test('passed on unchanged, it needs nobody’s word', async () => {
      const raw = await signed(own(), { domain, key: customer });
      expect(await verdict(raw, byList([]))).toMatchObject({ dkim: 'pass', dmarc: 'pass', proved: true });
    });
  });

  describe('what it costs', () => {
    test('a mail with nothing to verify: no question to DNS and no thread', async () => {
      const idle = new MailAuthenticator({ dnsServers: [dns.address] });
      expect(await idle.authenticate(Array.from({ length: 100 }, () => case_(own())))).toEqual(Array(100).fill(UNSIGNED));
      expect(idle.threads).toBe(0);
      expect(dns.asked).toEqual([]);
      await idle.close();
    });

    test('many mails of one domain: one question of each kind', async () => {
      key();
      policy('v=DMARC1; p=reject');
      const raw = await signed(own(), { domain, key: customer });
      const verdicts = await authenticator.authenticate(Array.from({ length: 60 }, () => case_(raw)));
      expect(verdicts.every((one) => one.proved)).toBe(true);
      expect(dns.asked.filter((one) => one.includes('_domainkey'))).toHaveLength(1);
    });

    test('a mail of 25 MB is verified beside the event loop', async () => {
      key();
      const raw = await signed(own({ body: `${'x'.repeat(76)}\r\n`.repeat(330_000) }), { domain, key: customer });
      const one = case_(raw);
      const [before, beforeHere] = [process.cpuUsage(), process.threadCpuUsage()];
      expect(await authenticator.authenticate([one])).toMatchObject([{ dkim: 'pass', proved: true }]);
      const [all, here] = [process.cpuUsage(before), process.threadCpuUsage(beforeHere)];
      expect(here.user + here.system).toBeLessThan((all.user + all.system) / 2);
    });

    test('threat:D1 a mail that is made to be hard ends without a verdict, and the ones beside it have theirs', async () => {
      const strict = new MailAuthenticator({ dnsServers: [dns.address], cpuLimitMs: 600 });
      key();
      const good = await signed(own(), { domain, key: customer });
      const tags = Array.from(
        { length: 9 },
        (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=${domain}; s=s1; l=${n + 1}000000; h=from; bh=x; b=y\r\n`,
      );
      const hard = Buffer.concat([Buffer.from(tags.join('') + own().slice(0, -7)), Buffer.from('\r\n \n'.repeat(2_000_000))]);
      const verdicts = await strict.authenticate([case_(good), case_(hard), case_(good)]);
      expect(verdicts.map((one) => one.proved)).toEqual([true, false, true]);
      await strict.close();
    });
  });
});
