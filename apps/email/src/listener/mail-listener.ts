import { Config, HealthChecks, Log, Metrics } from '@app/service';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EmailPorts } from '../email-ports.js';
import { SmtpDoor } from './smtp-door.js';

/** Lets a mail server hand mail over where `MAIL_LISTEN` says. Any number of processes may; none needs a lease. */
@Injectable()
export class MailListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly door: SmtpDoor | null = null;

  constructor(
    private readonly config: Config,
    ports: EmailPorts,
    checks: HealthChecks,
    metrics: Metrics,
    private readonly log: Log,
  ) {
    const listening = config.MAIL_LISTEN;
    if (listening === undefined) return;
    const answers = metrics.counter('otklik_mail_handed_over_total', 'Mails and recipients that a mail server handed over, by answer', [
      'answer',
    ]);
    const door = new SmtpDoor(listening, config.MAIL_LISTEN_FROM, ports, log, (answer) => answers.inc({ answer }));
    this.door = door;
    const at = `${listening.protocol}://${listening.host}:${listening.port}`;
    checks.add({ name: 'mail-listener', kind: 'health', check: async () => ({ ok: true, detail: `${at}, ${door.clientCount} clients` }) });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.door?.open();
    if (this.door) this.log.info('mail may be handed over', { ...this.config.MAIL_LISTEN });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.door?.close();
  }
}
