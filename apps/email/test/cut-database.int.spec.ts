import { setTimeout as wait } from 'node:timers/promises';
import { COMMITS, CutDatabase, eventually, until } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { type SmtpSink, startSmtpSink } from './smtp-sink.js';

const LONG = { timeoutMs: 90_000 };
const CASES = [
  ['answers are taken up', 'the commit never arrives', COMMITS.takeUp, 'commit'],
  ['answers are taken up', 'the commit is done, and nobody is told', COMMITS.takeUp, 'answer'],
  ['their results are stored', 'the commit never arrives', COMMITS.report, 'commit'],
  ['their results are stored', 'the commit is done, and nobody is told', COMMITS.report, 'answer'],
] as const;

describe('the line to the database is cut', () => {
  let database: CutDatabase;
  let sink: SmtpSink;
  let app: EmailUnderTest;

  beforeAll(async () => {
    sink = await startSmtpSink();
    app = await EmailUnderTest.start(async (url) => {
      database = await CutDatabase.start(url);
      return database.url;
    });
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await database.stop();
    await sink.stop();
  });

  async function anInbox(name: string): Promise<string> {
    const inbox = await app.inbox({ address: `${name}@test.local`, imap: null, smtp: sink.endpoint });
    await eventually(async () => expect((await app.health(inbox)).health).toBe('ok'), LONG);
    return inbox;
  }

  /** @returns ids of the answers, one to each */
  async function answerAll(inbox: string, customers: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const customer of customers) ids.push(await app.answer(inbox, customer, `To ${customer}`));
    return ids;
  }

  async function allAccepted(ids: readonly string[]): Promise<void> {
    const accepted = { state: 'accepted', attempts: 1, ambiguous: false };
    await eventually(async () => {
      const rows = (await Promise.all(ids.map((id) => app.deliveries(id)))).flat();
      expect(rows).toEqual(ids.map(() => expect.objectContaining(accepted) as unknown));
    }, LONG);
  }

  const mailsTo = (customers: readonly string[]) => sink.taken.filter((address) => customers.includes(address)).toSorted();

  test.each(CASES)(
    'when %s, and %s: each mail is sent once, and accepted (fault:M26)',
    async (_when, _how, words, loss) => {
      const name = `${loss}${words.length}`;
      const inbox = await anInbox(name);
      const customers = Array.from({ length: 6 }, (_, n) => `${name}-${n}@customer.test`);
      const cutsBefore = database.cuts;
      database.cut(words, loss);
      await allAccepted(await answerAll(inbox, customers));
      expect(database.cuts - cutsBefore).toBe(1);
      expect(mailsTo(customers)).toEqual(customers);
    },
    240_000,
  );

  test('when answers are taken up, and again when they are put back: each mail is sent once (fault:M26)', async () => {
    const inbox = await anInbox('again');
    const customers = ['again-1@customer.test', 'again-2@customer.test'];
    const cutsBefore = database.cuts;
    database.cut(COMMITS.takeUp, 'answer');
    database.cut(COMMITS.report, 'commit');
    database.cut(COMMITS.report, 'answer');
    await allAccepted(await answerAll(inbox, customers));
    expect(database.cuts - cutsBefore).toBe(3);
    expect(mailsTo(customers)).toEqual(customers);
  }, 240_000);

  test('what was cut off is not taken again before it is known to be put back: that would send it twice (fault:M26)', async () => {
    const inbox = await anInbox('slow');
    const customers = ['slow@customer.test'];
    database.cut(COMMITS.takeUp, 'commit');
    const held = database.hold(COMMITS.reportBegins);
    const ids = await answerAll(inbox, customers);
    await until('it is being put back', () => held.isHeld, LONG);
    // Several turns of the sender: one that does not wait has sent it by then.
    await wait(1_500);
    held.release();
    await allAccepted(ids);
    expect(mailsTo(customers)).toEqual(customers);
  }, 240_000);
});
