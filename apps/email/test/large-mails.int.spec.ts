import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { type Dovecot, eventually, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { memoryWithoutMail, peakMemory } from './peak-memory.js';

const NOWHERE = { host: '127.0.0.1', port: 9 };
const MB = 1024 * 1024;

let dovecot: Dovecot;
let app: EmailUnderTest;

beforeAll(async () => {
  dovecot = await startDovecot({});
  app = await EmailUnderTest.start();
  await app.stopReading();
}, 180_000);
afterAll(async () => {
  await app.stop();
  await dovecot.stop();
});

const LINE = `${'QUJD'.repeat(19)}\r\n`;
const sized = (subject: string, bytes: number) =>
  `From: kate@customer.test\r\nSubject: ${subject}\r\n\r\n${LINE.repeat(Math.ceil(bytes / LINE.length))}`;

const SMALL = { NODE_OPTIONS: '--max-old-space-size=256' };

test('ten mails of 50 MB side by side: flat memory, a reference on the bus, every byte (fail:P18, fail:F8); listed first, then fetched one after the other (fail:I11)', async () => {
  const idle = await memoryWithoutMail(app, SMALL);
  const inboxes: string[] = [];
  const hashes: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    const address = `large${n}@test.local`;
    dovecot.addUser(address, 'secret');
    const inbox = await app.inbox({ address, imap: dovecot.imap, smtp: NOWHERE });
    inboxes.push(inbox);
    const raw = Buffer.from(sized(`large ${n}`, 50 * MB));
    hashes.push(createHash('sha256').update(raw).digest('hex'));
    dovecot.deliver(address, raw);
  }
  const email = await app.process(SMALL);
  await eventually(
    async () => {
      const events = (await Promise.all(inboxes.map((inbox) => app.events(inbox)))).flat();
      expect(events.map((event) => event.externalId).sort()).toEqual([...hashes].sort());
      expect(events.every((event) => event.carriedKind === 'blob')).toBe(true);
    },
    { timeoutMs: 240_000, everyMs: 200 },
  );
  const sizes = await app.store.query<{ bytes: number }>(
    `select length(data::text) + coalesce(length(payload), 0) as bytes from events where topic = 'intake.email'`,
  );
  expect(Math.max(...sizes.map((row) => row.bytes))).toBeLessThan(2_000);
  expect(peakMemory(email) - idle).toBeLessThan(250);
  await email.stop();
  for (const hash of hashes) {
    expect(
      createHash('sha256')
        .update(readFileSync(app.blobFile(hash)))
        .digest('hex'),
    ).toBe(hash);
  }
}, 360_000);

test('a mail above 64 MB stays on the server: its header is taken and says so, and the next mail comes', async () => {
  const address = 'too-large@test.local';
  dovecot.addUser(address, 'secret');
  const inbox = await app.inbox({ address, imap: dovecot.imap, smtp: NOWHERE, more: { afterTaking: 'mark-seen' } });
  dovecot.deliver(address, sized('too large', 65 * MB));
  dovecot.deliver(address, sized('next', 10));
  app.startReading();
  await eventually(async () => expect((await app.mails(inbox)).map((one) => one.subject)).toEqual(['too large', 'next']), {
    timeoutMs: 90_000,
  });
  expect((await app.events(inbox)).map((event) => event.problem)).toEqual(['mail-left-on-server', null]);
  expect((await app.raws(inbox))[0]?.toString()).toBe('From: kate@customer.test\r\nSubject: too large\r\n\r\n');
  await eventually(() =>
    expect(dovecot.flags(address)).toEqual({ 1: expect.not.stringContaining('Seen'), 2: expect.stringContaining('Seen') }),
  );
  await app.stopReading();
}, 180_000);
