import { migrateTopics } from '@app/bus';
import { UpdateReceived } from '@app/contracts';
import { openPlatform } from '@app/store';
import { eventually, FaultProxy, startKafka, tempDir } from '@app/testing';
import { TelegramUnderTest } from './telegram-under-test.js';

const LONG = { timeoutMs: 60_000 };

test('fault:M25 with Kafka, messages are taken while PostgreSQL is away, fetched and brought alike, and confirmed to Telegram', async () => {
  const kafka = await startKafka();
  const brokers = kafka.brokers.join(',');
  await migrateTopics(kafka.brokers);
  let proxy: FaultProxy | null = null;
  const through = async (target: { host: string; port: number }) => (proxy = await FaultProxy.start(target)).endpoint;
  const telegram = await TelegramUnderTest.start({}, through, { KAFKA_BROKERS: brokers });
  const folder = tempDir('listening');
  const listening = await openPlatform(
    { DATABASE_URL: telegram.databaseUrl, KAFKA_BROKERS: kafka.brokers, OTKLIK_DATA: folder.path },
    'listening',
  );
  try {
    const seen: string[] = [];
    const tail = await listening.bus.tail([UpdateReceived], (events) => {
      for (const { payload } of events) seen.push((JSON.parse(String(payload)) as { message: { text: string } }).message.text);
    });
    const [fetched, brought] = [telegram.api.bot(), telegram.api.bot()];
    await telegram.anInbox(fetched);
    await telegram.anInbox(brought, { intake: 'webhook' });
    await telegram.serve();
    const [anna, boris] = [fetched.user(), brought.user()];
    anna.sends({ text: 'fetched 1' });
    boris.sends({ text: 'brought 1' });
    await eventually(() => expect(seen.toSorted()).toEqual(['brought 1', 'fetched 1']), LONG);

    proxy!.set(() => 'cut');
    proxy!.cutAll();
    for (const at of [2, 3, 4]) {
      anna.sends({ text: `fetched ${at}` });
      boris.sends({ text: `brought ${at}` });
    }
    await eventually(() => expect([...fetched.pendingUpdates, ...brought.pendingUpdates]).toEqual([]), LONG);
    await eventually(() => expect(new Set(seen).size).toBe(8), LONG);
    const of = (way: string) => [...new Set(seen)].filter((text) => text.startsWith(way));
    for (const way of ['fetched', 'brought']) expect(of(way)).toEqual([1, 2, 3, 4].map((at) => `${way} ${at}`));
    proxy!.heal();
    await tail.close();
  } finally {
    await listening.close();
    await telegram.close();
    await proxy!.stop();
    await kafka.stop();
    folder.remove();
  }
}, 180_000);
