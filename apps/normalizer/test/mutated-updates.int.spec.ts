import { makeEvent } from '@app/bus';
import { UpdateReceived } from '@app/contracts';
import { FUZZ_SEED, fuzzInputs } from '@app/fuzz';
import type { ChatRules, Incoming } from '@app/store';
import { updateKeys } from '@app/telegram';
import { aBlob, ChatsUnderTest, mutatedUpdates } from '@app/testing';
import { cleanText } from '../src/clean-text.js';
import { fromTelegram } from '../src/from-telegram.js';

/** FUZZ_INPUTS for a longer campaign. */
const UPDATES = fuzzInputs(4_000);
const BATCH = 100;

const RULES: readonly ChatRules[] = (['addressed', 'always', 'ignore'] as const).map((groups) => ({
  groups,
  channelPosts: groups === 'always',
  accounts: new Map(),
}));

describe(`mutated updates, FUZZ_SEED=${FUZZ_SEED}`, () => {
  let chats: ChatsUnderTest;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
  });
  afterAll(() => chats.close());

  function understood(update: unknown, n: number): Incoming {
    const bytes = Buffer.from(JSON.stringify(update));
    const { updateId, externalId, chatKey } = updateKeys('1', update, n % 5 === 0 ? '500' : '0');
    const event = makeEvent(UpdateReceived, {
      inboxId: chats.inbox,
      externalId,
      receivedAt: new Date().toISOString(),
      carried: { kind: 'inline' },
      botId: '1',
      botUsername: n % 7 === 0 ? null : 'shop_bot',
      updateId,
      chatKey,
    });
    return cleanText(
      fromTelegram(event, aBlob(bytes), bytes, RULES[n % RULES.length] ?? { groups: 'always', channelPosts: true, accounts: new Map() }),
    );
  }

  test('fail:G6 whatever comes is taken in: no crash, each in the ledger, its original kept', async () => {
    const updates = mutatedUpdates(FUZZ_SEED);
    const all = Array.from({ length: UPDATES }, (_, n) => understood(asOwn(updates.next().value, n), n));
    const started = performance.now();
    for (let at = 0; at < all.length; at += BATCH) await takeOrTell(all.slice(at, at + BATCH), at);
    const seconds = (performance.now() - started) / 1000;
    const names = [...new Set(all.map((one) => one.externalId))];
    const [ledger] = await chats.store.query<{ n: number }>(`select count(*)::int as n from received where external_id = any($1)`, [names]);
    expect(ledger?.n).toBe(names.length);
    // The first of each name: what comes again changes nothing.
    const firsts = [...new Map(all.toReversed().map((one) => [one.externalId, one])).values()];
    const kept = await chats.store.query<{ name: string; raw: string }>(
      `select r.external_id as name, encode(coalesce(r.raw, m.raw), 'hex') as raw from received r left join messages m on m.id = r.message_id
       where r.external_id = any($1)`,
      [names],
    );
    const rawOf = new Map(kept.map((row) => [row.name, row.raw]));
    expect(firsts.filter((one) => rawOf.get(one.externalId) !== one.raw.sha256).map((one) => `${one.kind} ${one.externalId}`)).toEqual([]);
    const [rows] = await chats.store.query<{ messages: number; kinds: number }>(
      `select (select count(*)::int from messages) as messages, (select count(distinct outcome)::int from received) as kinds`,
    );
    process.stdout.write(`taken in: ${UPDATES} updates, ${seconds.toFixed(1)} s, ${rows?.messages} messages\n`);
    // A mutator that breaks everything would show nothing.
    expect(rows?.messages ?? 0).toBeGreaterThan(UPDATES / 10);
    expect(rows?.kinds ?? 0).toBeGreaterThan(8);
  }, 300_000);

  async function takeOrTell(batch: readonly Incoming[], at: number): Promise<void> {
    try {
      await chats.take(...batch);
    } catch (error) {
      throw new Error(`Not taken in, from update ${at}`, { cause: error });
    }
  }
});

/** The same with a number and, of a message, a name of its own: what comes again is nothing new. */
function asOwn(update: unknown, n: number): unknown {
  if (typeof update !== 'object' || update === null || Array.isArray(update)) return [update, n];
  return Object.fromEntries(
    Object.entries(update).map(([key, body]: [string, unknown]) => {
      if (key === 'update_id') return [key, n];
      const isNew =
        /^(message|business_message|channel_post)$/.test(key) && typeof body === 'object' && body !== null && 'message_id' in body;
      // Some stay: edits, reactions and answers find them.
      return [key, isNew && n % 4 !== 0 ? { ...body, message_id: 1_000_000 + n } : body];
    }),
  );
}
