import { HardMails } from './hard-mails.js';

const from = (sender: string, sizeBytes = 0) => Buffer.concat([Buffer.from(`From: <${sender}>\r\n\r\n`), Buffer.alloc(sizeBytes)]);

describe('how much CPU a mail may take after too-hard ones', () => {
  let now = 0;
  const hardMails = () => new HardMails(2_000, () => now);

  test('two too-hard mails of a sender change nothing', () => {
    const hard = hardMails();
    for (let n = 0; n < 2; n++) hard.note(from('mallory@example.test'));
    expect(hard.limitFor(from('mallory@example.test'))).toBe(2_000);
  });

  test('three leave that sender a tenth, and everybody else all of it', () => {
    const hard = hardMails();
    for (let n = 0; n < 3; n++) hard.note(from('mallory@example.test'));
    expect(hard.limitFor(from('mallory@example.test'))).toBeLessThan(201);
    expect(hard.limitFor(from('ivan@example.test'))).toBe(2_000);
  });

  test('twelve, under as many names as one likes, leave everybody a tenth', () => {
    const hard = hardMails();
    for (let n = 0; n < 12; n++) hard.note(from(`mallory${n}@example.test`));
    expect(hard.limitFor(from('ivan@example.test'))).toBeLessThan(201);
  });

  test('a large mail keeps what reading its bytes takes', () => {
    const hard = hardMails();
    for (let n = 0; n < 12; n++) hard.note(from('mallory@example.test'));
    expect(hard.limitFor(from('ivan@example.test', 10 * 1024 * 1024))).toBeCloseTo(600, 0);
    expect(hard.limitFor({ file: { path: '', size: 60 * 1024 * 1024, sha256: '' }, beginning: from('ivan@example.test') })).toBe(2_000);
  });

  test('after ten minutes nothing is held against anybody', () => {
    const hard = hardMails();
    for (let n = 0; n < 12; n++) hard.note(from('mallory@example.test'));
    now += 10 * 60_000 + 1;
    expect(hard.limitFor(from('mallory@example.test'))).toBe(2_000);
  });

  test('500 too-hard mails of one batch take two minutes at most, not a thousand seconds', () => {
    for (const senderOf of [() => 'mallory@example.test', (n: number) => `mallory${n}@example.test`]) {
      const hard = hardMails();
      let spentMs = 0;
      for (let n = 0; n < 500; n++) {
        const mail = from(senderOf(n), 20_000);
        spentMs += hard.limitFor(mail);
        hard.note(mail);
      }
      expect(spentMs).toBeLessThan(130_000);
    }
  });
});
