import { NameSkill, PageQuery, ROUTES, type Skill } from '@app/contracts';
import { addSkill, audit, type IdempotencyKey, listSkills, once, readSkill, renameSkill, Store, type Caller } from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { OnceKey } from '../http/once-key.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';

@Controller()
export class SkillsController {
  constructor(private readonly store: Store) {}

  @Serves(ROUTES.listSkills)
  list(@Query({ schema: PageQuery }) query: PageQuery) {
    return listSkills(this.store, query);
  }

  @Serves(ROUTES.createSkill)
  create(
    @Body({ schema: NameSkill }) { name }: NameSkill,
    @CalledBy() caller: Caller,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Skill> {
    return once(this.store, key, async (tx) => {
      const skill = await addSkill(tx, name);
      await audit(tx, { actor: caller.agentId, action: 'skill.create', subject: skill.id, after: skill });
      return skill;
    });
  }

  @Serves(ROUTES.getSkill)
  get(@Param('id', { schema: PathId }) id: string): Promise<Skill> {
    return readSkill(this.store, id);
  }

  @Serves(ROUTES.renameSkill)
  rename(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: NameSkill }) { name }: NameSkill,
    @CalledBy() caller: Caller,
  ): Promise<Skill> {
    return this.store.transaction(async (tx) => {
      const after = await renameSkill(tx, id, name);
      await audit(tx, { actor: caller.agentId, action: 'skill.rename', subject: id, after });
      return after;
    });
  }
}
