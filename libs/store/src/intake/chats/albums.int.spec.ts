import { aWaitingFile, changedInChat, ChatsUnderTest, saidInChat, seededRandom } from '@app/testing';
import type { IncomingMessage } from '../incoming.js';

const PARTS = 10;

describe('albums', () => {
  let chats: ChatsUnderTest;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
  });
  afterAll(() => chats.close());

  /** Ten photos; the part `caption` says what they are. */
  function album(name: string, key: string, caption = 0): IncomingMessage[] {
    return Array.from({ length: PARTS }, (_, n) =>
      saidInChat(chats.inbox, `${name}-${n}`, {
        key,
        text: n === caption ? `about ${name}` : '',
        files: [aWaitingFile(`${name}-${n}`)],
        traits: { album: name },
      }),
    );
  }

  async function expectWhole(key: string, name: string): Promise<void> {
    const said = await chats.said(key);
    expect(said).toMatchObject([{ text: `about ${name}` }]);
    expect(said[0]?.files.toSorted()).toEqual(Array.from({ length: PARTS }, (_, n) => `${name}-${n}.jpg`));
    expect(await chats.tickets(key)).toMatchObject([{ preview: `about ${name}` }]);
    const parts = await chats.store.query<{ id: string; originals: number }>(
      `select r.message_id as id, count(coalesce(r.raw, m.raw))::int as originals from received r join messages m on m.id = r.message_id
       where r.external_id like $1 group by 1`,
      [`${name}-%`],
    );
    expect(parts).toEqual([{ id: said[0]?.id, originals: PARTS }]);
  }

  test('fail:G16 ten photos in one batch are one message with one caption, whichever part has it', async () => {
    await chats.take(...album('one', '0:1:0', 7));
    await expectWhole('0:1:0', 'one');
  });

  test('fail:G16 ten photos one by one are one message; each that comes later is told', async () => {
    for (const part of album('two', '0:2:0', 4)) await chats.take(part);
    await expectWhole('0:2:0', 'two');
    const [row] = await chats.said('0:2:0');
    expect(await chats.told('ticket.message-added.v1', row?.id ?? '')).toBe(1);
    expect(await chats.told('ticket.message-changed.v1', row?.id ?? '')).toBe(PARTS - 1);
    expect(await chats.told('inbox.files-wanted.v1', row?.id ?? '')).toBe(PARTS);
  });

  test('fail:G16 over two normalizers at once, 40 albums: one message and one ticket each', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed);
      const parts = album(`race${seed}`, `0:${100 + seed}:0`, seed % PARTS).toSorted(() => random() - 0.5);
      await chats.takeRacing(parts, random);
      await expectWhole(`0:${100 + seed}:0`, `race${seed}`);
    }
  }, 60_000);

  test('all parts again change nothing', async () => {
    await chats.take(...album('one', '0:1:0', 7));
    for (const part of album('two', '0:2:0', 4)) await chats.take(part);
    await expectWhole('0:1:0', 'one');
    await expectWhole('0:2:0', 'two');
  });

  test('an answer to any part is an answer to the album', async () => {
    const [row] = await chats.said('0:1:0');
    await chats.take(saidInChat(chats.inbox, 'answer', { key: '0:1:0', traits: { answers: { of: 'one-5', text: 'a photo' } } }));
    const [answer] = await chats.store.query(`select answers from messages where text = 'answer'`);
    expect(answer).toEqual({ answers: { message: row?.id, text: 'a photo' } });
    const parts = album('both', '0:4:0');
    await chats.take(...parts, saidInChat(chats.inbox, 'answer2', { key: '0:4:0', traits: { answers: { of: 'both-9', text: '' } } }));
    const [both] = await chats.said('0:4:0');
    expect(await chats.store.query(`select answers from messages where text = 'answer2'`)).toEqual([
      { answers: { message: both?.id, text: '' } },
    ]);
  });

  test('fail:G9 an edited part: its caption is the album’s, and one that says nothing leaves that alone', async () => {
    const parts = album('edits', '0:5:0', 0);
    await chats.take(...parts.slice(0, 5));
    const [first, second] = parts;
    const last = parts[9];
    if (!first || !second || !last) throw new Error('An album has ten parts.');
    await chats.take(changedInChat(second, '', new Date(1_700_000_000_000), [aWaitingFile('other')]));
    expect(await chats.said('0:5:0')).toMatchObject([{ text: 'about edits', edited: true }]);
    await chats.take(changedInChat(first, 'about edits, again', new Date(1_700_000_001_000)));
    // An edit overtakes its part.
    await chats.take(changedInChat(last, '', new Date(1_700_000_002_000)));
    await chats.take(last);
    const [row] = await chats.said('0:5:0');
    expect(row).toMatchObject({ text: 'about edits, again' });
    expect(row?.files).toEqual(['edits-0.jpg', 'edits-1.jpg', 'edits-2.jpg', 'edits-3.jpg', 'edits-4.jpg', 'other.jpg', 'edits-9.jpg']);
    expect(await chats.before('0:5:0')).toEqual(['about edits']);
  });

  test('two captions are both read', async () => {
    const parts = album('captions', '0:6:0', 0).map((part, n) => (n === 3 ? { ...part, text: 'and this' } : part));
    await chats.take(...parts.slice(0, 2));
    await chats.take(...parts.slice(2));
    expect(await chats.said('0:6:0')).toMatchObject([{ text: 'about captions\n\nand this' }]);
  });

  test('in a group the parts of an album that is said to us come along; others do not', async () => {
    const key = '0:-9:0';
    const parts = album('group', key).map((part, n) =>
      saidInChat(chats.inbox, part.externalId, {
        key,
        text: part.text,
        files: part.files,
        traits: { album: 'group', isAddressed: n === 0 },
      }),
    );
    await chats.take(...parts.slice(0, 4));
    await chats.take(...parts.slice(4));
    await chats.take(
      saidInChat(chats.inbox, 'stray', { key, text: '', files: [aWaitingFile('stray')], traits: { album: 'stray', isAddressed: false } }),
    );
    await expectWhole(key, 'group');
    expect(await chats.outcomes('stray')).toEqual(['group-unaddressed']);
  });
});
