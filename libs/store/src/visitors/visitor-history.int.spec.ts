import { randomUUID } from 'node:crypto';
import { aBlob, aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import {
  addReply,
  addUpload,
  beginVisitor,
  checkVisitorUploads,
  Deliveries,
  Leases,
  mayVisitorSeeFile,
  noteSeen,
  readHistories,
  takeIn,
  undoReply,
  visitorByToken,
  visitorsOfConversations,
  type Lease,
  type NewReply,
} from '../index.js';
import { NOT_SNIFFED } from '../files/sniff.js';

describe('what a visitor sees', () => {
  let product: ProductDatabase;
  let deliveries: Deliveries;
  let leases: Leases;
  let inboxId: string;
  let agent: string;
  let lease: Lease;

  beforeAll(async () => {
    product = await openProductDatabase();
    deliveries = new Deliveries(product.store);
    leases = new Leases(product.store, 'test');
    const team = await aTeam(product.store);
    agent = await anAgent(product.store, { teams: [team] });
    inboxId = await anInbox(product.store, 'webchat', team);
    const taken = await leases.acquire('webchat');
    if (!taken) throw new Error('the lease is not free');
    lease = taken;
  });
  afterAll(async () => {
    await leases.close();
    await product.close();
  });

  const visitorWrites = (visitorId: string, text: string, changes: object = {}) =>
    product.store.transaction((tx) =>
      takeIn(tx, [
        aChatMessage(inboxId, visitorId, {
          channel: 'webchat',
          way: 'widget',
          sender: { address: visitorId, name: '', language: null, proved: 'visitor-token' },
          text,
          clientId: randomUUID(),
          ...changes,
        }),
      ]),
    );

  async function agentAnswers(visitorId: string, text: string, changes: Partial<NewReply> = {}): Promise<string> {
    const [row] = await product.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where external_key = $1`,
      [visitorId],
    );
    if (!row) throw new Error('there is no conversation');
    const reply: NewReply = { ...row, kind: 'reply', authorId: agent, way: 'console', text, next: 'pending', ...changes };
    return (await product.store.transaction((tx) => addReply(tx, reply))).messageId;
  }

  /** What the web chat does with what is due: stored is accepted. */
  async function accept(): Promise<void> {
    const due = await deliveries.takeDue(inboxId, lease, { limit: 100, inOrder: false });
    await deliveries.report(due.flatMap((message) => message.deliveries.map(({ id }) => ({ id, state: 'accepted' as const }))));
  }

  const see = async (visitorId: string, after: bigint | null = null) =>
    (await readHistories(product.store, [{ inboxId, visitorId, after }], 100))[0] ?? null;
  const textsAfter = async (visitorId: string, after: bigint | null = null) =>
    (await see(visitorId, after))?.messages.map((one) => one.text);
  const stateOf = async (messageId: string) =>
    (await product.store.query<{ state: string }>(`select state from deliveries where message_id = $1`, [messageId]))[0]?.state;

  test('their own words and the accepted answers, with who answered; never a note', async () => {
    const visitorId = randomUUID();
    await visitorWrites(visitorId, 'Where is my order?');
    await agentAnswers(visitorId, 'On its way');
    await product.store.query(
      `insert into notes (id, ticket_id, position, author_id, text)
       select $1, current_ticket_id, nextval('timeline_positions'), $2, 'a note' from conversations where external_key = $3`,
      [randomUUID(), agent, visitorId],
    );
    expect(await textsAfter(visitorId)).toEqual(['Where is my order?']);
    await accept();
    expect((await see(visitorId))?.messages).toMatchObject([
      { kind: 'inbound', text: 'Where is my order?', author: null },
      { kind: 'reply', text: 'On its way', author: { name: expect.stringMatching(/^Agent/), picture: null } },
    ]);
  });

  test('an answer that was held is not missed by a browser that has later words', async () => {
    const visitorId = randomUUID();
    await visitorWrites(visitorId, 'one');
    const held = await agentAnswers(visitorId, 'held', { holdMs: 60_000 });
    await visitorWrites(visitorId, 'two');
    const before = await see(visitorId);
    expect(before?.messages.map((one) => one.text)).toEqual(['one', 'two']);
    await product.store.query(`update deliveries set not_before = now() where message_id = $1`, [held]);
    await accept();
    expect(await textsAfter(visitorId, before?.cursor)).toEqual(['held', 'two']);
    const after = await see(visitorId, before?.cursor);
    expect(await textsAfter(visitorId, after?.cursor)).toEqual([]);
  });

  test('an answer that was undone was never there', async () => {
    const visitorId = randomUUID();
    await visitorWrites(visitorId, 'one');
    const held = await agentAnswers(visitorId, 'wrong', { holdMs: 60_000 });
    await product.store.transaction((tx) => undoReply(tx, held));
    await visitorWrites(visitorId, 'two');
    const seen = await see(visitorId);
    expect(seen?.messages.map((one) => one.text)).toEqual(['one', 'two']);
    expect(seen?.cursor).toBe(seen?.messages.at(-1)?.position);
  });

  test('many are read at once, each after their own place; who never wrote has no history', async () => {
    const [anna, boris] = [randomUUID(), randomUUID()];
    await visitorWrites(anna, 'a1');
    await visitorWrites(boris, 'b1');
    const cursor = (await see(anna))?.cursor ?? null;
    await visitorWrites(anna, 'a2');
    const read = await readHistories(
      product.store,
      [
        { inboxId, visitorId: boris, after: null },
        { inboxId, visitorId: randomUUID(), after: null },
        { inboxId, visitorId: anna, after: cursor },
      ],
      100,
    );
    expect(read.map((one) => one?.messages.map((message) => message.text) ?? null)).toEqual([['b1'], null, ['a2']]);
  });

  test('a long history comes in pieces that join', async () => {
    const visitorId = randomUUID();
    for (const text of ['1', '2', '3', '4', '5']) await visitorWrites(visitorId, text);
    const ask = async (after: bigint | null) => (await readHistories(product.store, [{ inboxId, visitorId, after }], 2))[0];
    expect((await ask(null))?.messages.map((one) => one.text)).toEqual(['4', '5']);
    const first = await ask(0n);
    const second = await ask(first?.cursor ?? null);
    expect([first, second].map((part) => [part?.isCut, part?.messages.map((one) => one.text)])).toEqual([
      [true, ['1', '2']],
      [true, ['3', '4']],
    ]);
  });

  test('what arrived is delivered, what was looked at is read, and neither goes back', async () => {
    const visitorId = randomUUID();
    await visitorWrites(visitorId, 'one');
    const reply = await agentAnswers(visitorId, 'two');
    await accept();
    const seen = await see(visitorId);
    const position = seen?.messages.at(-1)?.position ?? 0n;
    const mark = (got: bigint, read: bigint) => noteSeen(product.store, [{ conversationId: seen?.conversationIds[0] ?? '', got, read }]);
    await mark(position - 1n, 0n);
    expect(await stateOf(reply)).toBe('accepted');
    await mark(position, 0n);
    expect(await stateOf(reply)).toBe('delivered');
    await mark(position, position);
    expect(await stateOf(reply)).toBe('read');
    await mark(position, 0n);
    expect(await stateOf(reply)).toBe('read');
    expect((await see(visitorId))?.readPosition).toBe(position);
  });

  describe('of several conversations', () => {
    /** Makes the second conversation go on in the first, as of now. */
    const join = (into: string, from: string) =>
      product.store.query(
        `update conversations c set continues = o.id, joined_position = nextval('timeline_positions')
         from conversations o where c.external_key = $2 and o.external_key = $1`,
        [into, from],
      );
    const aMailInbox = async () => anInbox(product.store, 'email', await aTeam(product.store));
    async function sayByMail(visitorId: string, kind: 'inbound' | 'reply' | 'auto', text: string, changes: object = {}): Promise<void> {
      const { way = 'email', automatic = false, remarks = [], state = 'accepted', author = 'contact' } = changes as Record<string, unknown>;
      await product.store.query(
        `with chat as (
           select c.*, m.id as mail from conversations c join conversations m on m.continues = c.id and m.inbox_id <> c.inbox_id
           where c.external_key = $1
         ), message as (
           insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, text, automatic, remarks)
           select gen_random_uuid(), mail, current_ticket_id, nextval('timeline_positions'), $2,
             case when $2 = 'reply' then 'agent' when $2 = 'auto' then 'system' else $7 end, case when $2 = 'reply' then $8::uuid end,
             $4, $3, $5, $6::jsonb from chat returning *
         )
         insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, position, state)
         select gen_random_uuid(), m.id, m.ticket_id, m.conversation_id, c.inbox_id, 'email', 'anna@customer.test', m.position, $9
         from message m join conversations c on c.id = m.conversation_id where m.kind <> 'inbound'`,
        [visitorId, kind, text, way, automatic, JSON.stringify(remarks), author, agent, state],
      );
    }
    const goOnByMail = async (visitorId: string) =>
      product.store.query(
        `insert into conversations (id, inbox_id, external_key, contact_id, current_ticket_id, continues)
         select gen_random_uuid(), $2, gen_random_uuid(), contact_id, current_ticket_id, id from conversations where external_key = $1`,
        [visitorId, await aMailInbox()],
      );

    test('what goes on in it is part of it, in one order, and who went on sees only their own', async () => {
      const [known, before] = [randomUUID(), randomUUID()];
      await visitorWrites(known, 'k1');
      await visitorWrites(before, 'b1');
      await visitorWrites(known, 'k2');
      await visitorWrites(before, 'b2');
      await join(known, before);
      expect(await textsAfter(known)).toEqual(['k1', 'b1', 'k2', 'b2']);
      expect(await textsAfter(before)).toEqual(['b1', 'b2']);
      const ids = (await see(known))?.conversationIds ?? [];
      expect(ids).toHaveLength(2);
      expect((await visitorsOfConversations(product.store, [ids[1] ?? ''])).map((one) => one.visitorId).sort()).toEqual(
        [known, before].sort(),
      );
    });

    test('a browser whose cursor is older than the joining is given what it never had, once', async () => {
      const [known, before] = [randomUUID(), randomUUID()];
      await visitorWrites(before, 'b1');
      await visitorWrites(known, 'k1');
      const cursor = (await see(known))?.cursor ?? null;
      await join(known, before);
      const read = await see(known, cursor);
      expect(read?.messages.map((one) => one.text)).toEqual(['b1']);
      expect(await textsAfter(known, read?.cursor)).toEqual([]);
      await visitorWrites(before, 'b2');
      expect(await textsAfter(known, read?.cursor)).toEqual(['b2']);
      expect(await textsAfter(known, cursor)).toEqual(['b1', 'b2']);
    });

    test('an answer that waits in the other one is not missed', async () => {
      const [known, before] = [randomUUID(), randomUUID()];
      await visitorWrites(before, 'b1');
      const held = await agentAnswers(before, 'held', { holdMs: 60_000 });
      await visitorWrites(known, 'k1');
      const cursor = (await see(known))?.cursor ?? null;
      await join(known, before);
      const read = await see(known, cursor);
      await product.store.query(`update deliveries set not_before = now() where message_id = $1`, [held]);
      await accept();
      expect(await textsAfter(known, read?.cursor)).toContain('held');
    });

    test('what is not read in one of them stays unread', async () => {
      const [known, before] = [randomUUID(), randomUUID()];
      await visitorWrites(before, 'b1');
      await agentAnswers(before, 'unread');
      await accept();
      await visitorWrites(known, 'k1');
      await agentAnswers(known, 'read');
      await accept();
      const seen = await see(known);
      await noteSeen(product.store, [{ conversationId: seen?.conversationIds[0] ?? '', got: 0n, read: seen?.cursor ?? 0n }]);
      await join(known, before);
      const both = await see(known);
      const unread = both?.messages.find((one) => one.text === 'unread')?.position ?? 0n;
      expect(both?.readPosition).toBe(unread - 1n);
    });

    test('what came by mail and what was answered there is said, and marked; what the chat sent there by itself is not', async () => {
      const visitorId = randomUUID();
      await visitorWrites(visitorId, 'w1');
      await goOnByMail(visitorId);
      await sayByMail(visitorId, 'auto', 'you were answered while you were away');
      await sayByMail(visitorId, 'inbound', 'by mail');
      await sayByMail(visitorId, 'reply', 'answered by mail');
      await sayByMail(visitorId, 'inbound', 'out of office', { automatic: true });
      await sayByMail(visitorId, 'inbound', 'undeliverable', { author: 'system' });
      await sayByMail(visitorId, 'inbound', 'of a stranger', { remarks: [{ code: 'mail-by-token-alone', params: {} }] });
      await sayByMail(visitorId, 'reply', 'failed', { state: 'failed' });
      const seen = await see(visitorId);
      expect(seen?.messages.map(({ text, byMail }) => [text, byMail])).toEqual([
        ['w1', false],
        ['by mail', true],
        ['answered by mail', true],
      ]);
      await sayByMail(visitorId, 'reply', 'on its way', { state: 'queued' });
      await sayByMail(visitorId, 'inbound', 'later');
      const next = await see(visitorId, seen?.cursor);
      expect(next?.messages.map((one) => one.text)).toEqual(['later']);
      await product.store.query(`update deliveries set state = 'accepted' where state = 'queued' and channel = 'email'`);
      expect(await textsAfter(visitorId, next?.cursor)).toEqual(['on its way', 'later']);
    });
  });

  test('a file is seen by its uploader and, once it is sent, by its conversation alone', async () => {
    const [anna, boris] = [await beginVisitor(product.store, inboxId, 'ru'), await beginVisitor(product.store, inboxId, null)];
    const file = await product.store.transaction((tx) =>
      addUpload(tx, {
        filename: 'a.png',
        contentType: 'image/png',
        blob: { ...aBlob(), sniffed: NOT_SNIFFED },
        uploadedBy: anna.visitor.id,
      }),
    );
    await expect(checkVisitorUploads(product.store, boris.visitor.id, [file])).rejects.toMatchObject({ code: 'attachment-missing' });
    await checkVisitorUploads(product.store, anna.visitor.id, [file]);
    await visitorWrites(anna.visitor.id, '', { files: [{ kind: 'uploaded', attachmentId: file }] });
    expect((await see(anna.visitor.id))?.messages[0]?.files).toMatchObject([{ id: file, filename: 'a.png' }]);
    expect(await mayVisitorSeeFile(product.store, anna.visitor, file)).toBe(true);
    expect(await mayVisitorSeeFile(product.store, boris.visitor, file)).toBe(false);
  });

  test('a visitor is known by the token alone, and only while the inbox is served', async () => {
    const { visitor, token } = await beginVisitor(product.store, inboxId, 'ru');
    expect(await visitorByToken(product.store, token)).toEqual(visitor);
    await expect(visitorByToken(product.store, `${token}x`)).rejects.toMatchObject({ code: 'visitor-unknown' });
    const [row] = await product.store.query<{ found: string }>(
      `select token_hash::text as found from visitor_tokens where visitor_id = $1`,
      [visitor.id],
    );
    expect(row?.found).not.toContain(Buffer.from(token).toString('hex'));
    await product.store.query(`update inboxes set active = false where id = $1`, [inboxId]);
    await expect(visitorByToken(product.store, token)).rejects.toMatchObject({ code: 'visitor-unknown' });
    await product.store.query(`update inboxes set active = true where id = $1`, [inboxId]);
  });
});
