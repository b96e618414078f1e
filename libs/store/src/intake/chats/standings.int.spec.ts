import { anAgent, cameByUpdate, ChatsUnderTest, orders, saidInChat } from '@app/testing';
import { addReply } from '../../sending/replies.js';
import type { IncomingMessage, IncomingStanding } from '../incoming.js';
import { blockChat } from './standings.js';

describe('who wants to hear from us', () => {
  let chats: ChatsUnderTest;
  let agent: string;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
    agent = await anAgent(chats.store, { teams: [chats.team] });
  });
  afterAll(() => chats.close());

  const standing = (name: string, externalKey: string, blocked: boolean): IncomingStanding => ({
    ...cameByUpdate(chats.inbox, name, 'standing'),
    externalKey,
    blocked,
  });
  const blocked = async (...keys: string[]) => {
    const rows = await chats.store.query<{ key: string; blocked: boolean }>(
      `select external_key as key, blocked_at is not null as blocked from conversations where external_key = any($1)`,
      [keys],
    );
    return keys.map((key) => rows.find((row) => row.key === key)?.blocked);
  };
  const answer = async (key: string, holdMs = 0) => {
    const [place] = await chats.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where external_key = $1`,
      [key],
    );
    if (!place) throw new Error('There is no such chat.');
    await chats.inTransaction(async (tx) => {
      await addReply(tx, { kind: 'reply', way: 'console', text: 'yes', next: 'pending', authorId: agent, holdMs, ...place });
    });
  };
  const deliveries = (key: string) =>
    chats.store.query<{ state: string; reason: string }>(
      `select state, reason ->> 'code' as reason from deliveries where recipient = $1 order by position`,
      [key],
    );

  test('fail:G8 a customer who blocks the bot: what waits fails at once, the ticket is our turn again and says so; writing undoes it', async () => {
    const key = '0:1:0';
    await chats.take(saidInChat(chats.inbox, 'a1', { key }));
    await answer(key);
    await answer(key, 60_000);
    await chats.store.query(
      `update tickets set state = 'pending' where id = (select current_ticket_id from conversations where external_key = $1)`,
      [key],
    );
    await chats.take(standing('k1', key, true), standing('k1', key, true));
    expect(await blocked(key)).toEqual([true]);
    expect(await deliveries(key)).toEqual([
      { state: 'failed', reason: 'telegram-blocked' },
      { state: 'failed', reason: 'telegram-blocked' },
    ]);
    expect(await chats.tickets(key)).toMatchObject([{ state: 'new' }]);
    await chats.take(standing('k2', key, true));
    await chats.take(saidInChat(chats.inbox, 'a2', { key }));
    expect(await blocked(key)).toEqual([false]);
    expect((await chats.ticketEvents(key)).filter((code) => code.startsWith('chat-'))).toEqual(['chat-blocked', 'chat-unblocked']);
  });

  test('a bot that is taken out of a group is out of all its topics, and of no other chat', async () => {
    const keys = ['0:-2:0', '0:-2:5', '0:-2:77', '0:-22:0', '500:-2:0'];
    await chats.take(...keys.map((key) => saidInChat(chats.inbox, `t ${key}`, { key })));
    await chats.take(standing('k3', '0:-2:0', true));
    expect(await blocked(...keys)).toEqual([true, true, true, false, false]);
    await chats.take(standing('k4', '0:-2:0', false));
    expect(await blocked(...keys)).toEqual([false, false, false, false, false]);
  });

  test('when sending is refused, the sender says the same', async () => {
    const key = '0:3:0';
    await chats.take(saidInChat(chats.inbox, 'c1', { key }));
    await answer(key);
    await chats.inTransaction((tx) => blockChat(tx, chats.inbox, '0:3:'));
    await chats.inTransaction((tx) => blockChat(tx, chats.inbox, key));
    await chats.inTransaction((tx) => blockChat(tx, chats.inbox, '0:999:'));
    expect(await blocked(key)).toEqual([true]);
    expect(await deliveries(key)).toEqual([{ state: 'failed', reason: 'telegram-blocked' }]);
    expect((await chats.ticketEvents(key)).filter((code) => code === 'chat-blocked')).toHaveLength(1);
  });

  test('what came last in a batch decides, in a chat that is new too', async () => {
    let at = 0;
    for (const order of orders(['blocked', 'member', 'message'] as const)) {
      const key = `0:4${(at += 1)}:0`;
      const came = order.map((what) =>
        what === 'message' ? saidInChat(chats.inbox, `o${at}`, { key }) : standing(`o${at} ${what}`, key, what === 'blocked'),
      );
      await chats.take(...came);
      expect({ order, blocked: await blocked(key) }).toEqual({ order, blocked: [order.at(-1) === 'blocked'] });
    }
  });

  test('a chat that nobody wrote in is only kept', async () => {
    await chats.take(standing('k9', '0:9:0', true));
    expect(await chats.outcomes('k9')).toEqual(['chat-blocked']);
    expect(await blocked('0:9:0')).toEqual([undefined]);
  });

  describe('the owner of a business account', () => {
    const own = (name: string, key: string): IncomingMessage =>
      saidInChat(chats.inbox, name, { key, sender: '500', traits: { isOwn: true } });

    test('answers past us: a reply of nobody of ours, the customer’s turn, the first response', async () => {
      const key = '500:1:0';
      await chats.take(saidInChat(chats.inbox, 'b1', { key }));
      await chats.take(own('b2', key));
      expect(await chats.said(key)).toMatchObject([{ kind: 'inbound' }, { kind: 'reply', text: 'b2' }]);
      expect(await chats.tickets(key)).toMatchObject([{ state: 'pending', preview: 'b2', responded: true }]);
      const [reply] = await chats.store.query(
        `select author_type, author_id, way, taken_at is not null as taken, (select count(*)::int from deliveries d where d.message_id = m.id) as deliveries
         from messages m where text = 'b2'`,
      );
      expect(reply).toEqual({ author_type: 'system', author_id: null, way: 'telegram', taken: true, deliveries: 0 });
      const [event] = await chats.store.query(
        `select data ->> 'kind' as kind from events where type = 'ticket.message-added.v1' order by id desc limit 1`,
      );
      expect(event).toEqual({ kind: 'reply' });
      await chats.take(saidInChat(chats.inbox, 'b3', { key }));
      expect(await chats.tickets(key)).toMatchObject([{ state: 'new' }]);
      expect(await chats.store.query(`select from identities where address = '500'`)).toEqual([]);
    });

    test('question and answer in one batch: the turn is of whoever spoke last', async () => {
      await chats.take(saidInChat(chats.inbox, 'e1', { key: '500:2:0' }), own('e2', '500:2:0'));
      expect(await chats.tickets('500:2:0')).toMatchObject([{ state: 'pending', responded: true }]);
      await chats.take(own('e3', '500:2:0'), saidInChat(chats.inbox, 'e4', { key: '500:2:0' }));
      expect(await chats.tickets('500:2:0')).toMatchObject([{ state: 'new', responded: true }]);
    });

    test('the first word of the owner is kept, and is nobody’s ticket; so is one that comes by its edit', async () => {
      const key = '500:3:0';
      const edited = { ...cameByUpdate(chats.inbox, 'f2:edit', 'edit'), message: own('f2', key) };
      await chats.take(own('f1', key), edited, saidInChat(chats.inbox, 'f3', { key }));
      expect(await chats.said(key)).toMatchObject([{ text: 'f3' }]);
      await chats.take(own('f4', '500:4:0'));
      expect(await chats.outcomes('f1', 'f2', 'f4', 'f2:edit')).toEqual(['own-unasked', 'own-unasked', 'own-unasked', 'edit-of-unknown']);
      expect(await chats.tickets('500:4:0')).toEqual([]);
    });

    test('an answer to a closed ticket stands there and opens nothing', async () => {
      const key = '500:5:0';
      await chats.take(saidInChat(chats.inbox, 'g1', { key }));
      await chats.store.query(
        `update tickets set state = 'closed' where id = (select current_ticket_id from conversations where external_key = $1)`,
        [key],
      );
      await chats.take(own('g2', key));
      expect(await chats.tickets(key)).toMatchObject([{ state: 'closed' }]);
      expect(await chats.said(key)).toHaveLength(2);
    });
  });
});
