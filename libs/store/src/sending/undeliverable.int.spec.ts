import { aMail, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { addReply, Deliveries, Leases, retryReply, takeIn, undeliverable, type DeliveryResult, type Lease } from '../index.js';

describe('addresses that nothing automatic goes to', () => {
  let product: ProductDatabase;
  let deliveries: Deliveries;
  let leases: Leases;
  let lease: Lease;
  let inbox: string;
  let agent: string;

  beforeAll(async () => {
    product = await openProductDatabase();
    deliveries = new Deliveries(product.store);
    leases = new Leases(product.store, 'test');
    const team = await aTeam(product.store);
    agent = await anAgent(product.store, { teams: [team] });
    inbox = await anInbox(product.store, 'email', team, { address: 'support@shop.test' });
    const held = await leases.acquire(inbox);
    if (!held) throw new Error('There is no lease.');
    lease = held;
  });
  afterAll(async () => {
    await leases.close();
    await product.close();
  });

  /** An answer to this customer, as the sender has it in hand. */
  async function sending(address: string, kind: 'reply' | 'auto' = 'reply') {
    const sender = { address, name: '', language: null, proved: null };
    await product.store.transaction((tx) => takeIn(tx, [aMail(inbox, { sender })]));
    const [place] = await product.store.query<{ ticketId: string; conversationId: string }>(
      `select ticket_id as "ticketId", conversation_id as "conversationId" from messages order by position desc limit 1`,
    );
    if (!place) throw new Error('The mail was not taken in.');
    const { messageId } = await product.store.transaction((tx) =>
      addReply(tx, { ...place, kind, authorId: kind === 'reply' ? agent : null, way: 'console', text: 'Here it is', next: 'pending' }),
    );
    return { messageId, id: await taken() };
  }

  async function taken(): Promise<string> {
    const [due] = await deliveries.takeDue(inbox, lease, { limit: 10, inOrder: false });
    return due?.deliveries[0]?.id ?? '';
  }

  const refused = (id: string, code: string): DeliveryResult => ({ id, state: 'failed', reason: { code, params: {} } });
  const isGivenUp = async (address: string) => (await undeliverable(product.store, [address])).has(address);

  test.each([
    ['refused-recipient-unknown', true],
    ['refused-mailbox-off', true],
    ['refused-domain-unknown', true],
    ['refused-spam', false],
    ['refused-too-large', false],
    ['smtp-refused', false],
  ])('fail:L4 a server that refuses with %s: given up is %s', async (code, expected) => {
    const { id } = await sending(`${code}@x.test`);
    await deliveries.report([refused(id, code)]);
    expect(await isGivenUp(`${code}@x.test`)).toBe(expected);
  });

  test("an agent's answer that is sent again and taken shows that the address is there", async () => {
    const { id, messageId } = await sending('again@x.test');
    await deliveries.report([refused(id, 'refused-recipient-unknown')]);
    await product.store.transaction((tx) => retryReply(tx, messageId));
    expect(await isGivenUp('again@x.test')).toBe(true);
    await deliveries.report([{ id: await taken(), state: 'accepted' }]);
    expect(await isGivenUp('again@x.test')).toBe(false);
  });

  test('what is automatic shows nothing by being taken', async () => {
    const { id } = await sending('machine@x.test');
    await deliveries.report([refused(id, 'refused-recipient-unknown')]);
    const automatic = await sending('machine@x.test', 'auto');
    await deliveries.report([{ id: automatic.id, state: 'accepted' }]);
    expect(await isGivenUp('machine@x.test')).toBe(true);
  });
});
