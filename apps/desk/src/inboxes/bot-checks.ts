import type { BotProfile, Probe, ProbeBot } from '@app/contracts';
import type { Reason } from '@app/domain';
import { Config, type Words } from '@app/service';
import { Blobs, Inboxes, type OpenInbox } from '@app/store';
import { type BotAccount, BotApi, type BotStep, checkBot, type CheckedBot, fetchPicture, webhookUrl } from '@app/telegram';
import { Injectable } from '@nestjs/common';
import { FileLinks } from '../files/file-links.js';
import { botProfile } from './bot-profile.js';
import { stepAnswer } from './step-answer.js';

/** A person waits: three calls at most, one after the other. */
const PATIENCE_MS = 5_000;

/** Looks at bots, for whoever sets them up: before they are saved, and as they are saved. */
@Injectable()
export class BotChecks {
  constructor(
    private readonly inboxes: Inboxes,
    private readonly blobs: Blobs,
    private readonly links: FileLinks,
    private readonly config: Config,
  ) {}

  /** Of a token that is not saved yet: what the bot is, and whether anything stands in its way. */
  async probe(asked: ProbeBot, catalog: Words): Promise<Probe> {
    const obstacle = await this.obstacle(asked.token, null);
    const api = new BotApi(asked, PATIENCE_MS);
    try {
      const { account, steps } = await checkBot(api, { ...asked, obstacle, webhookUrl: webhookUrl(this.config.PUBLIC_SITE_URL, '') });
      const bot = account && (await this.profileOf(api, account));
      return { settings: null, source: null, provider: null, bot, steps: steps.map((step) => stepAnswer(step, catalog, 'unsaved')) };
    } finally {
      api.close();
    }
  }

  /** @throws DeskError missing/inbox-missing, conflict/inbox-of-other-channel, conflict/inbox-settings-invalid */
  async test(inbox: OpenInbox<'telegram'>): Promise<readonly BotStep[]> {
    const { settings, secrets } = inbox;
    const api = new BotApi({ ...settings, ...secrets }, PATIENCE_MS);
    try {
      return (await this.check(api, inbox)).steps;
    } finally {
      api.close();
    }
  }

  private async check(api: BotApi, { id, settings, secrets }: OpenInbox<'telegram'>): Promise<CheckedBot> {
    const obstacle = await this.obstacle(secrets.token, id);
    return checkBot(api, { ...settings, ...secrets, obstacle, webhookUrl: webhookUrl(this.config.PUBLIC_SITE_URL, id) });
  }

  private async obstacle(token: string, except: string | null): Promise<Reason | null> {
    const inbox = await this.inboxes.inboxOfBot(token, except);
    return inbox === null ? null : { code: 'telegram-bot-taken', params: { inbox } };
  }

  /** A bot whose picture cannot be had is shown without one. */
  private async profileOf(api: BotApi, account: BotAccount): Promise<BotProfile> {
    const bytes = await fetchPicture(api).catch(() => null);
    const picture = bytes && (await this.blobs.put(bytes)).sha256;
    return botProfile({ ...account, picture }, this.links);
  }
}
