import { type Agent, AgentQuery, ChangeAgent, ChangeMe, CreateAgent, ROUTES, SetPresence } from '@app/contracts';
import { DeskError } from '@app/domain';
import {
  addAgent,
  audit,
  changeAgent,
  type IdempotencyKey,
  leads,
  listAgents,
  once,
  readAgent,
  setPresence,
  Store,
  type Caller,
} from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { OnceKey } from '../http/once-key.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';
import { agentAnswer } from './agent-answer.js';

const LEADS_CHANGE = new Set(['capacity', 'skills', 'presence']);

@Controller()
export class AgentsController {
  constructor(private readonly store: Store) {}

  @Serves(ROUTES.listAgents)
  async list(@Query({ schema: AgentQuery }) query: AgentQuery) {
    const { data, next } = await listAgents(this.store, query);
    return { data: data.map(agentAnswer), next };
  }

  @Serves(ROUTES.createAgent)
  create(
    @Body({ schema: CreateAgent }) agent: CreateAgent,
    @CalledBy() caller: Caller,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Agent> {
    return once(this.store, key, async (tx) => {
      const id = await addAgent(tx, agent);
      await audit(tx, { actor: caller.agentId, action: 'agent.create', subject: id, after: agent });
      return agentAnswer(await readAgent(tx, id));
    });
  }

  @Serves(ROUTES.changeMe)
  changeMe(@Body({ schema: ChangeMe }) change: ChangeMe, @CalledBy() caller: Caller): Promise<Agent> {
    return this.change(caller.agentId, change, caller);
  }

  @Serves(ROUTES.setPresence)
  setPresence(@Body({ schema: SetPresence }) { state }: SetPresence, @CalledBy() caller: Caller): Promise<Agent> {
    return this.store.transaction(async (tx) => {
      await setPresence(tx, caller.agentId, state);
      return agentAnswer(await readAgent(tx, caller.agentId));
    });
  }

  @Serves(ROUTES.getAgent)
  async get(@Param('id', { schema: PathId }) id: string): Promise<Agent> {
    return agentAnswer(await readAgent(this.store, id));
  }

  @Serves(ROUTES.changeAgent)
  async changeAgent(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ChangeAgent }) change: ChangeAgent,
    @CalledBy() caller: Caller,
  ): Promise<Agent> {
    if (caller.role === 'lead') await this.refuseWhatLeadsMayNot(caller.agentId, id, change);
    return this.change(id, change, caller);
  }

  private async refuseWhatLeadsMayNot(leadId: string, id: string, change: ChangeAgent): Promise<void> {
    if (!(await leads(this.store, leadId, id)))
      throw new DeskError('missing', 'agent-missing', 'There is no such agent in a team you lead.');
    if (Object.keys(change).every((field) => LEADS_CHANGE.has(field))) return;
    throw new DeskError('forbidden', 'not-allowed', 'A lead changes capacity, skills and presence only.');
  }

  private change(id: string, change: ChangeAgent, caller: Caller): Promise<Agent> {
    return this.store.transaction(async (tx) => {
      const before = await readAgent(tx, id);
      await changeAgent(tx, id, change);
      const after = await readAgent(tx, id);
      await audit(tx, { actor: caller.agentId, action: 'agent.change', subject: id, before, after });
      return agentAnswer(after);
    });
  }
}
