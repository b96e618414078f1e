import { ChangeTeam, CreateTeam, PageQuery, ROUTES, type Team } from '@app/contracts';
import { addTeam, audit, changeTeam, type IdempotencyKey, listTeams, once, readTeam, Store, type Caller, type TeamRow } from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { OnceKey } from '../http/once-key.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';

@Controller()
export class TeamsController {
  constructor(private readonly store: Store) {}

  @Serves(ROUTES.listTeams)
  async list(@Query({ schema: PageQuery }) query: PageQuery) {
    const { data, next } = await listTeams(this.store, query);
    return { data: data.map(teamAnswer), next };
  }

  @Serves(ROUTES.createTeam)
  create(@Body({ schema: CreateTeam }) team: CreateTeam, @CalledBy() caller: Caller, @OnceKey() key: IdempotencyKey | null): Promise<Team> {
    return once(this.store, key, async (tx) => {
      const id = await addTeam(tx, team.name, team.members, team.signature);
      await audit(tx, { actor: caller.agentId, action: 'team.create', subject: id, after: team });
      return teamAnswer(await readTeam(tx, id));
    });
  }

  @Serves(ROUTES.getTeam)
  async get(@Param('id', { schema: PathId }) id: string): Promise<Team> {
    return teamAnswer(await readTeam(this.store, id));
  }

  @Serves(ROUTES.changeTeam)
  change(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ChangeTeam }) change: ChangeTeam,
    @CalledBy() caller: Caller,
  ): Promise<Team> {
    return this.store.transaction(async (tx) => {
      const before = await readTeam(tx, id);
      await changeTeam(tx, id, change);
      const after = await readTeam(tx, id);
      await audit(tx, { actor: caller.agentId, action: 'team.change', subject: id, before, after });
      return teamAnswer(after);
    });
  }
}

function teamAnswer({ id, name, createdAt, members, signature }: TeamRow): Team {
  return { id, name, createdAt: createdAt.toISOString(), members: [...members], signature };
}
