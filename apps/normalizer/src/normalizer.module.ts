import { MailAuthenticator, MailWorkers } from '@app/mail';
import { BLOB_IN_ROW, Blobs } from '@app/store';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { IntakeConsumer } from './intake.consumer.js';
import { Normalizer } from './normalizer.js';
import { SenderProof } from './sender-proof.js';

@Module({
  controllers: [IntakeConsumer],
  providers: [
    Normalizer,
    SenderProof,
    { provide: MailWorkers, useFactory: mailWorkers, inject: [Blobs] },
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

function mailWorkers(blobs: Blobs): MailWorkers {
  return new MailWorkers({ largeFiles: { folder: blobs.unfinished, above: BLOB_IN_ROW } });
}
