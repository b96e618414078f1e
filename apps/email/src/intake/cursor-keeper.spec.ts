import { DeskError } from '@app/domain';
import { Lease, type Sql } from '@app/store';
import { CursorKeeper } from './cursor-keeper.js';

/** A database that can be away; keeps the UIDs that were written. */
class Database implements Sql {
  isAway = false;
  readonly written: number[] = [];
  reads = 0;

  async query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    if (this.isAway) throw new DeskError('unavailable', 'database-away', 'away');
    if (sql.startsWith('select')) {
      this.reads += 1;
      return [{ inboxSince: new Date(0), lookedAt: null, uidvalidity: null }] as Row[];
    }
    this.written.push(params[3] as number);
    return [];
  }
}

const FOLDER = { uidValidity: 7n, uidNext: 100 };

async function aKeeper(database: Database): Promise<CursorKeeper> {
  const keeper = new CursorKeeper(database, 'inbox', 'INBOX', new Lease('email:inbox', 1n, Number.POSITIVE_INFINITY));
  await keeper.open(FOLDER);
  await keeper.flushed();
  return keeper;
}

describe('CursorKeeper', () => {
  test('what moves while a write is under way goes with the next: the last one counts', async () => {
    const database = new Database();
    const keeper = await aKeeper(database);
    for (const uid of [1, 2, 3]) keeper.moveTo(uid);
    await keeper.flushed();
    expect(database.written.at(-1)).toBe(3);
    expect(database.written.length).toBeLessThan(4);
  });

  test('while the database is away reading goes on; the cursor is written when it is back', async () => {
    const database = new Database();
    const keeper = await aKeeper(database);
    database.isAway = true;
    keeper.moveTo(5);
    await keeper.flushed();
    expect(keeper.current.uid).toBe(5);
    expect(database.written).toEqual([0]);

    // Also a new connection needs no database.
    await keeper.open(FOLDER);
    await keeper.flushed();
    expect(keeper.current.uid).toBe(5);

    database.isAway = false;
    keeper.write();
    await keeper.flushed();
    expect(database.written).toEqual([0, 5]);
    expect(database.reads).toBe(1);
  });

  test('it never moves back', async () => {
    const keeper = await aKeeper(new Database());
    keeper.moveTo(5);
    keeper.moveTo(4);
    expect(keeper.current.uid).toBe(5);
  });
});
