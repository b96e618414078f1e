import { MailAuthenticator, MailWorkers } from '@app/mail';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { IntakeConsumer } from './intake.consumer.js';
import { Normalizer } from './normalizer.js';
import { SenderProof } from './sender-proof.js';

@Module({
  controllers: [IntakeConsumer],
  providers: [
    Normalizer,
    SenderProof,
    { provide: MailWorkers, useFactory: () => new MailWorkers() },
    { provide: MailAuthenticator, useFactory: () => new MailAuthenticator() },
  ],
})
export class NormalizerModule implements OnApplicationShutdown {
  constructor(
    private readonly mailWorkers: MailWorkers,
    private readonly authenticator: MailAuthenticator,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.mailWorkers.close(), this.authenticator.close()]);
  }
}
