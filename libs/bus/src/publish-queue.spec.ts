import type { BusEvent } from '@app/contracts';
import { DeskError } from '@app/domain';
import { PublishQueue } from './publish-queue.js';

describe('PublishQueue', () => {
  test('one flush at a time; what comes meanwhile leaves together, in order', async () => {
    const flushes: string[][] = [];
    const gates: (() => void)[] = [];
    const queue = new PublishQueue((events) => {
      flushes.push(events.map((event) => event.id));
      return new Promise((resolve) => gates.push(resolve));
    });
    const first = queue.publish([event('a')]);
    await turns();
    const rest = [queue.publish([event('b'), event('c')]), queue.publish([event('d')])];
    await turns();
    expect(flushes).toEqual([['a']]);
    gates[0]?.();
    await first;
    await turns();
    expect(flushes).toEqual([['a'], ['b', 'c', 'd']]);
    gates[1]?.();
    await Promise.all(rest);
  });

  test('what is refused together is tried apart, so that one bad event is one call of trouble', async () => {
    const queue = new PublishQueue(async (events) => {
      if (events.some((each) => each.id === 'bad')) throw new DeskError('invalid', 'odd', 'Refused.');
    });
    const results = await Promise.allSettled([queue.publish([event('a')]), queue.publish([event('bad')]), queue.publish([event('b')])]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('when the bus is away all calls hear it at once: they are not tried one after the other', async () => {
    let flushes = 0;
    const queue = new PublishQueue(async () => {
      flushes++;
      throw new DeskError('unavailable', 'bus-away', 'Away.');
    });
    const results = await Promise.allSettled([queue.publish([event('a')]), queue.publish([event('b')])]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(flushes).toBe(1);
  });

  test('a flush is bounded, but one call always goes whole', async () => {
    const sizes: number[] = [];
    const queue = new PublishQueue(async (events) => void sizes.push(events.length));
    await Promise.all([400, 200, 700].map((count) => queue.publish(Array.from({ length: count }, (_, i) => event(String(i))))));
    expect(sizes).toEqual([400, 200, 700]);
  });

  test('too large an event is refused before anything is sent', async () => {
    let flushes = 0;
    const queue = new PublishQueue(async () => void flushes++);
    await expect(queue.publish([event('a'), { ...event('b'), payload: Buffer.alloc(65_536) }])).rejects.toMatchObject({
      code: 'event-too-large',
    });
    expect(flushes).toBe(0);
  });
});

function event(id: string): BusEvent {
  return { id, type: 'ticket.noted.v1', topic: 'ticket', key: 'k', at: '2026-01-01T00:00:00.000Z', data: {}, payload: null };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
