import { DeskError } from '@app/domain';
import { addAgent, agentByEmail, audit, linkUrl, makeLink, type NewLink } from '@app/store';
import { z } from 'zod';
import { type Call, type Command, type ExitCode, WrongUse, word } from './command.js';

const ROLES = ['agent', 'lead', 'admin'] as const;

export const createUser: Command = {
  name: 'user create',
  usage: 'EMAIL [--name NAME] [--role agent|lead|admin]',
  about: 'Adds an agent and prints the one-time link by which they set a password.',
  takes: 1,
  options: { name: { type: 'string' }, role: { type: 'string' } },
  async run(call) {
    const email = addressOf(word(call));
    const name = call.option('name') ?? email.split('@')[0] ?? email;
    const role = ROLES.find((one) => one === (call.option('role') ?? 'agent'));
    if (!role) throw new WrongUse(`--role is '${call.option('role')}', expected one of ${ROLES.join(', ')}.`);
    const { store } = await call.database();
    const link = await store.transaction(async (tx) => {
      const id = await addAgent(tx, { email, name, role, language: null, capacity: 6, teams: [], skills: [] });
      await audit(tx, { actor: 'cli', action: 'agent.create', subject: id, after: { name, role } });
      return makeLink(tx, 'invite', id);
    });
    return printLink(call, email, link);
  },
};

export const resetUser: Command = {
  name: 'user reset',
  usage: 'EMAIL',
  about: 'Prints a one-time link by which an agent sets a new password.',
  takes: 1,
  async run(call) {
    const email = addressOf(word(call));
    const { store } = await call.database();
    const link = await store.transaction(async (tx) => {
      const agent = await agentByEmail(tx, email);
      if (!agent?.active) throw new DeskError('missing', 'agent-missing', 'There is no active agent with this address.');
      await audit(tx, { actor: 'cli', action: 'agent.reset', subject: agent.id });
      return makeLink(tx, 'reset', agent.id);
    });
    return printLink(call, email, link);
  },
};

/** @throws WrongUse */
export function addressOf(text: string): string {
  const parsed = z.email().safeParse(text.trim().toLowerCase());
  if (!parsed.success) throw new WrongUse(`'${text}' is no e-mail address.`);
  return parsed.data;
}

function printLink({ config, out }: Call, email: string, { token, expiresAt }: NewLink): ExitCode {
  const link = linkUrl(config.PUBLIC_URL, token);
  out.say(`One-time link for ${email}, until ${expiresAt.toISOString()}:`);
  out.result({ email, link, expiresAt: expiresAt.toISOString() }, link);
  return 0;
}
