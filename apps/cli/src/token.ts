import { DeskError } from '@app/domain';
import { agentByEmail, audit, makeApiToken } from '@app/store';
import { type Command, needed } from './command.js';
import { addressOf } from './user.js';

export const createToken: Command = {
  name: 'token create',
  usage: '--agent EMAIL --name TEXT',
  about: 'Makes an API token that acts as an agent and prints it, this once.',
  takes: 0,
  options: { agent: { type: 'string' }, name: { type: 'string' } },
  async run(call) {
    const email = addressOf(needed(call, 'agent'));
    const name = needed(call, 'name');
    const { store } = await call.database();
    const token = await store.transaction(async (tx) => {
      const agent = await agentByEmail(tx, email);
      if (!agent?.active) throw new DeskError('missing', 'agent-missing', 'There is no active agent with this address.');
      await audit(tx, { actor: 'cli', action: 'token.create', subject: agent.id, after: { name } });
      return makeApiToken(tx, agent.id, name);
    });
    call.out.result({ agent: email, name, token }, token);
    return 0;
  },
};
