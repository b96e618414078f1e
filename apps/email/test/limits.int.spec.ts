import { Log } from '@app/service';
import { Leases } from '@app/store';
import { eventually, ScriptedImap } from '@app/testing';
import { InboxStanding } from '../src/inbox-standing.js';
import { type Mailbox, MailFolder } from '../src/intake/mail-folder.js';
import { MailboxReader } from '../src/intake/mailbox-reader.js';
import { Unfetched } from '../src/intake/unfetched.js';
import { SignIn } from '../src/sign-in.js';
import { EmailUnderTest } from './email-under-test.js';

const NOWHERE = { host: '127.0.0.1', port: 9 };
const mail = (n: number) => `From: kate@customer.test\r\nSubject: ${n}\r\n\r\nHello\r\n`;

/** What a real server cannot be brought to say. */
describe('a server that wants its peace', () => {
  let app: EmailUnderTest;
  let imap: ScriptedImap;

  beforeAll(async () => {
    app = await EmailUnderTest.start();
    await app.stopReading();
  }, 60_000);
  beforeEach(async () => {
    imap = await ScriptedImap.start();
  });
  afterEach(() => imap.stop());
  afterAll(() => app.stop());

  async function aReader(): Promise<{ inbox: string; reader: MailboxReader }> {
    const inbox = await app.inbox({ address: 'box@test.local', imap: imap.endpoint, smtp: NOWHERE });
    const opened = await app.opened(inbox);
    const lease = await app.given(Leases).acquire(`test:${inbox}`);
    const { imap: server } = opened.settings;
    if (!lease || !server) throw new Error('not free');
    const { ports } = app;
    const log = Log.open({ service: 'test', level: 'silent', to: 'stderr' });
    const standing = new InboxStanding(inbox, ports.inboxes, log);
    const mailbox: Mailbox = {
      inbox: opened,
      lease,
      ports,
      standing,
      signIn: new SignIn(opened, ports.grants),
      unfetched: new Unfetched(ports.store, inbox),
      historyWanted: () => {},
    };
    const folder = new MailFolder(mailbox, 'INBOX');
    return { inbox, reader: new MailboxReader(mailbox, server, 'imap', async () => [folder]) };
  }

  test.each([
    ['a search', 'UID SEARCH', 'NO [LIMIT] Rate limit hit'],
    ['the sizes', 'UID FETCH', 'NO [THROTTLED] Too busy'],
    ['the folder', 'EXAMINE', 'NO [LIMIT] Slow down'],
    ['the login', 'LOGIN', 'NO [ALERT] Too many simultaneous connections. (Failure)'],
    ['the greeting', 'GREETING', 'BYE Maximum number of connections from user+IP exceeded'],
    ['a search, with its last word', 'UID SEARCH', 'BYE [THROTTLED] Account exceeded bandwidth limits'],
  ])(
    'refuses %s: it is left alone for a minute each time, told once, and nothing is lost (fail:I10, fail:I20)',
    async (_, command, words) => {
      const { inbox, reader } = await aReader();
      imap.deliver(mail(0));
      let refused = 0;
      imap.answer = (name) => {
        if (name !== command || refused === 5) return null;
        refused += 1;
        return words;
      };
      const stop = new AbortController();
      for (let n = 0; n < 5; n += 1) expect(await reader.turn(stop.signal)).toBeGreaterThanOrEqual(60_000);
      expect(refused).toBe(5);
      expect(await app.failures(inbox, 'mailbox-limited')).toBe(1);
      expect(await app.store.query(`select from unfetched_mails where inbox_id = $1`, [inbox])).toEqual([]);
      const reading = reader.turn(stop.signal);
      await eventually(async () => expect((await app.mails(inbox)).map((one) => one.subject)).toEqual(['0']));
      stop.abort();
      await reading;
    },
  );

  test('a hundred cuts: one connection at a time, and nothing is left behind in the process (fail:I8)', async () => {
    const { inbox, reader } = await aReader();
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warn);
    imap.deliver(mail(0));
    let cuts = 0;
    imap.answer = (name) => {
      if (name !== 'UID SEARCH' || cuts === 100) return null;
      cuts += 1;
      return 'BYE see you';
    };
    const stop = new AbortController();
    for (let n = 0; n < 100; n += 1) {
      await reader.turn(stop.signal);
      await eventually(() => expect(imap.openConnections).toBeLessThanOrEqual(1));
    }
    expect(cuts).toBe(100);
    const reading = reader.turn(stop.signal);
    await eventually(async () => expect((await app.mails(inbox)).map((one) => one.subject)).toEqual(['0']));
    expect(imap.openConnections).toBe(1);
    stop.abort();
    await reading;
    process.off('warning', warn);
    expect(warnings).toEqual([]);
  });

  test('how long ago a mailbox was read is a figure (fail:I5)', async () => {
    const { inbox, reader } = await aReader();
    const [{ name } = { name: '' }] = await app.store.query<{ name: string }>(`select name from inboxes where id = $1`, [inbox]);
    const figure = async (): Promise<number | undefined> => {
      const gauge = app.platform.gauges.find((one) => one.name === 'otklik_mailbox_looked_seconds');
      return (await gauge?.read())?.find(({ labels }) => labels['inbox'] === name)?.value;
    };
    await app.store.query(`update inboxes set created_at = now() - interval '1 hour' where id = $1`, [inbox]);
    expect(await figure()).toBeGreaterThanOrEqual(3_600);
    const stop = new AbortController();
    const reading = reader.turn(stop.signal);
    await eventually(async () => expect(await figure()).toBeLessThan(60));
    stop.abort();
    await reading;
  });
});
