import { randomUUID } from 'node:crypto';
import { Leases } from '@app/store';
import { aChatMessage, anAgent, anInbox, aSkill, aTeam, eventually, openProductDatabase, type ProductDatabase } from '@app/testing';
import { applyDecisions, candidates, takeIn, waitingTickets } from '@app/store';
import { decideRound } from '@app/domain';
import { Router } from './router.js';

describe('the router', () => {
  let product: ProductDatabase;
  beforeAll(async () => {
    product = await openProductDatabase();
  });
  afterAll(() => product.close());

  const aRouter = (name = 'one') => new Router(product.store, new Leases(product.store, name));
  const arrive = async (inbox: string, count: number) => {
    const batch = Array.from({ length: count }, (_, i) => aChatMessage(inbox, `${inbox}-${i}-${randomUUID()}`));
    await product.store.transaction((tx) => takeIn(tx, batch));
  };
  const waitingForLocks = async () => {
    const rows = await product.store.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    return rows.length;
  };
  const loads = async (team: string) => {
    const rows = await product.store.query<{ id: string | null; n: number }>(
      `select assignee_id as id, count(*)::int as n from tickets where team_id = $1 group by 1`,
      [team],
    );
    return new Map(rows.map((row) => [row.id, row.n]));
  };

  test('need:S4 tickets are spread by share of load, up to capacity; the others wait', async () => {
    const team = await aTeam(product.store);
    const inbox = await anInbox(product.store, 'telegram', team);
    const [big, small] = [
      await anAgent(product.store, { teams: [team], capacity: 4 }),
      await anAgent(product.store, { teams: [team], capacity: 2 }),
    ];
    await arrive(inbox, 8);
    await aRouter().route([team]);
    expect(await loads(team)).toEqual(
      new Map([
        [big, 4],
        [small, 2],
        [null, 2],
      ]),
    );
  });

  test('only an agent with the required skill at its level is given the ticket, with the reason', async () => {
    const team = await aTeam(product.store);
    const inbox = await anInbox(product.store, 'telegram', team);
    const skill = await aSkill(product.store, 'billing');
    await product.store.query(`insert into inbox_skills (inbox_id, skill_id, level) values ($1, $2, 3)`, [inbox, skill]);
    await anAgent(product.store, { teams: [team], skills: { [skill]: 2 } });
    await anAgent(product.store, { teams: [team], skills: { [skill]: 5 }, presence: 'offline' });
    const able = await anAgent(product.store, { teams: [team], skills: { [skill]: 3 } });
    await arrive(inbox, 1);
    await aRouter().route([team]);
    expect(await loads(team)).toEqual(new Map([[able, 1]]));
    const [noted] = await product.store.query<{ reason: unknown }>(`select reason from assignments where agent_id = $1`, [able]);
    expect(noted?.reason).toMatchObject({ code: 'only-able', params: { skill: 'billing', level: 3 } });
  });

  test('a second router leaves a team to the one that serves it, and takes over when that one closes', async () => {
    const team = await aTeam(product.store);
    const inbox = await anInbox(product.store, 'telegram', team);
    const agent = await anAgent(product.store, { teams: [team] });
    const [first, second] = [aRouter('first'), aRouter('second')];
    await first.route([team]);
    await arrive(inbox, 1);
    await second.route([team]);
    expect(await loads(team)).toEqual(new Map([[null, 1]]));
    await first.close();
    await second.route([team]);
    expect(await loads(team)).toEqual(new Map([[agent, 1]]));
  });

  test('a customer who writes on while the ticket is decided on does not keep it from being given', async () => {
    const team = await aTeam(product.store);
    const inbox = await anInbox(product.store, 'telegram', team);
    const agent = await anAgent(product.store, { teams: [team] });
    const chat = `${inbox}-writes-on`;
    await product.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, chat)]));
    let routed = Promise.resolve();
    await product.store.transaction(async (tx) => {
      await takeIn(tx, [aChatMessage(inbox, chat)]);
      routed = aRouter('waits').route([team]);
      // It has decided, and waits for the ticket.
      await eventually(async () => expect(await waitingForLocks()).toBe(1));
    });
    await routed;
    expect(await loads(team)).toEqual(new Map([[agent, 1]]));
  });

  test('inv:I5 inv:I6 four routers that race exceed no capacity and give no ticket twice', async () => {
    const team = await aTeam(product.store);
    const inbox = await anInbox(product.store, 'telegram', team);
    const agents = await Promise.all([3, 5, 7].map((capacity) => anAgent(product.store, { teams: [team], capacity })));
    const race = async () => {
      for (let round = 0; round < 6; round++) {
        const decisions = decideRound(await waitingTickets(product.store, team, 100), await candidates(product.store, team));
        if (decisions.length > 0) await applyDecisions(product.store, decisions);
        await product.store.query(
          `update tickets set state = 'solved' where id in (select id from tickets where team_id = $1 and state = 'open' order by random() limit 2)`,
          [team],
        );
        await arrive(inbox, 4);
        const over = await product.store.query(
          `select a.id from agents a where a.id = any($1) and a.capacity < (select count(*) from tickets t where t.assignee_id = a.id and t.state = 'open')`,
          [agents],
        );
        expect(over).toEqual([]);
      }
    };
    await Promise.all([race(), race(), race(), race()]);
    const twice = await product.store.query(
      `select ticket_id from assignments s join tickets t on t.id = s.ticket_id where t.team_id = $1 group by 1 having count(*) > 1`,
      [team],
    );
    expect(twice).toEqual([]);
  });
});
