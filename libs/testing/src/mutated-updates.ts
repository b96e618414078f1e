import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from './seeded-random.js';

/**
 * Endless damaged updates of the Bot API, the same for the same seed: those of `libs/telegram/corpus` with fields left out, of other
 * types, of other updates, endless, nested deep, named as prototypes.
 *
 * Each is JSON as it would come, and keeps its own number unless that was hit. A value can be given on as `JSON.stringify` writes it.
 */
export function* mutatedUpdates(seed: number): Generator<unknown, never> {
  const random = seededRandom(seed);
  const seeds = corpusTexts();
  for (;;) {
    const update: Json = JSON.parse(pick(seeds, random)) as Json;
    const times = 1 + Math.floor(random() * random() * 6);
    let damaged = update;
    // One at most that makes it large: several would multiply.
    for (let i = 0; i < times; i += 1)
      damaged = damage(damaged, i === 0 && random() < 0.2 ? LARGE : SMALL, {
        random,
        other: () => JSON.parse(pick(seeds, random)) as Json,
      });
    yield damaged;
  }
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Chance = { readonly random: () => number; readonly other: () => Json };
/** Where a value stands: in what, and under which key. */
type Spot = { readonly holder: Json[] | { [key: string]: Json }; readonly key: string };

/** Changes one value anywhere; the update itself where it has no other. */
function damage(update: Json, damages: readonly Damage[], chance: Chance): Json {
  const spots = spotsIn(update);
  if (spots.length === 0) return oddValue(chance);
  const spot = pick(spots, chance.random);
  pick(damages, chance.random)(spot, chance);
  return update;
}

type Damage = (spot: Spot, chance: Chance) => void;

const SMALL: readonly Damage[] = [
  function leaveOut({ holder, key }) {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  function writeAnOddValue(spot, chance) {
    put(spot, oddValue(chance));
  },
  function writeAnOddValueAgain(spot, chance) {
    put(spot, oddValue(chance));
  },
  function breakAString(spot, { random }) {
    const value = valueAt(spot);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const at = Math.floor(random() * text.length);
    put(spot, text.slice(0, at) + pick(BREAKERS, random) + text.slice(at + Math.floor(random() * 3)));
  },
  function putIntoAList(spot) {
    put(spot, [valueAt(spot)]);
  },
  function makeAListAnObject(spot) {
    const value = valueAt(spot);
    put(spot, Array.isArray(value) ? Object.fromEntries(value.map((item, at) => [String(at), item])) : { '0': value });
  },
  function rename({ holder, key }, { random }) {
    if (Array.isArray(holder)) return;
    const value = holder[key];
    if (value === undefined) return;
    delete holder[key];
    put({ holder, key: pick(NAMES, random) }, value);
  },
  function takeOfAnother(spot, { random, other }) {
    const theirs = spotsIn(other());
    if (theirs.length > 0) put(spot, valueAt(pick(theirs, random)));
  },
  function addOfAnother({ holder }, { random, other }) {
    const theirs = spotsIn(other());
    if (theirs.length === 0 || Array.isArray(holder)) return;
    const taken = pick(theirs, random);
    put({ holder, key: taken.key }, valueAt(taken));
  },
];

const LARGE: readonly Damage[] = [
  function nestDeep(spot, { random }) {
    const levels = pick([3, 30, 300, 1_500], random);
    const key = pick(['reply_to_message', 'message', 'text', 'blocks', ''], random);
    let value = valueAt(spot);
    for (let i = 0; i < levels; i += 1) value = key === '' ? [value] : { [key]: value };
    put(spot, value);
  },
  function repeat(spot, { random }) {
    const value = valueAt(spot);
    const times = pick([2, 20, 400], random);
    put(spot, typeof value === 'string' ? value.repeat(times) : Array.from({ length: times }, () => structuredClone(value)));
  },
];

/** Values that hardly any field expects. */
function oddValue({ random, other }: Chance): Json {
  return random() < 0.1 ? other() : structuredClone(pick(ODD, random));
}

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e15,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1.7976931348623157e308,
  '',
  '0',
  '-1001000000001',
  'NaN',
  'null',
  '\0',
  '\ud83d',
  '\ude00',
  '\u202egnp.exe',
  '[object Object]',
  '<img src=x onerror=alert(1)>',
  "'; drop table messages; --",
  'я'.repeat(5_000),
  '👨‍👩‍👧'.repeat(500),
  `a${'\u0301'.repeat(3_000)}`,
  [],
  [[]],
  [null],
  {},
  { id: 1 },
  { toString: 1, valueOf: 'x', length: -1 },
  { then: 'x' },
];

const BREAKERS = ['\0', '\ud800', '\udfff', '\u202e', '\u2028', '\r\n', '😀', '@', '/', ':', ' ', '\u0301'.repeat(100)];

/** Names of prototypes, of kinds and of fields: what stood under another name is now under these. */
const NAMES = (
  '__proto__ constructor prototype toString hasOwnProperty then toJSON length 0 update_id message edited_message channel_post ' +
  'business_message edited_business_message callback_query my_chat_member message_reaction deleted_business_messages business_connection ' +
  'guest_message chat from text caption entities photo document location contact poll migrate_to_chat_id new_chat_members id date'
).split(' ');

/** Every value of an update, as far as a thousand of them, with where it stands. */
function spotsIn(update: Json): Spot[] {
  const spots: Spot[] = [];
  const waiting: Json[] = [update];
  for (let holder = waiting.pop(); holder !== undefined && spots.length < 1_000; holder = waiting.pop()) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const key of Object.keys(holder)) {
      const spot = { holder, key };
      spots.push(spot);
      waiting.push(valueAt(spot));
    }
  }
  return spots;
}

function valueAt({ holder, key }: Spot): Json {
  const value: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
  return value === undefined ? null : (value as Json);
}

/** As JSON.parse would: `__proto__` is a key like any other. */
function put({ holder, key }: Spot, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function pick<T>(from: readonly T[], random: () => number): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('Nothing to pick from.');
  return one;
}

function corpusTexts(): readonly string[] {
  const folder = path.resolve(import.meta.dirname, '../../telegram/corpus');
  const files = globSync('*/*.json', { cwd: folder }).filter((file) => !file.endsWith('.expected.json'));
  return files.sort().map((file) => readFileSync(path.join(folder, file), 'utf8'));
}
