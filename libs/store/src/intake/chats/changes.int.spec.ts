import { aWaitingFile, cameByUpdate, ChatsUnderTest, type SaidInChat, saidInChat } from '@app/testing';
import type { IncomingDeletion, IncomingReaction } from '../incoming.js';
import { enterSent } from '../received.js';

describe('what happens to messages of chats', () => {
  let chats: ChatsUnderTest;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
  });
  afterAll(() => chats.close());

  const reaction = (name: string, of: string, person: string, ...emoji: string[]): IncomingReaction => ({
    ...cameByUpdate(chats.inbox, name, 'reaction'),
    of,
    person,
    emoji,
  });
  const deletion = (name: string, ...of: string[]): IncomingDeletion => ({ ...cameByUpdate(chats.inbox, name, 'deletion'), of });
  const reactionsOf = async (key: string) =>
    (await chats.said(key)).map((one) => one.reactions.map(({ emoji, person }) => `${person} ${emoji}`));

  test('reactions are all that a person has now; in a group each has their own', async () => {
    const key = '0:-1:0';
    await chats.take(saidInChat(chats.inbox, 'a', { key }), reaction('r1', 'a', '7', '👍', '🔥'));
    await chats.take(reaction('r2', 'a', '8', '❤'));
    expect(await reactionsOf(key)).toEqual([['7 👍', '7 🔥', '8 ❤']]);
    await chats.take(reaction('r3', 'a', '7', '👎'), reaction('r1', 'a', '7', '👍', '🔥'));
    expect(await reactionsOf(key)).toEqual([['8 ❤', '7 👎']]);
    await chats.take(reaction('r4', 'a', '8'));
    expect(await reactionsOf(key)).toEqual([['7 👎']]);
    const [row] = await chats.said(key);
    expect(await chats.told('ticket.message-changed.v1', row?.id ?? '')).toBe(4);
    expect(row?.edited).toBe(false);
  });

  test('a reaction to what is not here is kept, and so is a deletion of it', async () => {
    await chats.take(reaction('r9', 'nowhere', '7', '👍'), deletion('d9', 'nowhere'));
    expect(await chats.outcomes('r9', 'd9')).toEqual(['reaction-to-unknown', 'deletion-of-unknown']);
    const [kept] = await chats.store.query(`select count(*)::int as n from received where external_id in ('r9', 'd9') and raw is not null`);
    expect(kept).toEqual({ n: 2 });
  });

  test('what we sent is known by its names in the chat; an echo of it is nothing new, whichever comes first', async () => {
    const key = '0:2:0';
    await chats.take(saidInChat(chats.inbox, 'asked', { key }));
    const [asked] = await chats.said(key);
    const messageId = asked?.id ?? '';
    const echo = { ...cameByUpdate(chats.inbox, 'ours1', 'other'), outcome: 'echo' };
    await chats.take(echo);
    await chats.inTransaction((tx) =>
      enterSent(
        tx,
        ['ours1', 'ours2', 'ours2'].map((externalId) => ({ inboxId: chats.inbox, externalId, messageId })),
      ),
    );
    await chats.take({ ...echo, externalId: 'ours2' });
    await chats.take(
      reaction('r5', 'ours1', '2', '👍'),
      saidInChat(chats.inbox, 'thanks', { key, traits: { answers: { of: 'ours2', text: 'quoted' } } }),
    );
    expect((await reactionsOf(key))[0]).toEqual(['2 👍']);
    expect(await chats.store.query(`select answers from messages where text = 'thanks'`)).toEqual([
      { answers: { message: messageId, text: 'quoted' } },
    ]);
    expect(await chats.outcomes('ours1', 'ours2')).toEqual(['echo', 'sent']);
  });

  test('a button below a message that Telegram no longer shows is told by its label, as we sent it; one that is not known by what it sends', async () => {
    const key = '0:411:0';
    await chats.take(saidInChat(chats.inbox, 'which', { key }));
    const [which] = await chats.said(key);
    const messageId = which?.id ?? '';
    await chats.store.query(`update messages set choices = '["Refund", "New part"]' where id = $1`, [messageId]);
    await chats.inTransaction((tx) => enterSent(tx, [{ inboxId: chats.inbox, externalId: 'question', messageId }]));
    const press = (name: string, data: string, of: string) =>
      saidInChat(chats.inbox, name, {
        key,
        text: data,
        traits: { content: { kind: 'choice', label: data, data }, answers: { of, text: '' } },
      });
    await chats.take(press('p1', '1', 'question'), press('p2', '7', 'question'), press('p3', '0', 'lost'));
    expect((await chats.said(key)).slice(1).map(({ text }) => text)).toEqual(['New part', '7', '0']);
    const contents = await chats.store.query(`select content ->> 'label' as label from messages where text = 'New part'`);
    expect(contents).toEqual([{ label: 'New part' }]);
  });

  test('deleted messages keep what they said, and the ticket says that they were deleted', async () => {
    const key = '500:3:0';
    await chats.take(
      saidInChat(chats.inbox, 'd1', { key }),
      saidInChat(chats.inbox, 'd2', { key }),
      saidInChat(chats.inbox, 'd3', { key }),
    );
    await chats.take(deletion('x1', 'd1', 'd3', 'never'));
    await chats.take(deletion('x2', 'd1'));
    expect(await chats.said(key)).toMatchObject([
      { text: 'd1', deleted: true },
      { text: 'd2', deleted: false },
      { text: 'd3', deleted: true },
    ]);
    expect(await chats.ticketEvents(key)).toEqual(['opened', 'message-deleted', 'message-deleted']);
  });

  test('what chats hold beside text is stored with the message', async () => {
    const key = '0:4:0';
    const content = { kind: 'contact', phone: '+7999', name: 'Oleg' } as const;
    const forwarded = { from: 'Petr', at: new Date(1_600_000_000_000) };
    const about = { kind: 'private', title: null, username: 'maria', business: false, topic: null } as const;
    await chats.take(saidInChat(chats.inbox, 'c1', { key, text: 'Oleg +7999', traits: { content, forwarded, about } }));
    const [row] = await chats.store.query(
      `select m.content, m.forwarded, c.chat from messages m join conversations c on c.id = m.conversation_id where c.external_key = $1`,
      [key],
    );
    expect(row).toEqual({ content, forwarded: { from: 'Petr', at: forwarded.at.toISOString() }, chat: about });
    await chats.take(saidInChat(chats.inbox, 'c2', { key, traits: { about: { ...about, username: 'masha' } } }));
    expect(await chats.store.query(`select chat ->> 'username' as name from conversations where external_key = $1`, [key])).toEqual([
      { name: 'masha' },
    ]);
  });

  const firsts: readonly (readonly [string, SaidInChat, string])[] = [
    ['a file alone', { text: '', files: [aWaitingFile('bill')] }, 'bill.jpg'],
    ['two files', { text: '', files: [aWaitingFile('a'), aWaitingFile('b')] }, 'a.jpg +1'],
    ['a place', { text: '59, 30', traits: { content: { kind: 'location', latitude: 59, longitude: 30, live: false } } }, '📍 59, 30'],
    ['a contact', { text: 'Oleg +7', traits: { content: { kind: 'contact', phone: '+7', name: 'Oleg' } } }, '👤 Oleg +7'],
    ['a poll', { text: 'When?\n• now', traits: { content: { kind: 'poll', question: 'When?', options: ['now'] } } }, '📊 When?'],
    ['a kind that is not shown', { text: '', traits: { content: { kind: 'other', name: 'giveaway' } } }, 'giveaway'],
  ];
  test.each(firsts)('a ticket that begins with %s has a subject to read', async (what, said, subject) => {
    const key = `0:5${firsts.findIndex(([one]) => one === what)}:0`;
    await chats.take(saidInChat(chats.inbox, `s ${what}`, { key, ...said }));
    const [ticket] = await chats.tickets(key);
    expect(ticket?.subject).toBe(subject);
    expect(ticket?.preview.startsWith(subject)).toBe(true);
  });

  test('two people of one name are two contacts, whatever phone they send', async () => {
    const contact = { kind: 'contact', phone: '+7999', name: 'Maria' } as const;
    await chats.take(saidInChat(chats.inbox, 'n1', { key: '0:61:0', traits: { content: contact } }));
    await chats.take(saidInChat(chats.inbox, 'n2', { key: '0:62:0', traits: { content: contact } }));
    const rows = await chats.store.query(`select distinct contact_id from conversations where external_key in ('0:61:0', '0:62:0')`);
    expect(rows).toHaveLength(2);
  });

  test('the author of each message of a group is a contact of its own', async () => {
    const key = '0:-7:0';
    await chats.take(saidInChat(chats.inbox, 'g1', { key, sender: '71' }), saidInChat(chats.inbox, 'g2', { key, sender: '72' }));
    const rows = await chats.store.query<{ address: string }>(
      `select i.address from messages m join conversations c on c.id = m.conversation_id join identities i on i.contact_id = m.author_id
       where c.external_key = $1 order by m.position`,
      [key],
    );
    expect(rows.map((row) => row.address)).toEqual(['71', '72']);
    expect(await chats.tickets(key)).toHaveLength(1);
  });

  test('however much of it comes, a batch takes as many statements', async () => {
    const batchOf = (n: number) => {
      const name = (what: string, at: number) => `${what}-${n}-${at}`;
      return Array.from({ length: n }, (_, at) => [
        saidInChat(chats.inbox, name('m', at), { key: `0:${n}${at}:0` }),
        saidInChat(chats.inbox, name('again', at), { key: `0:${n}${at}:0`, traits: { answers: { of: name('m', at), text: '' } } }),
        saidInChat(chats.inbox, name('al1', at), { key: `0:${n}${at}:0`, files: [aWaitingFile('1')], traits: { album: name('al', at) } }),
        saidInChat(chats.inbox, name('al2', at), { key: `0:${n}${at}:0`, files: [aWaitingFile('2')], traits: { album: name('al', at) } }),
        changed(name('m', at), `0:${n}${at}:0`),
        changed(name('unknown', at), `0:${n}${at}:0`),
        reaction(name('r', at), name('m', at), '7', '👍'),
        deletion(name('d', at), name('again', at)),
        { ...cameByUpdate(chats.inbox, name('s', at), 'standing'), externalKey: `0:${n}${at}:0`, blocked: at % 2 === 0 },
      ]).flat();
    };
    const changed = (of: string, key: string) => ({
      ...cameByUpdate(chats.inbox, `${of}:edit`, 'edit'),
      message: saidInChat(chats.inbox, of, { key, text: 'changed', traits: { editedAt: new Date(1_700_000_000_000) } }),
    });
    const few = await chats.statements(batchOf(2));
    const many = await chats.statements(batchOf(40));
    expect(many).toBe(few);
  });
});
