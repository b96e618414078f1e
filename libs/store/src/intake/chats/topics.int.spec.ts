import { cameByUpdate, ChatsUnderTest, saidInChat } from '@app/testing';

describe('what topics of forums are called', () => {
  let chats: ChatsUnderTest;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
  });
  afterAll(() => chats.close());

  test('a topic is called what it was called last; its messages know only how it began', async () => {
    const key = '0:-8:5';
    const about = { kind: 'group', title: 'Shop', username: null, business: false, topic: 'Orders' } as const;
    const titled = (name: string, title: string, externalKey = key) => ({
      ...cameByUpdate(chats.inbox, name, 'topic'),
      externalKey,
      title,
    });
    const topic = async () =>
      (await chats.store.query(`select chat ->> 'topic' as topic from conversations where external_key = $1`, [key]))[0];
    await chats.take(titled('t0', 'Early'), titled('t1', 'Nobody', '0:-8:6'));
    await chats.take(saidInChat(chats.inbox, 'p1', { key, traits: { about: { ...about, topic: null } } }));
    expect(await topic()).toEqual({ topic: null });
    await chats.take(saidInChat(chats.inbox, 'p2', { key, traits: { about } }));
    expect(await topic()).toEqual({ topic: 'Orders' });
    await chats.take(titled('t2', 'Returns'));
    expect(await topic()).toEqual({ topic: 'Returns' });
    await chats.take(saidInChat(chats.inbox, 'p3', { key, traits: { about } }));
    expect(await topic()).toEqual({ topic: 'Returns' });
    await chats.take(saidInChat(chats.inbox, 'p4', { key, traits: { about } }), titled('t3', 'Refunds'));
    expect(await topic()).toEqual({ topic: 'Refunds' });
    expect(await chats.outcomes('t1', 't2')).toEqual(['topic', 'topic']);
  });
});
