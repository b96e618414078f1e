import { MailWorkers } from '../src/workers/mail-workers.js';

const LIMIT_MS = 1_500;

/** 4,900 parts with tables in each: 3 s of work with 60 of them, some 0.4 s with one. */
const tables = (sender: string, inEach: number): Buffer =>
  Buffer.from(
    `From: <${sender}>\r\nSubject: Tables\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${`--x\r\nContent-Type: text/html\r\n\r\n${'<table><tr><td>a'.repeat(inEach)}\r\n`.repeat(4_900)}--x--\r\n`,
  );
const [MALLORY, IVAN] = ['mallory@example.test', 'ivan@example.test'];

describe('a hostile sender does not hold the threads (fail:P20, threat:D1)', () => {
  test('after three too-hard mails of a sender, what takes a tenth of the limit is too hard of him, and of nobody else', async () => {
    const workers = new MailWorkers({ threads: 1, cpuLimitMs: LIMIT_MS });
    const problemOf = async (mail: Buffer) => (await workers.parse([mail])).map(({ problem }) => problem);
    try {
      expect(await problemOf(tables(MALLORY, 1))).toEqual([null]);
      for (let n = 0; n < 3; n++) expect(await problemOf(tables(MALLORY, 60))).toEqual(['mail-too-hard']);
      expect(await problemOf(tables(MALLORY, 1))).toEqual(['mail-too-hard']);
      expect(await problemOf(tables(IVAN, 1))).toEqual([null]);
    } finally {
      await workers.close();
    }
  }, 120_000);
});
