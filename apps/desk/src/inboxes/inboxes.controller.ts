import {
  ChangeInbox,
  CreateInbox,
  type IdentityKey,
  ImportHistory,
  type Inbox,
  PageQuery,
  type Probe,
  ProbeInbox,
  ROUTES,
  type SeenHosts,
  type TestedInbox,
  TestInbox,
} from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Words } from '@app/service';
import { type IdempotencyKey, Inboxes, listInboxes, once, readInbox, seenHosts, Store, type Caller } from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { FileLinks } from '../files/file-links.js';
import { CalledBy } from '../http/called-by.js';
import { OnceKey } from '../http/once-key.js';
import { PathId } from '../http/path-params.js';
import { Serves } from '../http/serves.js';
import { Speaks } from '../http/speaks.js';
import { BotChecks } from './bot-checks.js';
import { inboxAnswer } from './inbox-answer.js';
import { InboxSettings } from './inbox-settings.js';
import { MailboxProbes, probeAnswer } from './mailbox-probes.js';
import { MailboxTests } from './mailbox-tests.js';
import { ProbeLimit } from './probe-limit.js';
import { stepAnswer } from './step-answer.js';

@Controller()
export class InboxesController {
  constructor(
    private readonly store: Store,
    private readonly settings: InboxSettings,
    private readonly tests: MailboxTests,
    private readonly probes: MailboxProbes,
    private readonly bots: BotChecks,
    private readonly limit: ProbeLimit,
    private readonly inboxes: Inboxes,
    private readonly links: FileLinks,
  ) {}

  @Serves(ROUTES.listInboxes)
  async list(@Query({ schema: PageQuery }) query: PageQuery, @CalledBy() caller: Caller, @Speaks() catalog: Words) {
    const { data, next } = await listInboxes(this.store, query);
    return { data: data.map((row) => inboxAnswer(row, caller, catalog, this.links)), next };
  }

  @Serves(ROUTES.createInbox)
  create(
    @Body({ schema: CreateInbox }) inbox: CreateInbox,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Inbox> {
    return once(this.store, key, async (tx) =>
      inboxAnswer(await readInbox(tx, await this.settings.create(tx, inbox, caller)), caller, catalog, this.links),
    );
  }

  @Serves(ROUTES.getInbox)
  async get(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller, @Speaks() catalog: Words): Promise<Inbox> {
    return inboxAnswer(await readInbox(this.store, id), caller, catalog, this.links);
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
      return inboxAnswer(await readInbox(tx, id), caller, catalog, this.links);
    });
  }

  @Serves(ROUTES.renewIdentityKey)
  renewIdentityKey(@Param('id', { schema: PathId }) id: string, @CalledBy() caller: Caller): Promise<IdentityKey> {
    return this.store.transaction((tx) => this.settings.renewIdentityKey(tx, id, caller));
  }

  @Serves(ROUTES.listSeenHosts)
  async listSeenHosts(@Param('id', { schema: PathId }) id: string): Promise<SeenHosts> {
    const { channel } = await readInbox(this.store, id);
    if (channel !== 'webchat') throw new DeskError('conflict', 'inbox-of-other-channel', 'The inbox is no web chat.');
    const hosts = await seenHosts(this.store, id);
    return {
      data: hosts.map(({ firstAt, lastAt, ...host }) => ({ ...host, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() })),
    };
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
      return inboxAnswer(await readInbox(tx, id), caller, catalog, this.links);
    });
  }

  /** Up to 15 seconds, without a transaction. */
  @Serves(ROUTES.probeInbox)
  async probe(@Body({ schema: ProbeInbox }) asked: ProbeInbox, @CalledBy() caller: Caller, @Speaks() catalog: Words): Promise<Probe> {
    this.limit.count(caller.agentId);
    return asked.channel === 'telegram' ? this.bots.probe(asked, catalog) : probeAnswer(await this.probes.probe(asked), catalog);
  }

  /** Up to half a minute, without a transaction. */
  @Serves(ROUTES.testInbox)
  async test(
    @Param('id', { schema: PathId }) id: string,
    @Body({ schema: TestInbox }) { send }: TestInbox,
    @Speaks() catalog: Words,
  ): Promise<TestedInbox> {
    const { channel } = await readInbox(this.store, id);
    const steps =
      channel === 'telegram' ? await this.bots.test(await this.inboxes.openOne(channel, id)) : await this.tests.test(id, send, catalog);
    return { ok: steps.every(({ level }) => level !== 'failed'), steps: steps.map((step) => stepAnswer(step, catalog)) };
  }
}
