import { MailWorkers } from '@app/mail';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { IntakeConsumer } from './intake.consumer.js';
import { Normalizer } from './normalizer.js';

@Module({
  controllers: [IntakeConsumer],
  providers: [Normalizer, { provide: MailWorkers, useFactory: () => new MailWorkers() }],
})
export class NormalizerModule implements OnApplicationShutdown {
  constructor(private readonly mailWorkers: MailWorkers) {}

  async onApplicationShutdown(): Promise<void> {
    await this.mailWorkers.close();
  }
}
