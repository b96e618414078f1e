import { fixture } from '../fixture.js';
import { MailWorkers } from './mail-workers.js';

/** Threads load TypeScript here, which takes them a moment; from dist they start in a tenth of it. */
const PATIENCE_MS = 60_000;

const good = (i: number) => Buffer.from(`From: <a${i}@b.test>\r\nSubject: ${i}\r\n\r\nText ${i}\r\n`);

describe('MailWorkers', () => {
  let workers: MailWorkers;

  beforeAll(() => {
    workers = new MailWorkers();
  }, PATIENCE_MS);
  afterAll(() => workers.close());

  test(
    'hundreds of mails come back whole and in order',
    async () => {
      const mails = await workers.parse(Array.from({ length: 500 }, (_, i) => good(i)));
      expect(mails.map((mail) => mail.subject)).toEqual(Array.from({ length: 500 }, (_, i) => String(i)));
      expect(mails.every((mail) => mail.problem === null)).toBe(true);
    },
    PATIENCE_MS,
  );

  test(
    'files come back as they were, and the raw mail stays usable',
    async () => {
      const raw = fixture('html-with-inline-and-remote-images');
      const before = Buffer.from(raw);
      const [mail] = await workers.parse([raw]);
      expect(mail).toMatchObject({ problem: null, attachments: [{ filename: 'photo.png', size: 8 }] });
      expect(mail).toMatchObject({ attachments: [{ content: new Uint8Array(Buffer.from('iVBORw0KGgo=', 'base64')) }] });
      expect(raw).toEqual(before);
    },
    PATIENCE_MS,
  );

  test(
    'nothing is parsed to nothing',
    async () => {
      expect(await workers.parse([])).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'dates are dates on this side too',
    async () => {
      const [mail] = await workers.parse([fixture('plain-russian-8bit')]);
      expect(mail?.date).toEqual(new Date('2026-01-05T07:12:00Z'));
    },
    PATIENCE_MS,
  );
});

describe('a mail that ends its thread (fail:P20, fail:P21, threat:D1)', () => {
  /** Many parts, each with its own decoder and so many tables: several hundred ms of work with one, seconds with sixty. */
  const heavy = (tables: number): Buffer =>
    Buffer.from(
      `From: <a@b.test>\r\nSubject: Heavy\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${`--x\r\nContent-Type: text/html\r\n\r\n${'<table><tr><td>a'.repeat(tables)}\r\n`.repeat(4_900)}--x--\r\n`,
    );

  test(
    'more CPU than a mail may have: it is answered as too hard, those beside it are parsed',
    async () => {
      const workers = new MailWorkers({ threads: 1, cpuLimitMs: 100 });
      try {
        // A thread's first mails are slow while the code is cold, and within a limit this low that would count.
        while ((await workers.parse([good(0)])).some((mail) => mail.problem !== null));
        const mails = await workers.parse([good(1), heavy(60), good(2)]);
        expect(mails.map((mail) => [mail.subject, mail.problem])).toEqual([
          ['1', null],
          ['Heavy', 'mail-too-hard'],
          ['2', null],
        ]);
      } finally {
        await workers.close();
      }
    },
    PATIENCE_MS,
  );

  test(
    'more memory than a thread has: it is tried again alone, then said to be unreadable; those beside it are parsed',
    async () => {
      const workers = new MailWorkers({ threads: 1, heapMb: 32 });
      const hungry = Buffer.from(`From: <a@b.test>\r\nSubject: Hungry\r\nContent-Type: text/html\r\n\r\n${'<b>a</b>'.repeat(120_000)}`);
      try {
        const mails = await workers.parse([good(1), hungry, good(2)]);
        expect(mails.map((mail) => [mail.subject, mail.problem])).toEqual([
          ['1', null],
          ['Hungry', 'mail-unreadable'],
          ['2', null],
        ]);
      } finally {
        await workers.close();
      }
    },
    PATIENCE_MS,
  );

  test(
    'the same mail is no trouble within the limit of the product',
    async () => {
      const workers = new MailWorkers({ threads: 1 });
      try {
        expect(await workers.parse([heavy(1)])).toMatchObject([{ problem: null }]);
      } finally {
        await workers.close();
      }
    },
    PATIENCE_MS,
  );
});
