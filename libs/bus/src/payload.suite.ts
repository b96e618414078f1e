import { claimCheck, collect, INLINE_LIMIT_BYTES } from './claim-check.js';
import { createHash } from 'node:crypto';
import { contract, Carried } from '@app/contracts';
import { eventually } from '@app/testing';
import { z } from 'zod';
import { encodedSize, RECORD_LIMIT_BYTES } from './event-size.js';
import { makeEvent } from './make-event.js';
import { type BusWorld, handledAll, inScene, type Noted, PATIENTLY, type Scene } from './scene.suite.js';

const Filed = contract({
  type: 'ticket.filed.v1',
  topic: 'ticket',
  data: z.object({ run: z.string(), size: z.int(), carried: Carried }),
  key: (data) => data.run,
});

/** Bytes stay bytes, whatever they are and however many. */
export function payloadSuite(world: () => BusWorld): void {
  test(
    'bytes of any kind come back as they were, inline up to 48 kB and as a blob above: limit -1, 0, +1',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const blobs = memoryBlobs();
      const sent = [0, 1, INLINE_LIMIT_BYTES - 1, INLINE_LIMIT_BYTES, INLINE_LIMIT_BYTES + 1, 3_000_000].map(allBytes);
      const received = new Map<number, { kind: string; bytes: Buffer }>();
      await bus.consume({
        group: scene.group,
        contracts: [Filed],
        onEvents: async (events) => {
          for (const event of events.filter(({ data }) => data.run === scene.run)) {
            received.set(event.data.size, { kind: event.data.carried.kind, bytes: await collect(event, blobs) });
          }
        },
      });
      for (const bytes of sent) {
        const { carried, payload } = await claimCheck(bytes, blobs);
        await bus.publish([makeEvent(Filed, { run: scene.run, size: bytes.length, carried }, payload)]);
      }
      await eventually(() => expect(received.size).toBe(sent.length), PATIENTLY);
      for (const bytes of sent) {
        const got = received.get(bytes.length);
        expect(got?.kind).toBe(bytes.length > INLINE_LIMIT_BYTES ? 'blob' : 'inline');
        expect(got?.bytes.equals(bytes)).toBe(true);
      }
      expect(blobs.count()).toBe(2);
    }),
  );

  test(
    'fail:P18 a batch is cut by what its events carry, in blobs too: at most 4 MB, or one event, in order',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const calls: number[][] = [];
      const mb = [1, 1, 60, 60, 3, 2, 1, 1, 5];
      const carried = (size: number) => ({ kind: 'blob' as const, sha256: 'a'.repeat(64), size: size * 1024 * 1024 });
      await bus.publish(mb.map((size) => makeEvent(Filed, { run: scene.run, size, carried: carried(size) }, null)));
      await bus.consume({
        group: scene.group,
        contracts: [Filed],
        onEvents: async (events) => {
          const own = events.filter(({ data }) => data.run === scene.run);
          if (own.length > 0) calls.push(own.map(({ data }) => data.size));
        },
      });
      await eventually(() => expect(calls.flat()).toEqual(mb));
      for (const call of calls) expect(call.length === 1 || call.reduce((sum, size) => sum + size, 0) <= 4).toBe(true);
    }),
  );

  test(
    'a record of 64 kB encoded is carried, one byte more is refused, and so is nothing of what was published beside it',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const { handled } = await scene.consume(bus);
      const [below, at, above] = [-1, 0, 1].map((more) => ofSize(scene, RECORD_LIMIT_BYTES + more));
      const beside = scene.note('beside', 0);
      const refused = bus.publish(above ? [above] : []);
      await Promise.all([
        bus.publish(below && at ? [below, at] : []),
        expect(refused).rejects.toMatchObject({ fault: 'invalid', code: 'event-too-large' }),
        bus.publish([beside]),
      ]);
      await handledAll(
        () => handled,
        [below, at, beside].filter((event) => event !== undefined),
      );
      expect(handled).toHaveLength(3);
    }),
  );

  test(
    'text of any kind travels in the header: NUL, half surrogates, quotes, every language',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const { handled } = await scene.consume(bus);
      const odd = ['\0', '\ud800', '"\\{}', 'Отклик', '日本語', '\u2028', '👩‍👩‍👧'];
      const events = odd.map((text, n) => scene.note(text, n));
      await bus.publish(events);
      await handledAll(() => handled, events);
      for (const event of events) {
        const got = handled.find(({ id }) => id === event.id);
        expect(got?.data.key.toWellFormed()).toBe(event.data.key.toWellFormed());
        expect(got?.key).toBe(event.key);
      }
    }),
  );

  test(
    'a batch larger than one request of the bus is carried whole and in order',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const { handled } = await scene.consume(bus);
      const events = Array.from({ length: 150 }, (_, n) => scene.note('k', n, null, allBytes(40_000)));
      await bus.publish(events);
      await handledAll(() => handled, events);
      expect(handled.map((event) => event.data.n)).toEqual(events.map((event) => event.data.n));
    }),
  );
}

function ofSize(scene: Scene, size: number): Noted {
  const event = scene.note('sized', 0);
  return { ...event, payload: allBytes(size - encodedSize(event)) };
}

/** Every value of a byte, NUL first. */
function allBytes(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 256));
}

function memoryBlobs() {
  const kept = new Map<string, Buffer>();
  return {
    put: async (bytes: Buffer) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept.set(sha256, bytes);
      return { sha256, size: bytes.length };
    },
    get: async (sha256: string) => kept.get(sha256) ?? Buffer.alloc(0),
    count: () => kept.size,
  };
}
