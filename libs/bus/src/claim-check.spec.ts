import { claimCheck, collect, INLINE_LIMIT_BYTES } from './claim-check.js';
import { makeEvent } from './make-event.js';
import { Noted } from './scene.suite.js';

const NO_BLOBS = { put: () => Promise.reject(new Error('not needed')), get: () => Promise.reject(new Error('not needed')) };

describe('claimCheck', () => {
  test('48 kB travel inline, one byte more goes into a blob', async () => {
    expect(await claimCheck(Buffer.alloc(INLINE_LIMIT_BYTES), NO_BLOBS)).toMatchObject({ carried: { kind: 'inline' } });
    const blob = { sha256: 'a'.repeat(64), size: INLINE_LIMIT_BYTES + 1 };
    expect(await claimCheck(Buffer.alloc(INLINE_LIMIT_BYTES + 1), { put: async () => blob })).toEqual({
      carried: { kind: 'blob', ...blob },
      payload: null,
    });
  });

  test('nothing is carried before the blob is safe', async () => {
    await expect(claimCheck(Buffer.alloc(INLINE_LIMIT_BYTES + 1), NO_BLOBS)).rejects.toThrow('not needed');
  });

  test('an empty payload is a payload', async () => {
    const { carried, payload } = await claimCheck(Buffer.alloc(0), NO_BLOBS);
    expect(await collect({ data: { carried }, payload }, NO_BLOBS)).toEqual(Buffer.alloc(0));
  });

  test('a blob with other bytes than its name says is refused (inv:I9)', async () => {
    const event = { data: { carried: { kind: 'blob', sha256: 'a'.repeat(64), size: 1 } }, payload: null } as const;
    await expect(collect(event, { get: async () => Buffer.from('x') })).rejects.toMatchObject({ code: 'blob-altered' });
  });

  test('an event that says inline and has nothing is refused', async () => {
    await expect(collect({ data: { carried: { kind: 'inline' } }, payload: null }, NO_BLOBS)).rejects.toMatchObject({
      code: 'payload-missing',
    });
  });
});

describe('makeEvent', () => {
  test('a key holds nothing that PostgreSQL refuses: what strangers wrote in an address stays storable', () => {
    expect(makeEvent(Noted, { run: 'r', key: 'a\0b\ud800c👍', n: 1 }).key).toBe('abc👍');
  });

  test('data that the contract refuses is a bug of the producer', () => {
    expect(() => makeEvent(Noted, { run: 'r', key: 'k', n: 0.5 })).toThrow();
  });

  test('ids grow with the time, to the millisecond', () => {
    const before = makeEvent(Noted, { run: 'r', key: 'k', n: 1 });
    let after = makeEvent(Noted, { run: 'r', key: 'k', n: 2 });
    // The first 48 bits are the time.
    while (after.id.slice(0, 13) === before.id.slice(0, 13)) after = makeEvent(Noted, { run: 'r', key: 'k', n: 2 });
    expect(after.id > before.id).toBe(true);
  });
});
