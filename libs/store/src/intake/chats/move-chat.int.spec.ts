import { anAgent, cameByUpdate, ChatsUnderTest, orders, saidInChat, seededRandom } from '@app/testing';
import { addReply } from '../../sending/replies.js';
import type { Incoming, IncomingMove } from '../incoming.js';
import { moveChat } from './move-chat.js';

describe('fail:G14 a group that goes on under another number', () => {
  let chats: ChatsUnderTest;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
  });
  afterAll(() => chats.close());

  const move = (name: string, fromChat: string, toChat: string): IncomingMove => ({
    ...cameByUpdate(chats.inbox, name, 'move'),
    fromChat,
    toChat,
  });
  const keysOf = async (...chatNumbers: string[]) => {
    const rows = await chats.store.query<{ key: string }>(
      `select external_key as key from conversations where split_part(external_key, ':', 2) = any($1) order by 1`,
      [chatNumbers],
    );
    return rows.map((row) => row.key);
  };
  const live = async (key: string) => (await chats.tickets(key)).filter(({ state }) => state !== 'closed');

  test('all of its topics go on, what waits is sent there, and the ticket stays the same', async () => {
    const agent = await anAgent(chats.store, { teams: [chats.team] });
    await chats.take(
      saidInChat(chats.inbox, 'a1', { key: '0:-1:0' }),
      saidInChat(chats.inbox, 'a2', { key: '0:-1:5' }),
      saidInChat(chats.inbox, 'b', { key: '0:-11:0' }),
    );
    const [place] = await chats.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where external_key = '0:-1:5'`,
    );
    if (!place) throw new Error('A chat has no conversation.');
    await chats.inTransaction(async (tx) => {
      await addReply(tx, { kind: 'reply', way: 'console', text: 'yes', next: 'pending', authorId: agent, ...place });
    });
    await chats.take(move('v1', '-1', '-1001'));
    expect(await keysOf('-1', '-1001', '-11')).toEqual(['0:-1001:0', '0:-1001:5', '0:-11:0']);
    expect(
      await chats.store.query(`select distinct recipient from deliveries where message_id in (select id from messages where text = 'yes')`),
    ).toEqual([{ recipient: '0:-1001:5' }]);
    await chats.take(
      saidInChat(chats.inbox, 'a3', { key: '0:-1001:0' }),
      saidInChat(chats.inbox, 'late', { key: '0:-1:0' }),
      move('v2', '-1', '-1001'),
    );
    expect((await chats.said('0:-1001:0')).map((one) => one.text)).toEqual(['a1', 'a3', 'late']);
    expect(await chats.tickets('0:-1001:0')).toHaveLength(1);
    expect(await chats.outcomes('v1', 'v2')).toEqual(['move', 'move']);
  });

  test('both service messages and what is said before and after, in all 120 orders, over two normalizers too: nothing is lost', async () => {
    let at = 0;
    for (const order of orders([0, 1, 2, 3, 4])) {
      const [from, to] = [`-${20_000 + at}`, `-${100_000 + at}`];
      const all: Incoming[] = [
        saidInChat(chats.inbox, `old ${at}`, { key: `0:${from}:0` }),
        move(`to ${at}`, from, to),
        move(`from ${at}`, from, to),
        saidInChat(chats.inbox, `new ${at}`, { key: `0:${to}:0` }),
        saidInChat(chats.inbox, `newer ${at}`, { key: `0:${to}:0` }),
      ];
      const came = order.flatMap((n) => all[n] ?? []);
      if (at % 3 === 0) await chats.take(...came);
      else if (at % 3 === 1) for (const one of came) await chats.take(one);
      else await chats.takeRacing(came, seededRandom(at));
      // A word from the old chat that another one took in at the moment of the move is found by the next.
      const texts = (await chats.said(`0:${to}:0`)).map((one) => one.text);
      expect({ order, keys: await keysOf(from, to) }).toEqual({ order, keys: [`0:${to}:0`] });
      expect(texts.toSorted()).toEqual([`new ${at}`, `newer ${at}`, `old ${at}`]);
      expect({ order, live: (await live(`0:${to}:0`)).length }).toEqual({ order, live: 1 });
      at += 1;
    }
  }, 120_000);

  test('a new chat that has a ticket of its own: it is merged into the older one, which is our turn', async () => {
    await chats.take(saidInChat(chats.inbox, 'm1', { key: '0:-3:0' }));
    const [older] = await chats.tickets('0:-3:0');
    await chats.store.query(`update tickets set state = 'pending' where id = $1`, [older?.id]);
    await chats.take(
      saidInChat(chats.inbox, 'm2', { key: '0:-3003:0', traits: { album: 'al' } }),
      saidInChat(chats.inbox, 'm3', { key: '0:-3:0', traits: { album: 'al' } }),
    );
    await chats.store.query(`update tickets set state = 'pending' where id = $1`, [older?.id]);
    await chats.take(move('v3', '-3', '-3003'));
    expect((await chats.said('0:-3003:0')).map((one) => one.text)).toEqual(['m1', 'm2', 'm3']);
    expect(await live('0:-3003:0')).toMatchObject([{ id: older?.id, state: 'new' }]);
    const [merged] = await chats.store.query(`select state, merged_into from tickets where merged_into is not null and subject = 'm2'`);
    expect(merged).toEqual({ state: 'closed', merged_into: older?.id });
    expect(await chats.ticketEvents('0:-3003:0')).toContain('chat-moved');
    await chats.take(saidInChat(chats.inbox, 'm4', { key: '0:-3003:0' }));
    expect((await chats.said('0:-3003:0')).map((one) => one.ticket)).toEqual(Array.from({ length: 4 }, () => older?.id));
  });

  test('where the older ticket is closed, the newer one goes on', async () => {
    await chats.take(saidInChat(chats.inbox, 'n1', { key: '0:-4:0' }));
    await chats.store.query(`update tickets set state = 'closed' where subject = 'n1'`);
    await chats.take(saidInChat(chats.inbox, 'n2', { key: '0:-4004:0' }));
    await chats.inTransaction((tx) => moveChat(tx, chats.inbox, '-4', '-4004'));
    await chats.take(saidInChat(chats.inbox, 'n3', { key: '0:-4004:0' }));
    expect(await chats.tickets('0:-4004:0')).toMatchObject([
      { subject: 'n1', state: 'closed' },
      { subject: 'n2', state: 'new' },
    ]);
  });

  test('senders and normalizers that learn of it at the same moment do it once, while people go on writing', async () => {
    for (let round = 0; round < 20; round++) {
      const [from, to] = [`-${50_000 + round}`, `-${500_000 + round}`];
      await chats.take(saidInChat(chats.inbox, `r${round} 0`, { key: `0:${from}:0` }));
      await Promise.all([
        chats.inTransaction((tx) => moveChat(tx, chats.inbox, from, to)),
        chats.take(move(`rv${round}`, from, to)),
        chats.take(saidInChat(chats.inbox, `r${round} 1`, { key: `0:${from}:0` })),
        chats.take(saidInChat(chats.inbox, `r${round} 2`, { key: `0:${to}:0` })),
        chats.take(saidInChat(chats.inbox, `r${round} 3`, { key: `0:${to}:0` })),
      ]);
      expect((await chats.said(`0:${to}:0`)).map((one) => one.text).toSorted()).toEqual([0, 1, 2, 3].map((n) => `r${round} ${n}`));
      expect(await keysOf(from)).toEqual([]);
    }
  }, 60_000);
});
