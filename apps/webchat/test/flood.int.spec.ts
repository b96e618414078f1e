import { randomUUID } from 'node:crypto';
import { beginVisitor } from '@app/store';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

/** Visitors who flood, and what each of them sends at once: twenty times what anybody may. */
const FLOODING = 20;
const FRAMES = 600;
/** Messages of one visitor that are taken at once, and mistakes that are answered at once; after that one a second. */
const TAKEN = 30;
const TOLD = 60;
const OTHERS = 10;
const WORDS_OF_OTHERS = 15;

describe('threat:H6 a flood', () => {
  let chat: WebchatUnderTest;
  const clients: VisitorClient[] = [];

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(async () => {
    for (const client of clients.splice(0)) client.close();
    await chat.close();
  }, 120_000);

  const joined = async (count: number) => {
    const begun = await Promise.all(Array.from({ length: count }, () => beginVisitor(chat.store, chat.inboxId, 'en')));
    const opened = await Promise.all(begun.map(({ token }) => VisitorClient.hello(chat.site, token)));
    clients.push(...opened);
    return opened;
  };

  /** Each says one thing after another, and waits for it to be stored. @returns how long each took, ms */
  async function talk(visitors: readonly VisitorClient[]): Promise<number[]> {
    const took = visitors.map(async (client) => {
      const times: number[] = [];
      for (let n = 0; n < WORDS_OF_OTHERS; n++) {
        const from = performance.now();
        await client.say(`word ${n}`);
        times.push(performance.now() - from);
      }
      return times;
    });
    return (await Promise.all(took)).flat();
  }

  test(`of ${FLOODING} visitors who send ${FRAMES} messages each at once is told what is taken and when to come back; the others talk on`, async () => {
    const [flood, others] = [await joined(FLOODING), await joined(OTHERS)];
    const quiet = median(await talk(others));
    for (const client of flood) {
      for (let n = 0; n < FRAMES; n++) client.send({ send: { clientId: randomUUID(), text: `flood ${n}` } });
    }
    const from = performance.now();
    const loud = median(await talk(await joined(OTHERS)));
    const seconds = (performance.now() - from) / 1_000;
    // Other people's machines are slow, and stop now and then: what one of those who flood gets is counted, and the time is no more than
    // a guard. Behind all that was sent each word would wait for thousands.
    expect(loud).toBeLessThan(Math.max(500, quiet * 20));
    for (const client of flood) {
      const stored = client.answers.filter((answer) => 'stored' in answer).length;
      expect(stored).toBeLessThanOrEqual(TAKEN + seconds + 5);
      expect(client.errors.length).toBeLessThanOrEqual(TOLD + seconds + 5);
      expect(new Set(client.errors.map(({ code }) => code))).toEqual(new Set(['too-many-requests']));
      expect(client.errors.every(({ clientId, retryAfterMs }) => clientId === undefined || (retryAfterMs ?? 0) > 0)).toBe(true);
      client.close();
    }
  }, 120_000);
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
