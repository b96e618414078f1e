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
      { kind: 'inbound', text: 'Where is my order?', authorName: null },
      { kind: 'reply', text: 'On its way', authorName: expect.stringMatching(/^Agent/) },
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
    const mark = (got: bigint, read: bigint) => noteSeen(product.store, [{ conversationId: seen?.conversationId ?? '', got, read }]);
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
    const [row] = await product.store.query<{ found: string }>(`select token_hash::text as found from visitors where id = $1`, [
      visitor.id,
    ]);
    expect(row?.found).not.toContain(Buffer.from(token).toString('hex'));
    await product.store.query(`update inboxes set active = false where id = $1`, [inboxId]);
    await expect(visitorByToken(product.store, token)).rejects.toMatchObject({ code: 'visitor-unknown' });
    await product.store.query(`update inboxes set active = true where id = $1`, [inboxId]);
  });
});
