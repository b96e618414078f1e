import { MailAuthenticator, MailWorkers } from '@app/mail';
import { Config } from '@app/service';
import { BLOB_IN_ROW, Blobs } from '@app/store';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { IntakeConsumer } from './intake.consumer.js';
import { IntakeOptions } from './intake-options.js';
import { Normalizer } from './normalizer.js';
import { SenderProof } from './sender-proof.js';

@Module({
  controllers: [IntakeConsumer],
  providers: [
    Normalizer,
    SenderProof,
    IntakeOptions,
    { provide: MailWorkers, useFactory: mailWorkers, inject: [Blobs] },
    { provide: MailAuthenticator, useFactory: mailAuthenticator, inject: [Config] },
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

function mailAuthenticator({ DNS_SERVERS }: Config): MailAuthenticator {
  return new MailAuthenticator({ ...(DNS_SERVERS !== undefined && { dnsServers: DNS_SERVERS }) });
}
