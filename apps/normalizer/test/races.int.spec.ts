import { seededRandom } from '@app/testing';
import { NormalizerUnderTest, rawMail } from './normalizer-under-test.js';

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const SEEDS = 100;
const LENGTH = 10;

describe('mails of one thread that come in side by side', () => {
  let app: NormalizerUnderTest;
  beforeAll(async () => {
    app = await NormalizerUnderTest.start();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  /** Gives the mails to two normalizers at once, in batches of one to three, in an order that the seed chooses. */
  async function takeShuffled(mails: readonly string[], seed: number): Promise<void> {
    const random = seededRandom(seed);
    const queue = shuffled(mails, random);
    const work = async () => {
      const normalizer = app.normalizer();
      for (;;) {
        const batch = queue.splice(0, 1 + Math.floor(random() * 3));
        if (batch.length === 0) return;
        await normalizer.take(batch.map((raw) => app.event(raw)));
      }
    };
    await Promise.all([work(), work()]);
  }

  test(`fail:T8 a thread of ${LENGTH} mails in any order over two normalizers, ${SEEDS} seeds: one ticket each, nothing twice`, async () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const id = (n: number) => `<s${seed}-${n}@x.test>`;
      const mails = Array.from({ length: LENGTH }, (_, n) =>
        rawMail({ id: id(n), answers: Array.from({ length: n }, (_answer, before) => id(before)), text: `seed${seed}end mail ${n}` }),
      );
      await takeShuffled(mails, seed);
    }
    const rows = await app.store.query<{ seed: string; tickets: number; messages: number }>(
      `select split_part(text, 'end', 1) as seed, count(distinct ticket_id)::int as tickets, count(*)::int as messages from messages group by 1`,
    );
    expect(rows).toHaveLength(SEEDS);
    expect(rows.filter((row) => row.tickets !== 1 || row.messages !== LENGTH)).toEqual([]);
  }, 120_000);

  test('fail:T8 two who write to each other and to us, answering all: one ticket in any order, 30 seeds', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const id = (n: number) => `<two${seed}-${n}@x.test>`;
      const mails = Array.from({ length: 6 }, (_, n) =>
        rawMail({
          from: n % 2 ? 'anna@example.test' : 'ivan@example.test',
          to: n % 2 ? 'ivan@example.test, support@shop.test' : 'support@shop.test',
          headers: n % 2 ? {} : { Cc: 'anna@example.test' },
          id: id(n),
          answers: Array.from({ length: n }, (_answer, before) => id(before)),
          text: `pair${seed}end mail ${n}`,
        }),
      );
      await takeShuffled(mails, seed);
    }
    const rows = await app.store.query<{ tickets: number }>(
      `select count(distinct ticket_id)::int as tickets from messages where text like 'pair%' group by split_part(text, 'end', 1)`,
    );
    expect(rows.map((row) => row.tickets)).toEqual(Array.from({ length: 30 }, () => 1));
  }, 120_000);

  test('fail:T16 an answer to a closed ticket, from two normalizers at once: one new ticket', async () => {
    for (let round = 0; round < 20; round++) {
      await app.takes(rawMail({ id: `<again${round}@x.test>`, text: `reopened${round}end first` }));
      const [ticket] = await app.tickets(`reopened${round}end`);
      await app.setState(ticket?.number ?? 0, 'closed');
      const answer = (n: number) => rawMail({ answers: [`<again${round}@x.test>`], text: `reopened${round}end answer ${n}` });
      await Promise.all([app.takes(answer(1)), app.takes(answer(2)), app.takes(answer(3))]);
      const tickets = await app.tickets(`reopened${round}end`);
      expect(tickets.map((one) => one.texts.length)).toEqual([1, 3]);
      expect(tickets[1]?.follows).toBe(ticket?.id);
    }
  }, 60_000);
});
