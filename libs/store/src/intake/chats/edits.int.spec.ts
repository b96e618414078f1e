import { aWaitingFile, changedInChat, ChatsUnderTest, orders, saidInChat, seededRandom } from '@app/testing';

describe('messages that their authors change', () => {
  let chats: ChatsUnderTest;
  beforeAll(async () => {
    chats = await ChatsUnderTest.start();
  });
  afterAll(() => chats.close());

  const second = (n: number) => new Date(1_700_000_000_000 + n * 1000);

  test('fail:G9 an edited caption replaces the caption and takes no file away; what it said before is kept', async () => {
    const key = '0:1:0';
    const photo = saidInChat(chats.inbox, 'm1', { key, text: 'twelwe', files: [aWaitingFile('p')] });
    await chats.take(photo);
    await chats.take(changedInChat(photo, 'twelve', second(1)));
    const [row] = await chats.said(key);
    expect(row).toMatchObject({ text: 'twelve', edited: true, files: ['p.jpg'] });
    expect(await chats.before(key)).toEqual(['twelwe']);
    expect(await chats.told('ticket.message-changed.v1', row?.id ?? '')).toBe(1);
    expect(await chats.tickets(key)).toMatchObject([{ subject: 'twelwe', preview: 'twelve' }]);
  });

  test('another photo in place of the first: both are there, and it is marked', async () => {
    const key = '0:2:0';
    const photo = saidInChat(chats.inbox, 'm2', { key, text: 'bill', files: [aWaitingFile('old')] });
    await chats.take(photo);
    await chats.take(changedInChat(photo, 'bill', second(1), [aWaitingFile('new')]));
    const [row] = await chats.said(key);
    expect(row).toMatchObject({ text: 'bill', edited: true, files: ['old.jpg', 'new.jpg'] });
    expect(await chats.told('inbox.files-wanted.v1', row?.id ?? '')).toBe(2);
  });

  test('a file that is here already is known again', async () => {
    const key = '0:21:0';
    const photo = saidInChat(chats.inbox, 'm21', { key, files: [aWaitingFile('p')] });
    await chats.take(photo);
    await chats.store.query(`update attachments set filename = 'renamed.jpg', size = 99, source = source - 'fileId'`);
    await chats.take(changedInChat(photo, 'now with words', second(1)));
    expect(await chats.said(key)).toMatchObject([{ files: ['renamed.jpg'] }]);
  });

  test('an edit whose message never came is that message, and its original goes into the history', async () => {
    const key = '0:3:0';
    const original = saidInChat(chats.inbox, 'm3', { key, text: 'first words' });
    const edit = changedInChat(original, 'second words', second(1));
    await chats.take(edit);
    expect(await chats.said(key)).toMatchObject([{ text: 'second words', edited: true }]);
    expect(await chats.outcomes('m3', edit.externalId)).toEqual(['edited-before', 'edit']);
    await chats.take(original);
    await chats.take(original, edit);
    expect(await chats.said(key)).toMatchObject([{ text: 'second words', edited: true }]);
    expect(await chats.before(key)).toEqual(['first words']);
    expect(await chats.outcomes('m3')).toEqual(['overtaken']);
    const [kept] = await chats.store.query<{ bytes: number }>(
      `select count(*)::int as bytes from received r join blobs b on b.sha256 = r.raw where r.external_id = 'm3' and b.data = $1`,
      [original.raw.data],
    );
    expect(kept).toEqual({ bytes: 1 });
  });

  test('an original and four edits in all 120 orders, in one batch or over two normalizers: the latest counts, nothing is lost', async () => {
    const words = ['zero', 'one', 'two', 'three', 'four'];
    let at = 0;
    for (const order of orders([0, 1, 2, 3, 4])) {
      const key = `0:${1000 + at}:0`;
      const original = saidInChat(chats.inbox, `p${at}`, { key, text: 'zero' });
      const came = order.map((n) => (n === 0 ? original : changedInChat(original, words[n] ?? '', second(n))));
      if (at % 3 === 0) await chats.take(...came);
      else if (at % 3 === 1) for (const one of came) await chats.take(one);
      else await chats.takeRacing(came, seededRandom(at));
      expect({ order, said: await chats.said(key), before: await chats.before(key) }).toMatchObject({
        order,
        said: [{ text: 'four', edited: true }],
        before: ['zero', 'one', 'two', 'three'],
      });
      at += 1;
    }
  }, 120_000);

  test('where a shared position is now is no change of what was said', async () => {
    const key = '0:4:0';
    const place = (latitude: number) => ({ kind: 'location', latitude, longitude: 30, live: true }) as const;
    const shared = saidInChat(chats.inbox, 'm4', { key, text: '59, 30', traits: { content: place(59) } });
    await chats.take(shared);
    for (let n = 1; n < 20; n++) {
      const edit = changedInChat(shared, `${59 + n}, 30`, second(n));
      await chats.take({
        ...edit,
        message: saidInChat(chats.inbox, 'm4', { key, text: `${59 + n}, 30`, traits: { content: place(59 + n), editedAt: second(n) } }),
      });
    }
    expect(await chats.said(key)).toMatchObject([{ text: '78, 30', edited: false }]);
    expect(await chats.before(key)).toEqual([]);
    expect(await chats.tickets(key)).toMatchObject([{ subject: '📍 59, 30' }]);
  });

  test('an edit that says it to us takes in what was said to nobody of ours', async () => {
    const key = '0:-5:0';
    const plain = saidInChat(chats.inbox, 'g1', { key, sender: '7', text: 'where is it', traits: { isAddressed: false } });
    await chats.take(plain);
    expect(await chats.said(key)).toEqual([]);
    expect(await chats.outcomes('g1')).toEqual(['group-unaddressed']);
    const edit = changedInChat(saidInChat(chats.inbox, 'g1', { key, sender: '7' }), '@bot where is it', second(1));
    await chats.take(edit);
    expect(await chats.said(key)).toMatchObject([{ text: '@bot where is it' }]);
    await chats.take(changedInChat(plain, 'never mind', second(2)));
    expect(await chats.said(key)).toMatchObject([{ text: 'never mind' }]);
  });

  test('a command that its author edits into a question is a message; one that stays a command is none', async () => {
    const key = '0:6:0';
    const asked = (text: string, isAddressed: boolean) =>
      saidInChat(chats.inbox, 'c1', { key, sender: '6', text, traits: { isAddressed } });
    const { inboxId, externalId, receivedAt, raw, sender } = asked('/status', true);
    const about = { kind: 'private', title: null, username: null, business: false, topic: null } as const;
    await chats.take(changedInChat(asked('/help', false), '/help', second(1)));
    await chats.take({
      inboxId,
      externalId,
      receivedAt,
      raw,
      sender,
      kind: 'command',
      command: 'status',
      payload: '',
      externalKey: key,
      about,
    });
    await chats.take(changedInChat(asked('/close', false), '/close', second(1)));
    expect(await chats.said(key)).toEqual([]);
    expect(await chats.outcomes('c1')).toEqual(['command']);
    await chats.take(changedInChat(asked('', true), 'where is my order?', second(2)));
    await chats.take(changedInChat(asked('', true), 'where is order 5?', second(3)));
    expect(await chats.said(key)).toMatchObject([{ text: 'where is order 5?', edited: true }]);
    expect(await chats.before(key)).toEqual(['where is my order?']);
  });
});
