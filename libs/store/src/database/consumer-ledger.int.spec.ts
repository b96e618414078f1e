import type { BusRecord } from '@app/bus';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import pg from 'pg';
import { randomUUIDv7 as newId } from 'node:crypto';
import { PostgresConsumerLedger } from './consumer-ledger.js';
import { migrate } from './migrate.js';

describe('PostgresConsumerLedger', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    // A connection that is closing when the database is dropped is told so, and nobody else hears it.
    pool.on('connect', (client) => client.on('error', () => {}));
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** As each process has one. */
  function ledger(): PostgresConsumerLedger {
    return new PostgresConsumerLedger(async <Row>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await pool.query(sql, [...params]);
      return rows as Row[];
    });
  }

  test('another process finds what was in hand, the same one does not: it lives', async () => {
    const [dead, next] = [ledger(), ledger()];
    await dead.begin('g', '3', 10n, 12n);
    await dead.begin('g', '3', 13n, 9_007_199_254_740_993n);
    expect(await dead.leftInHand('g', '3')).toBeNull();
    expect(await next.leftInHand('g', '3')).toEqual({ first: 13n, last: 9_007_199_254_740_993n });
    expect(await next.leftInHand('g', '4')).toBeNull();
    expect(await next.leftInHand('other', '3')).toBeNull();
  });

  test('who stops in order leaves nothing in hand', async () => {
    const [stopped, next] = [ledger(), ledger()];
    await stopped.begin('g', 'ticket/7', 1n, 1n);
    await stopped.done('g', 'ticket/7');
    expect(await next.leftInHand('g', 'ticket/7')).toBeNull();
  });

  test('attempts are counted over processes, by group and event, until they are forgotten', async () => {
    const event = newId();
    const [one, two] = [ledger(), ledger()];
    expect(await one.attempt('g', event)).toBe(1);
    expect(await two.attempt('g', event)).toBe(2);
    expect(await one.attempt('other', event)).toBe(1);
    await two.forget('g', event);
    expect(await one.attempt('g', event)).toBe(1);
  });

  test('an event is parked once, whatever is in it', async () => {
    const record: BusRecord = {
      id: newId(),
      type: 'odd\0',
      topic: 'ticket',
      key: '\0',
      at: '2026-01-01T00:00:00.000Z',
      data: 'no JSON \0 at all',
      payload: Buffer.from([0, 255]),
      offset: 1n,
    };
    await ledger().park('g', record, { code: 'event-unknown', params: { type: 'odd' } }, 0);
    await ledger().park('g', record, { code: 'handler-failed', params: {} }, 3);
    const { rows } = await pool.query(`select type, data, payload, reason, attempts from parked where event_id = $1`, [record.id]);
    expect(rows).toEqual([
      {
        type: 'odd\uFFFD',
        data: 'no JSON \uFFFD at all',
        payload: record.payload,
        reason: { code: 'event-unknown', params: { type: 'odd' } },
        attempts: 0,
      },
    ]);
  });

  test('its relaxed commits leave the connection as it was', async () => {
    const client = await pool.connect();
    try {
      const onOne = new PostgresConsumerLedger(async <Row>(sql: string, params: readonly unknown[] = []) => {
        const { rows } = await client.query(sql, [...params]);
        return rows as Row[];
      });
      await onOne.begin('g', '1', 1n, 1n);
      expect((await client.query('show synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
    } finally {
      client.release();
    }
  });
});
