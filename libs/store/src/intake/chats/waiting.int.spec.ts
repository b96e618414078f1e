import { anAgent, cameByUpdate, ChatsUnderTest, eventually, orders, saidInChat } from '@app/testing';
import { addReply } from '../../sending/replies.js';
import { reportDeliveries } from '../../sending/report-deliveries.js';
import type { Tx } from '../../database/store.js';
import type { Incoming, IncomingDeletion, IncomingReaction } from '../incoming.js';
import { takeIn } from '../take-in.js';
import { sweepWaiting } from './waiting.js';

describe('what is about a message of a chat before its name is known', () => {
  let chats: ChatsUnderTest;
  let agent: string;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
    agent = await anAgent(chats.store, { teams: [chats.team] });
  });
  afterAll(() => chats.close());

  const reaction = (name: string, of: string, person: string, ...emoji: string[]): IncomingReaction => ({
    ...cameByUpdate(chats.inbox, name, 'reaction'),
    of,
    person,
    emoji,
  });
  const deletion = (name: string, ...of: string[]): IncomingDeletion => ({ ...cameByUpdate(chats.inbox, name, 'deletion'), of });
  const replyTo = (of: string, name: string, key: string) =>
    saidInChat(chats.inbox, name, { key, traits: { answers: { of, text: 'quoted' } } });
  const answersIn = async (text: string) => {
    const rows = await chats.store.query<{ answers: object }>(`select answers from messages where text = $1`, [text]);
    return rows[0]?.answers;
  };
  const emoji = (row: { reactions: { emoji: string; person: string }[] } | undefined) =>
    row?.reactions.map((one) => `${one.person} ${one.emoji}`).toSorted();

  /** An agent's answer that Telegram shows already; `report` is what the sender has still to write. */
  const shown = async (key: string, name: string) => {
    await chats.take(saidInChat(chats.inbox, `${name} asked`, { key }));
    const [place] = await chats.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where external_key = $1`,
      [key],
    );
    if (!place) throw new Error('There is no such chat.');
    await chats.inTransaction((tx) =>
      addReply(tx, { kind: 'reply', way: 'console', text: name, next: 'pending', authorId: agent, holdMs: 0, ...place }),
    );
    const [row] = await chats.store.query<{ id: string; messageId: string }>(
      `update deliveries set state = 'sending' where recipient = $1 and state = 'queued' returning id, message_id as "messageId"`,
      [key],
    );
    if (!row) throw new Error('Nothing is sent.');
    const report = (tx: Tx) => reportDeliveries(tx, [{ id: row.id, state: 'accepted', externalId: name, sentAs: [name] }]);
    return { messageId: row.messageId, report };
  };
  const waiting = () => chats.store.query<{ of: string }>(`select of from waiting_for_messages order by of`);
  const isHeldUp = async () => {
    const rows = await chats.store.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    expect(rows).not.toHaveLength(0);
  };

  test('a reaction, a reply and a deletion that come before the report are there after it', async () => {
    const key = '500:11:0';
    const { messageId, report } = await shown(key, 'early');
    await chats.take(reaction('e1', 'early', '11', '👎'), replyTo('early', 'reply to early', key));
    await chats.take(reaction('e2', 'early', '11', '👍'), reaction('e3', 'early', '12', '❤'), deletion('e4', 'early'));
    expect(await answersIn('reply to early')).toEqual({ message: null, text: 'quoted' });
    expect((await chats.said(key))[1]).toMatchObject({ reactions: [], deleted: false });
    await chats.inTransaction(report);
    const row = (await chats.said(key)).find(({ id }) => id === messageId);
    expect(emoji(row)).toEqual(['11 👍', '12 ❤']);
    expect(row?.deleted).toBe(true);
    expect(await answersIn('reply to early')).toEqual({ message: messageId, text: 'quoted' });
    expect(await chats.outcomes('early', 'e1', 'e2', 'e3', 'e4', 'reply to early')).toEqual([
      'sent',
      'reaction-to-unknown',
      'reaction',
      'reaction',
      'deletion',
      'message',
    ]);
    expect(await chats.told('ticket.message-changed.v1', messageId)).toBe(1);
    expect(await chats.ticketEvents(key)).toContain('message-deleted');
    expect(await waiting()).toEqual([]);
    await chats.take(reaction('e5', 'early', '11'));
    expect(emoji((await chats.said(key)).find(({ id }) => id === messageId))).toEqual(['12 ❤']);
  });

  test('a pressed button knows its message, though the report comes later and an echo in between', async () => {
    const key = '0:12:0';
    const { messageId, report } = await shown(key, 'buttons');
    const press = saidInChat(chats.inbox, 'Yes', {
      key,
      traits: { answers: { of: 'buttons', text: '' }, content: { kind: 'choice', label: 'Yes', data: '0' } },
    });
    await chats.take(press);
    await chats.take({ ...cameByUpdate(chats.inbox, 'buttons', 'other'), outcome: 'echo' });
    await chats.take(reaction('b1', 'buttons', '12', '👍'));
    await chats.inTransaction(report);
    expect(await answersIn('Yes')).toEqual({ message: messageId, text: '' });
    expect(emoji((await chats.said(key)).find(({ id }) => id === messageId))).toEqual(['12 👍']);
    expect(await chats.outcomes('buttons')).toEqual(['echo']);
  });

  test('whichever of both holds the name, the other waits for it and nothing is lost', async () => {
    const key = '0:13:0';
    const first = await shown(key, 'held1');
    const taken = await chats.inTransaction(async (tx) => {
      await first.report(tx);
      const took = chats.take(reaction('h1', 'held1', '13', '👍'), replyTo('held1', 'reply to held1', key));
      await eventually(isHeldUp);
      return { took };
    });
    await taken.took;
    const second = await shown(key, 'held2');
    const told = await chats.inTransaction(async (tx) => {
      await takeIn(tx, [reaction('h2', 'held2', '13', '🔥'), replyTo('held2', 'reply to held2', key)]);
      const reported = chats.inTransaction(second.report);
      await eventually(isHeldUp);
      return { reported };
    });
    await told.reported;
    const rows = await chats.said(key);
    expect(emoji(rows.find(({ id }) => id === first.messageId))).toEqual(['13 👍']);
    expect(emoji(rows.find(({ id }) => id === second.messageId))).toEqual(['13 🔥']);
    expect(await answersIn('reply to held1')).toMatchObject({ message: first.messageId });
    expect(await answersIn('reply to held2')).toMatchObject({ message: second.messageId });
  });

  test('twenty times at once, nothing is lost and the last reaction stands', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const [key, name] = [`500:9${round}:0`, `raced${round}`];
      const { messageId, report } = await shown(key, name);
      const customer = async () => {
        await chats.take(reaction(`${name} r1`, name, '9', '👎'), replyTo(name, `reply to ${name}`, key));
        await chats.take(reaction(`${name} r2`, name, '9', '👍'), deletion(`${name} d`, name));
      };
      await Promise.all(round % 2 === 0 ? [customer(), chats.inTransaction(report)] : [chats.inTransaction(report), customer()]);
      const row = (await chats.said(key)).find(({ id }) => id === messageId);
      expect({ round, emoji: emoji(row), deleted: row?.deleted }).toEqual({ round, emoji: ['9 👍'], deleted: true });
      expect(await answersIn(`reply to ${name}`)).toMatchObject({ message: messageId });
    }
    expect(await waiting()).toEqual([]);
  });

  test('fail:G9 a message of the customer that comes after what is about it: the same in every order', async () => {
    const all = orders([0, 1, 2, 3]);
    for (const [at, order] of all.entries()) {
      const [key, name] = [`500:77${at}:0`, `late${at}`];
      const came: Incoming[] = [
        saidInChat(chats.inbox, name, { key }),
        reaction(`${name} r`, name, '7', '👍'),
        replyTo(name, `reply to ${name}`, key),
        deletion(`${name} d`, name),
      ];
      for (const one of order) await chats.take(...[came[one] ?? []].flat());
      const row = (await chats.said(key)).find(({ text }) => text === name);
      expect({ order, emoji: emoji(row), deleted: row?.deleted }).toEqual({ order, emoji: ['7 👍'], deleted: true });
      expect(await answersIn(`reply to ${name}`)).toEqual({ message: row?.id, text: 'quoted' });
      expect(await chats.outcomes(`${name} r`, `${name} d`, name)).toEqual(['reaction', 'deletion', 'message']);
    }
    expect(await waiting()).toEqual([]);
  });

  test('an edit that stands for its message has what waited for it, and so has a part of an album', async () => {
    const key = '500:14:0';
    await chats.take(reaction('x1', 'edited', '14', '👍'), reaction('x2', 'part2', '14', '🔥'));
    const original = saidInChat(chats.inbox, 'edited', { key });
    const now = saidInChat(chats.inbox, 'edited', { key, text: 'now', traits: { editedAt: new Date(1_700_000_000_000) } });
    await chats.take({ ...cameByUpdate(chats.inbox, 'edited:1', 'edit'), message: now });
    await chats.take(original);
    await chats.take(saidInChat(chats.inbox, 'part1', { key, traits: { album: 'one' } }));
    await chats.take(saidInChat(chats.inbox, 'part2', { key, text: '', traits: { album: 'one' } }));
    expect((await chats.said(key)).map((row) => [row.text, emoji(row)])).toEqual([
      ['now', ['14 👍']],
      ['part1', ['14 🔥']],
    ]);
  });

  test('what waited for days is forgotten, with the names that it waited for', async () => {
    await chats.take(reaction('s1', 'never', '1', '👍'), reaction('s2', 'perhaps', '1', '👍'));
    await chats.store.query(`update waiting_for_messages set at = now() - interval '8 days' where of = 'never'`);
    await chats.store.query(`update received set received_at = now() - interval '8 days' where outcome = 'awaited'`);
    await sweepWaiting(chats.store);
    expect(await waiting()).toEqual([{ of: 'perhaps' }]);
    expect(await chats.outcomes('never', 'perhaps', 's1')).toEqual([null, 'awaited', 'reaction-to-unknown']);
  });

  test('however much waits, taking it takes as many statements', async () => {
    const waitFor = async (n: number) => {
      const names = Array.from({ length: n }, (_, at) => `many${n}-${at}`);
      await chats.take(...names.flatMap((name) => [reaction(`${name} r`, name, '1', '👍'), replyTo(name, `${name} a`, '0:15:0')]));
      return chats.statements(names.map((name) => saidInChat(chats.inbox, name, { key: '0:15:0' })));
    };
    expect(await waitFor(40)).toBe(await waitFor(2));
  });
});
