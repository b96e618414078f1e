import { audit, dropParked, listParked, type ParkedRow, readParked, replayParked } from '@app/store';
import { z } from 'zod';
import { type Call, type Command, WrongUse, word } from './command.js';

const PAGE = 100;

export const listParkedEvents: Command = {
  name: 'parked list',
  usage: '',
  about: 'Lists the parked events, which could not be handled after several attempts; newest first.',
  takes: 0,
  async run({ out, database }) {
    const { store } = await database();
    let count = 0;
    for (let cursor: string | undefined, more = true; more; ) {
      const { data, next } = await listParked(store, { limit: PAGE, cursor });
      for (const row of data)
        out.item(shown(row), `${row.id}  ${row.parkedAt.toISOString()}  ${row.group}  ${row.type}  ${out.words(row.reason)}`);
      count += data.length;
      [cursor, more] = [next ?? undefined, next !== null];
    }
    if (count === 0) out.say('Nothing is parked.');
    return 0;
  },
};

export const showParked: Command = {
  name: 'parked show',
  usage: 'ID',
  about: 'Shows a parked event with its data; its payload only in size.',
  takes: 1,
  async run(call) {
    const { store } = await call.database();
    const row = await readParked(store, idOf(call));
    const document = { ...shown(row), data: JSON.parse(row.data) as unknown };
    call.out.result(document, JSON.stringify(document, null, 2));
    return 0;
  },
};

export const replayParkedEvent: Command = {
  name: 'parked replay',
  usage: 'ID',
  about: 'Replays a parked event: it is published again, and parked anew if it fails again.',
  takes: 1,
  run: (call) => decide(call, 'replay'),
};

export const dropParkedEvent: Command = {
  name: 'parked drop',
  usage: 'ID',
  about: 'Drops a parked event for good.',
  takes: 1,
  run: (call) => decide(call, 'drop'),
};

async function decide(call: Call, what: 'replay' | 'drop'): Promise<0> {
  const id = idOf(call);
  const { store } = await call.database();
  await store.transaction(async (tx) => {
    await (what === 'replay' ? replayParked(tx, id) : dropParked(tx, id));
    await audit(tx, { actor: 'cli', action: `parked.${what}`, subject: id });
  });
  call.out.result({ id, done: what }, what === 'replay' ? `Replayed: ${id}` : `Dropped: ${id}`);
  return 0;
}

function idOf(call: Call): string {
  const parsed = z.uuid().safeParse(word(call));
  if (!parsed.success) throw new WrongUse(`'${word(call)}' is no id; 'parked list' shows them.`);
  return parsed.data;
}

function shown({ id, group, eventId, topic, type, key, at, parkedAt, reason, attempts, size }: ParkedRow): object {
  return { id, group, eventId, topic, type, key, at: at.toISOString(), parkedAt: parkedAt.toISOString(), reason, attempts, size };
}
