import { MailWorkers } from '../src/workers/mail-workers.js';

/** 4,900 parts with so many tables in each. */
const tables = (sender: string, inEach: number): Buffer =>
  Buffer.from(
    `From: <${sender}>\r\nSubject: Tables\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${`--x\r\nContent-Type: text/html\r\n\r\n${'<table><tr><td>a'.repeat(inEach)}\r\n`.repeat(4_900)}--x--\r\n`,
  );
const some = (sender: string): Buffer => tables(sender, 2);
/** Several times as much work. */
const muchMore = (sender: string): Buffer => tables(sender, 60);
const [MALLORY, IVAN] = ['mallory@example.test', 'ivan@example.test'];

describe('a hostile sender does not hold the threads (fail:P20, threat:D1)', () => {
  test('after three too-hard mails of a sender, what takes a tenth of the limit is too hard of him, and of nobody else', async () => {
    const workers = new MailWorkers({ threads: 1, cpuLimitMs: 2 * (await cpuOf(some(IVAN))) });
    const problemOf = async (mail: Buffer) => (await workers.parse([mail])).map(({ problem }) => problem);
    try {
      expect(await problemOf(some(MALLORY))).toEqual([null]);
      for (let n = 0; n < 3; n++) expect(await problemOf(muchMore(MALLORY))).toEqual(['mail-too-hard']);
      expect(await problemOf(some(MALLORY))).toEqual(['mail-too-hard']);
      expect(await problemOf(some(IVAN))).toEqual([null]);
    } finally {
      await workers.close();
    }
  }, 120_000);
});

/** What a mail takes of this machine's CPU in a thread that is new, ms: after each too-hard mail there is one. */
async function cpuOf(mail: Buffer): Promise<number> {
  const workers = new MailWorkers({ threads: 1, cpuLimitMs: 60_000 });
  try {
    await workers.parse([Buffer.from('Subject: to start a thread\r\n\r\n')]);
    const started = process.cpuUsage();
    await workers.parse([mail]);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1_000;
  } finally {
    await workers.close();
  }
}
