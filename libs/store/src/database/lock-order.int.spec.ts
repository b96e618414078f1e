import { aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import {
  addReply,
  applyDecisions,
  assigned,
  candidates,
  changeStandings,
  Deliveries,
  Leases,
  lockTickets,
  retryReply,
  stateSet,
  takeIn,
  waitingTickets,
  type Lease,
} from '../index.js';
import { decideRound } from '@app/domain';

const CHATS = ['1', '2', '3', '4'];
const ROUNDS = 12;

/** Locks are taken in one order (`model.md` 1): agents, identities, conversations, tickets, the bus. */
describe('the lock order', () => {
  let product: ProductDatabase;
  let team: string;
  let agent: string;
  let inbox: string;
  let deliveries: Deliveries;
  let leases: Leases;
  let lease: Lease | null;

  beforeAll(async () => {
    product = await openProductDatabase();
    team = await aTeam(product.store);
    inbox = await anInbox(product.store, 'telegram', team);
    agent = await anAgent(product.store, { teams: [team], capacity: 1000 });
    await anAgent(product.store, { teams: [team], capacity: 1000 });
    deliveries = new Deliveries(product.store);
    leases = new Leases(product.store, 'test');
    lease = await leases.acquire(inbox);
    await product.store.transaction((tx) =>
      takeIn(
        tx,
        CHATS.map((chat) => aChatMessage(inbox, chat)),
      ),
    );
  });
  afterAll(async () => {
    await leases.close();
    await product.close();
  });

  const places = () =>
    product.store.query<{ conversationId: string; ticketId: string }>(
      `select id as "conversationId", current_ticket_id as "ticketId" from conversations where inbox_id = $1 order by random()`,
      [inbox],
    );
  const ticketIds = async () => (await places()).map((place) => place.ticketId);
  const shuffled = <T>(items: readonly T[]): T[] => items.toSorted(() => Math.random() - 0.5);
  const anAnswer = { kind: 'reply', way: 'console', text: 'yes', next: 'pending' } as const;

  /** Every transaction that changes tickets, as the services run them. */
  const writers: Record<string, () => Promise<unknown>> = {
    'customers write': () =>
      product.store.transaction((tx) =>
        takeIn(
          tx,
          shuffled(CHATS).map((chat) => aChatMessage(inbox, chat)),
        ),
      ),
    'agents answer': async () => {
      for (const place of await places()) await product.store.transaction((tx) => addReply(tx, { ...anAnswer, ...place, authorId: agent }));
    },
    'the sender takes': async () => {
      if (lease) await deliveries.takeDue(inbox, lease, { limit: 20, inOrder: false });
    },
    'the sender reports': async () => {
      const rows = await product.store.query<{ id: string }>(`select id from deliveries where state = 'sending' order by random()`);
      await deliveries.report(
        rows.map(({ id }, i) => (i % 2 ? { id, state: 'accepted' } : { id, state: 'failed', reason: { code: 'test', params: {} } })),
      );
    },
    'agents try again': async () => {
      const rows = await product.store.query<{ id: string }>(
        `select message_id as id from deliveries where state = 'failed' order by random() limit 3`,
      );
      for (const { id } of rows) await product.store.transaction((tx) => retryReply(tx, id, null)).catch(ignoreConflict);
    },
    'the router assigns': async () => {
      const decisions = decideRound(await waitingTickets(product.store, team, 50), await candidates(product.store, team));
      await applyDecisions(product.store, shuffled(decisions));
    },
    'agents give back': async () => {
      const ids = await ticketIds();
      await product.store.transaction(async (tx) => {
        const tickets = await lockTickets(tx, ids);
        const by = { type: 'agent', id: agent } as const;
        await changeStandings(
          tx,
          shuffled([...tickets.values()]).map((ticket) => assigned(ticket, null, by, 'agent')),
        );
      });
    },
    'agents set states': async () => {
      const ids = await ticketIds();
      await product.store.transaction(async (tx) => {
        const tickets = await lockTickets(tx, ids);
        const by = { type: 'agent', id: agent } as const;
        await changeStandings(
          tx,
          shuffled([...tickets.values()]).map((ticket) => stateSet(ticket, 'on_hold', by)),
        );
      });
    },
  };
  const names = Object.keys(writers);
  const pairs = names.flatMap((one, i) => names.slice(i).map((other) => [one, other] as const));

  test.each(pairs)('no deadlock: %s while %s', async (one, other) => {
    const run = async (name: string) => {
      for (let i = 0; i < ROUNDS; i++) await writers[name]?.();
    };
    await Promise.all([run(one), run(other)]);
  });
});

function ignoreConflict(error: unknown): void {
  if (!(error instanceof Error && 'fault' in error && error.fault === 'conflict')) throw error;
}
