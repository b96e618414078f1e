import { DeskError } from '@app/domain';
import { WriteTogether } from './write-together.js';

/** Writes end when they are told to; `bad` is refused. */
function writer({ lanes = 1, enough = 1, most = 10 } = {}) {
  const written: number[][] = [];
  const ends: (() => void)[] = [];
  const together = new WriteTogether<number>(
    async (items) => {
      written.push([...items]);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (items.includes(-1)) throw new DeskError('invalid', 'frame-unreadable', 'bad');
      if (items.includes(-2)) throw new DeskError('unavailable', 'database-away', 'away');
    },
    { lanes, enough, most },
  );
  const finish = async (): Promise<void> => {
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { written, together, finish };
}

describe('WriteTogether', () => {
  test('the first is written at once, what comes meanwhile together in the next, in order', async () => {
    const { written, together, finish } = writer();
    const all = [together.add([1]), together.add([2, 3]), together.add([4])];
    await finish();
    await Promise.all(all);
    expect(written).toEqual([[1], [2, 3, 4]]);
  });

  test('no more than so many are written together, unless one caller brings more', async () => {
    const { written, together, finish } = writer({ most: 3 });
    const all = [[1], [2, 3], [4, 5], [6, 7, 8, 9]].map((items) => together.add(items));
    await finish();
    await Promise.all(all);
    expect(written).toEqual([[1], [2, 3], [4, 5], [6, 7, 8, 9]]);
  });

  test('as many writes as there are lanes are under way at once', async () => {
    const { written, together, finish } = writer({ lanes: 2 });
    const all = [1, 2, 3, 4].map((item) => together.add([item]));
    expect(written).toEqual([[1], [2]]);
    await finish();
    await Promise.all(all);
    expect(written).toEqual([[1], [2], [3, 4]]);
  });

  test('beside a write that is under way another begins only for enough', async () => {
    const { written, together, finish } = writer({ lanes: 2, enough: 3 });
    const all = [[1], [2, 3], [4], [5]].map((items) => together.add(items));
    expect(written).toEqual([[1], [2, 3, 4]]);
    await finish();
    await Promise.all(all);
    expect(written).toEqual([[1], [2, 3, 4], [5]]);
  });

  test('what is refused together is written apart: only the one who brought it hears of it', async () => {
    const { together, finish } = writer();
    const all = Promise.allSettled([together.add([0]), together.add([1]), together.add([-1]), together.add([2])]);
    await finish();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  test('while the database is away all wait, and nobody tries again for each', async () => {
    const { written, together, finish } = writer();
    const all = Promise.allSettled([together.add([0]), together.add([1]), together.add([-2])]);
    await finish();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(written).toEqual([[0], [1, -2]]);
  });
});
