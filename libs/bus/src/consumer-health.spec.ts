import { busHealth, consumerHealth } from './consumer-health.js';
import type { RecordConsumer, Standing } from './record-consumer.js';

const QUIET: Standing = { stuck: false, atWork: false, wait: null };

describe('the health of a consumer', () => {
  test('idle: everything is read; moving: something is in hand or waits to be read', () => {
    expect(of(QUIET).health).toMatchObject({ state: 'idle', lag: 0 });
    expect(of(QUIET, 3).health.state).toBe('moving');
    expect(of({ ...QUIET, atWork: true }).health.state).toBe('moving');
  });

  test('a short wait is told and makes nothing unready: rolling restarts pass by themselves (fail:K21)', () => {
    expect(of({ ...QUIET, wait: { ms: 9_000, reason: '57P01' } })).toMatchObject({
      ok: true,
      health: { state: 'waiting', reason: '57P01' },
    });
    expect(of({ ...QUIET, wait: { ms: 11_000, reason: '57P01' } }).ok).toBe(false);
  });

  test('the longest trouble is the one that is told', () => {
    const troubles = [{ since: performance.now() - 20_000, reason: 'bus-away' }, null];
    const { ok, health } = of({ ...QUIET, wait: { ms: 100, reason: '57P01' } }, 0, troubles);
    expect([ok, health.reason]).toEqual([false, 'bus-away']);
  });

  test('stuck comes before all else', () => {
    expect(of({ stuck: true, atWork: true, wait: null })).toMatchObject({ ok: false, health: { state: 'stuck' } });
  });

  test('a bus that cannot be reached is not ok, nor one with a consumer that is not', () => {
    expect(busHealth(true, [of(QUIET)]).ok).toBe(true);
    expect(busHealth(false, [of(QUIET)]).ok).toBe(false);
    expect(busHealth(true, [of(QUIET), of({ ...QUIET, stuck: true })]).ok).toBe(false);
  });
});

function of(
  standing: Standing,
  lag = 0,
  troubles: Parameters<typeof consumerHealth>[1]['troubles'] = [],
): ReturnType<typeof consumerHealth> {
  const consumer: RecordConsumer = {
    group: 'g',
    topics: null,
    maxBatch: 1,
    concurrency: 1,
    onRecords: async () => undefined,
    released: async () => undefined,
    retryNow: () => undefined,
    standing: () => standing,
    close: () => undefined,
  };
  return consumerHealth(consumer, { lag, partitions: 16, troubles });
}
