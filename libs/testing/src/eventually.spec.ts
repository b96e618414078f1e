import { eventually, until } from './eventually.js';
import { FixedClock } from './fixed-clock.js';

test('looks until the fact holds and gives what the look returned', async () => {
  let looks = 0;
  const found = await eventually(
    () => {
      looks += 1;
      if (looks < 3) throw new Error('not yet');
      return looks;
    },
    { everyMs: 1 },
  );
  expect(found).toBe(3);
});

test('throws what the last look threw', async () => {
  let looks = 0;
  const fact = () => {
    looks += 1;
    throw new Error(`look ${looks}`);
  };
  const thrown = await eventually(fact, { timeoutMs: 300, everyMs: 5 }).catch(String);
  expect(thrown).toBe(`Error: look ${looks}`);
});

test('a look that never ends is given up in time', async () => {
  await expect(eventually(() => new Promise(() => undefined), { timeoutMs: 20 })).rejects.toThrow('the first look has not ended');
});

test('a look that begins in time has time to end', async () => {
  const slow = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 50, 'seen'));
  await expect(eventually(slow, { timeoutMs: 1 })).resolves.toBe('seen');
});

test('until takes 0 and an empty text for found, and names what did not come', async () => {
  await expect(until('a number', () => 0)).resolves.toBe(0);
  await expect(until('a ticket', () => null, { timeoutMs: 10, everyMs: 2 })).rejects.toThrow('a ticket');
});

test('a fixed clock moves only when it is told to', () => {
  const clock = new FixedClock('2026-03-02T09:00:00Z');
  const before = clock.now();
  clock.advance(1500);
  expect(clock.now().getTime() - before.getTime()).toBe(1500);
  clock.set('2027-01-01T00:00:00Z');
  expect(clock.now().toISOString()).toBe('2027-01-01T00:00:00.000Z');
});
