import { anAgent } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

describe('mails that are hard to take in', () => {
  let app: NormalizerUnderTest;
  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
    await anAgent(app.store, { teams: [app.team] });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  test('fail:P10 NUL and halves of characters, in name, subject, text and file name: taken, without them', async () => {
    const bytes = Buffer.concat([
      Buffer.from('From: "Iv\0an" <ivan@example.test>\r\nTo: support@shop.test\r\nSubject: nul\0subject\r\n'),
      Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nnul\0bytes '),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from(
        '\r\n--b\r\nContent-Type: text/plain; name="fi\0le.txt"\r\nContent-Disposition: attachment; filename="fi\0le.txt"\r\n\r\nx\r\n--b--\r\n',
      ),
    ]);
    await app.takes(bytes, rawMail({ text: 'nulbytes neighbour' }));
    expect(await app.messages('nulbytes')).toHaveLength(2);
  });

  test('a mail from the junk folder opens a ticket that is spam, and nobody else’s', async () => {
    await app.takesInto(app.support, [rawMail({ text: 'junkword' })], { junk: true });
    await app.takes(rawMail({ text: 'nojunkword' }));
    const rows = await app.store.query(
      `select m.text, t.spam from tickets t join messages m on m.ticket_id = t.id where m.text like '%junkword' order by m.position`,
    );
    expect(rows).toEqual([
      { text: 'junkword', spam: true },
      { text: 'nojunkword', spam: false },
    ]);
  });

  test('a mail that was too large to be taken whole is a ticket that says where it is, with its header kept', async () => {
    const header =
      'From: Ivan <ivan@example.test>\r\nSubject: toolarge\r\nMessage-ID: <toolarge@example.test>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
    const problem = { code: 'mail-left-on-server', params: { megabytes: 70, folder: 'INBOX' } };
    await app.takesInto(app.support, [header], { problem });
    const rows = await app.store.query(
      `select m.problem, m.remarks, m.text, a.filename from messages m join attachments a on a.message_id = m.id where m.subject = 'toolarge'`,
    );
    expect(rows).toEqual([{ problem, remarks: [], text: '', filename: 'original.eml' }]);
  });

  test('fail:P22 names of 200 and 5,000 characters and a subject of 10,000 are taken', async () => {
    for (const length of [200, 5_000]) {
      await app.takes(
        rawMail({
          from: `"${'Name '.repeat(length / 5)}" <long${length}@example.test>`,
          subject: 'word '.repeat(2_000),
          text: `longname ${length}`,
        }),
      );
    }
    const tickets = await app.tickets('longname');
    expect(tickets).toHaveLength(2);
    expect(tickets.every(({ subject }) => subject.length > 5_000)).toBe(true);
  });

  test.each([
    ['no From', null],
    ['an empty From', ''],
    ['From: <>', '<>'],
    ['a group', 'Undisclosed: ;'],
    ['64 kB of From', `${'x'.repeat(65_536)}@example.test`],
    ['a domain in letters of its own', 'ivan@пример.test'],
    ['a quoted local part', '"ivan ivanov"@example.test'],
    ['words only', 'Ivan the customer'],
  ])('fail:I18 %s is no obstacle', async (title, from) => {
    await app.takes(rawMail({ from, text: `oddfrom ${title}` }));
    expect(await app.tickets(`oddfrom ${title}`)).toHaveLength(1);
  });

  test('fail:I17 a mail whose ticket was deleted does not come back', async () => {
    const mail = rawMail({ text: 'deletedticket' });
    await app.takes(mail);
    const [ticket] = await app.tickets('deletedticket');
    await app.store.query(`update conversations set current_ticket_id = null where current_ticket_id = $1`, [ticket?.id]);
    await app.store.query(`delete from messages where ticket_id = $1`, [ticket?.id]);
    await app.store.query(`delete from ticket_events where ticket_id = $1`, [ticket?.id]);
    await app.store.query(`delete from tickets where id = $1`, [ticket?.id]);
    await app.takes(mail);
    expect(await app.messages('deletedticket')).toEqual([]);
  });

  test('fail:I19 a mail without a Message-ID whose mailbox was copied, with new UIDs, is one ticket', async () => {
    const mail = rawMail({ id: null, text: 'withoutid' });
    for (const uid of [1, 17, 4711]) {
      const event = app.event(mail);
      await app.normalizer().take([{ ...event, data: { ...event.data, folder: 'INBOX', uidValidity: String(uid), uid } }]);
    }
    expect(await app.tickets('withoutid')).toHaveLength(1);
  });

  test('fail:P21 fail:I3 fail:I16 200 broken and 200 good mails, mixed: 400 have an end, and none holds up another', async () => {
    const good = Array.from({ length: 200 }, (_, n) => rawMail({ text: `goodmail ${n}` }));
    const broken = Array.from({ length: 200 }, (_, n) => breakMail(rawMail({ text: `brokenmail ${n}`, headers: MULTIPART }), n));
    const mixed = good.flatMap((mail, n) => [mail, broken[n] ?? '']);
    for (let at = 0; at < mixed.length; at += 50) await app.takes(...mixed.slice(at, at + 50));
    expect(await app.messages('goodmail')).toHaveLength(200);
    for (const mail of mixed) expect(await app.outcome(mail)).toBe('message');
    const [row] = await app.store.query<{ kept: number }>(
      `select count(*)::int as kept from received r join messages m on m.id = r.message_id join blobs b on b.sha256 = m.raw
       where r.external_id = any($1)`,
      [mixed.map((mail) => app.event(mail).data.externalId)],
    );
    expect(row?.kept).toBe(400);
  }, 120_000);
});

