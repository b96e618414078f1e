import { DeskError } from '@app/domain';
import { Config, Log } from '@app/service';
import { InboxWorkers, Leases, type InboxWorker, type Lease, type OpenInbox } from '@app/store';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BotApi, updateKinds, webhookUrl } from '@app/telegram';
import { BotPorts } from './bot-ports.js';
import { BotWorker, type Receiving } from './bot-worker.js';
import { FileFetcher } from './fetching/file-fetcher.js';
import { BotHealth } from './receiving/bot-health.js';
import { BotIdentity } from './receiving/bot-identity.js';
import { Poller } from './receiving/poller.js';
import { Polling } from './receiving/polling.js';
import { UpdateIntake } from './receiving/update-intake.js';
import { WebhookKeeper } from './receiving/webhook-keeper.js';
import { Pace } from './sending/pace.js';
import { Sender } from './sending/sender.js';
import type { Typist } from './sending/typist.js';

/** Deliveries of a webhook at once: each waits for the bus. */
const DELIVERIES_AT_ONCE = 20;

/** Serves every bot whose lease is free: one poller and one sender a bot, anywhere. */
@Injectable()
export class Telegram implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly workers: InboxWorkers<'telegram'>;
  /** Of the bots that this process serves, or did: without their lease they show nothing. */
  private readonly typists = new Map<string, Typist>();
  /** By the bots' ids: Telegram goes on counting while a bot's settings change. */
  private readonly paces = new Map<string, Pace>();

  constructor(
    private readonly ports: BotPorts,
    leases: Leases,
    private readonly log: Log,
    @Inject(Config) private readonly config: Pick<Config, 'PUBLIC_SITE_URL'>,
  ) {
    this.workers = new InboxWorkers(
      'telegram',
      ports.inboxes,
      leases,
      (inbox, lease) => this.startBot(inbox, lease),
      (error, inboxId) => log.error('bot worker failed', error, { inboxId }),
    );
  }

  onApplicationBootstrap(): void {
    this.workers.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.workers.close();
  }

  /** Something may be due for these inboxes. */
  wake(inboxIds: Iterable<string>): void {
    for (const id of new Set(inboxIds)) this.workers.wake(id);
  }

  /** Somebody writes an answer in a chat. @param chatKey `account:chat:topic` */
  typing(inboxId: string, chatKey: string): void {
    void this.typists.get(inboxId)?.show(chatKey);
  }

  sweep(): Promise<void> {
    return this.workers.sweep();
  }

  private startBot(inbox: OpenInbox<'telegram'>, lease: Lease): InboxWorker {
    const api = new BotApi({ ...inbox.settings, ...inbox.secrets });
    const log = this.log.child({ inboxId: inbox.id });
    const identity = new BotIdentity(api, inbox, this.ports);
    const pace = this.paces.get(api.botId) ?? new Pace();
    this.paces.set(api.botId, pace);
    const sender = new Sender(api, inbox.id, lease, this.ports, pace, log);
    this.typists.set(inbox.id, sender.typist);
    const parts = {
      receiving: this.receivingOf(inbox, { api, identity, lease, log }),
      identity,
      sender,
      files: new FileFetcher(api, inbox, this.ports, log),
      close: () => api.close(),
    };
    return new BotWorker(parts, log);
  }

  private receivingOf({ id, settings, secrets }: OpenInbox<'telegram'>, { api, identity, lease, log }: Serving): Receiving {
    const { store, inboxes } = this.ports;
    const health = new BotHealth(id, inboxes, store);
    const kinds = updateKinds(settings);
    if (settings.intake === 'webhook') {
      const url = webhookUrl(this.config.PUBLIC_SITE_URL, id);
      const wanted = { url, secret: given(secrets.webhookSecret), kinds, atOnce: DELIVERIES_AT_ONCE };
      return new WebhookKeeper(api, wanted, identity, health, store);
    }
    const receiver = { inboxId: id, api, username: () => identity.username };
    const intake = new UpdateIntake(receiver, this.ports, (error) => log.warn('button not answered', { error: error.message }));
    return new Polling(api, new Poller(api, intake, lease, store, kinds), identity, health);
  }
}

/** It is made with the inbox. Without one anybody could bring anything. */
function given(secret: string | undefined): string {
  if (secret === undefined)
    throw new DeskError('conflict', 'inbox-settings-invalid', 'The bot has no secret for its webhook: save its inbox again.');
  return secret;
}

type Serving = { readonly api: BotApi; readonly identity: BotIdentity; readonly lease: Lease; readonly log: Log };
