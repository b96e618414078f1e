import { eventually, MailTalker } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';

const HANGING = 'hanging@test.local';
/** The goal is ten seconds for the whole process, of a machine that has time; a server that hangs is waited for half a minute and more. */
const MOST_MS = 25_000;

describe('the end of the process (fail:I5, fail:S4)', () => {
  const open: { stop(): Promise<void> }[] = [];
  let app: EmailUnderTest;

  beforeAll(async () => {
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    for (const one of open) await one.stop();
  });

  async function talker(protocol: 'imap' | 'smtp', greeting: string | null): Promise<MailTalker> {
    const one = await MailTalker.start({ protocol, tls: 'none', greeting });
    open.push(one);
    return one;
  }

  test('servers that take connections and then hang do not hold it up, nor are they blamed for what was broken off', async () => {
    const mailboxes = await Promise.all(Array.from({ length: 4 }, async () => [await talker('imap', null), await talker('smtp', null)]));
    const inboxes: string[] = [];
    for (const [imap, smtp] of mailboxes) inboxes.push(await app.inbox({ address: HANGING, imap: imap!.endpoint, smtp: smtp!.endpoint }));
    await eventually(() => expect(mailboxes.flat().map(({ connections }) => connections > 0)).toEqual(Array(8).fill(true)));
    const begun = performance.now();
    await app.stopReading();
    expect(performance.now() - begun).toBeLessThan(MOST_MS);
    for (const inbox of inboxes) expect((await app.health(inbox)).code).toBeNull();
  }, 90_000);
});
