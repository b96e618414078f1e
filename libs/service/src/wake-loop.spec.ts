import { eventually } from '@app/testing';
import { Log } from './log.js';
import { WakeLoop } from './wake-loop.js';

const silent = Log.open({ service: 'test', level: 'silent' });

/** A loop whose turns end when the test says so. */
function heldLoop(restMs?: number): { loop: WakeLoop; started: () => number; finish: (due?: number | null) => void } {
  let started = 0;
  let finish: (due: number | null) => void = () => undefined;
  const run = (): Promise<number | null> => {
    started += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  const loop = new WakeLoop({ name: 'test', log: silent, run, ...(restMs !== undefined && { restMs }) });
  return { loop, started: () => started, finish: (due = null) => finish(due) };
}

describe('WakeLoop', () => {
  test('starts with a turn, then waits until it is woken', async () => {
    const { loop, started, finish } = heldLoop();
    loop.start();
    await eventually(() => expect(started()).toBe(1));
    finish();
    loop.wake();
    await eventually(() => expect(started()).toBe(2));
    finish();
    await loop.stop();
  });

  test('woken many times during a turn: exactly one more turn, and never two at once', async () => {
    let inHand = 0;
    let most = 0;
    let turns = 0;
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const loop = new WakeLoop({
      name: 'test',
      log: silent,
      run: async () => {
        turns += 1;
        most = Math.max(most, ++inHand);
        if (turns === 1) await first;
        inHand -= 1;
        return null;
      },
    });
    loop.start();
    await eventually(() => expect(turns).toBe(1));
    for (let n = 0; n < 10; n += 1) loop.wake();
    release();
    await eventually(() => expect(turns).toBe(2));
    await loop.stop();
    expect({ turns, most }).toEqual({ turns: 2, most: 1 });
  });

  test('runs again by itself when it is due', async () => {
    const { loop, started, finish } = heldLoop();
    loop.start();
    await eventually(() => expect(started()).toBe(1));
    finish(5);
    await eventually(() => expect(started()).toBe(2));
    finish();
    await loop.stop();
  });

  test('runs after the rest though nobody woke it', async () => {
    const { loop, started, finish } = heldLoop(10);
    loop.start();
    await eventually(() => expect(started()).toBe(1));
    finish(null);
    await eventually(() => expect(started()).toBe(2));
    finish();
    await loop.stop();
  });

  test('an error does not end it; it is logged and the next turn comes', async () => {
    const lines: string[] = [];
    let turns = 0;
    const log = Log.open({ service: 'test', level: 'info', to: { write: (line: string) => void lines.push(line) } });
    const loop = new WakeLoop({
      name: 'sender',
      log,
      maxBackoffMs: 10,
      run: async () => {
        turns += 1;
        if (turns < 3) throw new Error('database away');
        return null;
      },
    });
    loop.start();
    await eventually(() => expect(turns).toBe(3));
    await loop.stop();
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'error', loop: 'sender', failures: 1 }),
      expect.objectContaining({ level: 'error', loop: 'sender', failures: 2 }),
    ]);
  });

  test('stop waits for the turn in hand, tells it, and starts no other', async () => {
    const { loop, started, finish } = heldLoop();
    loop.start();
    await eventually(() => expect(started()).toBe(1));
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    loop.wake();
    await Promise.resolve();
    expect(stopped).toBe(false);
    finish(0);
    await stopping;
    expect(started()).toBe(1);
  });

  test('stopped before it started: nothing runs', async () => {
    const { loop, started } = heldLoop();
    await loop.stop();
    loop.start();
    await loop.stop();
    expect(started()).toBe(0);
  });
});
