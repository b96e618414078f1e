import { WebchatSettings } from '@app/contracts';
import { Config, type ServiceConfig, userLanguage } from '@app/service';
import { addTeam, changeOrganisation, Inboxes, Store } from '@app/store';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/**
 * Makes the first start show something: a team, and the web chat of the demo page.
 *
 * Only where there is no team and no inbox yet, and no bootstrap file says what should be.
 */
@Injectable()
export class FirstContent implements OnModuleInit {
  constructor(
    private readonly store: Store,
    private readonly inboxes: Inboxes,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.OTKLIK_BOOTSTRAP !== undefined) return;
    await this.store.transaction(async (tx) => {
      await tx.query('select from organisation for update');
      const [there] = await tx.query<{ found: boolean }>('select exists (select from teams) or exists (select from inboxes) as found');
      if (there?.found) return;
      await changeOrganisation(tx, { language: userLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
      const teamId = await addTeam(tx, 'Support', []);
      await this.inboxes.create(tx, {
        channel: 'webchat',
        name: 'site',
        teamId,
        settings: WebchatSettings.parse({ origins: [demoOrigin(this.config)] }),
        secrets: {},
      });
    });
  }
}

/** The demo page is a site of its own: it shares no cookies and no storage with the frame that it embeds (`api.md` 1). */
export function demoOrigin(config: Pick<ServiceConfig, 'PUBLIC_PORT'>): string {
  return `http://localhost:${config.PUBLIC_PORT}`;
}
