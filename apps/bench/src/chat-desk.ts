import { type Installation, ANNA, ProductApi, withClient } from '@app/testing';
import type { WebSocket } from 'ws';
import type { ChatTimes } from './chat-visitors.js';

const AGENTS = 200;
const CAPACITY = 100;

/** So many agents that each visitor's ticket is somebody's at once, as in a desk that keeps up. */
export async function staffDesk(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `with added as (
         insert into agents (id, email, name, role, capacity, presence)
         select gen_random_uuid(), 'bench-' || n || '@shop.test', 'Agent ' || n, 'agent', $2, 'online' from generate_series(1, $1::int) n returning id),
       members as (insert into team_members (team_id, agent_id) select t.id, a.id from added a, (select id from teams limit 1) t)
       insert into agent_skills (agent_id, skill_id, level) select a.id, s.id, 5 from added a, skills s`,
      [AGENTS, CAPACITY],
    );
  });
}

/** An agent's console that notes when it is told of a message. */
export async function watchDesk(product: Installation, times: () => ChatTimes): Promise<WebSocket> {
  const api = await ProductApi.signIn(product.staffUrl, ANNA);
  return await api.live(({ type, messageId }) => {
    if (type === 'ticket.message-added' && messageId !== null) times().shown(messageId);
  });
}