const MULTIPART = { 'Content-Type': 'multipart/mixed; boundary="b"' };

/** Breaks a mail in one of twenty ways, each time elsewhere: the number of the mail says how and where. */
function breakMail(raw: string, n: number): Buffer {
  const bytes = Buffer.from(raw.replace('\r\n\r\n', '\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'));
  const at = (n * 7919) % bytes.length;
  const insert = (what: string | Buffer) => Buffer.concat([bytes.subarray(0, at), Buffer.from(what), bytes.subarray(at)]);
  const ways: readonly (() => Buffer)[] = [
    () => bytes.subarray(0, at + 1),
    () => bytes.subarray(at),
    () => Buffer.concat([Buffer.from(`${n}`), Buffer.from(bytes).reverse()]),
    () => Buffer.from(raw.replace('; boundary="b"', '')),
    () => Buffer.from(raw.replaceAll('\r\n', n % 2 ? '\n' : '\r')),
    () => insert('\0'.repeat(100)),
    () => insert(Buffer.from(Array.from({ length: 200 }, (_, byte) => (byte * (n + 1)) % 256))),
    () => insert('\r\n--b\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'.repeat(50)),
    () => insert(`=?utf-8?b?${'====='.repeat(200)}?=`),
    () => insert(`\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html; charset=none-such-${n}\r\n\r\n!!!!`),
    () => insert('"'.repeat(1_000)),
    () => insert('('.repeat(5_000)),
    () => insert('<'.repeat(5_000)),
    () => insert(`\r\nX: ${'y'.repeat(100_000)}\r\n`),
    () => insert('\r\nFrom: a@b.test\r\nFrom: c@d.test, e@f.test\r\n'),
    () => insert(Buffer.from([0xff, 0xfe, 0xed, 0xa0, 0x80, n])),
    () => insert('\r\nDate: 99 Foo 0000 99:99:99 +9999\r\nMessage-ID: <<<>>>\r\nReferences: <,,>< >\r\n'),
    () => insert('\r\n\r\n\r\n'.repeat(500)),
    () => insert('\r\nContent-Type: message/rfc822\r\n\r\n'.repeat(100)),
    () => insert(`\r\nContent-Disposition: attachment; filename*=utf-8''%ZZ%00${n}\r\n`),
  ];
  return ways[n % ways.length]?.() ?? bytes;
}
