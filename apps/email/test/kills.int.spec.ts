import type { CommitPoint } from '@app/bus';
import { parseMail } from '@app/mail';
import {
  type Dovecot,
  eventually,
  freePort,
  type Postfix,
  type RunningProcess,
  startDovecot,
  startPostfix,
  startProcess,
} from '@app/testing';
import { copyReplies } from './copy-replies.js';
import { EmailUnderTest } from './email-under-test.js';

const SUPPORT = 'support@test.local';
const KATE = 'kate@customer.test';
const mail = (n: number) => `From: ${KATE}\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\nHello\r\n`;

/** The real process, killed where it hurts most (`security.md` 5). */
describe('a process that is killed', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let app: EmailUnderTest;
  let inbox: string;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret', [KATE]: 'hers' } });
    postfix = await startPostfix({ dovecot });
    app = await EmailUnderTest.start();
    await app.stopReading();
    inbox = await app.inbox({ address: SUPPORT, imap: dovecot.imap, smtp: postfix.smtp });
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await postfix.stop();
    await dovecot.stop();
  });

  /** Ends itself when it passes the point; without one it serves. */
  async function startEmail(fault?: CommitPoint): Promise<RunningProcess> {
    return startProcess({
      name: 'email',
      command: process.execPath,
      args: ['--import', '@oxc-node/core/register', 'apps/email/src/main.ts'],
      env: { ...app.environment, PORT: String(await freePort()), ...(fault === undefined ? {} : { FAULT: fault }) },
    });
  }

  const taken = async () => (await app.mails(inbox)).map((one) => one.subject);
  const long = { timeoutMs: 90_000 };

  test.each([
    ['W1:before', 1],
    ['W1:after', 2],
  ] as const)(
    'at %s: its mail is taken by the next one, under the same key',
    async (point, n) => {
      dovecot.deliver(SUPPORT, mail(n));
      const doomed = await startEmail(point);
      await doomed.ended;
      expect(doomed.end?.signal).toBe('SIGKILL');
      const next = await startEmail();
      dovecot.deliver(SUPPORT, mail(100 + n));
      await eventually(async () => expect(await taken()).toEqual(expect.arrayContaining([String(n), String(100 + n)])), long);
      const events = await app.events(inbox);
      expect(new Set(events.map((event) => `${event.uid} ${event.externalId}`)).size).toBe(new Set(events.map((event) => event.uid)).size);
      await next.stop();
    },
    300_000,
  );

  test.each(['W7:before', 'W7:after'] as const)(
    'at %s: the answer arrives, at most twice under one id, and twice only where that is shown',
    async (point) => {
      const doomed = await startEmail(point);
      const id = await app.answer(inbox, KATE, `Killed at ${point}`);
      await doomed.ended;
      expect(doomed.end?.signal).toBe('SIGKILL');
      const next = await startEmail();
      await eventually(async () => expect((await app.deliveries(id)).map((row) => row.state)).toEqual(['accepted']), long);
      const arrived = async () =>
        (await Promise.all(dovecot.readMailbox(KATE).map((raw) => parseMail(raw)))).filter(
          (one) => one.problem === null && one.text.includes(point),
        );
      await eventually(async () => expect(await arrived()).not.toEqual([]), long);
      expect(new Set((await arrived()).map((one) => one.messageId)).size).toBe(1);
      const [delivery] = await app.deliveries(id);
      expect((await arrived()).length).toBeLessThanOrEqual(delivery?.ambiguous ? 2 : 1);
      await next.stop();
    },
    300_000,
  );

  test.each([
    ['W7:after', 'eight lines have', 8],
    ['W7-result:before', 'eight lines have, what is taken ahead of them, and the eight results that are being stored', 28],
  ] as const)(
    'at %s, with a hundred answers waiting: no more are in doubt than %s (%i), and each arrives under an id of its own (fault:M41)',
    async (point, _, most) => {
      const id = await app.answer(inbox, KATE, `A hundred at ${point}`);
      await copyReplies(app.store, id, 99);
      const doomed = await startEmail(point);
      await doomed.ended;
      expect(doomed.end?.signal).toBe('SIGKILL');
      const queued = () =>
        app.store.query<{ state: string; isAmbiguous: boolean }>(
          `select d.state, d.ambiguous_at is not null as "isAmbiguous" from deliveries d join messages m on m.id = d.message_id where m.text = $1`,
          [`A hundred at ${point}`],
        );
      const left = (await queued()).filter((row) => row.state === 'sending').length;
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(most);
      const next = await startEmail();
      await eventually(async () => expect((await queued()).filter((row) => row.state === 'accepted')).toHaveLength(100), long);
      expect((await queued()).filter((row) => row.isAmbiguous)).toHaveLength(left);
      const arrived = async () =>
        (await Promise.all(dovecot.readMailbox(KATE).map((raw) => parseMail(raw)))).filter(
          (one) => one.problem === null && one.text.includes(`A hundred at ${point}`),
        );
      await eventually(async () => expect(new Set((await arrived()).map((one) => one.messageId)).size).toBe(100), long);
      expect((await arrived()).length).toBeLessThanOrEqual(100 + left);
      await next.stop();
    },
    300_000,
  );
});
