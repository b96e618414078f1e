import { Config, demoOrigin, userLanguage } from '@app/service';
import { Inboxes, makeFirstContent, Store } from '@app/store';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Makes the first start show something, where no bootstrap file says what should be. */
@Injectable()
export class FirstContent implements OnModuleInit {
  constructor(
    private readonly store: Store,
    private readonly inboxes: Inboxes,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.OTKLIK_BOOTSTRAP !== undefined) return;
    await makeFirstContent({ store: this.store, inboxes: this.inboxes }, { demoOrigin: demoOrigin(this.config), language: userLanguage() });
  }
}
