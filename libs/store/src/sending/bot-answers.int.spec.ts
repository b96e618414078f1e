import { anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { addBotAnswers, BotAnswers, type Lease, Leases, leftUntaken, sweepBotAnswers } from '../index.js';

describe('what a bot says by itself', () => {
  let product: ProductDatabase;
  let answers: BotAnswers;
  let team: string;
  let leases: Leases;

  beforeAll(async () => {
    product = await openProductDatabase();
    answers = new BotAnswers(product.store);
    leases = new Leases(product.store, 'test');
    team = await aTeam(product.store);
  });
  afterAll(async () => {
    await leases.close();
    await product.close();
  });

  async function aBot(): Promise<{ inbox: string; lease: Lease }> {
    const inbox = await anInbox(product.store, 'telegram', team);
    const lease = await leases.acquire(inbox);
    if (!lease) throw new Error('The lease is free.');
    return { inbox, lease };
  }

  const say = (inbox: string, ...said: (readonly [chatKey: string, text: string])[]) =>
    product.store.transaction((tx) =>
      addBotAnswers(
        tx,
        said.map(([chatKey, text]) => ({ inboxId: inbox, chatKey, text })),
      ),
    );
  const due = (inbox: string, except: string[] = []) => answers.readDue(inbox, { limit: 10, except });
  const textsDue = async (inbox: string, except: string[] = []) => (await due(inbox, except)).map((one) => one.text);
  const states = async (inbox: string) =>
    (
      await product.store.query<{ state: string; attempts: number; reason: { code: string } | null }>(
        `select state, attempts, reason from bot_answers where inbox_id = $1 order by position`,
        [inbox],
      )
    ).map((row) => [row.state, row.attempts, row.reason?.code ?? null]);

  test('leaves one by one in a chat, in the order in which it was said, and chats side by side', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one'], ['0:1:0', 'two'], ['0:2:0', 'other'], ['0:1:0', 'three']);
    expect(await textsDue(inbox)).toEqual(['one', 'other']);
    expect(await textsDue(inbox, ['0:1:0'])).toEqual(['other']);
    const taken = await answers.takeUp(await due(inbox), lease);
    expect(await textsDue(inbox)).toEqual([]);
    await answers.report(taken.map(({ id }) => ({ id, state: 'sent' })));
    expect(await textsDue(inbox)).toEqual(['two']);
  });

  test('its sender is woken once an inbox, by an event of the transaction that said it', async () => {
    const { inbox } = await aBot();
    await say(inbox, ['0:1:0', 'one'], ['0:2:0', 'two']);
    const events = await product.store.query(`select from events where type = 'inbox.bot-answer-queued.v1' and key = $1`, [inbox]);
    expect(events).toHaveLength(1);
  });

  test('is not taken by whoever lost the lease', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one']);
    await leases.release(lease);
    expect(await answers.takeUp(await due(inbox), lease)).toEqual([]);
    expect(await states(inbox)).toEqual([['queued', 0, null]]);
  });

  test('is taken by one of two who read the same', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one']);
    const read = await due(inbox);
    const taken = await Promise.all([answers.takeUp(read, lease), answers.takeUp(read, lease)]);
    expect(taken.flat().map((one) => one.text)).toEqual(['one']);
  });

  test('what waits because the token was refused waits no more for whoever takes over', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one'], ['0:2:0', 'two']);
    const [one, two] = await answers.takeUp(await due(inbox), lease);
    const later = (id = '', code = '') =>
      ({ id, state: 'queued', reason: { code, params: {} }, notBefore: new Date(Date.now() + 60_000) }) as const;
    await answers.report([later(one?.id, 'telegram-token-refused'), later(two?.id, 'telegram-too-many')]);
    expect(await textsDue(inbox)).toEqual([]);
    await answers.recoverInterrupted(inbox, lease);
    expect(await textsDue(inbox)).toEqual([one?.text]);
  });

  test('what a dead holder left on its way stays unknown, is never repeated and holds nothing back (fault:M3)', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one'], ['0:1:0', 'two']);
    await answers.takeUp(await due(inbox), lease);
    await leases.release(lease);
    const next = await leases.acquire(inbox);
    if (!next) throw new Error('The lease is free.');
    await answers.recoverInterrupted(inbox, lease);
    expect(await states(inbox)).toEqual([
      ['sending', 1, null],
      ['queued', 0, null],
    ]);
    await answers.recoverInterrupted(inbox, next);
    expect(await states(inbox)).toEqual([
      ['unknown', 1, 'sender-died'],
      ['queued', 0, null],
    ]);
    expect(await textsDue(inbox)).toEqual(['two']);
  });

  test('a take-up whose commit was cut off is put back, and no try is counted (fault:M26)', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one']);
    const read = await due(inbox);
    await answers.takeUp(read, lease);
    await answers.report(leftUntaken(read));
    expect(await states(inbox)).toEqual([['queued', 0, 'sender-changed']]);
    await answers.report(leftUntaken(read));
    expect(await states(inbox)).toEqual([['queued', 0, 'sender-changed']]);
    expect(await textsDue(inbox)).toEqual(['one']);
  });

  test('waits for its time, which whoever sends is told', async () => {
    const { inbox, lease } = await aBot();
    await say(inbox, ['0:1:0', 'one']);
    const [one] = await answers.takeUp(await due(inbox), lease);
    const notBefore = new Date(Date.now() + 60_000);
    await answers.report([{ id: one?.id ?? '', state: 'queued', reason: { code: 'telegram-slow-down', params: {} }, notBefore }]);
    expect(await textsDue(inbox)).toEqual([]);
    expect(await answers.nextDue(inbox)).toEqual(notBefore);
  });

  test('after an hour it is said no more, and after a week forgotten', async () => {
    const { inbox } = await aBot();
    await say(inbox, ['0:1:0', 'one']);
    await product.store.query(`update bot_answers set created_at = now() - interval '61 minutes' where inbox_id = $1`, [inbox]);
    await say(inbox, ['0:1:0', 'two']);
    expect(await textsDue(inbox)).toEqual(['two']);
    await product.store.query(`update bot_answers set created_at = now() - interval '8 days' where inbox_id = $1`, [inbox]);
    await sweepBotAnswers(product.store);
    expect(await states(inbox)).toEqual([]);
  });

  test('a result changes only what is on its way', async () => {
    const { inbox } = await aBot();
    await say(inbox, ['0:1:0', 'one']);
    const [one] = await due(inbox);
    await answers.report([{ id: one?.id ?? '', state: 'failed', reason: { code: 'telegram-blocked', params: {} } }]);
    expect(await states(inbox)).toEqual([['queued', 0, null]]);
  });
});
