import { inboxCheck, mailboxSteps, roundTripStep, type Step } from '@app/mailbox';
import { Dns } from '@app/outside';
import { Config, type Words } from '@app/service';
import { databaseTime, Inboxes, noteMailboxTest, OAuthGrants, Store } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Tests mailboxes as they are saved, for whoever sets them up. */
@Injectable()
export class MailboxTests {
  /** By inbox: who asks again meanwhile is given the same. Providers lock accounts that are signed in to too often. */
  private readonly running = new Map<string, Promise<readonly Step[]>>();

  constructor(
    private readonly inboxes: Inboxes,
    private readonly grants: OAuthGrants,
    private readonly store: Store,
    private readonly config: Config,
  ) {}

  /**
   * @param send also a mail from the mailbox to itself, where both ends work
   * @throws DeskError missing/inbox-missing, conflict/inbox-of-other-channel, conflict/inbox-settings-invalid
   */
  async test(id: string, send: boolean, catalog: Words): Promise<readonly Step[]> {
    const key = `${id} ${send}`;
    const running = this.running.get(key) ?? this.run(id, send, catalog).finally(() => this.running.delete(key));
    this.running.set(key, running);
    return await running;
  }

  private async run(id: string, send: boolean, catalog: Words): Promise<Step[]> {
    const inbox = await this.inboxes.openOne('email', id);
    const { DNS_SERVERS: servers } = this.config;
    const check = inboxCheck(inbox, {
      grants: this.grants,
      databaseTime: () => databaseTime(this.store),
      dns: new Dns(servers === undefined ? {} : { servers }),
    });
    const steps = await mailboxSteps(check);
    const works = steps.every(({ level }) => level !== 'failed');
    const trip = send && works ? await roundTripStep({ ...check, ...(await this.mail(id, catalog)), proofs: await check.proofs() }) : null;
    return trip === null ? steps : [...steps, trip];
  }

  private async mail(inboxId: string, catalog: Words): Promise<{ token: string; subject: string; text: string }> {
    const say = (code: string): string => catalog.reason({ code, params: {} });
    return { token: await noteMailboxTest(this.store, inboxId), subject: say('round-trip-subject'), text: say('round-trip-text') };
  }
}
