import { randomUUID } from 'node:crypto';
import { anAgent, anInbox, aChatMessage, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { expectedFirstResponses, takeIn } from '../index.js';

describe('how soon a team answers', () => {
  let product: ProductDatabase;
  beforeAll(async () => {
    product = await openProductDatabase();
  });
  afterAll(() => product.close());

  /** A team that answered after so many minutes each. */
  async function teamThatAnswered(minutes: readonly number[], daysAgo = 1): Promise<string> {
    const team = await aTeam(product.store);
    const inbox = await anInbox(product.store, 'telegram', team);
    for (const waited of minutes) {
      const chat = randomUUID();
      await product.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, chat)]));
      await product.store.query(
        `update tickets set created_at = now() - $2 * interval '1 day' - $3 * interval '1 minute', first_response_at = now() - $2 * interval '1 day'
         where inbox_id = $1 and first_response_at is null`,
        [inbox, daysAgo, waited],
      );
    }
    return team;
  }
  const minutesOf = async (team: string) => {
    const found = (await expectedFirstResponses(product.store, [team])).get(team);
    return found && [Math.round(found.typical), Math.round(found.most)];
  };
  const TEN = [5, 10, 15, 20, 25, 30, 35, 40, 45, 600];

  test('half and four of five of those who wrote waited no longer', async () => {
    expect(await minutesOf(await teamThatAnswered(TEN))).toEqual([25, 40]);
  });

  test('nine answers, or answers of three weeks ago, tell nothing', async () => {
    expect(await minutesOf(await teamThatAnswered(TEN.slice(1)))).toBeUndefined();
    expect(await minutesOf(await teamThatAnswered(TEN, 21))).toBeUndefined();
  });

  test('what an agent began does not count', async () => {
    const team = await teamThatAnswered(TEN);
    const agent = await anAgent(product.store, { teams: [team] });
    await product.store.query(
      `update ticket_events set actor_type = 'agent', actor_id = $2
       where code = 'opened' and ticket_id = (select id from tickets where team_id = $1 order by number limit 1)`,
      [team, agent],
    );
    expect(await minutesOf(team)).toBeUndefined();
  });

  test('each team for itself, and nothing is asked for none', async () => {
    const [quick, slow] = [await teamThatAnswered(TEN.map(() => 2)), await teamThatAnswered(TEN.map(() => 90))];
    const found = await expectedFirstResponses(product.store, [quick, slow]);
    expect([found.get(quick), found.get(slow)].map((one) => Math.round(one?.most ?? 0))).toEqual([2, 90]);
    expect(await expectedFirstResponses(product.store, [])).toEqual(new Map());
  });
});
