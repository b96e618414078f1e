import { FUZZ_SEED } from '@app/fuzz';
import {
  aChatMessage,
  anAgent,
  anInbox,
  aTeam,
  cameByUpdate,
  changedInChat,
  openProductDatabase,
  type ProductDatabase,
  saidInChat,
  seededRandom,
} from '@app/testing';
import {
  addReply,
  applyDecisions,
  assigned,
  blockChat,
  candidates,
  changeReply,
  changeStandings,
  Deliveries,
  Leases,
  lockTickets,
  retryReply,
  stateSet,
  takeBackReply,
  takeIn,
  undoReply,
  waitingTickets,
  type Lease,
} from '../index.js';
import { decideRound } from '@app/domain';

const CHATS = ['0:1:0', '0:2:0', '0:3:0', '0:4:0'];
const ROUNDS = 12;

/** Locks are taken in one order (`model.md` 1): agents, identities, conversations, tickets, the bus. */
describe(`the lock order, FUZZ_SEED=${FUZZ_SEED}`, () => {
  let product: ProductDatabase;
  let team: string;
  let agent: string;
  let inbox: string;
  let deliveries: Deliveries;
  let leases: Leases;
  let lease: Lease | null;
  let turn = 0;

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
  const random = seededRandom(FUZZ_SEED);
  const shuffled = <T>(items: readonly T[]): T[] => items.toSorted(() => random() - 0.5);
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
    'customers change what they said, react, delete and come back': () => {
      const n = (turn += 1);
      const first = shuffled(CHATS).map((chat) => ({ chat, said: saidInChat(inbox, `said ${chat}`, { key: chat }) }));
      return product.store.transaction((tx) =>
        takeIn(tx, [
          ...first.map(({ said }) => changedInChat(said, `changed ${n}`, new Date(1_700_000_000_000 + n * 1000))),
          ...first.map(({ chat }) => ({
            ...cameByUpdate(inbox, `r ${chat} ${n}`, 'reaction'),
            of: `said ${chat}`,
            person: chat,
            emoji: ['👍'],
          })),
          { ...cameByUpdate(inbox, `d ${n}`, 'deletion'), of: first.map(({ chat }) => `said ${chat}`) },
          ...first.map(({ chat }) => ({ ...cameByUpdate(inbox, `s ${chat} ${n}`, 'standing'), externalKey: chat, blocked: n % 2 === 0 })),
        ]),
      );
    },
    'the sender is refused': async () => {
      for (const chat of shuffled(CHATS)) await product.store.transaction((tx) => blockChat(tx, inbox, chat));
    },
    'agents answer': async () => {
      for (const place of await places())
        await product.store.transaction((tx) => addReply(tx, { ...anAnswer, ...place, authorId: agent })).catch(ignoreConflict);
    },
    'agents answer and undo it': async () => {
      for (const place of await places()) {
        const held = await product.store
          .transaction((tx) => addReply(tx, { ...anAnswer, ...place, authorId: agent, holdMs: 60_000 }))
          .catch(ignoreConflict);
        if (held) await product.store.transaction((tx) => undoReply(tx, held.messageId)).catch(ignoreConflict);
      }
    },
    'agents change what they said, and take it back': async () => {
      const viewer = { agentId: agent, role: 'agent' } as const;
      const said = await product.store.query<{ id: string }>(`select id from messages where author_id = $1 order by random() limit 8`, [
        agent,
      ]);
      const changed = { text: `changed ${(turn += 1)}`, html: null, entities: [] };
      for (const [i, { id }] of said.entries())
        await product.store
          .transaction<unknown>((tx) =>
            i % 4 === 3 ? takeBackReply(tx, id, viewer) : changeReply(tx, { messageId: id, viewer, ...changed }),
          )
          .catch(ignoreConflict);
    },
    'the sender takes': async () => {
      if (lease) await deliveries.takeDue(inbox, lease, { limit: 20, inOrder: false });
    },
    'the sender reports': async () => {
      const rows = await product.store.query<{ id: string }>(`select id from deliveries where state = 'sending' order by random()`);
      await deliveries.report(
        rows.map(({ id }, i) =>
          i % 2 ? { id, state: 'accepted', externalId: String(i) } : { id, state: 'failed', reason: { code: 'test', params: {} } },
        ),
      );
    },
    'agents try again': async () => {
      const rows = await product.store.query<{ id: string }>(
        `select message_id as id from deliveries where state = 'failed' order by random() limit 3`,
      );
      for (const { id } of rows) await product.store.transaction((tx) => retryReply(tx, id)).catch(ignoreConflict);
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
