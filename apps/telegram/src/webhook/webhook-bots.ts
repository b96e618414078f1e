import { timingSafeEqual } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Tail } from '@app/bus';
import { InboxChanged } from '@app/contracts';
import { Log } from '@app/service';
import { botUsernames, type OpenInbox } from '@app/store';
import { BotApi } from '@app/telegram';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BotPorts } from '../bot-ports.js';
import { UpdateIntake } from '../receiving/update-intake.js';

/** How old the list may be where nobody told of a change, ms. */
const FRESH_MS = 30_000;
/** Whoever guesses does not make us read more often than this, ms. */
const AGAIN_MS = 1_000;

/** A bot as its webhook needs it. */
export type WebhookBot = { readonly secret: Buffer; readonly intake: UpdateIntake };

type Known = WebhookBot & { readonly version: number; readonly api: BotApi };

/**
 * The bots whose updates may be brought to this process: all, since any process takes them.
 *
 * Kept in memory, so that intake goes on while the database is away, and that guessing costs no query.
 */
@Injectable()
export class WebhookBots implements OnApplicationBootstrap, OnApplicationShutdown {
  private bots: ReadonlyMap<string, Known> = new Map();
  private usernames: ReadonlyMap<string, string> = new Map();
  private readAt = Number.NEGATIVE_INFINITY;
  private isStale = true;
  private reading: Promise<void> | null = null;
  private tail: Tail | null = null;

  constructor(
    private readonly ports: BotPorts,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.tail = await this.ports.bus.tail([InboxChanged], () => {
      this.isStale = true;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tail?.close();
    for (const { api } of this.bots.values()) api.close();
  }

  /**
   * The bot whose secret was shown; null for any other call (threat:A15).
   *
   * @param shown as the header's bytes are
   * @throws DeskError unavailable when the bots are not known yet and cannot be read
   */
  async find(inboxId: string, shown: Buffer): Promise<WebhookBot | null> {
    const found = this.matching(inboxId, shown);
    const age = performance.now() - this.readAt;
    if (found !== null && this.usernames.has(inboxId)) {
      // Nobody waits for the database: it may be away.
      if (this.isStale || age > FRESH_MS) void this.read().catch(() => {});
      return found;
    }
    if (found === null && !this.isStale && age < AGAIN_MS) return null;
    // Made, named or given another secret a moment ago.
    await this.read();
    return this.matching(inboxId, shown);
  }

  private matching(inboxId: string, shown: Buffer): WebhookBot | null {
    const bot = this.bots.get(inboxId);
    return bot && shown.length === bot.secret.length && timingSafeEqual(shown, bot.secret) ? bot : null;
  }

  /** Whoever comes meanwhile waits for the same. */
  private async read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => {
      this.reading = null;
    });
    await this.reading;
  }

  private async readOnce(): Promise<void> {
    try {
      this.isStale = false;
      const inboxes = await this.ports.inboxes.open('telegram');
      this.usernames = await botUsernames(this.ports.store);
      const before = this.bots;
      this.bots = new Map(inboxes.flatMap((inbox) => this.knownOf(inbox, before.get(inbox.id))));
      for (const known of before.values()) if (![...this.bots.values()].includes(known)) known.api.close();
    } catch (error) {
      // What was known goes on being known.
      if (this.bots.size === 0) throw error;
    } finally {
      this.readAt = performance.now();
    }
  }

  private knownOf(inbox: OpenInbox<'telegram'>, before: Known | undefined): [string, Known][] {
    const { id, version, settings, secrets } = inbox;
    if (before?.version === version) return [[id, before]];
    if (secrets.webhookSecret === undefined) return [];
    const api = new BotApi({ ...settings, ...secrets });
    const receiver = { inboxId: id, api, username: () => this.usernames.get(id) ?? null };
    const log = this.log.child({ inboxId: id });
    const intake = new UpdateIntake(receiver, this.ports, (error) => log.warn('button not answered', { error: error.message }));
    return [[id, { version, api, intake, secret: Buffer.from(secrets.webhookSecret, 'latin1') }]];
  }
}
