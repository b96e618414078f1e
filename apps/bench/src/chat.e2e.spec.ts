import { Neighbours } from '@app/testing';
import { inStandalone, measureChat } from './chat.js';
import { staffDesk } from './chat-desk.js';
import { echoDelays } from './chat-limit.js';

const RATE = { perSecond: 10, seconds: 2 };

describe('what the benches of the web chat are made of', () => {
  test('each message of the load is seen by an agent, and each was stored before', async () => {
    await using neighbours = await Neighbours.start();
    await inStandalone(neighbours, async (product, databaseUrl) => {
      await staffDesk(databaseUrl);
      const times = await measureChat(product, databaseUrl, RATE);
      expect(times.missing).toBe(0);
      expect(times.untilStored()).toHaveLength(RATE.perSecond * RATE.seconds);
      expect(times.untilShown()).toHaveLength(RATE.perSecond * RATE.seconds);
      expect(Math.min(...times.untilShown())).toBeGreaterThan(0);
    });
  });

  test('the limit is measured by the same clock: every frame comes back', async () => {
    const delays = await echoDelays(RATE, 5);
    expect(delays).toHaveLength(18);
    expect(Math.min(...delays)).toBeGreaterThan(0);
  });
});
