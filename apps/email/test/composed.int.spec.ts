import { randomUUID } from 'node:crypto';
import { parseMail } from '@app/mail';
import { addReply, addUpload, Blobs, type NewReply, retryReply, takeIn } from '@app/store';
import { aMail, type Dovecot, eventually, type Postfix, startDovecot, startPostfix } from '@app/testing';
import { simpleParser } from 'mailparser';
import { EmailUnderTest } from './email-under-test.js';

const SUPPORT = 'support@test.local';
const PEOPLE = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`p${n}@customer.test`, 'secret']));
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

describe('what arrives of an answer', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let app: EmailUnderTest;
  let people = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret', ...PEOPLE } });
    postfix = await startPostfix({ dovecot });
    app = await EmailUnderTest.start();
    await app.store.query(`update organisation set name = 'Тёплый хлеб'`);
    await app.store.query(`update agents set name = 'Анна' where id = $1`, [app.agent]);
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await postfix.stop();
    await dovecot.stop();
  });

  const aPerson = (): string => `p${(people += 1)}@customer.test`;
  const arrivedAt = (address: string) =>
    eventually(
      () => {
        const raw = dovecot.readMailbox(address).at(-1);
        if (!raw) throw new Error(`no mail at ${address} yet`);
        return raw;
      },
      { timeoutMs: 60_000 },
    );

  /** Somebody wrote, and an agent answers. */
  async function answered(from: string, reply: Partial<NewReply> = {}): Promise<{ id: string; inbox: string; conversationId: string }> {
    const inbox = await app.inbox({ address: SUPPORT, imap: dovecot.imap, smtp: postfix.smtp });
    const mail = aMail(inbox, { sender: { address: from, name: '', language: null, proved: null }, subject: 'Заказ' });
    await app.store.transaction((tx) => takeIn(tx, [mail]));
    const [place] = await app.store.query<{ ticketId: string; conversationId: string }>(
      `select ticket_id as "ticketId", conversation_id as "conversationId" from messages m join received r on r.message_id = m.id
       where r.inbox_id = $1 and r.external_id = $2`,
      [inbox, mail.externalId],
    );
    if (!place) throw new Error('The mail opened no ticket.');
    const { messageId } = await app.store.transaction((tx) =>
      addReply(tx, { ...place, kind: 'reply', authorId: app.agent, way: 'console', text: 'Hello', next: 'pending', ...reply }),
    );
    app.email.wake([inbox]);
    return { id: messageId, inbox, conversationId: place.conversationId };
  }

  test('text, signature and quotes in both bodies, the picture in its place, the file below; the agent and the house in From', async () => {
    const [ivan, kate] = [aPerson(), aPerson()];
    const picture = randomUUID();
    const blob = await app.given(Blobs).keepFile(GIF);
    const upload = { contentType: 'image/gif', blob, uploadedBy: app.agent };
    const file = await app.store.transaction(async (tx) => {
      await addUpload(tx, { ...upload, id: picture, filename: 'logo.gif' });
      return addUpload(tx, { ...upload, filename: 'Счёт № 42.gif' });
    });
    await answered(ivan, {
      text: 'Вот он: логотип',
      html: `<p data-style="color:#ff0000">Вот он: <img data-attachment="${picture}" alt="логотип"></p>`,
      signature: 'Анна\nТёплый хлеб',
      quoted: '5 января 2026 г. в 10:12, Иван <ivan@x.test> пишет:\n> Где мой счёт?',
      to: [{ address: ivan, name: 'Иван' }],
      cc: [{ address: kate, name: '' }],
      attachmentIds: [picture, file],
      shownIds: [picture],
    });
    const raw = await arrivedAt(ivan);
    const mail = await parseMail(raw);
    expect(mail).toMatchObject({
      from: { address: SUPPORT, name: 'Анна (Тёплый хлеб)' },
      to: [{ address: ivan, name: 'Иван' }],
      cc: [{ address: kate }],
      replyText: 'Вот он: логотип',
      signature: 'Анна\nТёплый хлеб',
      quoted: expect.stringContaining('> Где мой счёт?'),
      attachments: [
        { filename: 'logo.gif', inline: true, contentId: `${picture}@test.local` },
        { filename: 'Счёт № 42.gif', inline: false },
      ],
    });
    const read = await simpleParser(raw, { keepCidLinks: true });
    expect(read.html).toContain(`<img alt="логотип" src="cid:${picture}@test.local">`);
    expect(read.html).toContain('<p style="color:#ff0000">');
    expect(read.html).toContain('<blockquote type="cite" class="gmail_quote">');
    expect(raw.toString('latin1')).toMatch(new RegExp(`^Return-Path: <${SUPPORT}>`, 'im'));
    expect((await parseMail(await arrivedAt(kate))).messageId).toBe(mail.messageId);
  });

  test('who is copied in hidden gets the same mail, and stands in none of its headers (threat:E1)', async () => {
    const [ivan, boss] = [aPerson(), aPerson()];
    await answered(ivan, { to: [{ address: ivan, name: '' }], bcc: [{ address: boss, name: 'Boss' }] });
    const [open, hidden] = [await arrivedAt(ivan), await arrivedAt(boss)];
    for (const raw of [open, hidden]) {
      const { headerLines } = await simpleParser(raw);
      const ours = headerLines.filter(({ key }) => !['delivered-to', 'x-original-to', 'received', 'return-path'].includes(key));
      expect(ours.map(({ key }) => key)).not.toContain('bcc');
      expect(ours.some(({ line }) => line.includes(boss))).toBe(false);
    }
  });

  test('sent elsewhere, it is the same mail under the same id, and says that it is for the new address', async () => {
    const [wrong, right] = ['nobody@customer.test', aPerson()];
    const { id, inbox } = await answered(aPerson(), { to: [{ address: wrong, name: 'Пётр' }] });
    await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: expect.stringMatching(/failed|bounced/) }]), {
      timeoutMs: 60_000,
    });
    await app.store.transaction((tx) => retryReply(tx, id, { recipient: wrong, to: { address: right, name: 'Пётр' } }));
    app.email.wake([inbox]);
    const mail = await parseMail(await arrivedAt(right));
    const [row] = await app.store.query<{ token: string }>(`select reply_token as token from messages where id = $1`, [id]);
    expect(mail).toMatchObject({ to: [{ address: right, name: 'Пётр' }], messageId: `<${row?.token}@test.local>` });
    expect((await arrivedAt(right)).toString('latin1')).not.toContain(wrong);
  });

  test('one that was to leave later is dated when it leaves, and so at every try', async () => {
    const person = aPerson();
    const sendAt = new Date(Date.now() + 2_500);
    const { id } = await answered(person, { sendAt });
    const first = (await simpleParser(await arrivedAt(person))).date;
    expect(first?.getTime()).toBeGreaterThanOrEqual(Math.floor(sendAt.getTime() / 1000) * 1000);

    await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'accepted' }]));
    await app.store.query(`update deliveries set state = 'failed' where message_id = $1`, [id]);
    await app.store.query(`update messages set taken_at = taken_at - interval '24 hours' where id = $1`, [id]);
    await app.store.transaction((tx) => retryReply(tx, id));
    await app.makeDue(id);
    await eventually(() => expect(dovecot.readMailbox(person)).toHaveLength(2), { timeoutMs: 60_000 });
    const second = (await simpleParser(dovecot.readMailbox(person).at(-1) ?? '')).date;
    expect((first?.getTime() ?? 0) - (second?.getTime() ?? 0)).toBe(86_400_000);
  });

  test('fail:S11 a mail without an id of its own is answered', async () => {
    const ivan = aPerson();
    const inbox = await app.inbox({ address: SUPPORT, imap: dovecot.imap, smtp: postfix.smtp });
    const mail = aMail(inbox, { sender: { address: ivan, name: '', language: null, proved: null }, subject: 'Заказ', messageId: null });
    await app.store.transaction((tx) => takeIn(tx, [mail]));
    const [place] = await app.store.query<{ ticketId: string; conversationId: string }>(
      `select ticket_id as "ticketId", conversation_id as "conversationId" from messages where sender ->> 'address' = $1`,
      [ivan],
    );
    if (!place) throw new Error('The mail opened no ticket.');
    await app.store.transaction((tx) =>
      addReply(tx, { ...place, kind: 'reply', authorId: app.agent, way: 'console', text: 'Hello', next: 'pending' }),
    );
    app.email.wake([inbox]);
    expect(await parseMail(await arrivedAt(ivan))).toMatchObject({ inReplyTo: [], references: [], subject: 'Заказ' });
  });

  test('fail:S6 an answer whose file is gone fails and says so, and nothing of it leaves', async () => {
    const ivan = aPerson();
    const blob = await app.given(Blobs).keepFile(Buffer.from(`gone ${randomUUID()}`));
    const file = await app.store.transaction((tx) =>
      addUpload(tx, { filename: 'bill.pdf', contentType: 'application/pdf', blob, uploadedBy: app.agent }),
    );
    await app.store.query(`update blobs set data = null where sha256 = decode($1, 'hex')`, [blob.sha256]);
    const { id } = await answered(ivan, { attachmentIds: [file] });
    await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'failed', reason: { code: 'blob-missing' } }]), {
      timeoutMs: 60_000,
    });
    expect(dovecot.readMailbox(ivan)).toEqual([]);
  });

  test('what the sending server says of addresses in letters of any script is known', async () => {
    const { inbox } = await answered(aPerson());
    await eventually(
      async () => expect(await app.store.query(`select smtp_utf8 as takes from inboxes where id = $1`, [inbox])).toEqual([{ takes: true }]),
      { timeoutMs: 60_000 },
    );
  });
});
