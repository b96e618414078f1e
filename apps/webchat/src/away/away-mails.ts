import { Config, Log, WakeLoop } from '@app/service';
import { AWAY_INBOX_OFF, type AwayInbox, Inboxes, mailAway, readAwayInboxes, Store } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { composeAwayMail } from './compose-away-mail.js';

/** How often it is looked whose answers have waited for long enough (ms): they wait for minutes. */
const LOOK_MS = 5_000;
/** Chats in one transaction. */
const CHATS_AT_ONCE = 200;

/**
 * Sends answers by mail to visitors who left an address and went. Each process looks: what one has locked, another leaves to it, and an
 * answer that was decided about is not looked at again.
 */
@Injectable()
export class AwayMails implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WakeLoop;
  private readonly ownSite: string;

  constructor(
    private readonly store: Store,
    private readonly inboxes: Inboxes,
    config: Config,
    log: Log,
  ) {
    this.ownSite = new URL(config.PUBLIC_SITE_URL).origin;
    this.loop = new WakeLoop({ name: 'webchat away mails', log, run: (signal) => this.look(signal) });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async look(signal: AbortSignal): Promise<number> {
    const all = await readAwayInboxes(this.store);
    for (const inbox of all) await this.tellHealth(inbox);
    const able = all.filter(({ outlet }) => outlet !== null);
    let due = CHATS_AT_ONCE;
    while (due === CHATS_AT_ONCE && !signal.aborted)
      due = await mailAway(this.store, able, (chat) => composeAwayMail(chat, this.ownSite), CHATS_AT_ONCE);
    return LOOK_MS;
  }

  /** Where the mailbox is gone the answers wait, and the web chat says so. */
  private async tellHealth({ id, outlet, healthCode }: AwayInbox): Promise<void> {
    const isTold = healthCode === AWAY_INBOX_OFF.code;
    if (outlet === null && healthCode === null) await this.inboxes.reportHealth(id, { state: 'failing', reason: AWAY_INBOX_OFF });
    if (outlet !== null && isTold) await this.inboxes.reportHealth(id, { state: 'ok' });
  }
}
