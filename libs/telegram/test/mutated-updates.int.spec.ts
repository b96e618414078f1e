import { FUZZ_SEED, fuzzInputs } from '@app/fuzz';
import { mutatedUpdates } from '@app/testing';
import { chatKeyOf, messageName } from '../src/updates/names.js';
import { connectionOf, type UpdateKeys, updateKeys } from '../src/updates/update-keys.js';
import { inspectUpdate } from '../src/updates/inspect-update.js';
import { readUpdate } from '../src/updates/read-update.js';
import type { Update, What } from '../src/updates/update.js';

/** FUZZ_INPUTS for a longer campaign. */
const INPUTS = fuzzInputs(50_000);
/** Nothing takes longer, ms: hundreds of times what one needs, so that only a pattern that never ends reaches it. */
const LIMIT_MS = 1_000;

const BOT = '7000000001';
const KINDS: ReadonlySet<What['kind'] | 'none'> = new Set([
  'message',
  'service',
  'migration',
  'choice',
  'membership',
  'reaction',
  'deletion',
  'connection',
  'unknown',
  'none',
]);

describe(`mutated updates, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('fail:G6 each is read as one of the kinds, or is no update: no crash, none for long, nothing that PostgreSQL cannot store', () => {
    const kinds = new Map<string, number>();
    const updates = mutatedUpdates(FUZZ_SEED);
    let longest = 0;
    for (let n = 0; n < INPUTS; n += 1) {
      const json: unknown = updates.next().value;
      const started = performance.now();
      const read = readUpdate(json);
      const inspected = inspectUpdate(json);
      const keys = updateKeys(BOT, json);
      connectionOf(json);
      longest = Math.max(longest, performance.now() - started);
      const kind = read?.what.kind ?? 'none';
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const told = JSON.stringify([read, inspected, keys]);
      const isSound =
        KINDS.has(kind) && (read === null) === (inspected === null) && isStorable(told) && hasSoundNumbers(read) && agree(read, keys);
      if (!isSound) throw new Error(`Not sound, update ${n}: ${JSON.stringify(json).slice(0, 2_000)}\n${told.slice(0, 2_000)}`);
    }
    process.stdout.write(`mutated: ${INPUTS} updates, longest ${longest.toFixed(1)} ms: ${JSON.stringify(Object.fromEntries(kinds))}\n`);
    expect(longest).toBeLessThan(LIMIT_MS);
    // A mutator that breaks everything would show nothing.
    expect(kinds.get('message') ?? 0).toBeGreaterThan(INPUTS / 5);
    expect(kinds.size).toBe(KINDS.size);
  }, 600_000);
});

/** A message is named and placed, before anybody has read it, as what was read of it says. */
function agree(read: Update | null, keys: UpdateKeys): boolean {
  if (read?.what.kind !== 'message') return true;
  const { chat, messageId, threadId } = read.what.message;
  const isNamed = messageId === 0 || keys.externalId.startsWith(messageName(BOT, '0', chat.id, messageId));
  return isNamed && keys.chatKey === chatKeyOf('0', chat.id, threadId) && keys.externalId.length < 200;
}

/** JSON writes U+0000 and halves of characters as these: `jsonb` takes neither. */
function isStorable(json: string): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/.test(json);
}

/** Every number is one that a `Date` and a `bigint` can be made of. */
function hasSoundNumbers(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([field, inner]: [string, unknown]) => {
    if (/^(date|editedAt)$/.test(field) && typeof inner === 'number') return !Number.isNaN(new Date(inner * 1000).getTime());
    if (/(Id|^id)$/.test(field) && typeof inner === 'number') return Number.isSafeInteger(inner);
    return hasSoundNumbers(inner);
  });
}
