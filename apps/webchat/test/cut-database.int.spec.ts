import { COMMITS, CutDatabase, eventually } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const LONG = { timeoutMs: 60_000 };
const TEXTS = ['one', 'two', 'three'];
const CASES = [
  ['answers are taken up', 'the commit never arrives', COMMITS.takeUp, 'commit'],
  ['answers are taken up', 'the commit is done, and nobody is told', COMMITS.takeUp, 'answer'],
  ['their results are stored', 'the commit never arrives', COMMITS.report, 'commit'],
  ['their results are stored', 'the commit is done, and nobody is told', COMMITS.report, 'answer'],
] as const;

describe('the line to the database is cut', () => {
  let database: CutDatabase;
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start({}, async ({ host, port }) => {
      database = await CutDatabase.start(`postgres://${host}:${port}`);
      return database.endpoint;
    });
  });
  afterAll(async () => {
    await chat.close();
    await database.stop();
  });

  const statesOf = async (messageIds: readonly string[]) =>
    (
      await chat.store.query<{ state: string }>(`select state from deliveries where message_id = any($1) order by position`, [messageIds])
    ).map((row) => row.state);

  test.each(CASES)('when %s, and %s: the visitor sees each once, and all are accepted (fault:M26)', async (_when, _how, words, loss) => {
    const session = await chat.openSession();
    const client = await VisitorClient.hello(chat.site, session.token);
    await client.say('Hello');
    await client.sees('Hello');
    const cutsBefore = database.cuts;
    database.cut(words, loss);
    const ids: string[] = [];
    for (const text of TEXTS) ids.push(await chat.answer(session.visitor, text));
    await eventually(async () => expect(await statesOf(ids)).toEqual(TEXTS.map(() => 'accepted')), LONG);
    expect(database.cuts - cutsBefore).toBe(1);
    await client.sees('three');
    expect(client.texts).toEqual(['Hello', ...TEXTS]);
    client.close();
  });

  test('when answers are taken up, and again when what is left is accepted: the visitor sees each once (fault:M26)', async () => {
    const session = await chat.openSession();
    const client = await VisitorClient.hello(chat.site, session.token);
    await client.say('Hello');
    await client.sees('Hello');
    const cutsBefore = database.cuts;
    database.cut(COMMITS.takeUp, 'answer');
    database.cut(COMMITS.report, 'commit');
    database.cut(COMMITS.report, 'answer');
    const id = await chat.answer(session.visitor, 'Good day');
    await eventually(async () => expect([await statesOf([id]), database.cuts - cutsBefore]).toEqual([['accepted'], 3]), LONG);
    await client.sees('Good day');
    expect(client.texts).toEqual(['Hello', 'Good day']);
    client.close();
  });
});
