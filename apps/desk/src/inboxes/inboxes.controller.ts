import { ChangeInbox, CreateInbox, ImportHistory, type Inbox, PageQuery, ROUTES } from '@app/contracts';
import type { Words } from '@app/service';
import { type IdempotencyKey, listInboxes, once, readInbox, Store, type Caller } from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { OnceKey } from '../http/once-key.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';
import { Speaks } from '../http/speaks.js';
import { inboxAnswer } from './inbox-answer.js';
import { InboxSettings } from './inbox-settings.js';

@Controller()
export class InboxesController {
  constructor(
    private readonly store: Store,
    private readonly settings: InboxSettings,
  ) {}

  @Serves(ROUTES.listInboxes)
  async list(@Query({ schema: PageQuery }) query: PageQuery, @CalledBy() caller: Caller, @Speaks() catalog: Words) {
    const { data, next } = await listInboxes(this.store, query);
    return { data: data.map((row) => inboxAnswer(row, caller, catalog)), next };
  }

  @Serves(ROUTES.createInbox)
  create(
    @Body({ schema: CreateInbox }) inbox: CreateInbox,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Inbox> {
    return once(this.store, key, async (tx) =>
      inboxAnswer(await readInbox(tx, await this.settings.create(tx, inbox, caller)), caller, catalog),
    );
  }

  @Serves(ROUTES.getInbox)
  async get(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller, @Speaks() catalog: Words): Promise<Inbox> {
    return inboxAnswer(await readInbox(this.store, id), caller, catalog);
  }

  @Serves(ROUTES.changeInbox)
  change(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ChangeInbox }) change: ChangeInbox,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
  ): Promise<Inbox> {
    return this.store.transaction(async (tx) => {
      await this.settings.change(tx, id, change, caller);
      return inboxAnswer(await readInbox(tx, id), caller, catalog);
    });
  }

  @Serves(ROUTES.importHistory)
  importHistory(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: ImportHistory }) { from }: ImportHistory,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
  ): Promise<Inbox> {
    return this.store.transaction(async (tx) => {
      await this.settings.importHistory(tx, id, from, caller);
      return inboxAnswer(await readInbox(tx, id), caller, catalog);
    });
  }
}
