import { aChatMessage, aMail, anAgent, anInbox, aTeam, eventually, openProductDatabase, type ProductDatabase } from '@app/testing';
import { addReply, Deliveries, Leases, retryReply, takeIn, undoReply, type Lease, type NewReply } from '../index.js';

describe('deliveries', () => {
  let product: ProductDatabase;
  let deliveries: Deliveries;
  let leases: Leases;
  let team: string;
  let agent: string;

  beforeAll(async () => {
    product = await openProductDatabase();
    deliveries = new Deliveries(product.store);
    leases = new Leases(product.store, 'test');
    team = await aTeam(product.store);
    agent = await anAgent(product.store, { teams: [team] });
  });
  afterAll(async () => {
    await leases.close();
    await product.close();
  });

  /** An inbox with a lease and one conversation that waits for an answer. */
  async function aConversation(channel: 'email' | 'telegram', chat = '5') {
    const inbox = await anInbox(product.store, channel, team, { address: 'support@shop.test' });
    const incoming = channel === 'email' ? aMail(inbox, { messageId: '<asked@x.test>' }) : aChatMessage(inbox, chat);
    await product.store.transaction((tx) => takeIn(tx, [incoming]));
    const [row] = await product.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where inbox_id = $1`,
      [inbox],
    );
    const lease = await leases.acquire(inbox);
    if (!row || !lease) throw new Error('The conversation was not made.');
    return { inbox, lease, ...row };
  }

  type Conversation = Awaited<ReturnType<typeof aConversation>>;
  const answer = (to: Conversation, changes: Partial<NewReply> = {}) =>
    product.store.transaction((tx) =>
      addReply(tx, {
        ticketId: to.ticketId,
        conversationId: to.conversationId,
        kind: 'reply',
        authorId: agent,
        way: 'console',
        text: 'Here it is',
        next: 'pending',
        ...changes,
      }),
    );
  const take = (from: { inbox: string; lease: Lease }) => deliveries.takeDue(from.inbox, from.lease, { limit: 10, inOrder: true });
  const stateOf = async (ticketId: string) =>
    (
      await product.store.query<{ state: string; assignee: string | null }>(
        `select state, assignee_id as assignee from tickets where id = $1`,
        [ticketId],
      )
    )[0];
  const statesOf = async (messageId: string) =>
    (
      await product.store.query<{ state: string }>(`select state from deliveries where message_id = $1 order by part, recipient`, [
        messageId,
      ])
    ).map((row) => row.state);

  test('a reply changes its ticket when the sender takes it up, not before', async () => {
    const mail = await aConversation('email');
    await answer(mail);
    expect(await stateOf(mail.ticketId)).toEqual({ state: 'new', assignee: null });
    const [due] = await take(mail);
    expect(due).toMatchObject({ text: 'Here it is', to: [{ address: 'ivan@example.test' }], thread: ['<asked@x.test>'] });
    expect(due?.deliveries).toMatchObject([{ recipient: 'ivan@example.test', attempts: 1, isAmbiguous: false }]);
    expect(await stateOf(mail.ticketId)).toEqual({ state: 'pending', assignee: agent });
  });

  test('a long thread is named by its first mail and its last ones', async () => {
    const mail = await aConversation('email');
    for (let n = 0; n < 22; n += 1) await answer(mail);
    const due = await deliveries.takeDue(mail.inbox, mail.lease, { limit: 30, inOrder: false });
    const ids = due.map(({ replyToken }) => `<${replyToken}@shop.test>`);
    expect(due.at(-1)?.thread).toEqual(['<asked@x.test>', ...ids.slice(2, 21)]);
    expect(due[1]?.thread).toEqual(['<asked@x.test>', ids[0]]);
  });

  test('a recipient who may not be written to now is left in the queue', async () => {
    const chat = await aConversation('telegram', '77');
    await answer(chat);
    const [{ recipient } = { recipient: '' }] = await product.store.query<{ recipient: string }>(
      `select recipient from deliveries where inbox_id = $1`,
      [chat.inbox],
    );
    const options = { limit: 10, inOrder: true };
    expect(await deliveries.takeDue(chat.inbox, chat.lease, { ...options, except: [recipient] })).toEqual([]);
    expect(await deliveries.takeDue(chat.inbox, chat.lease, { ...options, except: ['another'] })).toHaveLength(1);
  });

  test('a held reply is not taken, and undone it never was', async () => {
    const chat = await aConversation('telegram');
    const { messageId } = await answer(chat, { holdMs: 60_000 });
    expect(await take(chat)).toEqual([]);
    await product.store.transaction((tx) => undoReply(tx, messageId));
    expect(await statesOf(messageId)).toEqual([]);
    expect(await stateOf(chat.ticketId)).toMatchObject({ state: 'new' });
  });

  test('who is named in an answer takes part once it leaves, and not at all when it is undone', async () => {
    const mail = await aConversation('email');
    const takingPart = async () =>
      (
        await product.store.query<{ address: string }>(
          `select address from participants where conversation_id = $1 and confirmed order by address`,
          [mail.conversationId],
        )
      ).map((row) => row.address);
    const named = { cc: [{ address: 'Kate@example.test', name: '' }] };
    const { messageId } = await answer(mail, { ...named, holdMs: 60_000 });
    await product.store.transaction((tx) => undoReply(tx, messageId));
    expect(await takingPart()).toEqual(['ivan@example.test']);
    await answer(mail, named);
    await take(mail);
    expect(await takingPart()).toEqual(['ivan@example.test', 'kate@example.test']);
  });

  test('what is on its way cannot be undone', async () => {
    const chat = await aConversation('telegram');
    const { messageId } = await answer(chat);
    await take(chat);
    await expect(product.store.transaction((tx) => undoReply(tx, messageId))).rejects.toMatchObject({ code: 'reply-on-its-way' });
  });

  test('parts of a chat leave one after the other, the next message after them', async () => {
    const chat = await aConversation('telegram');
    await answer(chat, { text: `${'a'.repeat(4000)} ${'b'.repeat(4000)}` });
    await answer(chat, { text: 'next' });
    const sent: string[] = [];
    for (let i = 0; i < 3; i++) {
      const due = await take(chat);
      const [delivery] = due.flatMap((message) => message.deliveries);
      expect(due.flatMap((message) => message.deliveries)).toHaveLength(1);
      if (!delivery) continue;
      sent.push(JSON.stringify(delivery.content).slice(9, 10));
      await deliveries.report([{ id: delivery.id, state: 'accepted', externalId: String(i) }]);
    }
    expect(sent).toEqual(['a', 'b', 'n']);
  });

  test('an answer that waits for its hour holds back nothing; one that can still be undone does', async () => {
    const later = await aConversation('telegram');
    await answer(later, { text: 'tomorrow', sendAt: new Date(Date.now() + 86_400_000) });
    await answer(later, { text: 'now' });
    expect(await take(later)).toMatchObject([{ text: 'now' }]);
    const held = await aConversation('telegram');
    await answer(held, { text: 'held', holdMs: 10_000 });
    await answer(held, { text: 'after it' });
    expect(await take(held)).toEqual([]);
  });

  test("a stopped and resumed sender takes nothing: its lease is another's", async () => {
    const chat = await aConversation('telegram');
    await answer(chat);
    await product.store.query(`update leases set epoch = epoch + 1, holder = 'another' where name = $1`, [chat.lease.name]);
    expect(await take(chat)).toEqual([]);
  });

  test('a reply that failed for good brings its ticket back with the reason', async () => {
    const mail = await aConversation('email');
    const { messageId } = await answer(mail);
    const [due] = await take(mail);
    const id = due?.deliveries[0]?.id ?? '';
    await deliveries.report([{ id, state: 'failed', reason: { code: 'mailbox-unknown', params: {} } }]);
    expect(await statesOf(messageId)).toEqual(['failed']);
    expect(await stateOf(mail.ticketId)).toEqual({ state: 'open', assignee: agent });
    const events = await product.store.query<{ code: string }>(`select code from ticket_events where ticket_id = $1 order by position`, [
      mail.ticketId,
    ]);
    expect(events.map((row) => row.code)).toEqual(expect.arrayContaining(['delivery-failed']));
  });

  test('fail:S2 an answer that solved its ticket and failed for good opens it again, with the reason; a closed one stays closed', async () => {
    const fails = async (close: boolean) => {
      const mail = await aConversation('email');
      const { messageId } = await answer(mail, { next: 'solve' });
      const [due] = await take(mail);
      expect(await stateOf(mail.ticketId)).toEqual({ state: 'solved', assignee: agent });
      if (close) await product.store.query(`update tickets set state = 'closed', closed_at = now() where id = $1`, [mail.ticketId]);
      await deliveries.report([{ id: due?.deliveries[0]?.id ?? '', state: 'failed', reason: { code: 'mailbox-unknown', params: {} } }]);
      expect(await statesOf(messageId)).toEqual(['failed']);
      const [row] = await product.store.query(
        `select state, solved_at is not null as solved, waiting_since is not null as waits,
           (select count(*)::int from ticket_events v where v.ticket_id = t.id and v.code = 'delivery-failed') as told
         from tickets t where id = $1`,
        [mail.ticketId],
      );
      return row;
    };
    expect(await fails(false)).toEqual({ state: 'open', solved: false, waits: true, told: 1 });
    expect(await fails(true)).toEqual({ state: 'closed', solved: true, waits: false, told: 1 });
  });

  test('what was read belongs to nobody until it is taken up; what was undone meanwhile is not; its date is that of the first time', async () => {
    const mail = await aConversation('email');
    const ids = [(await answer(mail)).messageId, (await answer(mail, { holdMs: 1 })).messageId, (await answer(mail)).messageId];
    const some = { limit: 2, inOrder: false };
    const read = await eventually(async () => {
      const due = await deliveries.readDue(mail.inbox, some);
      expect(due.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      return due;
    });
    expect(await Promise.all(ids.map(statesOf))).toEqual([['queued'], ['held'], ['queued']]);
    await product.store.transaction((tx) => undoReply(tx, ids[1] ?? ''));
    const taken = await deliveries.takeUp(read, mail.lease);
    expect(taken).toMatchObject([{ id: ids[0], takenAt: expect.any(Date), deliveries: [{ attempts: 1, isAmbiguous: false }] }]);
    const again = await nextHolder(mail);
    await deliveries.recoverInterrupted(mail.inbox, again, true);
    const secondTime = await deliveries.takeUp(await deliveries.readDue(mail.inbox, some), again);
    expect(secondTime.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect(secondTime[0]).toMatchObject({ takenAt: taken[0]?.takenAt, deliveries: [{ attempts: 2, isAmbiguous: true }] });
  });

  test.each([
    ['the token was refused waits no more', 'telegram-token-refused', 1],
    ['Telegram asked for a pause waits on', 'telegram-too-many', 0],
  ])('for whoever takes over, what waits because %s', async (_, code, count) => {
    const chat = await aConversation('telegram');
    await answer(chat);
    const [due] = await take(chat);
    const id = due?.deliveries[0]?.id ?? '';
    await deliveries.report([{ id, state: 'queued', reason: { code, params: {} }, notBefore: new Date(Date.now() + 60_000) }]);
    expect(await take(chat)).toEqual([]);
    await deliveries.recoverInterrupted(chat.inbox, await nextHolder(chat), false);
    expect(await deliveries.readDue(chat.inbox, { limit: 10, inOrder: true })).toHaveLength(count);
  });

  test('fault:M41 what a dead sender left is resent once where a duplicate is recognised, and shown', async () => {
    const mail = await aConversation('email');
    const { messageId } = await answer(mail);
    await take(mail);
    const again = { ...mail, lease: await nextHolder(mail) };
    await deliveries.recoverInterrupted(again.inbox, again.lease, true);
    const [due] = await take(again);
    expect(due?.deliveries).toMatchObject([{ attempts: 2, isAmbiguous: true }]);
    const third = { ...mail, lease: await nextHolder(mail) };
    await deliveries.recoverInterrupted(third.inbox, third.lease, true);
    expect(await statesOf(messageId)).toEqual(['unknown']);
    expect(await take(third)).toEqual([]);
  });

  test('fault:M41 what a dead sender left is taken a few at a time beside what is new, so that its next death leaves few in doubt', async () => {
    const mail = await aConversation('email');
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push((await answer(mail)).messageId);
    const some = { limit: 10, inOrder: false, mostUncertain: 2 };
    expect(await deliveries.takeDue(mail.inbox, mail.lease, some)).toHaveLength(6);
    const again = await nextHolder(mail);
    await deliveries.recoverInterrupted(mail.inbox, again, true);
    const fresh = (await answer(mail)).messageId;
    expect((await deliveries.takeDue(mail.inbox, again, some)).map(({ id }) => id)).toEqual([...ids.slice(0, 2), fresh]);
    const third = await nextHolder(mail);
    await deliveries.recoverInterrupted(mail.inbox, third, true);
    const states = await Promise.all([...ids, fresh].map(statesOf));
    expect(states.flat()).toEqual(['unknown', 'unknown', 'queued', 'queued', 'queued', 'queued', 'queued']);
  });

  test('fault:M15 an uncertain Telegram message stays unknown until an agent decides', async () => {
    const chat = await aConversation('telegram');
    const { messageId } = await answer(chat);
    await take(chat);
    await deliveries.recoverInterrupted(chat.inbox, await nextHolder(chat), false);
    expect(await statesOf(messageId)).toEqual(['unknown']);
  });

  test('what failed is sent again to the same address, or elsewhere, but to nobody twice', async () => {
    const mail = await aConversation('email');
    const { messageId } = await answer(mail, {
      to: [
        { address: 'a@x.test', name: '' },
        { address: 'b@x.test', name: '' },
      ],
    });
    const failAll = async () => {
      const due = await deliveries.takeDue(mail.inbox, mail.lease, { limit: 10, inOrder: false });
      await deliveries.report(
        due.flatMap((one) => one.deliveries.map(({ id }) => ({ id, state: 'failed', reason: { code: 'no', params: {} } }))),
      );
    };
    const recipients = async () =>
      (
        await product.store.query<{ to: string }>(
          `select recipient || ' ' || state as to from deliveries where message_id = $1 order by 1`,
          [messageId],
        )
      ).map((row) => row.to);
    await failAll();
    await product.store.transaction((tx) => retryReply(tx, messageId, { to: { address: 'C@x.test', name: '' } }));
    expect(await recipients()).toEqual(['b@x.test failed', 'c@x.test queued']);
    await failAll();
    await product.store.transaction((tx) => retryReply(tx, messageId));
    expect(await recipients()).toEqual(['b@x.test queued', 'c@x.test queued']);
    await expect(product.store.transaction((tx) => retryReply(tx, messageId))).rejects.toMatchObject({ code: 'nothing-to-retry' });
  });

  test('a late result never turns a later state back', async () => {
    const chat = await aConversation('telegram');
    const { messageId } = await answer(chat);
    const id = (await take(chat))[0]?.deliveries[0]?.id ?? '';
    await deliveries.report([{ id, state: 'read' }]);
    await deliveries.report([{ id, state: 'accepted' }]);
    expect(await statesOf(messageId)).toEqual(['read']);
  });

  test('a note is never among what is sent', async () => {
    const mail = await aConversation('email');
    await product.store.query(
      `insert into notes (id, ticket_id, position, author_id, text) values (gen_random_uuid(), $1, nextval('timeline_positions'), $2, 'secret note')`,
      [mail.ticketId, agent],
    );
    await answer(mail);
    expect(JSON.stringify(await take(mail), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'secret note',
    );
  });

  async function nextHolder({ inbox, lease }: Conversation): Promise<Lease> {
    await product.store.query(`update leases set expires_at = '-infinity' where name = $1`, [lease.name]);
    const next = await leases.acquire(inbox);
    if (!next) throw new Error('The lease was not free.');
    return next;
  }
});
