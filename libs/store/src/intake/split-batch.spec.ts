import type { Incoming, IncomingCommand, IncomingMessage } from './incoming.js';
import { splitBatch } from './split-batch.js';

const came = { inboxId: 'bot', receivedAt: new Date(0), raw: { sha256: '', size: 0, data: null } };

/** Named by what it is: `m1` a message of chat 1, `c1` a command there, `p1` a proof, `s1` a plain start, `r` a reaction, `v` a move. */
function one(name: string): Incoming {
  const [letter, chat] = [name.charAt(0), name.slice(1, 2)];
  const id = { ...came, externalId: name };
  const sender = { address: chat, name: '', language: null, proved: null };
  const about = { kind: 'private', title: null, username: null, business: false, topic: null } as const;
  const command = { ...id, kind: 'command', sender, externalKey: chat, about, payload: '' } as const;
  switch (letter) {
    case 'm':
      return { ...id, kind: 'message', place: { kind: 'chat', externalKey: chat } } as IncomingMessage;
    case 'c':
      return { ...command, command: 'new' } satisfies IncomingCommand;
    case 'p':
      return { ...command, command: 'start', payload: 'c-token' };
    case 's':
      return { ...command, command: 'start', payload: 'spring' };
    case 'v':
      return { ...id, kind: 'move', fromChat: '1', toChat: '2' };
    default:
      return { ...id, kind: 'reaction', of: 'x', person: chat, emoji: [] };
  }
}

const split = (names: string) => splitBatch(names.split(' ').map(one)).map((part) => part.map((item) => item.externalId).join(' '));

test.each([
  ['m1 m2 r m1', ['m1 m2 r m1']],
  ['c1', ['c1']],
  // Commands of all chats go together, and what came after them in their chats comes after them.
  ['m1 m2 c1 m3 c2 m1', ['m1 m2 m3', 'c1 c2', 'm1']],
  ['c1 m1', ['c1', 'm1']],
  ['c1 m2 c2 m1', ['c1', 'm2 m1', 'c2']],
  ['m1 c1 m1 c1 m2', ['m1 m2', 'c1', 'm1', 'c1']],
  // A proof is alone; a plain start is a command.
  ['p1 p2 s3 m1', ['p1', 'p2', 's3', 'm1']],
  // What is of no chat keeps its place among all.
  ['m1 c1 r m2 c2', ['m1', 'c1', 'r m2', 'c2']],
  ['m1 v m1', ['m1', 'v', 'm1']],
])('%s', (names, parts) => {
  expect(split(names)).toEqual(parts);
});

test('of each chat the order stays, whatever comes', () => {
  const kinds = ['m', 'm', 'm', 'c', 's', 'p', 'r', 'v'];
  for (let seed = 1; seed <= 300; seed += 1) {
    let state = seed;
    const next = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const batch = Array.from({ length: 40 }, (_, n) => {
      const item = one(`${kinds[next(kinds.length)]}${next(4)}`);
      return { ...item, externalId: `${item.externalId}.${n}` };
    });
    const parts = splitBatch(batch);
    const placeOf = new Map(parts.flat().map((item, at) => [item.externalId, at]));
    expect(placeOf.size).toBe(batch.length);
    for (const chat of ['0', '1', '2', '3']) {
      const places = batch
        .filter((item) => /^[mcsp]/.test(item.externalId) && item.externalId[1] === chat)
        .map((item) => placeOf.get(item.externalId));
      expect(places).toEqual(places.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    }
    // Never a command beside anything else, nor a proof beside anything.
    for (const part of parts)
      expect(
        new Set(part.map((item) => (/^[cs]/.test(item.externalId) ? 'c' : /^[pv]/.test(item.externalId) ? item.externalId : 'o'))).size,
      ).toBe(1);
  }
});
