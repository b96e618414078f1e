import { OnEvents } from '@app/bus';
import { MailReceived, UpdateReceived, VisitorWrote } from '@app/contracts';
import { Controller } from '@nestjs/common';
import { Normalizer, type IntakeEvent } from './normalizer.js';

@Controller()
export class IntakeConsumer {
  constructor(private readonly normalizer: Normalizer) {}

  // More at once than transactions: what several partitions bring is written together.
  @OnEvents({ group: 'normalizer', contracts: [MailReceived, UpdateReceived, VisitorWrote], maxBatch: 500, concurrency: 8 })
  onIntake(events: readonly IntakeEvent[]): Promise<void> {
    return this.normalizer.take(events);
  }
}
