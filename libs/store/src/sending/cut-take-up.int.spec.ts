import { aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase, until, withClient } from '@app/testing';
import { addReply, Deliveries, Leases, type Lease, takeIn, untaken, type UntakenMessage } from '../index.js';

/** Held by the test: no take-up can end its commit meanwhile. */
const GATE = 4_711;

describe('a take-up that was cut off while its commit was under way', () => {
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
    await withClient(product.database.ownerUrl, async (owner) => {
      await owner.query(`create function at_the_gate() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return null; end $$`);
      await owner.query(`create constraint trigger gate after update on deliveries deferrable initially deferred
        for each row when (new.state = 'sending') execute function at_the_gate()`);
    });
  });
  afterAll(async () => {
    await leases.close();
    await product.close();
  });

  async function aDueAnswer(channel: 'telegram' | 'webchat'): Promise<{ inbox: string; lease: Lease; due: readonly UntakenMessage[] }> {
    const inbox = await anInbox(product.store, channel, team);
    await product.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, '5', { channel })]));
    const [place] = await product.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where inbox_id = $1`,
      [inbox],
    );
    const lease = await leases.acquire(inbox);
    if (!place || !lease) throw new Error('The conversation was not made.');
    const reply = { ...place, kind: 'reply', authorId: agent, way: 'console', text: 'Here it is', next: 'pending' } as const;
    await product.store.transaction((tx) => addReply(tx, reply));
    return { inbox, lease, due: await deliveries.readDue(inbox, { limit: 10, inOrder: true }) };
  }

  /** Runs `clear` while the commit of `take` waits, and lets it end when `clear` waits for it or has ended. */
  async function whileUnderWay<T>(take: () => Promise<unknown>, clear: () => Promise<T>): Promise<T> {
    return withClient(product.database.ownerUrl, async (gate) => {
      const waiting = async (kind: string) =>
        (
          await gate.query(
            `select from pg_locks join pg_stat_activity using (pid)
             where datname = current_database() and not granted and locktype ${kind} 'advisory'`,
          )
        ).rowCount ?? 0;
      await gate.query('select pg_advisory_lock($1)', [GATE]);
      const taking = take();
      await until('the commit waits', async () => (await waiting('=')) > 0);
      let hasEnded = false;
      const clearing = clear().finally(() => {
        hasEnded = true;
      });
      await until('the other waits for it, or is done', async () => hasEnded || (await waiting('<>')) > 0);
      await gate.query('select pg_advisory_unlock($1)', [GATE]);
      await taking;
      return await clearing;
    });
  }

  test('is put back when it has taken them: they are due as before, and no try is counted (fault:M26)', async () => {
    const { inbox, lease, due } = await aDueAnswer('telegram');
    await whileUnderWay(
      () => deliveries.takeUp(due, lease),
      () => deliveries.report(untaken(due)),
    );
    expect(await product.store.query(`select state, attempts from deliveries where inbox_id = $1`, [inbox])).toEqual([
      { state: 'queued', attempts: 0 },
    ]);
  });

  test('is found among what is left where stored is accepted (fault:M26)', async () => {
    const { inbox, lease, due } = await aDueAnswer('webchat');
    const left = await whileUnderWay(
      () => deliveries.takeDue(inbox, lease, { limit: 10, inOrder: false }),
      () => deliveries.leftSending(inbox, lease),
    );
    expect(left).toEqual(due.flatMap((message) => message.deliveries.map(({ id }) => id)));
  });
});
