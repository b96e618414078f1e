import { PageQuery, type Parked, ROUTES } from '@app/contracts';
import type { Words } from '@app/service';
import { audit, dropParked, type IdempotencyKey, listParked, once, replayParked, Store, type Caller, type ParkedRow } from '@app/store';
import { Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { inWords } from '../http/in-words.js';
import { OnceKey } from '../http/once-key.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';
import { Speaks } from '../http/speaks.js';

@Controller()
export class ParkedController {
  constructor(private readonly store: Store) {}

  @Serves(ROUTES.listParked)
  async list(@Query({ schema: PageQuery }) query: PageQuery, @Speaks() catalog: Words) {
    const { data, next } = await listParked(this.store, query);
    return { data: data.map((row) => parkedAnswer(row, catalog)), next };
  }

  @Serves(ROUTES.replayParked)
  replay(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller, @OnceKey() key: IdempotencyKey | null): Promise<void> {
    return once(this.store, key, async (tx) => {
      await replayParked(tx, id);
      await audit(tx, { actor: caller.agentId, action: 'parked.replay', subject: id });
    });
  }

  @Serves(ROUTES.dropParked)
  drop(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<void> {
    return this.store.transaction(async (tx) => {
      await dropParked(tx, id);
      await audit(tx, { actor: caller.agentId, action: 'parked.drop', subject: id });
    });
  }
}

/** Without its key, which may hold an address. */
function parkedAnswer({ id, group, eventId, topic, type, at, parkedAt, reason, attempts, size }: ParkedRow, catalog: Words): Parked {
  const times = { at: at.toISOString(), parkedAt: parkedAt.toISOString() };
  return { id, group, eventId, topic, type, attempts, size, ...times, reason: inWords(reason, catalog) };
}
